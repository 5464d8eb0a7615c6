using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NodaTime;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Events;

namespace VoiceBooker.Providers.CalCom;

/// <summary>
/// Bookings in an account at Cal.com. There is no key that makes a repeated request harmless, so nothing that books is ever sent twice; each booking carries our identity of the wish, and what is in doubt is looked up by it:
/// after a lost answer, and also when a time is said to be taken, because that is what a repeated request hears of its own success.
/// </summary>
internal sealed partial class CalComCalendar(CalComLine line, CalComSlots slots, CalComLookUp lookUp, IOptions<CalComOptions> options, ILogger<CalComCalendar> log) : ICalendar
{
    /// <summary>Its name in <see cref="BookingEvent.Provider"/>.</summary>
    public const string Name = "cal.com";

    /// <summary>A booking that was moved is followed at most so often.</summary>
    private const int LongestTrail = 8;

    public string Provider => Name;

    public bool IsRemote => true;

    public string Diary(BookingEvent bookingEvent) => bookingEvent.ConnectionId is { } id ? id.ToString("D") : bookingEvent.ProviderEvent;

    public Task<SlotsResult> FindSlotsAsync(BookingEvent bookingEvent, Interval within, CancellationToken cancel) => slots.FindAsync(bookingEvent, within, cancel);

    public Task<string?> ReserveAsync(BookingEvent bookingEvent, Slot slot, CancellationToken cancel) => slots.ReserveAsync(bookingEvent, slot, cancel);

    public Task ReleaseAsync(BookingEvent bookingEvent, string hold, CancellationToken cancel) => slots.ReleaseAsync(bookingEvent, hold, cancel);

    public Task<BookingOutcome?> FindByIntentAsync(BookingRequest request, CancellationToken cancel) => lookUp.ByIntentAsync(request, cancel);

    public Task<BookingStanding> FindByReferenceAsync(BookingEvent bookingEvent, string reference, CancellationToken cancel) => lookUp.ByReferenceAsync(bookingEvent, reference, cancel);

    public async Task<BookingOutcome> BookAsync(BookingRequest request, CancellationToken cancel)
    {
        if (EventTypeKey.Read(request.Event.ProviderEvent) is not { } type)
            return new BookingOutcome.ProviderDown($"'{request.Event.ProviderEvent}' is no event of this provider.");
        if (await line.OpenAsync(request.Event, cancel) is not { } access)
            return new BookingOutcome.CredentialDead("The event's account is not connected.");
        var (body, refused) = BookingBody.Make(request, type, access.Connection.AccountEmail, options.Value.Language);
        if (body is null)
            return refused!;

        var reply = await line.SendAsync(access, new CalComCall("book", HttpMethod.Post, "bookings", CalComCall.Bookings) { Body = body }, cancel);
        return await SettleAsync(request with { Moving = null }, reply, cancel);
    }

    public async Task<BookingOutcome> MoveAsync(BookingRequest request, string reference, CancellationToken cancel)
    {
        var body = new JsonObject { ["start"] = CalComJson.Utc(request.Slot.Start), ["reschedulingReason"] = "The attendee asked for another time by telephone." };
        var call = new CalComCall("reschedule", HttpMethod.Post, $"bookings/{Uri.EscapeDataString(reference)}/reschedule", CalComCall.Bookings) { Body = body };
        return await SettleAsync(request with { Moving = reference }, await line.SendAsync(request.Event, call, cancel), cancel);
    }

    public async Task<CancelOutcome> CancelAsync(BookingEvent bookingEvent, string reference, string reason, CancellationToken cancel)
    {
        var why = string.IsNullOrWhiteSpace(reason) ? "The attendee cancelled by telephone." : reason; // a host's key must give one
        for (var hop = 0; ; hop++)
        {
            var call = new CalComCall("cancel", HttpMethod.Post, $"bookings/{Uri.EscapeDataString(reference)}/cancel", CalComCall.Bookings) { Body = new JsonObject { ["cancellationReason"] = why } };
            switch (await line.SendAsync(bookingEvent, call, cancel))
            {
                case CalComReply.Said(var data, _) when CalComBooking.Read(data) is { Stands: false }:
                    return new CancelOutcome.Cancelled();

                case CalComReply.Refused(var error) when Refusals.OfCancellation(error) is CancelOutcome.Cancelled:
                    // Cancelled may mean moved: then it stands under another name, and it is that one the caller will not come to.
                    if (hop < LongestTrail && await lookUp.ByReferenceAsync(bookingEvent, reference, cancel) is BookingStanding.Moved(var next, _))
                    {
                        reference = next;
                        continue;
                    }

                    return new CancelOutcome.Cancelled();

                case CalComReply.Refused(var error):
                    return Refusals.OfCancellation(error);

                case CalComReply.Lost or CalComReply.Said:
                    return await lookUp.ByReferenceAsync(bookingEvent, reference, cancel) is BookingStanding.Gone ? new CancelOutcome.Cancelled() : new CancelOutcome.Failed("Whether it was cancelled cannot be told.");

                case var reply:
                    return new CancelOutcome.Failed(reply.Why);
            }
        }
    }

