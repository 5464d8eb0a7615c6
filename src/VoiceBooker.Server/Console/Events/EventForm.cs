using System.ComponentModel.DataAnnotations;
using NodaTime;
using VoiceBooker.Booking.Events;

namespace VoiceBooker.Server.Console.Events;

/// <summary>A booking event as it is edited: the fields of the page, checked before they become the event's.</summary>
internal sealed class EventForm : IValidatableObject
{
    /// <summary>The provider whose calendar is edited in this console.</summary>
    public const string BuiltIn = "built-in";

    [Required(ErrorMessage = "Callers need a name for it."), StringLength(100, ErrorMessage = "The name is longer than 100 characters.")]
    public string Name { get; set; } = "";

    [StringLength(500, ErrorMessage = "The description is longer than 500 characters.")]
    public string Description { get; set; } = "";

    public string Provider { get; set; } = BuiltIn;

    /// <summary>The built-in calendar it is booked in.</summary>
    public string Schedule { get; set; } = "";

    /// <summary>A duration of its own in that calendar, in minutes; null: the calendar's.</summary>
    [Range(5, 1440, ErrorMessage = "The length is between 5 and 1440 minutes.")]
    public int? OwnMinutes { get; set; }

    /// <summary>The event's identity at another provider.</summary>
    public string ProviderEvent { get; set; } = "";

    public string OrganizerEmail { get; set; } = "";

    /// <summary>How the meeting happens at another provider.</summary>
    public string MeetingLink { get; set; } = "place";

    [StringLength(500, ErrorMessage = "The place is longer than 500 characters.")]
    public string MeetingPlace { get; set; } = "";

    [Required(ErrorMessage = "A time zone is needed.")]
    public string TimeZone { get; set; } = "";

    public DateOnly? InitialDate { get; set; }

    [Range(1, 365, ErrorMessage = "Days for offering dates: 1 to 365.")]
    public int DaysToOffer { get; set; } = 5;

    [Range(1, 20, ErrorMessage = "Slots per day: 1 to 20.")]
    public int SlotsPerDay { get; set; } = 2;

    [Range(0, 12, ErrorMessage = "Hours between slots: 0 to 12.")]
    public double HoursBetweenSlots { get; set; } = 2;

    [Range(1, 1000, ErrorMessage = "Bookings per day: 1 to 1000, or empty for no limit.")]
    public int? DailyCap { get; set; }

    public string AssistantId { get; set; } = "";

    public bool Active { get; set; } = true;

    public static EventForm Of(BookingEvent booked)
    {
        var builtIn = booked.Provider == BuiltIn ? booked.ProviderEvent.Split('/') : [];
        return new EventForm
        {
            Name = booked.Name,
            Description = booked.Description,
            Provider = booked.Provider,
            Schedule = builtIn is [var schedule, ..] ? schedule : "",
            OwnMinutes = builtIn is [_, var minutes] && int.TryParse(minutes, out var own) ? own : null,
            ProviderEvent = booked.Provider == BuiltIn ? "" : booked.ProviderEvent,
            OrganizerEmail = booked.OrganizerEmail,
            MeetingLink = booked.MeetingLink,
            MeetingPlace = booked.MeetingPlace,
            TimeZone = booked.TimeZone,
            InitialDate = booked.InitialBookingDate is { } date ? new DateOnly(date.Year, date.Month, date.Day) : null,
            DaysToOffer = booked.DaysToOffer,
            SlotsPerDay = booked.SlotsPerDay,
            HoursBetweenSlots = booked.HoursBetweenSlots,
            DailyCap = booked.DailyCap,
            AssistantId = booked.AssistantId?.ToString("D") ?? "",
            Active = booked.Active,
        };
    }

    /// <summary>Writes the fields into the event.</summary>
    public void WriteTo(BookingEvent booked)
    {
        booked.Name = Name.Trim();
        booked.Description = Description.Trim();
        booked.Provider = Provider;
        booked.ProviderEvent = Provider == BuiltIn ? OwnMinutes is { } own ? $"{Schedule}/{own}" : Schedule : ProviderEvent.Trim();
        booked.OrganizerEmail = OrganizerEmail.Trim();
        booked.MeetingLink = Provider == BuiltIn ? "place" : MeetingLink.Trim();
        booked.MeetingPlace = MeetingPlace.Trim();
        booked.TimeZone = TimeZone.Trim();
        booked.InitialBookingDate = InitialDate is { } date ? new LocalDate(date.Year, date.Month, date.Day) : null;
        booked.DaysToOffer = DaysToOffer;
        booked.SlotsPerDay = SlotsPerDay;
        booked.HoursBetweenSlots = HoursBetweenSlots;
        booked.DailyCap = DailyCap;
        booked.AssistantId = Guid.TryParse(AssistantId, out var assistant) ? assistant : null;
        booked.Active = Active;
    }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Provider == BuiltIn && !Guid.TryParse(Schedule, out _))
            yield return new("Choose the calendar it is booked in.", [nameof(Schedule)]);
        if (Provider != BuiltIn && string.IsNullOrWhiteSpace(ProviderEvent))
            yield return new("The provider's identity of the event is missing.", [nameof(ProviderEvent)]);
        if (OwnMinutes % 5 is not (null or 0))
            yield return new("The length is a multiple of 5 minutes.", [nameof(OwnMinutes)]);
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(TimeZone.Trim()) is null)
            yield return new($"“{TimeZone}” is no IANA time zone, such as Europe/Berlin.", [nameof(TimeZone)]);
        if (OrganizerEmail.Trim().Length > 0 && !new EmailAddressAttribute().IsValid(OrganizerEmail.Trim()))
            yield return new("That is not an e-mail address.", [nameof(OrganizerEmail)]);
    }
}
