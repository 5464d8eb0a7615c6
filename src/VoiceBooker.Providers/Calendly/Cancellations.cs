using NodaTime;
using VoiceBooker.Booking.Calendars;

namespace VoiceBooker.Providers.Calendly;

/// <summary>
/// Cancels. Calendly cancels a whole meeting, never one person's place: where others come, too, we do not. "Cancelled already" is success, and what is in doubt is looked at again; the request itself may be repeated, since
/// what is cancelled stays so.
/// </summary>
internal static class Cancellations
{
    /// <summary>Cancels the booking of a reference, also where it was moved to since.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="reference">Which.</param>
    /// <param name="reason">Told to the host and the invitee.</param>
    /// <param name="now">For meetings that have begun.</param>
    /// <param name="cancel">Gives up waiting.</param>
    /// <param name="except">A booking that must stay, even when the reference leads to it; null: none.</param>
    public static async Task<CancelOutcome> CancelAsync(Account account, string reference, string reason, Instant now, CancellationToken cancel, string? except = null)
    {
        switch (await Bookings.LookAsync(account, reference, cancel))
        {
            case HeldBooking.Gone(_, Known: false):
                return new CancelOutcome.NotFound();
            case HeldBooking.Gone:
                return new CancelOutcome.Cancelled();
            case HeldBooking.Untold(var why):
                return new CancelOutcome.Failed(why);
            case HeldBooking.Stands stands when stands.Reference == except:
                return new CancelOutcome.Cancelled();
            case HeldBooking.Stands { OthersCome: true }:
                return new CancelOutcome.Refused("Others come to the same meeting, and Calendly would cancel it for all of them.");
            case HeldBooking.Stands stands when stands.Slot.Start <= now:
                return new CancelOutcome.Refused("The appointment has begun already.");
            case HeldBooking.Stands stands:
                return await CancelAsync(account, stands, reason, cancel);
            default:
                throw new InvalidOperationException("A booking stands, is gone, or cannot be told.");
        }
    }

    private static async Task<CancelOutcome> CancelAsync(Account account, HeldBooking.Stands held, string reason, CancellationToken cancel)
    {
        var reply = await SendAsync(account, held, reason, cancel);
        if (reply is CalendlyReply.Refused { Why: not (Refusal.NotAllowed or Refusal.NotFound or Refusal.BeyondPlan) })
            reply = await SendAsync(account, held, reason: null, cancel); // a reason was once refused where none was taken

        for (var look = 1; ; look++)
        {
            if (reply is CalendlyReply.Done)
                return new CancelOutcome.Cancelled();
            if (reply is CalendlyReply.SignedOut or CalendlyReply.Throttled)
                return new CancelOutcome.Failed(reply.Trouble);

            switch (await Bookings.LookAsync(account, held.Reference, cancel))
            {
                case HeldBooking.Gone:
                    return new CancelOutcome.Cancelled();
                case HeldBooking.Untold(var why):
                    return new CancelOutcome.Failed(why);
                case var _ when reply is CalendlyReply.Refused:
                    return new CancelOutcome.Refused(reply.Trouble);
                case var _ when look == 2:
                    return new CancelOutcome.Failed(reply.Trouble);
            }

            reply = await SendAsync(account, held, reason: null, cancel); // the first one was lost, and it stands still
        }
    }

    private static Task<CalendlyReply> SendAsync(Account account, HeldBooking.Stands held, string? reason, CancellationToken cancel) =>
        account.SendAsync(CalendlyCall.Post("cancellation", $"/scheduled_events/{held.Event}/cancellation", new CancelBody(reason), CalendlyJson.Default.CancelBody), cancel);
}
