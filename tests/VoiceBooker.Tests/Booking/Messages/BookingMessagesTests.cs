using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NodaTime;
using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Calendars.Mail;
using VoiceBooker.Booking.Dialling;
using VoiceBooker.Booking.Events;
using VoiceBooker.Booking.Hooks;
using VoiceBooker.Booking.Messages;
using VoiceBooker.Tests.Booking.Bookings;
using VoiceBooker.Tests.Booking.Calendars.Slots;
using VoiceBooker.Tests.Booking.Storage;
using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Time;

namespace VoiceBooker.Tests.Booking.Messages;

/// <summary>What a booking, a move and a cancellation bring with them: messages to the person, and what the owner's systems are told.</summary>
public sealed class BookingMessagesTests : IDisposable
{
    private const string Number = "+12125550147";
    private static readonly Instant Monday = Instant.FromUtc(2026, 11, 30, 14, 0); // nine in New York
    private static readonly DateTimeZone NewYork = DateTimeZoneProviders.Tzdb["America/New_York"];

    private readonly TestDatabase _database = TestDatabase.OnDisk();
    private readonly ManualClock _clock = new(Monday.ToDateTimeOffset());
    private readonly RemoteCalendar _calendar = new();
    private readonly FakeMessenger _carrier = new();
    private readonly FakeWishes _wishes = new();
    private readonly BookingEvent _event = new() { Id = Guid.NewGuid(), Name = "Consultation", Provider = "remote", TimeZone = "America/New_York" };
    private readonly LedgerParts _parts;
    private readonly TextOutbox _outbox;

    public BookingMessagesTests()
    {
        _parts = new LedgerParts(_database, _clock, [_calendar]) { Messenger = _carrier, Mail = new MailOptions { Host = "mail.example.com", From = "us@example.com" } };
        _outbox = new TextOutbox(_database, [_carrier], [_wishes], Options.Create(new MessagesOptions()), _clock, NullLogger<TextOutbox>.Instance);
        using var db = _database.CreateDbContext();
        db.Events.Add(_event);
        db.HookEndpoints.Add(new HookEndpoint { Id = Guid.NewGuid(), Name = "CRM", Url = "https://example.com", CreatedAt = Monday });
        db.SaveChanges();
    }

    public void Dispose()
    {
        _outbox.Dispose();
        _parts.Holds.Dispose();
        _parts.Book.Dispose();
        _database.Dispose();
    }

