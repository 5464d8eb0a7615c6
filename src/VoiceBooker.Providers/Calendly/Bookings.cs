using Microsoft.Extensions.Options;
using NodaTime;
using VoiceBooker.Booking.Calendars;

namespace VoiceBooker.Providers.Calendly;

/// <summary>Bookings as Calendly holds them: how one is asked for, read back, and found again by our intent or by its reference.</summary>
internal sealed class Bookings(IOptions<CalendlyOptions> options, TimeProvider time)
{
    /// <summary>How often a meeting that was moved at Calendly is followed.</summary>
    private const int Hops = 10;

    /// <summary>Pages of a list that are read at most.</summary>
    private const int Pages = 20;

    private static readonly Duration Around = Duration.FromMinutes(1);

    private Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());

    /// <summary>What is sent to book; the outcome, when something is missing that Calendly would ask for.</summary>
    public (BookingBody? Body, BookingOutcome? Missing) BodyOf(Account account, BookingRequest request)
    {
        if (request.Slot.Start <= Now)
            return (null, new BookingOutcome.OutOfBounds("The time is over."));
        if (request.Attendee.Email is not { Length: > 0 } email)
            return (null, new BookingOutcome.FieldInvalid("email", "Calendly sends the invitation there."));
        if (request.Attendee.Name.Trim() is not { Length: > 0 } name)
            return (null, new BookingOutcome.FieldInvalid("name", "Somebody must come."));

        var (place, noPlace) = MeetingPlaces.For(request);
        var (answers, noAnswer) = EventTypes.AnswersOf(request);
        if ((noPlace ?? noAnswer) is { } missing)
            return (null, missing);

        var reminders = options.Value.TextReminders && request.Attendee.Phone is ['+', ..] ? request.Attendee.Phone : null;
        return (new BookingBody(
            request.Event.ProviderEvent,
            WireInstant.Write(request.Slot.Start),
            new BookingInvitee(name, email, request.Attendee.Zone, reminders),
            place,
            answers.Count == 0 ? null : answers,
            IsGuest(request.OrganizerEmail) ? [request.OrganizerEmail] : null,
            new WireTracking(UtmCampaign: null, "voicebooker", "phone", Mark(request), UtmTerm: null, SalesforceUuid: null)), null);

        // The host is the event type's; an organizer named by the call is told as a guest.
        bool IsGuest(string organizer) => organizer.Length > 0
            && !organizer.Equals(account.Connection.AccountEmail, StringComparison.OrdinalIgnoreCase)
            && !organizer.Equals(email, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>
    /// Reads a booking that was just answered "created" in the host's calendar: its time and its place count, and a link that is made later is empty. The booking stands whatever becomes of this look, also when the caller's
    /// patience ends; only a calendar that contradicts it makes it unknown.
    /// </summary>
    public async Task<BookingOutcome> ReadBackAsync(Account account, BookingRequest request, WireInvitee invitee, CancellationToken cancel)
    {
        var stands = new BookingOutcome.Booked(invitee.Uri!, request.Slot, "") { Via = request.Event.MeetingSpoken };
        using var deadline = new CancellationTokenSource(options.Value.ReadBackWithin, time);
        using var looking = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancel);
        CalendlyReply reply;
        try
        {
            reply = await account.SendAsync(CalendlyCall.Get("read back", $"/scheduled_events/{WireUri.Invitee(invitee.Uri)!.Value.Event}"), looking.Token);
        }
        catch (OperationCanceledException)
        {
            return stands;
        }

        if (reply is not CalendlyReply.Done done || done.Read(CalendlyJson.Default.Event)?.Resource is not { } held)
            return stands;
        return !held.Stands ? new BookingOutcome.Unknown("Calendly took the booking, and holds it as cancelled.")
            : HeldBooking.SlotOf(held) is { } slot ? Booked(request, invitee.Uri!, held, slot)
            : stands;
    }

    /// <summary>
    /// Looks for a booking marked with our intent: among the meetings of the account's user that start at its time, whoever their invitees are (how addresses compare is not written anywhere); for events with a pool of hosts
    /// among those of the organisation, by address. Null when it surely is not there.
    /// </summary>
    public async Task<BookingOutcome?> FindAsync(Account account, BookingRequest request, CancellationToken cancel)
    {
        var (mine, _) = await SearchAsync(account, request, "user", account.Connection.AccountId, byAddress: request.Slot == default, cancel);
        if (mine is not null || account.Connection.Organization.Length == 0 || request.Event.MeetingLink is not (MeetingPlaces.Pooled or "place"))
            return mine;

        // "place": the event was deleted here, so it is not known whether it had a pool.
        var (anyones, forbidden) = await SearchAsync(account, request, "organization", account.Connection.Organization, byAddress: true, cancel);
        return forbidden && request.Event.MeetingLink != MeetingPlaces.Pooled ? null : anyones;
    }

    /// <summary>How the booking of a reference stands; a meeting that was moved at Calendly is followed to where it stands now.</summary>
    public static async Task<HeldBooking> LookAsync(Account account, string reference, CancellationToken cancel)
    {
        var asked = reference;
        for (var hop = 0; hop < Hops; hop++)
        {
            if (WireUri.Invitee(asked) is not var (held, person))
                return new HeldBooking.Gone("It is no booking of Calendly's.", Known: false);

            var reply = await account.SendAsync(CalendlyCall.Get("invitee", $"/scheduled_events/{held}/invitees/{person}"), cancel);
            if (reply is CalendlyReply.Refused { Why: Refusal.NotFound })
                return new HeldBooking.Gone("Calendly knows no such booking.", Known: false);
            if (reply is not CalendlyReply.Done done)
                return new HeldBooking.Untold(reply.Trouble);
            if (done.Read(CalendlyJson.Default.Invitee)?.Resource is not { } invitee)
                return new HeldBooking.Untold("Calendly's answer is not what it should be.");
            if (invitee.Comes)
                return await MeetingAsync(account, asked, held, cancel);
            if (invitee is not { Rescheduled: true, NewInvitee: { } next })
                return new HeldBooking.Gone(WhyCancelled(invitee.Cancellation), Known: true);
            asked = next;
        }

        return new HeldBooking.Untold("It was moved too often at Calendly to be followed.");
    }

    /// <summary>Why it was cancelled, for the owner.</summary>
    public static string WhyCancelled(WireCancellation? cancellation)
    {
        var by = cancellation?.CancelerType switch
        {
            "host" => "the host",
            "invitee" => "the invitee",
            _ => "somebody",
        };
        return $"Cancelled at Calendly by {by}{(cancellation?.Reason is { Length: > 0 } reason ? $": {reason}" : ".")}";
    }

    private static async Task<HeldBooking> MeetingAsync(Account account, string reference, string meeting, CancellationToken cancel)
    {
        var reply = await account.SendAsync(CalendlyCall.Get("meeting", $"/scheduled_events/{meeting}"), cancel);
        if (reply is CalendlyReply.Refused { Why: Refusal.NotFound })
            return new HeldBooking.Gone("Calendly knows no such booking.", Known: false);
        if (reply is not CalendlyReply.Done done)
            return new HeldBooking.Untold(reply.Trouble);
        if (done.Read(CalendlyJson.Default.Event)?.Resource is not { } held || HeldBooking.SlotOf(held) is not { } slot)
            return new HeldBooking.Untold("Calendly's answer is not what it should be.");
        return held.Stands
            ? new HeldBooking.Stands(reference, meeting, slot, MeetingPlaces.PlaceOf(held.Location), held.InviteesCounter?.Active > 1)
            : new HeldBooking.Gone(WhyCancelled(held.Cancellation), Known: true);
    }

    /// <summary>Our intent, where Calendly lets us leave a word of our own.</summary>
    private static string Mark(BookingRequest request) => request.Intent.ToString("D");

    /// <summary>Where the meeting has no place at Calendly, the owner's own counts.</summary>
    private static BookingOutcome.Booked Booked(BookingRequest request, string reference, WireEvent held, Slot slot) =>
        new(reference, slot, held.Location is null ? request.Event.MeetingPlace : MeetingPlaces.PlaceOf(held.Location)) { Via = MeetingPlaces.Spoken(held.Location?.Type, held.Location?.Location) is { Length: > 0 } spoken ? spoken : request.Event.MeetingSpoken };

    private async Task<(BookingOutcome? Found, bool Forbidden)> SearchAsync(Account account, BookingRequest request, string whose, string owner, bool byAddress, CancellationToken cancel)
    {
        var timed = request.Slot != default;
        var (from, until) = timed ? (request.Slot.Start - Around, request.Slot.Start + Around) : (Now - Duration.FromDays(1), Now + Duration.FromDays(366));
        var (meetings, failed) = await CalendlyHttp.AllAsync(
            call => account.SendAsync(call, cancel),
            "look-up",
            "/scheduled_events",
            [(whose, owner), ("status", "active"), ("min_start_time", WireInstant.Write(from)), ("max_start_time", WireInstant.Write(until)), ("sort", "start_time:asc"), ("invitee_email", byAddress ? request.Attendee.Email : null)],
            CalendlyJson.Default.Events,
            Pages);
        if (failed is not null)
            return (new BookingOutcome.Unknown(failed.Trouble), failed is CalendlyReply.Refused { Why: Refusal.NotAllowed });

        foreach (var meeting in meetings)
        {
            var (invitees, torn) = await CalendlyHttp.AllAsync(call => account.SendAsync(call, cancel), "look-up", $"/scheduled_events/{WireUri.Segment(meeting.Uri)}/invitees", [("status", "active")], CalendlyJson.Default.Invitees, Pages);
            if (invitees.FirstOrDefault(invitee => string.Equals(invitee.Tracking?.UtmContent, Mark(request), StringComparison.OrdinalIgnoreCase)) is { Uri: { } reference })
                return (HeldBooking.SlotOf(meeting) is { } slot ? Booked(request, reference, meeting, slot) : new BookingOutcome.Unknown("Calendly's answer is not what it should be."), false);
            if (torn is not null)
                return (new BookingOutcome.Unknown(torn.Trouble), false);
        }

        return (null, false);
    }
}
