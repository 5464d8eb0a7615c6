using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NodaTime;

namespace VoiceBooker.CallLab.StandIns.CalCom;

/// <summary>A body of <c>POST /v2/bookings</c> whose form is right; whether it can be booked is another matter.</summary>
internal sealed partial record BookingWish(Instant Start, string Name, string? Email, string? Phone, string TimeZone, string Language, JsonObject Body)
{
    private static readonly string[] Keys =
    [
        "start", "attendee", "bookingFieldsResponses", "eventTypeId", "eventTypeSlug", "username", "teamSlug", "organizationSlug", "guests", "meetingUrl", "location", "metadata", "lengthInMinutes",
        "routing", "emailVerificationCode", "recurrenceCount", "instant",
    ];

    private static readonly string[] HostOnlyKeys = ["allowConflicts", "allowBookingOutOfBounds", "skipBookingLimits"];
    private static readonly string[] Languages =
    [
        "ar", "ca", "de", "es", "eu", "he", "id", "ja", "lv", "pl", "ro", "sr", "th", "vi", "az", "cs", "el", "es-419", "fi", "hr", "it", "km", "nl", "pt", "ru", "sv", "tr", "zh-CN", "bg", "da", "en", "et", "fr",
        "hu", "iw", "ko", "no", "pt-BR", "sk", "ta", "uk", "zh-TW", "bn",
    ];

    /// <summary>The address, or the placeholder that stands for a number.</summary>
    public string StoredEmail => Email ?? $"{Phone!.TrimStart('+')}@sms.cal.com";

    /// <summary>Guests' addresses.</summary>
    public IReadOnlyList<string> Guests => Body["guests"] is JsonArray guests ? [.. guests.Select(each => (string)each!)] : [];

    /// <summary>Answers to the type's questions.</summary>
    public JsonObject Answers => Body["bookingFieldsResponses"] as JsonObject ?? [];

    /// <summary>The reader's own data.</summary>
    public string Metadata => (Body["metadata"] as JsonObject ?? []).ToJsonString();

    /// <summary>The length asked for.</summary>
    public int? Minutes => (int?)Number(Body["lengthInMinutes"]);

    /// <summary>Reads the body, or says what is wrong with it.</summary>
    public static Calendars.Answer? Read(CalComCall call, out BookingWish wish)
    {
        wish = null!;
        var body = call.Request.Json() as JsonObject ?? [];
        var keys = call.Version == "2026-02-25" ? Keys.Concat(HostOnlyKeys) : Keys;
        var problems = body.Select(each => each.Key).Except(keys).Select(Problem.Unknown).ToList();
        if (CalComCall.Moment(Text(body["start"])) is not { } start)
            problems.Add(new Problem("start", "start must be a valid ISO 8601 date string"));
        else
            wish = new BookingWish(start, "", null, null, "", "", body);
        if (body["attendee"] is JsonObject attendee)
            Attendee(attendee, problems);
        else
            problems.Add(new Problem("attendee", "attendee should not be null or undefined"));
        foreach (var name in (string[])["eventTypeId", "lengthInMinutes", "recurrenceCount"])
        {
            if (body[name] is { } number && Number(number) is null)
                problems.Add(new Problem(name, $"{name} must be a number conforming to the specified constraints"));
        }

        if (body["guests"] is { } guests && (guests is not JsonArray list || !list.All(each => Text(each) is { } email && Address().IsMatch(email))))
            problems.Add(new Problem("guests", "each value in guests must be an email"));
        if (body["bookingFieldsResponses"] is not (null or JsonObject))
            problems.Add(new Problem("bookingFieldsResponses", "bookingFieldsResponses must be an object"));
        if (body["location"] is JsonObject { } location)
            Location(location, problems);
        else if (body["location"] is { } other && Text(other) is null)
            problems.Add(new Problem("location", "location must be an object"));
        if (body["metadata"] is { } metadata && !Fits(metadata))
            problems.Add(new Problem("metadata", "Metadata must have at most 50 keys, each key up to 40 characters, and string values up to 500 characters; numbers and booleans are allowed, objects and arrays are not."));
        if (problems.Count > 0)
            return call.Wrong(problems);

        attendee = (JsonObject)body["attendee"]!;
        if (Text(attendee["email"]) is null && Text(attendee["phoneNumber"]) is null)
            return call.Error(400, "Attendee must have at least one contact method (email or phone number)");
        if (body["eventTypeId"] is null && (body["eventTypeSlug"] is null || (body["username"] is null && body["teamSlug"] is null)))
            return call.Error(400, "Either eventTypeId or eventTypeSlug + username or eventTypeSlug + teamSlug must be provided");
        wish = wish with
        {
            Name = Text(attendee["name"])!,
            Email = Text(attendee["email"])?.Trim(),
            Phone = Text(attendee["phoneNumber"]),
            TimeZone = Text(attendee["timeZone"])!,
            Language = Text(attendee["language"]) ?? "en",
        };
        return null;
    }

