using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NodaTime;

namespace VoiceBooker.CallLab.StandIns.Calendly;

/// <summary>What somebody says when they book.</summary>
internal sealed partial record InviteeForm(string Email, string Name, string Zone)
{
    private static readonly string[] TrackingKeys = ["utm_campaign", "utm_source", "utm_medium", "utm_content", "utm_term", "salesforce_uuid"];

    /// <summary>Given name, when it was said apart.</summary>
    public string? FirstName { get; init; }

    /// <summary>Family name, when it was said apart.</summary>
    public string? LastName { get; init; }

    /// <summary>Number for text reminders, E.164.</summary>
    public string? TextReminderNumber { get; init; }

    /// <summary>Answers to custom questions.</summary>
    public IReadOnlyList<GivenAnswer> Answers { get; init; } = [];

    /// <summary>Where the booking comes from.</summary>
    public Tracking Tracking { get; init; } = Tracking.None;

    /// <summary>Further addresses, at most ten.</summary>
    public IReadOnlyList<string> Guests { get; init; } = [];

    /// <summary>Reads a booking's body; what is wrong with it is told in the order of the fields. Unknown fields are dropped in silence.</summary>
    public static (InviteeForm? Form, IReadOnlyList<ErrorDetail> Mistakes) Read(JsonObject body, CalendlyEventType type, OfferedLocation? place)
    {
        var mistakes = new List<ErrorDetail>();
        var invitee = body["invitee"] as JsonObject ?? [];
        var form = new InviteeForm(ReadEmail(invitee, mistakes), ReadName(invitee, mistakes), ReadZone(invitee, mistakes))
        {
            FirstName = Text(invitee["first_name"]),
            LastName = Text(invitee["last_name"]),
            TextReminderNumber = Text(invitee["text_reminder_number"]),
            Answers = ReadAnswers(body, type, mistakes),
            Tracking = ReadTracking(body, mistakes),
            Guests = ReadGuests(body, mistakes),
        };
        if ((form.TextReminderNumber is { } number && !IsPhone(number)) || (place is { Kind: "outbound_call" } && !IsPhone(place.Text)))
            mistakes.Add(new ErrorDetail(null, "Phone Number is not a valid phone number"));
        return (mistakes.Count == 0 ? form : null, mistakes);
    }

    /// <summary>A string, trimmed; null when it is missing, empty or no string.</summary>
    public static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) && text.Trim() is { Length: > 0 } trimmed ? trimmed : null;

    private static string ReadEmail(JsonObject invitee, List<ErrorDetail> mistakes)
    {
        if (Text(invitee["email"]) is not { } email)
            mistakes.Add(new ErrorDetail("invitee.email", "is missing"));
        else if (!Address().IsMatch(email))
            mistakes.Add(new ErrorDetail("invitee.email", "is in invalid format"));
        else
            return email;
        return "";
    }

    private static string ReadName(JsonObject invitee, List<ErrorDetail> mistakes)
    {
        if (Text(invitee["name"]) is { } whole)
            return whole;
        if (Text(invitee["first_name"]) is { } first)
            return Text(invitee["last_name"]) is { } last ? $"{first} {last}" : first;
        mistakes.Add(new ErrorDetail("invitee", "either name or first_name must be filled"));
        return "";
    }

    private static string ReadZone(JsonObject invitee, List<ErrorDetail> mistakes)
    {
        if (Text(invitee["timezone"]) is not { } zone)
            mistakes.Add(new ErrorDetail("invitee.timezone", "is missing"));
        else if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is null)
            mistakes.Add(new ErrorDetail("invitee.timezone", "is invalid"));
        else
            return zone;
        return "";
    }

    // An answer counts for the question whose text it repeats exactly; answers to anything else are dropped.
    private static List<GivenAnswer> ReadAnswers(JsonObject body, CalendlyEventType type, List<ErrorDetail> mistakes)
    {
        var given = (body["questions_and_answers"] as JsonArray ?? []).OfType<JsonObject>()
            .Select(each => (Question: each["question"] is JsonValue value && value.TryGetValue(out string? text) ? text : null, Answer: Text(each["answer"])))
            .Where(each => each is { Question: not null, Answer: not null }).ToList();
        var answers = new List<GivenAnswer>();
        foreach (var (position, question) in type.Questions.Index().Where(each => each.Item.Enabled))
        {
            if (given.Find(each => each.Question == question.Text).Answer is { } answer)
            {
                answers.Add(new GivenAnswer(question.Text, answer, position));
                if (question.Type == "phone_number" && !IsPhone(answer))
                    mistakes.Add(new ErrorDetail(null, "Phone Number is not a valid phone number"));
                else if (!IsChoice(question, answer))
                    mistakes.Add(new ErrorDetail("questions_and_answers", string.Create(CultureInfo.InvariantCulture, $"'{answer}' is not an answer choice of '{question.Text}'")));
            }
        }

        if (type.Questions.Any(question => question is { Enabled: true, Required: true } && !answers.Exists(each => each.Question == question.Text)))
            mistakes.Add(new ErrorDetail(null, "Required Questions and Answers cannot be blank."));
        return answers;
    }

    private static bool IsChoice(CustomQuestion question, string answer) => question switch
    {
        { IncludeOther: true } => true,
        { Type: "single_select" } => question.Choices?.Contains(answer) == true,
        { Type: "multi_select" } => answer.Split(['\n', ','], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).All(each => question.Choices?.Contains(each) == true),
        _ => true,
    };

    private static Tracking ReadTracking(JsonObject body, List<ErrorDetail> mistakes)
    {
        if (body["tracking"] is not JsonObject tracking)
            return Tracking.None;
        foreach (var key in TrackingKeys)
        {
            if (!tracking.ContainsKey(key))
                mistakes.Add(new ErrorDetail($"tracking.{key}", "is missing"));
            else if (key != "salesforce_uuid" && Text(tracking[key]) is { Length: > 255 })
                mistakes.Add(new ErrorDetail($"tracking.{key}", "is too long (maximum is 255 characters)"));
        }

        return new Tracking(
            Text(tracking["utm_campaign"]), Text(tracking["utm_source"]), Text(tracking["utm_medium"]), Text(tracking["utm_content"]), Text(tracking["utm_term"]), Text(tracking["salesforce_uuid"]));
    }

    private static List<string> ReadGuests(JsonObject body, List<ErrorDetail> mistakes)
    {
        var guests = (body["event_guests"] as JsonArray ?? []).Select(Text).OfType<string>().ToList();
        if (guests.Count > 10)
            mistakes.Add(new ErrorDetail("event_guests", "is too long (maximum is 10 guests)"));
        if (guests.Exists(guest => !Address().IsMatch(guest)))
            mistakes.Add(new ErrorDetail("event_guests", "is in invalid format"));
        return guests;
    }

    private static bool IsPhone(string? text) => text is not null && Phone().IsMatch(Separators().Replace(text, ""));

    [GeneratedRegex(@"^[^@\s]+@[^@\s.]+(\.[^@\s.]+)+$", RegexOptions.NonBacktracking)]
    private static partial Regex Address();

    [GeneratedRegex(@"^\+[1-9][0-9]{6,14}$", RegexOptions.NonBacktracking)]
    private static partial Regex Phone();

    [GeneratedRegex("[ ().-]", RegexOptions.NonBacktracking)]
    private static partial Regex Separators();
}
