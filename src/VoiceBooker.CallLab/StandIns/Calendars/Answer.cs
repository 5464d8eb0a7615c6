using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace VoiceBooker.CallLab.StandIns.Calendars;

/// <summary>A request, read whole.</summary>
internal sealed record StandInRequest(string Method, string Path, IQueryCollection Query, IHeaderDictionary Headers, string Body, string? ContentType, string RemoteAddress, string BaseAddress)
{
    /// <summary>What stands after "Bearer " in the header Authorization; null without one.</summary>
    public string? Bearer =>
        Headers.Authorization.ToString() is { Length: > 7 } header && header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header[7..].Trim() : null;

    /// <summary>A body of fields as a browser's form sends it.</summary>
    public bool IsForm => ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>The body as JSON, a form as an object of strings; null when it is empty or neither.</summary>
    public JsonNode? Json()
    {
        if (Body.Length == 0)
            return null;
        if (IsForm)
        {
            return new JsonObject(Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(Body)
                .Select(field => KeyValuePair.Create<string, JsonNode?>(field.Key, field.Value.ToString())));
        }

        try
        {
            return JsonNode.Parse(Body);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Reads it; bodies beyond 1 MB are cut off.</summary>
    public static async Task<StandInRequest> ReadAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body, Encoding.UTF8);
        var body = new char[64 * 1024];
        var text = new StringBuilder();
        for (int read; text.Length < 1024 * 1024 && (read = await reader.ReadAsync(body, http.RequestAborted)) > 0;)
            text.Append(body, 0, read);
        var request = http.Request;
        return new StandInRequest(
            request.Method, request.Path, request.Query, request.Headers, text.ToString(), request.ContentType, http.Connection.RemoteIpAddress?.ToString() ?? "", $"{request.Scheme}://{request.Host}");
    }
}

/// <summary>An answer that is ready to be sent.</summary>
internal sealed record Answer(int Status, string? Body, string ContentType = Answer.JsonType)
{
    private const string JsonType = "application/json; charset=utf-8";

    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Further headers.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>A JSON body; letters stand as they are, not escaped.</summary>
    public static Answer Json(int status, JsonNode? body) => new(status, Text(body));

    /// <summary>No body.</summary>
    public static Answer Empty(int status) => new(status, Body: null);

    /// <summary>A page.</summary>
    public static Answer Html(int status, string page) => new(status, page, "text/html; charset=utf-8");

    /// <summary>The browser goes elsewhere.</summary>
    public static Answer Redirect(string address) => Empty(302).With("Location", address);

    /// <summary>JSON as both providers write it.</summary>
    public static string Text(JsonNode? body) => body is null ? "null" : body.ToJsonString(Plain);

    /// <summary>With one more header.</summary>
    public Answer With(string name, string? value) => value is null ? this : this with { Headers = [.. Headers, (name, value)] };

    /// <summary>Sends it.</summary>
    public async Task SendAsync(HttpContext http)
    {
        http.Response.StatusCode = Status;
        foreach (var (name, value) in Headers)
            http.Response.Headers.Append(name, value);
        if (Body is null)
            return;
        var bytes = Encoding.UTF8.GetBytes(Body);
        http.Response.ContentType = ContentType;
        http.Response.ContentLength = bytes.Length;
        await http.Response.Body.WriteAsync(bytes, http.RequestAborted);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Status} {Body}");
}
