using Microsoft.AspNetCore.Http;
using NodaTime;
using VoiceBooker.Booking.Campaigns;
using VoiceBooker.Booking.Dialling;
using VoiceBooker.Booking.Events;
using VoiceBooker.Server.Api;
using VoiceBooker.Tests.Booking.Storage;
using VoiceBooker.Voice.Calls;

namespace VoiceBooker.Tests.Server.Api;

/// <summary>What is found again of a request whose process died, and what a key without calls:read is not shown.</summary>
public sealed class RepeatedWorkTests : IDisposable
{
    private static readonly Instant Now = Instant.FromUtc(2026, 12, 1, 0, 5);

    private readonly TestDatabase _database = TestDatabase.InMemory();
    private readonly DefaultHttpContext _request = new();
    private readonly RepeatableIdentity _identity = new(Guid.CreateVersion7(), Guid.CreateVersion7());

    public RepeatedWorkTests() => _request.Features.Set(_identity);

    public void Dispose() => _database.Dispose();

    [Theory]
    [InlineData(10, true)] // before midnight, and its answer was lost
    [InlineData(24 * 60, false)] // the key is free again: whoever uses it wants a new call
    public async Task A_call_is_found_again_within_the_day_in_which_its_key_counts(int minutesAgo, bool found)
    {
        await using var db = _database.CreateDbContext();
        db.Contacts.Add(new Contact { Id = _identity.Yesterday, Number = "+14155550147", CreatedAt = Now - Duration.FromMinutes(minutesAgo) });
        await db.SaveChangesAsync();
        Assert.Equal(found, await CallOrdersApi.FindRepeatedAsync(_request, db, Now, CancellationToken.None) is not null);
        Assert.Null(await CallOrdersApi.FindRepeatedAsync(new DefaultHttpContext(), db, Now, CancellationToken.None));
    }

    [Fact]
    public async Task An_assistant_is_found_again_by_todays_identity_or_yesterdays_with_the_same_name()
    {
        await using var db = _database.CreateDbContext();
        db.Assistants.Add(new Assistant { Id = _identity.Yesterday, Name = "Ada" });
        await db.SaveChangesAsync();
        var rows = db.Assistants.Select(each => new Named { Id = each.Id, Name = each.Name });
        Assert.Equal(_identity.Yesterday, await _request.FindRepeatedAsync(rows, "Ada", CancellationToken.None));
        Assert.Null(await _request.FindRepeatedAsync(rows, "Bob", CancellationToken.None));
        Assert.Null(await new DefaultHttpContext().FindRepeatedAsync(rows, "Ada", CancellationToken.None));
    }

    [Theory]
    [InlineData("call", true, "")]
    [InlineData("sms", false, "")]
    [InlineData("api", false, "stop, please")]
    public void What_a_person_said_is_no_reason_for_who_may_not_read_it(string source, bool onACall, string shown)
    {
        DoNotCallEntry entry = new() { Number = "+14155550147", Source = source, Reason = "stop, please", CallId = onACall ? CallId.New(Now.ToDateTimeOffset()) : null, At = Now };
        Assert.Equal((shown, "stop, please"), (DoNotCallApi.EntryShape.Of(entry, words: false).Reason, DoNotCallApi.EntryShape.Of(entry, words: true).Reason));
    }
}