    /// <summary>A JSON number.</summary>
    public static double? Number(JsonNode? node) =>
        node is JsonValue value && value.GetValueKind() is System.Text.Json.JsonValueKind.Number ? double.Parse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture) : null;

    /// <summary>A JSON string.</summary>
    public static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static void Attendee(JsonObject attendee, List<Problem> problems)
    {
        var children = attendee.Select(each => each.Key).Except(["name", "timeZone", "email", "phoneNumber", "language"]).Select(Problem.Unknown).ToList();
        if (string.IsNullOrWhiteSpace(Text(attendee["name"])))
            children.Add(new Problem("name", "name must be a string"));
        if (Text(attendee["timeZone"]) is not { } zone || DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is null)
            children.Add(new Problem("timeZone", "timeZone must be a valid IANA time-zone"));
        if (attendee["email"] is { } email && (Text(email) is not { } address || !Address().IsMatch(address.Trim())))
            children.Add(new Problem("email", "email must be an email"));
        if (attendee["phoneNumber"] is { } phone && (Text(phone) is not { } number || !Telephone().IsMatch(number)))
            children.Add(new Problem("phoneNumber", "phoneNumber must match the format of a phone number in E.164, with a leading plus"));
        if (attendee["language"] is { } language && !Languages.Contains(Text(language) ?? ""))
            children.Add(new Problem("language", $"language must be one of the following values: {string.Join(", ", Languages)}"));
        if (children.Count > 0)
            problems.Add(new Problem("attendee", "", children));
    }

    private static void Location(JsonObject location, List<Problem> problems)
    {
        var needed = Text(location["type"]) switch
        {
            "integration" => "integration",
            "attendeePhone" => "phone",
            "attendeeAddress" => "address",
            "attendeeDefined" => "location",
            "address" or "link" or "phone" or "organizersDefaultApp" => "type",
            _ => null,
        };
        if (needed is null)
            problems.Add(new Problem("location", "", new Problem("type", "type must be one of the following values: address, attendeeAddress, attendeeDefined, attendeePhone, integration, link, phone, organizersDefaultApp")));
        else if (Text(location[needed]) is null)
            problems.Add(new Problem("location", "", new Problem(needed, $"{needed} must be a string")));
    }

    private static bool Fits(JsonNode metadata) =>
        metadata is JsonObject { Count: <= 50 } whole && whole.All(each => each.Key.Length <= 40 && each.Value is JsonValue value && (!value.TryGetValue<string>(out var text) || text.Length <= 500));

    [GeneratedRegex(@"^[^\s@]+@[^\s@]+\.[^\s@.]+$", RegexOptions.None, 1000)]
    private static partial Regex Address();

    [GeneratedRegex(@"^\+[1-9]\d{6,14}$", RegexOptions.None, 1000)]
    private static partial Regex Telephone();
}
