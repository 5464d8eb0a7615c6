using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;
using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Calendars.Mail;
using VoiceBooker.Booking.Details;
using VoiceBooker.Booking.Reception;
using VoiceBooker.Booking.Storage;

namespace VoiceBooker.Booking.Messages;

/// <summary>
/// Confirmations and reminders, written with the booking they tell of. A message has a matter that is unique ("reminder:booking:start:distance"), so that what is written down twice is sent once; a booking that is moved or cancelled takes its waiting
/// messages with it.
/// </summary>
/// <remarks>
/// What a person does on the telephone is confirmed at once, in the night, too: they are awake. Everything else keeps to <see cref="SendingTimes"/>. A text message goes to the booking's number where the carrier is configured to send any;
/// whether the number can be reached by one, and whether the person wants none, is found out when it is sent.
/// </remarks>
internal sealed class BookingMessages(IOptions<MessagesOptions> options, IOptions<MailOptions> mail, IOptions<ReceptionOptions> reception, IEnumerable<IMessenger> messengers, TimeProvider time)
{
    /// <summary>Two reminders closer to each other than this are one.</summary>
    private static readonly Duration Apart = Duration.FromMinutes(60);

    private readonly IMessenger? _messenger = messengers.FirstOrDefault();

    private Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());

    private bool Texts => _messenger is { IsConfigured: true };

    private SendingTimes Times => SendingTimes.Of(options.Value);

    /// <summary>A booking stands, or stands again: it is confirmed and there will be reminders; while somebody must still agree to it, neither.</summary>
    public async Task StandsAsync(BookingDbContext db, BookingRecord booking, bool moved, CancellationToken cancel)
    {
        if (booking.AwaitsConfirmation || booking.Start <= Now || !IsToBeWritten(booking))
            return;
        var kind = moved ? MessageWords.Moved : MessageWords.Booked;
        var (facts, language) = await FactsAsync(db, booking, cancel);
        await ConfirmAsync(db, booking, kind, facts, language, cancel);
        if (options.Value.Reminders)
            await RemindAsync(db, booking, facts, language, cancel);
    }

    /// <summary>A booking does not stand any more.</summary>
    public async Task CancelledAsync(BookingDbContext db, BookingRecord booking, CancellationToken cancel)
    {
        if (booking.Start <= Now || !IsToBeWritten(booking))
            return;
        var (facts, language) = await FactsAsync(db, booking, cancel);
        await ConfirmAsync(db, booking, MessageWords.Cancelled, facts, language, cancel);
    }

    /// <summary>What waits to be told of a booking is not needed any more.</summary>
    public static async Task LetGoAsync(BookingDbContext db, Guid booking, CancellationToken cancel)
    {
        await db.Texts.Where(text => text.BookingId == booking && text.State == TextState.Waiting).ExecuteUpdateAsync(set => set.SetProperty(text => text.State, TextState.Cancelled), cancel);
        await db.Mails.Where(message => message.BookingId == booking && message.State == MailState.Waiting).ExecuteUpdateAsync(set => set.SetProperty(message => message.State, MailState.Cancelled), cancel);
    }

    /// <summary>Where the person is: their own zone, else the event's.</summary>
    public static DateTimeZone ZoneOf(string booking, string? bookingEvent) =>
        DateTimeZoneProviders.Tzdb.GetZoneOrNull(booking) ?? DateTimeZoneProviders.Tzdb.GetZoneOrNull(bookingEvent ?? "") ?? DateTimeZone.Utc;

    private bool IsToBeWritten(BookingRecord booking) => (Texts && NumberOf(booking) is not null) || (mail.Value.SendsMail && booking.Email is { Length: > 0 });

    private async Task ConfirmAsync(BookingDbContext db, BookingRecord booking, string kind, MessageFacts facts, string language, CancellationToken cancel)
    {
        var onCall = booking.CallId is { } call && await db.Calls.AnyAsync(row => row.Id == call && row.EndedAt == null, cancel);
        if ((onCall ? Now : Times.Next(Now, booking.Start, facts.Start.Zone)) is not { } at)
            return;
        var matter = $"{kind}:{booking.Id:D}:{booking.Start.ToUnixTimeSeconds()}";
        if (options.Value.Confirmations)
            await TextAsync(db, booking, "confirmation", matter, kind, facts, language, at, cancel);
        if (options.Value.MailConfirmations && booking.ConnectionId is not null)
            await MailAsync(db, booking, matter, kind, facts, language, at, cancel);
    }

    private async Task RemindAsync(BookingDbContext db, BookingRecord booking, MessageFacts facts, string language, CancellationToken cancel)
    {
        Instant? last = null;
        foreach (var before in options.Value.Befores)
        {
            if (Times.Reminder(booking.Start, Duration.FromTimeSpan(before), Now, facts.Start.Zone) is not { } at || (last is { } sooner && at - sooner < Apart))
                continue;
            last = at;
            var matter = $"{MessageWords.Reminder}:{booking.Id:D}:{booking.Start.ToUnixTimeSeconds()}:{(long)before.TotalMinutes}";
            await TextAsync(db, booking, MessageWords.Reminder, matter, MessageWords.Reminder, facts, language, at, cancel);
            await MailAsync(db, booking, matter, MessageWords.Reminder, facts, language, at, cancel);
        }
    }

    private async Task TextAsync(BookingDbContext db, BookingRecord booking, string purpose, string matter, string kind, MessageFacts facts, string language, Instant at, CancellationToken cancel)
    {
        if (!Texts || NumberOf(booking) is not { } number)
            return;
        if (await db.Texts.AnyAsync(text => text.Matter == matter, cancel))
        {
            // A booking that was given up and stands again: what was let go of is wanted again.
            await db.Texts.Where(text => text.Matter == matter && text.State == TextState.Cancelled).ExecuteUpdateAsync(
                set => set.SetProperty(text => text.State, TextState.Waiting).SetProperty(text => text.NotBefore, at).SetProperty(text => text.Attempts, 0).SetProperty(text => text.LastError, (string?)null),
                cancel);
            return;
        }

        db.Texts.Add(new OutgoingText
        {
            Id = Guid.CreateVersion7(time.GetUtcNow()),
            Purpose = purpose,
            Matter = matter,
            To = number,
            Body = MessageWords.Write(kind, facts, language, options.Value.Texts),
            BookingId = booking.Id,
            CallId = booking.CallId,
            NotBefore = at,
            NotAfter = booking.Start,
            CreatedAt = Now,
        });
    }

    private async Task MailAsync(BookingDbContext db, BookingRecord booking, string matter, string kind, MessageFacts facts, string language, Instant at, CancellationToken cancel)
    {
        if (!mail.Value.SendsMail || booking.Email is not { Length: > 0 } address)
            return;
        if (await db.Mails.AnyAsync(message => message.Matter == matter, cancel))
        {
            await db.Mails.Where(message => message.Matter == matter && message.State == MailState.Cancelled).ExecuteUpdateAsync(
                set => set.SetProperty(message => message.State, MailState.Waiting).SetProperty(message => message.NotBefore, at).SetProperty(message => message.Attempts, 0).SetProperty(message => message.LastError, (string?)null),
                cancel);
            return;
        }

        db.Mails.Add(new OutgoingMail
        {
            Id = Guid.CreateVersion7(time.GetUtcNow()),
            To = address,
            Subject = MessageWords.Subject(kind, facts, language),
            Body = MessageWords.Write(kind, facts, language, options.Value.Texts) + "\n",
            BookingId = booking.Id,
            Matter = matter,
            State = MailState.Waiting,
            NotBefore = at,
            NotAfter = booking.Start,
            CreatedAt = Now,
        });
    }

    private async Task<(MessageFacts Facts, string Language)> FactsAsync(BookingDbContext db, BookingRecord booking, CancellationToken cancel)
    {
        var booked = await db.Events.AsNoTracking().FirstOrDefaultAsync(row => row.Id == booking.EventId, cancel);
        var language = await MessageLanguage.OfAsync(db, booking.CallId, booked?.AssistantId, cancel);
        var zone = ZoneOf(booking.Zone, booked?.TimeZone);
        return (new MessageFacts(reception.Value.BusinessName, booking.Name, booked?.Name ?? "", booking.Start.InZone(zone), booking.MeetingPlace, booking.CancelReason), language);
    }

    private static string? NumberOf(BookingRecord booking) => PhoneNumber.TryParse(booking.Phone, out var number) ? number.E164 : null;
}