    /// <summary>What the answer to a booking or a move comes to.</summary>
    private async Task<BookingOutcome> SettleAsync(BookingRequest request, CalComReply reply, CancellationToken cancel)
    {
        var outcome = reply switch
        {
            CalComReply.Said(var data, _) => CalComBooking.Read(data) is { } booking ? await VerifyAsync(request, booking, cancel) : new BookingOutcome.Unknown("The answer is no booking."),
            CalComReply.Refused(var error) => await DoubtAsync(request, error, cancel),
            CalComReply.Throttled(var after) => new BookingOutcome.Throttled(after),
            CalComReply.Lost(var reason) => new BookingOutcome.Unknown(reason),
            CalComReply.Dead(var reason) => new BookingOutcome.CredentialDead(reason),
            _ => new BookingOutcome.ProviderDown(reply.Why),
        };
        if (outcome is BookingOutcome.Booked or BookingOutcome.PendingConfirmation or BookingOutcome.Taken)
            slots.Gone(request.Event, request.Slot);
        return outcome;
    }

    /// <summary>A refusal that may be the echo of our own success is looked up before it is believed.</summary>
    private async Task<BookingOutcome> DoubtAsync(BookingRequest request, CalComError error, CancellationToken cancel)
    {
        var outcome = Refusals.OfBooking(error);
        return outcome is BookingOutcome.Taken || Refusals.SuccessorOf(error) is not null ? await lookUp.ByIntentAsync(request, cancel) ?? outcome : outcome;
    }

    /// <summary>Reads a new booking back. What is read then counts; when it cannot be read in time, the answer that made it is believed.</summary>
    private async Task<BookingOutcome> VerifyAsync(BookingRequest request, CalComBooking made, CancellationToken cancel)
    {
        var standing = made;
        if (made.Stands)
        {
            try
            {
                var call = new CalComCall("verify", HttpMethod.Get, $"bookings/{Uri.EscapeDataString(made.Uid)}", CalComCall.Bookings) { Within = options.Value.VerifyWithin };
                if (await line.SendAsync(request.Event, call, cancel) is CalComReply.Said(var data, _) && CalComBooking.Read(data) is { } read && read.Uid == made.Uid)
                    standing = read;
                else
                    LogNotReadBack(request.Intent);
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                LogNotReadBack(request.Intent); // it stands, whoever stopped waiting
            }
        }

        if (!standing.Stands)
        {
            LogLetGo(request.Intent, standing.Status);
            return new BookingOutcome.Taken();
        }

        if (standing.Slot.Start != request.Slot.Start)
            LogOtherTime(request.Intent, standing.Slot.Start);
        if (MeetingWays.FellBack(request.Event, standing.Location))
            LogFellBack(request.Event.Id);
        return CalComLookUp.OutcomeOf(request.Event, standing);
    }

    [LoggerMessage(LogLevel.Information, "The booking of intent {Intent} could not be read back in time; the calendar's first answer is believed.")]
    private partial void LogNotReadBack(Guid intent);

    [LoggerMessage(LogLevel.Warning, "The booking of intent {Intent} was made and is '{Status}' already; the time counts as taken.")]
    private partial void LogLetGo(Guid intent, string status);

    [LoggerMessage(LogLevel.Warning, "The booking of intent {Intent} stands at another time than it was asked for: {Start}.")]
    private partial void LogOtherTime(Guid intent, Instant start);

    [LoggerMessage(LogLevel.Warning, "Event {BookingEvent} asks for Google Meet, but its bookings get Cal Video: the host's destination calendar must be a Google calendar.")]
    private partial void LogFellBack(Guid bookingEvent);
}
