using NodaTime;
using VoiceBooker.Booking.Connections;
using VoiceBooker.Booking.Events;

namespace VoiceBooker.Server.Console.Events;

/// <summary>A booking event as it is edited: what is typed on the pages. The fields are called as the JSON API calls them, so that a mistake finds its place.</summary>
public sealed class EventForm
{
    /// <summary>The event's identity; a new one's changes with its place at the provider, so that nothing is taken for what was asked for another.</summary>
    public Guid Id { get; private set; } = Guid.NewGuid();

    public string Name { get; set; } = "";

    public string Description { get; set; } = "";

    /// <summary>The account it is booked in; null: the built-in calendar.</summary>
    public Guid? ConnectionId { get; private set; }

    /// <summary>Its provider; for events of providers that are gone, too.</summary>
    public string Provider { get; private set; } = EventSetup.BuiltIn;

    /// <summary>True once a calendar was chosen.</summary>
    public bool HasCalendar { get; private set; }

    /// <summary>The built-in calendar it is booked in.</summary>
    public string Schedule { get; set; } = "";

    /// <summary>A duration of its own in that calendar, in minutes; null: the calendar's.</summary>
    public int? OwnMinutes { get; set; }

    /// <summary>The event's identity at the provider; for the built-in calendar, made of the two above.</summary>
    public string ProviderEvent { get; private set; } = "";

    public int? Minutes { get; set; }

    public string OrganizerEmail { get; set; } = "";

    public string MeetingLink { get; set; } = "";

    public string MeetingPlace { get; set; } = "";

    public string TimeZone { get; set; } = "";

    public DateOnly? InitialBookingDate { get; set; }

    public int DaysToOffer { get; set; } = 5;

    public int SlotsPerDay { get; set; } = 2;

    public double HoursBetweenSlots { get; set; } = 2;

    public int? DailyCap { get; set; }

    public string AssistantId { get; set; } = "";

    public bool Active { get; set; } = true;

    /// <summary>The provider's required questions, with the sentences they are asked with.</summary>
    public List<AskRow> Questions { get; private set; } = [];

    /// <summary>The fields in which the sentences of the questions are typed.</summary>
    public IReadOnlyDictionary<string, string> Asks => Questions.ToDictionary(row => row.Question.Id, row => row.Ask, StringComparer.Ordinal);

    public bool IsBuiltIn => ConnectionId is null && Provider == EventSetup.BuiltIn;

    public static EventForm Of(BookingEvent booked)
    {
        var builtIn = booked.Provider == EventSetup.BuiltIn ? booked.ProviderEvent.Split('/') : [];
        return new EventForm
        {
            Id = booked.Id,
            Name = booked.Name,
            Description = booked.Description,
            HasCalendar = true,
            Provider = booked.Provider,
            ConnectionId = booked.ConnectionId,
            Schedule = builtIn is [var schedule, ..] ? schedule : "",
            OwnMinutes = builtIn is [_, var minutes] && int.TryParse(minutes, out var own) ? own : null,
            ProviderEvent = booked.Provider == EventSetup.BuiltIn ? "" : booked.ProviderEvent,
            Minutes = booked.Minutes,
            OrganizerEmail = booked.OrganizerEmail,
            MeetingLink = booked.MeetingLink,
            MeetingPlace = booked.MeetingPlace,
            TimeZone = booked.TimeZone,
            InitialBookingDate = booked.InitialBookingDate is { } date ? new DateOnly(date.Year, date.Month, date.Day) : null,
            DaysToOffer = booked.DaysToOffer,
            SlotsPerDay = booked.SlotsPerDay,
            HoursBetweenSlots = booked.HoursBetweenSlots,
            DailyCap = booked.DailyCap,
            AssistantId = booked.AssistantId?.ToString("D") ?? "",
            Active = booked.Active,
            Questions = [.. booked.Questions.Where(question => question.Required).Select(question => new AskRow(question, question.Ask))],
        };
    }

    /// <summary>Chooses the built-in calendar, or an account.</summary>
    public void Choose(Connection? connection)
    {
        HasCalendar = true;
        if (ConnectionId == connection?.Id && (connection is not null || Provider == EventSetup.BuiltIn))
            return;
        (ConnectionId, Provider) = (connection?.Id, connection?.Provider ?? EventSetup.BuiltIn);
        (ProviderEvent, Minutes, MeetingLink, Questions) = ("", null, "", []);
    }

    /// <summary>Chooses an event of the account; what the account and the event say already is taken over where nothing else was typed.</summary>
    public void Choose(Connection connection, ProviderEvent offered, bool isNew)
    {
        if (Name.Length == 0)
            Name = offered.Name;
        if (OrganizerEmail.Length == 0)
            OrganizerEmail = connection.AccountEmail;
        if (ProviderEvent != offered.Id && isNew)
        {
            TimeZone = connection.AccountZone;
            Id = Guid.NewGuid();
        }

        if (ProviderEvent != offered.Id || Minutes is null)
            Minutes = offered.Minutes;
        ProviderEvent = offered.Id;
        Refresh(offered);
    }

    /// <summary>Takes over how the provider's event stands now; what was typed stays.</summary>
    public void Refresh(ProviderEvent offered)
    {
        if (offered.Locations.All(location => location.Id != MeetingLink))
            MeetingLink = offered.Locations is [var first, ..] ? first.Id : "";
        var typed = Asks;
        Questions = [.. offered.Questions.Where(question => question.Required).Select(question => new AskRow(question, typed.GetValueOrDefault(question.Id) ?? question.Ask))];
    }

    /// <summary>As an event.</summary>
    public BookingEvent ToEvent() => new()
    {
        Id = Id,
        Name = Name.Trim(),
        Description = Description.Trim(),
        Provider = Provider,
        ConnectionId = ConnectionId,
        ProviderEvent = IsBuiltIn ? OwnMinutes is { } own ? $"{Schedule}/{own}" : Schedule : ProviderEvent,
        Minutes = Minutes,
        OrganizerEmail = OrganizerEmail.Trim(),
        MeetingLink = MeetingLink,
        MeetingPlace = MeetingPlace.Trim(),
        TimeZone = TimeZone.Trim(),
        InitialBookingDate = InitialBookingDate is { } date ? new LocalDate(date.Year, date.Month, date.Day) : null,
        DaysToOffer = DaysToOffer,
        SlotsPerDay = SlotsPerDay,
        HoursBetweenSlots = HoursBetweenSlots,
        DailyCap = DailyCap,
        AssistantId = Guid.TryParse(AssistantId, out var assistant) ? assistant : null,
        Active = Active,
    };

    /// <summary>One required question of the provider, with the sentence it is asked with.</summary>
    public sealed class AskRow(EventQuestion question, string ask)
    {
        public EventQuestion Question { get; } = question;

        public string Ask { get; set; } = ask;
    }
}
