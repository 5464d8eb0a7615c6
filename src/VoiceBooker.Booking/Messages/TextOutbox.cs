using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NodaTime;
using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Dialling;
using VoiceBooker.Booking.Storage;

namespace VoiceBooker.Booking.Messages;

/// <summary>
/// Sends waiting text messages. Sending one is not idempotent: it is <see cref="TextState.Submitting"/> on disk before the carrier is asked, and one of which it is not known whether it was sent is never sent again.
/// What surely was not sent is tried again with growing pauses. The quiet hours where the person is are looked at before every attempt: a message that is late by an outage waits until the morning.
/// </summary>
internal sealed partial class TextOutbox(
    IDbContextFactory<BookingDbContext> contexts,
    IEnumerable<IMessenger> messengers,
    IEnumerable<ICallWishes> wishes,
    IOptions<MessagesOptions> options,
    TimeProvider time,
    ILogger<TextOutbox> log) : BackgroundService
{
    /// <summary>Why a number that an earlier message has shown to take none is not texted.</summary>
    internal const string KnownLandline = "The number is a landline, or takes no text messages, as an earlier message has shown. Ask the person for a mobile number, or call.";

    /// <summary>How the reason begins of a message of which nobody knows whether it was sent.</summary>
    internal const string NotKnown = "It is not known whether it was sent";

    private const int BatchSize = 20;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);
    private static readonly Duration LongestPause = Duration.FromHours(1);

    /// <summary>What somebody did on the telephone in the night is confirmed at once, they are awake; so much later they need not be.</summary>
    private static readonly Duration Awake = Duration.FromMinutes(10);

    /// <summary>Whoever was sending a message for so long does not send it any more.</summary>
    private static readonly Duration Abandoned = Duration.FromMinutes(10);

    private readonly IMessenger? _messenger = messengers.FirstOrDefault();
    private readonly ICallWishes? _wishes = wishes.FirstOrDefault();

    private Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());

    /// <summary>Sends what is due; gives how many messages the carrier took.</summary>
    internal async Task<int> SendDueAsync(CancellationToken stopping)
    {
        if (_messenger is not { IsConfigured: true } messenger)
            return 0;
        await using var db = await contexts.CreateDbContextAsync(stopping);
        var now = Now;
        var before = now - Abandoned;
        var abandoned = await db.Texts
            .Where(text => text.State == TextState.Submitting && text.NotBefore < before)
            .ExecuteUpdateAsync(set => set.SetProperty(text => text.State, TextState.Failed).SetProperty(text => text.LastError, NotKnown + ": the server ended while it was being sent."), stopping);
        if (abandoned > 0)
            await MessageDesk.SettleAsync(db);
        var due = await db.Texts.AsNoTracking().Where(text => text.State == TextState.Waiting && text.NotBefore <= now).OrderBy(text => text.NotBefore).Take(BatchSize).ToListAsync(stopping);

        if (due.Count == 0)
            return 0;
        var zones = await ZonesOfAsync(db, due, stopping);

        var sent = 0;
        foreach (var text in due)
        {
            if (await ClaimAsync(db, text, text.BookingId is { } booking ? zones.GetValueOrDefault(booking) : null, stopping) && await SendAsync(db, messenger, text, stopping))
                sent++;
        }

        return sent;
    }

    /// <summary>Whether an earlier message has shown that the number takes none.</summary>
    internal static Task<bool> IsLandlineAsync(BookingDbContext db, string number, CancellationToken cancel) => db.Texts.AnyAsync(text => text.To == number && text.Fault == TextFault.Landline, cancel);

    /// <summary>10 seconds after the first failure, doubling up to an hour.</summary>
    internal static Duration PauseAfter(int attempts) => Duration.Min(LongestPause, Duration.FromSeconds(10L << Math.Clamp(attempts - 1, 0, 20)));

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await SendDueAsync(stoppingToken);
            }
            catch (Exception broken) when (!stoppingToken.IsCancellationRequested)
            {
                LogBroken(broken);
            }

            await Task.Delay(Pause, time, stoppingToken);
        }
    }

    /// <summary>Where the people are, by booking.</summary>
    private static async Task<Dictionary<Guid, DateTimeZone>> ZonesOfAsync(BookingDbContext db, IEnumerable<OutgoingText> texts, CancellationToken stopping)
    {
        var bookings = texts.Select(text => text.BookingId).OfType<Guid>().Distinct().ToList();
        return await db.Bookings
            .Where(booking => bookings.Contains(booking.Id))
            .LeftJoin(db.Events, booking => booking.EventId, booked => booked.Id, (booking, booked) => new { booking.Id, booking.Zone, Event = booked == null ? null : booked.TimeZone })
            .ToDictionaryAsync(each => each.Id, each => BookingMessages.ZoneOf(each.Zone, each.Event), stopping);
    }

    /// <summary>When it may be sent: now, or in the morning where the person is; null when that is too late for it.</summary>
    internal static Instant? WhenAllowed(OutgoingText text, SendingTimes times, DateTimeZone? zone, Instant now)
    {
        if (text.NotAfter is { } last && last < now)
            return null;
        var awake = text.Purpose == "confirmation" && now <= text.CreatedAt + Awake;
        return zone is null || (awake && times.IsQuiet(text.CreatedAt, zone)) ? now : times.Next(now, text.NotAfter ?? Instant.MaxValue, zone);
    }

    /// <summary>
    /// Whether the do-not-call list stands against a message. An imported list forbids to call people unasked: what somebody booked here themselves is confirmed and reminded of all the same. Who asked not to be called is not reminded, but
    /// told how what they booked on a call stands; who asked so by text message is sent nothing but answers.
    /// </summary>
    private static async Task<bool> IsUnwelcomeAsync(BookingDbContext db, OutgoingText text, CancellationToken stopping)
    {
        if (text.Purpose == OutgoingText.Answer)
            return false;
        var listed = db.DoNotCall.Where(entry => entry.Number == text.To && entry.Scope == DoNotCallEntry.Everywhere);
        return text switch
        {
            { Purpose: "confirmation", CallId: not null } => await listed.AnyAsync(entry => entry.Source == DoNotCallEntry.ByText, stopping),
            { BookingId: not null } => await listed.AnyAsync(entry => !entry.Source.StartsWith(DoNotCallEntry.ListSource), stopping),
            _ => await listed.AnyAsync(stopping),
        };
    }

    /// <summary>False when it is not to be sent (any more, or yet), or another node has it.</summary>
    private async Task<bool> ClaimAsync(BookingDbContext db, OutgoingText text, DateTimeZone? zone, CancellationToken stopping)
    {
        var now = Now;
        var at = WhenAllowed(text, SendingTimes.Of(options.Value), zone, now);
        if (at > now)
        {
            await db.Texts.Where(row => row.Id == text.Id && row.State == TextState.Waiting && row.NotBefore == text.NotBefore).ExecuteUpdateAsync(set => set.SetProperty(row => row.NotBefore, at.Value), stopping);
            return false;
        }

        var objection = at is null ? "It was too late for it."
            : await IsUnwelcomeAsync(db, text, stopping) ? "The number is on the do-not-call list."
            : await IsLandlineAsync(db, text.To, stopping) ? KnownLandline
            : text.Purpose == MessageWords.Reminder && !await db.Bookings.AnyAsync(booking => booking.Id == text.BookingId && booking.Status == BookingStatus.Confirmed, stopping) ? "The meeting does not stand any more."
            : null;
        var state = objection is null ? TextState.Submitting : TextState.Cancelled;
        var attempts = text.Attempts + (objection is null ? 1 : 0);
        var claimed = await db.Texts
            .Where(row => row.Id == text.Id && row.State == TextState.Waiting && row.NotBefore == text.NotBefore)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.State, state).SetProperty(row => row.Attempts, attempts).SetProperty(row => row.NotBefore, now).SetProperty(row => row.LastError, objection), stopping);
        text.Attempts = attempts;
        return claimed > 0 && objection is null;
    }

    private async Task<bool> SendAsync(BookingDbContext db, IMessenger messenger, OutgoingText text, CancellationToken stopping)
    {
        var result = await messenger.SendAsync(text.Id, text.To, text.From, text.Body, stopping);
        if (result is MessageResult.Refused { Fault: TextFault.OptedOut } refused && _wishes is not null)
            await _wishes.StopCallingAsync(text.To, text.CallId, DoNotCallEntry.ByText, refused.Message, CancellationToken.None);

        var outcome = Judge(result, text.Attempts, options.Value.Attempts, Now);
        await outcome.WriteAsync(db, text.Id);
        if (outcome.State != TextState.Sent)
            LogNotSent(text.Id, text.Attempts, outcome.State);
        return outcome.State == TextState.Sent;
    }

    /// <summary>What an answer means for a message.</summary>
    internal static TextOutcome Judge(MessageResult result, int attempts, int most, Instant now) => result switch
    {
        MessageResult.Sent(var sid) => new(TextState.Sent, now) { MessageSid = sid, SentAt = now },
        MessageResult.NotSent(var reason) => new(attempts >= most ? TextState.Failed : TextState.Waiting, now + PauseAfter(attempts)) { Error = reason },
        MessageResult.Refused refused => new(TextState.Failed, now) { Error = $"{refused.Code}: {refused.Message}", Fault = refused.Fault, Code = refused.Code },
        MessageResult.Unknown(var reason) => new(TextState.Failed, now) { Error = $"{NotKnown}. {reason}" },
        _ => throw new ArgumentOutOfRangeException(nameof(result)),
    };

    [LoggerMessage(LogLevel.Warning, "Text message {Id} was not taken at attempt {Attempt}; it is {State}.")]
    private partial void LogNotSent(Guid id, int attempt, TextState state);

    [LoggerMessage(LogLevel.Error, "Looking for text messages to send failed; tried again soon.")]
    private partial void LogBroken(Exception broken);
}
