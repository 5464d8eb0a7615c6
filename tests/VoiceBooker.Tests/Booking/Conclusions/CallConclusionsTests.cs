using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NodaTime;
using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Campaigns;
using VoiceBooker.Booking.Conclusions;
using VoiceBooker.Booking.Dialling;
using VoiceBooker.Booking.Hooks;
using VoiceBooker.Booking.Journal;
using VoiceBooker.Booking.Storage;
using VoiceBooker.Tests.Booking.Storage;
using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Time;

namespace VoiceBooker.Tests.Booking.Conclusions;

/// <summary>Every call that ended gets its conclusion, once.</summary>
public sealed class CallConclusionsTests : IDisposable
{
    private static readonly Instant Monday = Instant.FromUtc(2026, 11, 30, 9, 0);

    private readonly TestDatabase _database = TestDatabase.OnDisk();
    private readonly ManualClock _clock = new(Monday.ToDateTimeOffset());
    private readonly CallConclusions _conclusions;

    public CallConclusionsTests() => _conclusions = Node();

    public void Dispose()
    {
        _conclusions.Dispose();
        _database.Dispose();
    }

    [Fact]
    public async Task An_ended_call_is_concluded_once_and_the_owners_systems_are_told_with_it()
    {
        await HookAsync();
        var call = await EndedAsync("CA1", ("caller.said", """{"text":"hello"}"""), ("details", """{"name":"Anna Miller"}"""));
        using var other = Node();
        var concluded = await Task.WhenAll(_conclusions.ConcludeDueAsync(default), other.ConcludeDueAsync(default));
        Assert.Equal(1, concluded.Sum());
        Assert.Equal(0, await _conclusions.ConcludeDueAsync(default));

        await using var db = _database.CreateDbContext();
        var row = await db.Calls.SingleAsync();
        Assert.Equal((Dispositions.NoBooking, "Anna Miller"), (row.Disposition, row.Fields["name"]));
        Assert.StartsWith("Anna Miller (+12125550147) called.", row.Summary, StringComparison.Ordinal);
        var told = JsonElement.Parse((await db.HookDeliveries.SingleAsync()).Body);
        Assert.Equal((HookKinds.CallEnded, call.ToString(), Dispositions.NoBooking), (told.GetProperty("type").GetString(), told.GetProperty("data").GetProperty("callId").GetString(), told.GetProperty("data").GetProperty("disposition").GetString()));
        Assert.Equal("Anna Miller", told.GetProperty("data").GetProperty("fields").GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_call_that_a_crash_cut_off_is_concluded_too_and_one_that_runs_is_not()
    {
        await EndedAsync("CA1");
        await using (var db = _database.CreateDbContext())
        {
            var cut = await db.Calls.SingleAsync();
            (cut.EndedAt, cut.Outcome) = (null, CallOutcomes.InProgress);
            await db.SaveChangesAsync();
        }

        Assert.Equal(0, await _conclusions.ConcludeDueAsync(default));
        using (var journals = new CallJournals(_database, new JournalWriter(_database, _clock, NullLogger<JournalWriter>.Instance), new ThisNode(), _clock, NullLogger<CallJournals>.Instance))
            await journals.MarkCutOffAsync(default);
        Assert.Equal(1, await _conclusions.ConcludeDueAsync(default));
        await using var after = _database.CreateDbContext();
        Assert.Equal(Dispositions.CutOff, (await after.Calls.SingleAsync()).Disposition);
    }

    [Fact]
    public async Task A_call_waits_while_it_is_not_known_whether_its_booking_stands_but_not_for_ever()
    {
        var call = await EndedAsync("CA1", ("caller.said", """{"text":"yes"}"""));
        var intent = new IntentRecord { Id = Guid.CreateVersion7(), CallId = call, State = IntentState.Unknown };
        await using (var db = _database.CreateDbContext())
        {
            db.Intents.Add(intent);
            await db.SaveChangesAsync();
        }

        Assert.Equal(0, await _conclusions.ConcludeDueAsync(default));
        _clock.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal(1, await _conclusions.ConcludeDueAsync(default));
    }

    [Fact]
    public async Task A_transfer_may_still_fail_so_it_is_waited_for()
    {
        await EndedAsync("CA1", cause: "transferred", entries: ("transfer", "{}"));
        Assert.Equal(0, await _conclusions.ConcludeDueAsync(default));
        _clock.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal(1, await _conclusions.ConcludeDueAsync(default));
    }

    [Theory]
    [InlineData(TransferState.Told, Dispositions.HungUp)]
    [InlineData(TransferState.Asked, Dispositions.HungUp)]
    [InlineData(TransferState.Taken, Dispositions.Transferred)]
    public async Task Who_hangs_up_before_a_person_takes_them_was_not_transferred_and_is_left_to_be_called_back(TransferState state, string disposition)
    {
        var call = await EndedAsync("CA1", cause: "transferred", entries: ("transfer", "{}"));
        await using (var db = _database.CreateDbContext())
        {
            db.Transfers.Add(new PendingTransfer { CallSid = "CA1", Number = "+12125550100", Summary = "Ana wants to book.", State = state });
            await db.SaveChangesAsync();
        }

        _clock.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal(1, await _conclusions.ConcludeDueAsync(default));
        await using var after = _database.CreateDbContext();
        var concluded = await after.Calls.SingleAsync(row => row.Id == call);
        Assert.Equal(disposition, concluded.Disposition);
        Assert.Equal(state == TransferState.Taken, concluded.Summary.Contains("They were put through", StringComparison.Ordinal));
        Assert.Equal(state == TransferState.Taken ? 0 : 1, await after.Tasks.CountAsync(task => task.CallId == call));
    }

    [Fact]
    public async Task A_call_of_our_own_has_the_carriers_verdict_and_its_own_webhook_is_told()
    {
        var contact = new Contact { Id = Guid.CreateVersion7(), Number = "+12125550147", Webhook = "https://example.com/mine" };
        var call = await EndedAsync("CA1", contact);
        Assert.Equal(1, await _conclusions.ConcludeDueAsync(default));

        await using var db = _database.CreateDbContext();
        Assert.Equal(Dispositions.Voicemail, (await db.Calls.SingleAsync(row => row.Id == call)).Disposition);
        Assert.Equal((AttemptState.Ended, Dispositions.Voicemail), await db.Attempts.Select(row => ValueTuple.Create(row.State, row.Disposition)).SingleAsync()); // at once, and not at the next round
        var told = await db.HookDeliveries.SingleAsync();
        Assert.Equal((null, "https://example.com/mine", HookKinds.CallEnded), (told.EndpointId, told.Url, told.Kind));
    }

    private CallConclusions Node() => new(_database, new HookOutbox(_clock), new AttemptReports(_database, new HookOutbox(_clock), Options.Create(new DiallingOptions()), _clock, NullLogger<AttemptReports>.Instance), _clock, NullLogger<CallConclusions>.Instance);

    private async Task HookAsync()
    {
        await using var db = _database.CreateDbContext();
        db.HookEndpoints.Add(new HookEndpoint { Id = Guid.NewGuid(), Name = "CRM", Url = "https://example.com/all", CreatedAt = Monday });
        db.HookEndpoints.Add(new HookEndpoint { Id = Guid.NewGuid(), Name = "Bookings only", Url = "https://example.com/some", Kinds = [HookKinds.BookingMade], CreatedAt = Monday });
        db.HookEndpoints.Add(new HookEndpoint { Id = Guid.NewGuid(), Name = "Paused", Url = "https://example.com/none", Active = false, CreatedAt = Monday });
        await db.SaveChangesAsync();
    }

    private Task<CallId> EndedAsync(string sid, params (string Kind, string Data)[] entries) => EndedAsync(sid, null, "caller hung up", entries);

    private Task<CallId> EndedAsync(string sid, string cause, params (string Kind, string Data)[] entries) => EndedAsync(sid, null, cause, entries);

    private async Task<CallId> EndedAsync(string sid, Contact? contact, string cause = "caller hung up", params (string Kind, string Data)[] entries)
    {
        var id = CallId.New(_clock.GetUtcNow());
        await using var db = _database.CreateDbContext();
        if (contact is not null)
        {
            db.Contacts.Add(contact);
            db.Attempts.Add(new Attempt { Id = id.Value, ContactId = contact.Id, Try = 1, Number = contact.Number, AnsweredBy = "machine" });
        }

        db.Calls.Add(new CallRecord { Id = id, CallSid = sid, From = "+12125550147", Direction = contact is null ? "inbound" : "outbound", ContactId = contact?.Id, StartedAt = Monday, EndedAt = Monday, Outcome = CallOutcomes.NoBooking, Cause = cause });
        db.CallEvents.AddRange(entries.Select((entry, at) => new CallEventRecord { CallId = id, Sequence = at + 1, At = Monday, Kind = entry.Kind, Data = entry.Data }));
        await db.SaveChangesAsync();
        return id;
    }
}
