using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Calendars.Slots;
using VoiceBooker.Booking.Events;
using VoiceBooker.Booking.Reception;
using VoiceBooker.Booking.When;
using VoiceBooker.Tests.Booking.Bookings;
using VoiceBooker.Tests.Booking.Calendars.Slots;
using VoiceBooker.Tests.Booking.Storage;
using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Dialogue;
using VoiceBooker.Voice.Speaking;
using VoiceBooker.Voice.Time;

namespace VoiceBooker.Tests.Booking.Reception;

/// <summary>How far a caller's wish reaches, and that the times fetched while it rang reach as far.</summary>
public sealed class SearchWindowTests
{
    private static readonly int Days = new ReceptionOptions().SearchDays;

    [Theory]
    [InlineData("America/New_York")]
    [InlineData("Pacific/Kiritimati")]
    [InlineData("Etc/GMT+12")]
    public void Whatever_day_within_the_ordinary_reach_is_named_its_window_lies_within_what_was_fetched(string zoneId)
    {
        var zone = DateTimeZoneProviders.Tzdb[zoneId];
        var fetched = Duration.FromDays(new LedgerOptions().SlotsAhead);
        for (var hour = 0; hour < 24; hour++)
        {
            var now = Instant.FromUtc(2026, 10, 20, hour, 5); // the clocks go back within the reach
            var today = now.InZone(zone).Date;
            foreach (var initial in (LocalDate?[])[null, today.PlusDays(10)])
            {
                var rang = (initial is { } first ? Instant.Max(now, first.AtMidnight().InUtc().ToInstant()) : now) + fetched;
                for (var day = 0; day <= Days; day++)
                {
                    var named = today.PlusDays(day);
                    foreach (var wish in (WhenConstraint[])[WhenConstraint.Any, new() { From = named }, new() { From = named, Until = named }, new() { Until = named }])
                    {
                        var window = SearchWindow.Of(now, zone, new BookingEvent { InitialBookingDate = initial }, wish, Days);
                        Assert.True(window.End <= rang, $"{zoneId}, {now}, {wish}: {window.End} is after {rang}");
                        Assert.True(window.End >= zone.AtStartOfDay(named.PlusDays(1)).ToInstant(), $"{zoneId}, {now}, {wish}: the named day is left out");
                    }
                }
            }
        }
    }

    [Fact]
    public void Who_names_a_far_day_is_looked_for_there_and_after_it()
    {
        var now = Instant.FromUtc(2026, 11, 30, 9, 0);
        var far = new LocalDate(2027, 6, 1);
        Assert.Equal(far.PlusDays(Days + 1).AtMidnight().InUtc().ToInstant(), SearchWindow.Of(now, DateTimeZone.Utc, new BookingEvent(), new WhenConstraint { From = far, Until = far }, Days).End);
        Assert.Equal(far.PlusDays(15).AtMidnight().InUtc().ToInstant(), SearchWindow.Of(now, DateTimeZone.Utc, new BookingEvent(), new WhenConstraint { Until = far }, Days).End);
    }

    [Fact]
    public async Task A_named_Friday_is_answered_from_what_was_fetched_while_it_rang_without_asking_the_calendar()
    {
        using var database = TestDatabase.InMemory();
        var clock = new ManualClock(new DateTimeOffset(2026, 11, 30, 14, 0, 0, TimeSpan.Zero)); // a Monday
        var calendar = new RemoteCalendar();
        var friday = Visit.At(12, 4, 10);
        calendar.Grid.Add(new Slot(friday, friday + Duration.FromMinutes(30)));
        var parts = new LedgerParts(database, clock, [calendar]);
        using var book = parts.Book;
        using var holds = parts.Holds;
        var assistant = new Assistant { Id = Guid.CreateVersion7(), Name = "Robin", Numbers = ["+4930100"] };
        await using (var db = database.CreateDbContext())
        {
            db.Assistants.Add(assistant);
            db.Events.Add(new BookingEvent { Id = Guid.CreateVersion7(), Name = "Consultation", TimeZone = "America/New_York", Provider = "remote", ProviderEvent = "e1", ConnectionId = Guid.CreateVersion7(), Active = true });
            await db.SaveChangesAsync();
        }

        var call = CallId.New(clock.GetUtcNow());
        using var keeper = new SlotKeeper(book, database, parts.Options, clock, NullLogger<SlotKeeper>.Instance);
        keeper.Expect(call, assistant: null, "+4930100", anybody: false);
        await keeper.RefreshAsync(default);
        Assert.Equal(1, calendar.Asked);
        calendar.Gate = new TaskCompletionSource().Task; // from here on it would never answer

        var conversation = new Conversation();
        await using var receptionist = new Receptionist(new CallBrief(call, assistant, Visit.Number, CanType: false, new Dictionary<string, string>(StringComparer.Ordinal)), Minds.Script(new RememberedJournal(), clock), parts.Ledger, new FakeNotes(), new FakeWishes(), new RememberedJournal(), clock, new ReceptionOptions(), NullLogger.Instance);
        await HearAsync(receptionist.GreetAsync(conversation, default));
        conversation.Add(new Utterance(Speaker.Caller, "What is free on Friday?", TimeSpan.Zero));
        var said = await HearAsync(receptionist.ReplyAsync(conversation, default)).WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Contains("ten a.m.", said, StringComparison.Ordinal);
        Assert.Equal(1, calendar.Asked);
    }

    private static async Task<string> HearAsync(IAsyncEnumerable<Speech> reply)
    {
        List<string> words = [];
        await foreach (var speech in reply)
        {
            if (speech is Speech.Words said)
                words.Add(said.Text);
        }

        return string.Concat(words);
    }
}
