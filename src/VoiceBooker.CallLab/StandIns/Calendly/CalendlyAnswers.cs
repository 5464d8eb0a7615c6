using System.Text.Json.Nodes;
using VoiceBooker.CallLab.StandIns.Calendars;

namespace VoiceBooker.CallLab.StandIns.Calendly;

/// <summary>One item of an error's <c>details</c>.</summary>
internal sealed record ErrorDetail(string? Parameter, string Message, string? Code = null);

/// <summary>A request that is refused; the door answers with it.</summary>
internal sealed class RefusedException(Answer answer) : Exception(answer.ToString())
{
    /// <summary>What is answered.</summary>
    public Answer Answer { get; } = answer;
}

/// <summary>The API's answers in the words of the contract; where the contract has no words, plain ones.</summary>
internal static class CalendlyAnswers
{
    /// <summary>One thing.</summary>
    public static Answer Resource(JsonObject resource, int status = 200) => Answer.Json(status, new JsonObject { ["resource"] = resource });

    /// <summary>400 with the general message.</summary>
    public static RefusedException Invalid(params ErrorDetail[] details) => Invalid("The supplied parameters are invalid.", details);

    /// <summary>400 with a message of its own.</summary>
    public static RefusedException Invalid(string message, IReadOnlyList<ErrorDetail> details)
    {
        var body = Envelope("Invalid Argument", message);
        if (details.Count > 0)
            body["details"] = new JsonArray([.. details.Select(Item)]);
        return new RefusedException(Answer.Json(400, body));
    }

    /// <summary>401.</summary>
    public static Answer Unauthenticated(bool expired = false) =>
        Answer.Json(401, Envelope("Unauthenticated", expired ? "The access token expired" : "The access token is invalid"));

    /// <summary>403: no right to it, or not in this state.</summary>
    public static RefusedException Denied(string message = "You do not have permission to access this resource.") =>
        new(Answer.Json(403, Envelope("Permission Denied", message)));

    /// <summary>403: the token lacks rights.</summary>
    public static RefusedException LacksScopes(IEnumerable<string> scopes)
    {
        var body = Envelope("Insufficient scope", "This operation requires the scopes listed in the 'required_scopes' array.");
        body["required_scopes"] = new JsonArray([.. scopes.Select(scope => JsonValue.Create(scope))]);
        return new RefusedException(Answer.Json(403, body));
    }

    /// <summary>404.</summary>
    public static RefusedException NotFound() => new(Answer.Json(404, Envelope("Resource Not Found", "The server could not find the requested resource.")));

    /// <summary>409: the second webhook with the same address.</summary>
    public static RefusedException AlreadyExists() => new(Answer.Json(409, Envelope("Already Exists", "Hook with this url already exists")));

    /// <summary>429; the body is not documented.</summary>
    public static Answer TooMany() => Answer.Json(429, Envelope("Too Many Requests", "Too many requests. Please try again later."));

    /// <summary>500.</summary>
    public static Answer ServerError() =>
        Answer.Json(500, Envelope("Internal Server Error", "The server encountered an unexpected condition that prevented it from fulfilling the request."));

    /// <summary>An error of the OAuth endpoints.</summary>
    public static RefusedException OAuth(int status, string error, string description) =>
        new(Answer.Json(status, new JsonObject { ["error"] = error, ["error_description"] = description }));

    private static JsonObject Envelope(string title, string message) => new() { ["title"] = title, ["message"] = message };

    private static JsonObject Item(ErrorDetail detail)
    {
        var item = new JsonObject();
        if (detail.Parameter is not null)
            item["parameter"] = detail.Parameter;
        item["message"] = detail.Message;
        if (detail.Code is not null)
            item["code"] = detail.Code;
        return item;
    }
}
