using NodaTime;

namespace VoiceBooker.Booking.Events;

/// <summary>Something that can be booked, with every setting of the owner's page. The provider's own rules (hours, notice, buffers) come on top.</summary>
public sealed class BookingEvent
{
    /// <summary>Identity.</summary>
    public Guid Id { get; set; }

    /// <summary>What callers call it: "a consultation".</summary>
    public string Name { get; set; } = "";

    /// <summary>Other words callers use for it; helps when several events are offered.</summary>
    public string Description { get; set; } = "";

    /// <summary>Which <c>ICalendar</c> holds it: its <c>Provider</c>.</summary>
    public string Provider { get; set; } = "built-in";

    /// <summary>The event at the provider: for the built-in calendar the identity of its <c>CalendarSchedule</c>.</summary>
    public string ProviderEvent { get; set; } = "";

    /// <summary>The account that holds it; null for the built-in calendar.</summary>
    public Guid? ConnectionId { get; set; }

    /// <summary>How long it lasts, in minutes, where the provider's free times do not say; null for the built-in calendar.</summary>
    public int? Minutes { get; set; }

    /// <summary>What the provider asks of everybody who books; the receptionist asks the required ones.</summary>
    public List<EventQuestion> Questions { get; set; } = [];

    /// <summary>True when it cannot be booked without an e-mail address.</summary>
    public bool NeedsEmail { get; set; }

    /// <summary>True when it cannot be booked without a telephone number.</summary>
    public bool NeedsPhone { get; set; }

    /// <summary>Who is notified as the organizer when the call does not say (<c>cal_email</c>).</summary>
    public string OrganizerEmail { get; set; } = "";

    /// <summary>Where the meeting happens, by an identity the provider offers; "place" = <see cref="MeetingPlace"/>.</summary>
    public string MeetingLink { get; set; } = "place";

    /// <summary>How one meets, for the caller, after "It is": "a video call"; empty: nothing is said of it.</summary>
    public string MeetingSpoken { get; set; } = "";

    /// <summary>A link or place of its own, told to the attendee.</summary>
    public string MeetingPlace { get; set; } = "";

    /// <summary>IANA zone used when neither the call (<c>cal_timezone</c>) nor the caller says otherwise.</summary>
    public string TimeZone { get; set; } = "";

    /// <summary>The first date that is offered on our own accord; null: today.</summary>
    public LocalDate? InitialBookingDate { get; set; }

    /// <summary>On how many days, counted from the initial date, times are offered on our own accord.</summary>
    public int DaysToOffer { get; set; } = 5;

    /// <summary>How many times of one day are suggested at first ("initial suggestions").</summary>
    public int SlotsPerDay { get; set; } = 2;

    /// <summary>The least distance between two suggested times of one day, in hours.</summary>
    public double HoursBetweenSlots { get; set; } = 2;

    /// <summary>At most so many bookings of this event start on one day in its zone ("maximum per day"); null: no cap.</summary>
    public int? DailyCap { get; set; }

    /// <summary>The one assistant that may book it; null: any.</summary>
    public Guid? AssistantId { get; set; }

    /// <summary>False hides it from callers; bookings made stay.</summary>
    public bool Active { get; set; } = true;

    /// <summary>The same event as it was in another calendar or account, where its identity and its place to meet are not known.</summary>
    internal BookingEvent At(string provider, Guid? connection)
    {
        var there = (BookingEvent)MemberwiseClone();
        (there.Provider, there.ConnectionId, there.ProviderEvent, there.MeetingLink) = (provider, connection, "", "place");
        return there;
    }
}
