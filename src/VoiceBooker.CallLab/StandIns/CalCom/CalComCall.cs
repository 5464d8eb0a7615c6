using System.Globalization;
using System.Text.Json.Nodes;
using NodaTime;
using NodaTime.Text;
using VoiceBooker.CallLab.StandIns.Calendars;

namespace VoiceBooker.CallLab.StandIns.CalCom;

/// <summary>Who asks. Without <paramref name="Scopes"/> an API key, which may do all; without <paramref name="Account"/> nobody known.</summary>
internal sealed record CalComCaller(CalComAccount? Account, IReadOnlyList<string>? Scopes);

/// <summary>One request on its way, and how its answers are worded.</summary>
internal sealed record CalComCall(StandInRequest Request, string Operation, string Version, CalComCaller Caller, Instant Now, FaultRule? Fault, RouteValueDictionary Route)
{
    private static readonly InstantPattern Milliseconds = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss.fff'Z'");

    /// <summary>Account behind the credential; only asked where one is needed.</summary>
    public CalComAccount Account => Caller.Account ?? throw new InvalidOperationException($"{Operation} is open to everybody.");

    /// <summary>A part of the path.</summary>
    public string this[string part] => (string?)Route[part] ?? "";

    /// <summary>UTC with milliseconds.</summary>
    public static string Text(Instant moment) => Milliseconds.Format(moment);

    /// <summary>Success.</summary>
    public static Answer Ok(JsonNode? data, int status = 200) => Answer.Json(status, new JsonObject { ["status"] = "success", ["data"] = data });

    /// <summary>An error of the API proper, in its envelope.</summary>
    public Answer Error(int status, string message, JsonNode? errors = null) => Error(Request, Now, status, message, errors);

    /// <summary>Validation by a pipe of this version: each problem on its property, joined.</summary>
    public Answer Wrong(IReadOnlyList<Problem> problems) => Error(400, string.Join(", ", problems.Select(each => each.ToString())));

    /// <summary>Validation by the global pipe.</summary>
    public Answer WrongGlobally(IReadOnlyList<Problem> problems) =>
        Error(400, "Bad Request Exception", new JsonArray([.. problems.Select(each => each.ToJson())]));

    /// <summary>An error of the shared booking code: no envelope.</summary>
    public static Answer Raw(int status, string message) => Answer.Json(status, new JsonObject { ["statusCode"] = status, ["message"] = message });

    /// <summary>An error in its envelope.</summary>
    public static Answer Error(StandInRequest request, Instant now, int status, string message, JsonNode? errors = null)
    {
        var reason = Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status);
        var details = new JsonObject { ["message"] = message, ["error"] = reason, ["statusCode"] = status };
        if (errors is not null)
            details["errors"] = errors;
        return Answer.Json(status, new JsonObject
        {
            ["status"] = "error",
            ["timestamp"] = Text(now),
            ["path"] = request.Path,
            ["error"] = new JsonObject { ["code"] = Code(status, reason), ["message"] = message, ["details"] = details },
        });
    }

    /// <summary>ISO 8601, a date alone or with time; without offset it is UTC.</summary>
    public static Instant? Moment(string? text)
    {
        if (text is null || text.Length < 10 || text[4] != '-' || text[7] != '-')
            return null;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment)
            ? Instant.FromDateTimeOffset(moment)
            : null;
    }

    private static string Code(int status, string reason) => status switch
    {
        429 => "ThrottlerException",
        500 => "InternalServerErrorException",
        _ => $"{reason.Replace(" ", "", StringComparison.Ordinal)}Exception",
    };
}

/// <summary>What validation finds on a property; <paramref name="Children"/> lie deeper.</summary>
internal sealed record Problem(string Property, string Text, params IReadOnlyList<Problem> Children)
{
    /// <summary>As the version's pipes word it; the trailing blank is real.</summary>
    public override string ToString() => $"{Property} property is wrong,{Text} {string.Join(", ", Children.Select(each => each.ToString()))}";

    /// <summary>As the global pipe lists it.</summary>
    public JsonObject ToJson() => new()
    {
        ["property"] = Property,
        ["constraints"] = Text.Length > 0 ? new JsonObject { ["validation"] = Text } : [],
        ["children"] = new JsonArray([.. Children.Select(each => each.ToJson())]),
    };

    /// <summary>A key that does not belong there.</summary>
    public static Problem Unknown(string property) => new(property, $"property {property} should not exist");
}
