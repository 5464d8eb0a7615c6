using VoiceBooker.Booking.Access;
using VoiceBooker.Tests.Booking.Storage;
using VoiceBooker.Voice.Time;

namespace VoiceBooker.Tests.Booking.ApiAccess; // "Access" alone is a type of the connections

public sealed class RepeatedRequestsTests : IDisposable
{
    private readonly TestDatabase _database = TestDatabase.InMemory();
    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 12, 1, 9, 0, 0, TimeSpan.Zero));

    public void Dispose() => _database.Dispose();

    [Fact]
    public async Task A_request_is_worked_on_once_and_answered_again()
    {
        RepeatedRequests here = new(_database, _clock), elsewhere = new(_database, _clock);
        Assert.IsType<RequestTurn.Work>(await here.BeginAsync("k", "call Ada", CancellationToken.None));
        Assert.IsType<RequestTurn.BeingDone>(await here.BeginAsync("k", "call Ada", CancellationToken.None));
        Assert.IsType<RequestTurn.BeingDone>(await elsewhere.BeginAsync("k", "call Ada", CancellationToken.None));

        await here.FinishAsync(new IdempotentRequest { Key = "k", Status = 202, Body = "called", ContentType = "application/json", Location = "/api/calls/1" }, CancellationToken.None);

        var again = Assert.IsType<RequestTurn.Answered>(await elsewhere.BeginAsync("k", "call Ada", CancellationToken.None)).Request;
        Assert.Equal((202, "called", "application/json", "/api/calls/1"), (again.Status, again.Body, again.ContentType, again.Location));
        Assert.IsType<RequestTurn.AnotherRequest>(await here.BeginAsync("k", "call Bob", CancellationToken.None));
    }

    [Fact]
    public async Task Work_that_failed_may_be_tried_again()
    {
        var requests = new RepeatedRequests(_database, _clock);
        await requests.BeginAsync("k", "call Ada", CancellationToken.None);
        await requests.ForgetAsync("k", CancellationToken.None);
        Assert.IsType<RequestTurn.Work>(await requests.BeginAsync("k", "call Ada", CancellationToken.None));
    }

    [Fact]
    public async Task The_work_of_a_process_that_died_is_taken_over_by_one_after_a_minute()
    {
        RepeatedRequests died = new(_database, _clock), one = new(_database, _clock), other = new(_database, _clock);
        await died.BeginAsync("k", "call Ada", CancellationToken.None);
        _clock.Advance(TimeSpan.FromSeconds(59));
        Assert.IsType<RequestTurn.BeingDone>(await one.BeginAsync("k", "call Ada", CancellationToken.None));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.IsType<RequestTurn.Work>(await one.BeginAsync("k", "call Ada", CancellationToken.None));
        Assert.IsType<RequestTurn.BeingDone>(await other.BeginAsync("k", "call Ada", CancellationToken.None));
    }

    [Fact]
    public async Task After_a_day_a_key_is_new_again()
    {
        var requests = new RepeatedRequests(_database, _clock);
        await requests.BeginAsync("k", "call Ada", CancellationToken.None);
        await requests.FinishAsync(new IdempotentRequest { Key = "k", Status = 202 }, CancellationToken.None);
        _clock.Advance(TimeSpan.FromHours(23.9));
        Assert.IsType<RequestTurn.Answered>(await requests.BeginAsync("k", "call Ada", CancellationToken.None));
        _clock.Advance(TimeSpan.FromHours(0.2));
        Assert.IsType<RequestTurn.Work>(await requests.BeginAsync("k", "call Bob", CancellationToken.None));
    }

    [Fact]
    public void What_a_request_makes_has_the_same_identity_each_time_it_comes()
    {
        var who = Guid.Parse("0198c1de-0000-7000-8000-000000000001");
        Assert.Equal(RepeatedRequests.IdentityFor(who, "k"), RepeatedRequests.IdentityFor(who, "k"));
        Assert.NotEqual(RepeatedRequests.IdentityFor(who, "k"), RepeatedRequests.IdentityFor(who, "l"));
        Assert.NotEqual(RepeatedRequests.IdentityFor(who, "k"), RepeatedRequests.IdentityFor(Guid.Empty, "k"));
        Assert.Equal(8, RepeatedRequests.IdentityFor(who, "k").Version);
    }
}
