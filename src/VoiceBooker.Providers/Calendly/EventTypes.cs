using System.Globalization;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Connections;
using VoiceBooker.Booking.Events;

namespace VoiceBooker.Providers.Calendly;

/// <summary>Event types as the owner meets them. Pure.</summary>
internal static class EventTypes
{
    /// <summary>An event type with what it asks and why it cannot be booked, if it cannot.</summary>
    /// <param name="type">As it came.</param>
    /// <param name="mayReadOrganization">Whether the account may read bookings of others in its organisation; what a pool's host holds can then be found again.</param>
    public static ProviderEvent Describe(WireEventType type, bool mayReadOrganization)
    {
        var questions = (type.CustomQuestions ?? []).Where(question => question.Enabled != false && question.Name is { Length: > 0 }).OrderBy(question => question.Position).ToList();
        List<EventQuestion> asked = [.. questions.Where(question => KindOf(question) is not null).Select(Question)];
        if (MeetingPlaces.AsksWhere(type))
            asked.Insert(0, new EventQuestion(MeetingPlaces.AskedPlace, "Where to meet", QuestionKind.Text, [], Required: true, "Where would you like to meet?"));

        var places = MeetingPlaces.Of(type);
        return new ProviderEvent(
            type.Uri ?? "",
            type.Name ?? "",
            type.Duration ?? 0,
            MinutesToChoose: [],
            places,
            asked,
            NeedsEmail: true,
            MeetingPlaces.NeedsPhone(type),
            AwaitsConfirmation: false,
            [.. Obstacles(type, places, questions, mayReadOrganization)]);
    }

    /// <summary>The answers a booking sends, by the exact text of each question; the outcome, when one is missing.</summary>
    public static (IReadOnlyList<BookingAnswer> Answers, BookingOutcome.FieldInvalid? Missing) AnswersOf(BookingRequest request)
    {
        var answers = new List<BookingAnswer>();
        foreach (var (id, answer) in request.Answers.Concat(Known(request)))
        {
            if (!string.IsNullOrWhiteSpace(answer) && Read(id) is var (position, text))
                answers.Add(new BookingAnswer(text, answer, position));
        }

        var missing = request.Event.Questions.Find(question => question.Required && Read(question.Id) is var (position, _) && answers.TrueForAll(given => given.Position != position));
        return ([.. answers.OrderBy(given => given.Position)], missing is null ? null : new BookingOutcome.FieldInvalid(missing.Id, $"The event asks \"{missing.Label}\"."));
    }

    /// <summary>A question's identity: its place and its exact text, both of which an answer must repeat.</summary>
    private static string IdOf(WireQuestion question) => $"{question.Position ?? 0}:{question.Name}";

    private static (int Position, string Text)? Read(string id)
    {
        var colon = id.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && int.TryParse(id.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? (position, id[(colon + 1)..]) : null;
    }

    /// <summary>A required telephone number need not be asked for twice.</summary>
    private static IEnumerable<KeyValuePair<string, string>> Known(BookingRequest request) =>
        from question in request.Event.Questions
        where question is { Required: true, Kind: QuestionKind.Phone } && request.Attendee.Phone is not null && string.IsNullOrWhiteSpace(request.Answers.GetValueOrDefault(question.Id))
        select KeyValuePair.Create(question.Id, request.Attendee.Phone!);

    private static EventQuestion Question(WireQuestion question) =>
        new(IdOf(question), question.Name!, KindOf(question)!.Value, question.AnswerChoices ?? [], question.Required == true);

    /// <summary>What answer it wants; null when we do not know its type. A choice without choices is free text.</summary>
    private static QuestionKind? KindOf(WireQuestion question) => question.Type switch
    {
        "string" or "text" => QuestionKind.Text,
        "phone_number" => QuestionKind.Phone,
        "single_select" or "multi_select" when question.AnswerChoices is not { Count: > 0 } => QuestionKind.Text,
        "single_select" => QuestionKind.OneOf,
        "multi_select" => QuestionKind.SomeOf,
        _ => null,
    };

    private static IEnumerable<string> Obstacles(WireEventType type, IReadOnlyList<ProviderLocation> places, IReadOnlyList<WireQuestion> questions, bool mayReadOrganization)
    {
        if (type.DeletedAt is not null)
            yield return "It was deleted at Calendly.";
        else if (type.Active == false)
            yield return "It is switched off at Calendly.";
        if (type.Uri is null || type.Duration is not > 0)
            yield return "Calendly does not say how long it lasts.";
        if (type.BookingMethod is { } method && method != "instant")
            yield return "It is a meeting poll, where invitees vote for times; such events cannot be booked for a caller.";
        if (type.IsPaid == true)
            yield return "Invitees pay when they book; a caller cannot do that on the telephone.";
        if (type.Kind == "group")
            yield return "Several invitees share one time, and Calendly cancels it for all of them at once; only meetings with one person can be booked for a caller.";
        if (type.Type == "AdhocEventType")
            yield return "It is a one-off meeting that is gone after its first booking; choose or make a lasting event type.";
        if (type.DurationOptions?.Distinct().Count() > 1)
            yield return $"Invitees choose among several lengths ({string.Join(", ", type.DurationOptions.Distinct())} minutes), which Calendly's interface does not let us do; make an event type with one length.";
        if (places.Count == 0)
            yield return MeetingPlaces.IsPooled(type)
                ? "The place depends on what the invitee says, which Calendly does not take for events with a pool of hosts."
                : "None of its places can be booked for a caller: an address or text is missing. Set it at Calendly.";
        if (MeetingPlaces.IsPooled(type) && !mayReadOrganization)
            yield return "Its bookings go to several hosts, whose calendars this account may not read, so a lost answer could not be looked up. Connect an account of an administrator of the organisation.";
        foreach (var question in questions.Where(question => question.Required == true && KindOf(question) is null))
            yield return $"It asks \"{question.Name}\", a kind of question ({question.Type}) that we do not know.";
    }
}