    [Fact]
    public async Task A_booking_is_confirmed_at_once_and_reminded_of_a_day_and_two_hours_before()
    {
        await BookAsync(At(12, 3, 10));
        Assert.Equal([("confirmation", Monday), ("reminder", At(12, 2, 10)), ("reminder", At(12, 3, 8))], (await TextsAsync()).Select(text => (text.Purpose, text.NotBefore)));
        Assert.Equal([At(12, 2, 10), At(12, 3, 8)], (await MailsAsync()).Select(mail => mail.NotBefore));
        Assert.Equal([HookKinds.BookingMade], await ToldAsync());

        Assert.Equal(1, await _outbox.SendDueAsync(default));
        Assert.Equal((Number, "Harbour Dental. Booked: Consultation, Thursday, December 3, 10:00 AM (New York time)."), Assert.Single(_carrier.Asked));
        Assert.Equal(0, await _outbox.SendDueAsync(default));
        _clock.AdvanceTo(At(12, 2, 10).ToDateTimeOffset());
        Assert.Equal(1, await _outbox.SendDueAsync(default));
        Assert.StartsWith("Harbour Dental. Reminder: Consultation, Thursday", _carrier.Asked[^1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_booking_that_is_moved_takes_its_reminders_with_it()
    {
        var first = await BookAsync(At(12, 3, 10));
        await BookAsync(At(12, 4, 15), moving: first);
        Assert.Equal([HookKinds.BookingMade, HookKinds.BookingMoved], await ToldAsync());
        var texts = await TextsAsync();
        Assert.All(texts.Where(text => text.BookingId == first), text => Assert.Equal(TextState.Cancelled, text.State));
        Assert.Equal([At(12, 3, 15), At(12, 4, 13)], texts.Where(text => text is { State: TextState.Waiting, Purpose: "reminder" }).Select(text => text.NotBefore));
        Assert.Equal(2, (await MailsAsync()).Count(mail => mail.State == MailState.Waiting));
        await _outbox.SendDueAsync(default);
        Assert.Contains("Moved: Consultation, Friday, December 4, 3:00 PM", Assert.Single(_carrier.Asked).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_booking_that_is_cancelled_is_told_once_and_reminds_nobody()
    {
        var booking = await BookAsync(At(12, 3, 10));
        await using (var db = _database.CreateDbContext())
            await _parts.Ledger.CancelAsync((await db.Bookings.SingleAsync(row => row.Id == booking)).ToAppointment(), "I am ill.", new Reception.RememberedJournal(), default);
        Assert.Equal([HookKinds.BookingMade, HookKinds.BookingCancelled], await ToldAsync());
        await _outbox.SendDueAsync(default);
        Assert.Equal("Harbour Dental. Cancelled: Consultation, Thursday, December 3, 10:00 AM (New York time). (I am ill)", Assert.Single(_carrier.Asked).Body);
        _clock.AdvanceTo(At(12, 3, 9).ToDateTimeOffset());
        Assert.Equal(0, await _outbox.SendDueAsync(default));
    }

    [Fact]
    public async Task What_is_written_down_twice_is_told_once()
    {
        var record = await RecordAsync(At(12, 3, 10), null);
        await _parts.Settlement.RecordAsync(record, _calendar, _event, new BookingOutcome.Booked("r1", Slot(At(12, 3, 10)), ""), lost: false, default);
        await _parts.Settlement.RecordAsync(record, _calendar, _event, new BookingOutcome.Booked("r1", Slot(At(12, 3, 10)), ""), lost: false, default);
        Assert.Equal([HookKinds.BookingMade], await ToldAsync());
        Assert.Equal(3, (await TextsAsync()).Count);
    }

    [Fact]
    public async Task Who_must_still_be_agreed_to_is_told_when_that_has_happened()
    {
        var record = await RecordAsync(At(12, 3, 10), null);
        await _parts.Settlement.RecordAsync(record, _calendar, _event, new BookingOutcome.PendingConfirmation("r1", Slot(At(12, 3, 10))), lost: false, default);
        Assert.Empty(await TextsAsync());
        await using (var db = _database.CreateDbContext())
        {
            var booking = await db.Bookings.SingleAsync();
            booking.AwaitsConfirmation = false;
            await using var transaction = await db.Database.BeginTransactionAsync();
            await _parts.FollowUps.AgreedToAsync(db, booking, default);
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
        }

        Assert.Equal(3, (await TextsAsync()).Count);
        Assert.Equal([HookKinds.BookingMade, HookKinds.BookingMade], await ToldAsync());
    }

    [Fact]
    public async Task A_message_that_may_have_been_sent_is_never_sent_again_and_one_that_surely_was_not_is()
    {
        await BookAsync(At(12, 3, 10));
        _carrier.Answers.Enqueue(new MessageResult.NotSent("busy"));
        _carrier.Answers.Enqueue(new MessageResult.Unknown("torn"));
        Assert.Equal(0, await _outbox.SendDueAsync(default));
        _clock.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal(0, await _outbox.SendDueAsync(default));
        _clock.Advance(TimeSpan.FromHours(3));
        Assert.Equal(0, await _outbox.SendDueAsync(default));
        Assert.Equal(2, _carrier.Asked.Count);
        Assert.Equal(TextState.Failed, (await TextsAsync())[0].State);
    }

    [Fact]
    public async Task A_message_that_was_being_sent_when_the_server_died_is_not_sent_again()
    {
        await BookAsync(At(12, 3, 10));
        await using (var db = _database.CreateDbContext())
            await db.Texts.Where(text => text.Purpose == "confirmation").ExecuteUpdateAsync(set => set.SetProperty(text => text.State, TextState.Submitting));
        _clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal(0, await _outbox.SendDueAsync(default));
        Assert.Empty(_carrier.Asked);
        Assert.Equal(TextState.Failed, (await TextsAsync())[0].State);
    }

    [Fact]
    public async Task Who_wants_no_messages_is_not_called_either_and_who_is_on_the_list_gets_none()
    {
        await BookAsync(At(12, 3, 10));
        _carrier.Answers.Enqueue(new MessageResult.Refused(21610, TextFault.OptedOut, "unsubscribed"));
        await _outbox.SendDueAsync(default);
        Assert.Equal((Number, "sms"), Assert.Single(_wishes.Stopped));

        await using (var db = _database.CreateDbContext())
        {
            db.DoNotCall.Add(new DoNotCallEntry { Id = Guid.NewGuid(), Number = Number, At = Monday });
            await db.SaveChangesAsync();
        }

        _clock.AdvanceTo(At(12, 2, 10).ToDateTimeOffset());
        await _outbox.SendDueAsync(default);
        Assert.Single(_carrier.Asked);
        Assert.Equal(TextState.Cancelled, (await TextsAsync())[1].State);
    }

    [Theory]
    [InlineData(true, "call", true)]
    [InlineData(true, "key", true)]
    [InlineData(true, "sms", false)]
    [InlineData(false, "call", true)] // they rang again and booked
    public async Task Who_books_and_asks_on_the_same_call_not_to_be_called_is_told_what_they_booked_and_nothing_else(bool sameCall, string source, bool isTold)
    {
        await BookAsync(At(12, 3, 10));
        CallId? call = CallId.New(_clock.GetUtcNow());
        await using (var db = _database.CreateDbContext())
        {
            await db.Texts.ExecuteUpdateAsync(set => set.SetProperty(text => text.CallId, call));
            db.DoNotCall.Add(new DoNotCallEntry { Id = Guid.NewGuid(), Number = Number, Source = source, CallId = sameCall ? call : CallId.New(_clock.GetUtcNow()), At = Monday });
            await db.SaveChangesAsync();
        }

        Assert.Equal(isTold ? 1 : 0, await _outbox.SendDueAsync(default));
        _clock.AdvanceTo(At(12, 2, 10).ToDateTimeOffset());
        Assert.Equal(0, await _outbox.SendDueAsync(default));
        Assert.Equal(isTold ? TextState.Sent : TextState.Cancelled, (await TextsAsync())[0].State);
        Assert.Equal(TextState.Cancelled, (await TextsAsync())[1].State);
    }

    [Theory]
    [InlineData("list:national registry", 2)] // forbids to call unasked; the person has asked
    [InlineData("call", 1)] // what was just booked is confirmed
    [InlineData("sms", 0)]
    public async Task An_imported_list_does_not_silence_what_a_person_booked_and_a_wish_of_their_own_silences_reminders(string source, int messages)
    {
        await using (var db = _database.CreateDbContext())
        {
            db.DoNotCall.Add(new DoNotCallEntry { Id = Guid.NewGuid(), Number = Number, Source = source, At = Monday });
            await db.SaveChangesAsync();
        }

        await BookAsync(At(12, 3, 10), call: new CallId(Guid.NewGuid()));
        await _outbox.SendDueAsync(default);
        _clock.AdvanceTo(At(12, 2, 10).ToDateTimeOffset());
        await _outbox.SendDueAsync(default);
        Assert.Equal(messages, _carrier.Asked.Count);
    }

    [Fact]
    public async Task Without_a_carrier_there_are_no_messages_and_the_bookings_stand_all_the_same()
    {
        _carrier.IsConfigured = false;
        await BookAsync(At(12, 3, 10));
        Assert.Empty(await TextsAsync());
        Assert.Equal(2, (await MailsAsync()).Count);
    }

    [Fact]
    public async Task A_message_that_an_outage_delayed_into_the_night_waits_for_the_morning_or_is_not_needed_then()
    {
        await BookAsync(At(12, 2, 10)); // reminded of on Tuesday at ten and on Wednesday at eight
        _clock.AdvanceTo(At(12, 1, 22).ToDateTimeOffset());
        Assert.Equal(0, await _outbox.SendDueAsync(default)); // the server was down until now
        Assert.Equal(At(12, 2, 8), (await TextsAsync()).Where(text => text.State == TextState.Waiting).Select(text => text.NotBefore).Distinct().Single());

        var early = new OutgoingText { Purpose = "reminder", NotAfter = At(12, 2, 7), CreatedAt = Monday };
        var times = SendingTimes.Of(new MessagesOptions());
        Assert.Null(TextOutbox.WhenAllowed(early, times, NewYork, At(12, 1, 22)));
        var awake = new OutgoingText { Purpose = "confirmation", NotAfter = At(12, 3, 7), CreatedAt = At(12, 1, 23) };
        Assert.Equal(At(12, 1, 23), TextOutbox.WhenAllowed(awake, times, NewYork, At(12, 1, 23))); // they have just talked with us
        Assert.Equal(At(12, 2, 8), TextOutbox.WhenAllowed(awake, times, NewYork, At(12, 1, 23) + Duration.FromMinutes(11)));
    }

    [Fact]
    public async Task A_booking_that_stands_again_is_reminded_of_again()
    {
        var id = await BookAsync(At(12, 3, 10));
        await using (var db = _database.CreateDbContext())
        {
            var booking = await db.Bookings.SingleAsync(row => row.Id == id);
            await using var transaction = await db.Database.BeginTransactionAsync();
            booking.Status = BookingStatus.Cancelled;
            await _parts.FollowUps.CancelledAsync(db, booking, default);
            booking.Status = BookingStatus.Confirmed;
            await _parts.FollowUps.StandsAsync(db, booking, movedFrom: null, default);
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
        }

        Assert.Equal([At(12, 2, 10), At(12, 3, 8)], (await TextsAsync()).Where(text => text is { Purpose: "reminder", State: TextState.Waiting }).Select(text => text.NotBefore));
        Assert.Equal([At(12, 2, 10), At(12, 3, 8)], (await MailsAsync()).Where(mail => mail.State == MailState.Waiting).Select(mail => mail.NotBefore));
    }

    [Fact]
    public async Task A_mail_is_not_sent_after_its_meeting_has_begun_or_when_it_does_not_stand_any_more()
    {
        var gone = await BookAsync(At(12, 4, 10));
        await BookAsync(At(12, 3, 10));
        await using (var db = _database.CreateDbContext())
            await db.Bookings.Where(row => row.Id == gone).ExecuteUpdateAsync(set => set.SetProperty(row => row.Status, BookingStatus.Cancelled)); // by whoever forgot its mails
        _clock.AdvanceTo(At(12, 3, 11).ToDateTimeOffset());
        using var mails = new MailOutbox(_database, new SmtpSender(Options.Create(_parts.Mail)), Options.Create(_parts.Mail), _clock, NullLogger<MailOutbox>.Instance);
        Assert.Equal(0, await mails.SendDueAsync(default));
        var rows = await MailsAsync();
        Assert.Equal(["It was too late for it.", "It was too late for it.", "The meeting does not stand any more."], rows.Where(mail => mail.State == MailState.Cancelled).Select(mail => mail.LastError).Order(StringComparer.Ordinal));
        Assert.Equal(0, rows.Sum(mail => mail.Attempts));
    }

    [Theory]
    [InlineData("de-DE", "Gebucht: Consultation, Donnerstag, 3. Dezember, 10:00 Uhr")]
    [InlineData("es-MX", "Reservado: Consultation, jueves 3 de diciembre, 10:00")]
    [InlineData("fr", "Réservé : Consultation, jeudi 3 décembre, 10:00")]
    [InlineData("en-GB", "Booked: Consultation, Thursday 3 December, 10:00")]
    public void Messages_are_written_in_the_language_of_the_assistant(string language, string words) =>
        Assert.Contains(words, MessageWords.Write(MessageWords.Booked, Facts(), language, new Dictionary<string, string>()), StringComparison.Ordinal);

    [Fact]
    public void An_owners_own_wording_is_filled_in_and_what_stands_in_a_name_is_no_variable()
    {
        var own = new Dictionary<string, string> { ["booked"] = "{name}, see you {when} for {event}. {unknown}", ["booked.de"] = "Bis bald, {name}!" };
        Assert.Equal("Anna {event} Miller, see you Thursday, December 3, 10:00 AM (New York time) for Consultation. {unknown}", MessageWords.Write(MessageWords.Booked, Facts(), "en-US", own));
        Assert.Equal("Bis bald, Anna {event} Miller!", MessageWords.Write(MessageWords.Booked, Facts(), "de", own));
    }

    private static MessageFacts Facts() => new("Harbour Dental", "Anna {event} Miller", "Consultation", At(12, 3, 10).InZone(NewYork), "", "");

    private async Task<Guid> BookAsync(Instant start, Guid? moving = null, CallId call = default)
    {
        var record = await RecordAsync(start, moving);
        record.CallId = call;
        await _parts.Settlement.RecordAsync(record, _calendar, _event, new BookingOutcome.Booked($"r{start.ToUnixTimeSeconds()}", Slot(start), ""), lost: false, default);
        _clock.Advance(TimeSpan.FromSeconds(1)); // what comes next comes later
        return record.Id;
    }

    private Task<IntentRecord> RecordAsync(Instant start, Guid? moving) => Task.FromResult(new IntentRecord
    {
        Id = Guid.CreateVersion7(_clock.GetUtcNow()),
        EventId = _event.Id,
        State = IntentState.Committing,
        Moving = moving,
        Start = start,
        End = start + Duration.FromMinutes(30),
        Name = "Anna Miller",
        Email = "anna@example.com",
        Phone = Number,
        Zone = "America/New_York",
    });

    private async Task<List<OutgoingText>> TextsAsync()
    {
        await using var db = _database.CreateDbContext();
        return await db.Texts.AsNoTracking().OrderBy(text => text.NotBefore).ThenBy(text => text.Purpose).ToListAsync();
    }

    private async Task<List<OutgoingMail>> MailsAsync()
    {
        await using var db = _database.CreateDbContext();
        return await db.Mails.AsNoTracking().OrderBy(mail => mail.NotBefore).ToListAsync();
    }

    private async Task<List<string>> ToldAsync()
    {
        await using var db = _database.CreateDbContext();
        return await db.HookDeliveries.OrderBy(delivery => delivery.CreatedAt).ThenBy(delivery => delivery.Id).Select(delivery => delivery.Kind).ToListAsync();
    }

    private static Slot Slot(Instant start) => new(start, start + Duration.FromMinutes(30));

    private static Instant At(int month, int day, int hour) => new LocalDateTime(2026, month, day, hour, 0).InZoneLeniently(NewYork).ToInstant();
}
