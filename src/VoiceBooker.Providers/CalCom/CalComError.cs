using System.Text.Json;
using System.Text.RegularExpressions;

namespace VoiceBooker.Providers.CalCom;

/// <summary>A refusal as Cal.com words it, from any of its bodies: the envelope, the bare one of the booking code, the OAuth one, or none at all.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Code">Its code word; empty when it has none.</param>
/// <param name="Message">What it says, blanks made single and trimmed.</param>
internal sealed partial record CalComError(int Status, string Code, string Message)
{
    private const int Longest = 400;

    /// <summary>Names of the properties the global validation refuses, with those inside them.</summary>
    public IReadOnlyList<string> Properties { get; init; } = [];

    /// <summary>True for an RFC 6749 body.</summary>
    public bool IsOAuth { get; init; }

    /// <summary>
    /// True when the credential itself is refused. A 401 alone does not say so: a type's booking limit and a seat's owner are told by a 401 as well.
    /// </summary>
    public bool RefusesCredential =>
        Status == 498
        || (Status == 401 && (IsOAuth || Message.StartsWith("ApiAuthStrategy", StringComparison.OrdinalIgnoreCase) || Message.StartsWith("CustomThrottlerGuard - Invalid API Key", StringComparison.OrdinalIgnoreCase)));

    /// <summary>True when the credential is good but may not do this.</summary>
    public bool LacksPermission =>
        Status == 403 && (Message.Contains("scope", StringComparison.OrdinalIgnoreCase) || Message.Contains("PermissionsGuard", StringComparison.OrdinalIgnoreCase) || Message.Contains("permission", StringComparison.OrdinalIgnoreCase));

    /// <summary>True when the path or its version is not known there: the address is wrong, not what was asked for.</summary>
    public bool IsWrongDoor => Status == 404 && Message.StartsWith("Cannot ", StringComparison.Ordinal);

    /// <summary>Whether the message says this, whatever the case.</summary>
    public bool Says(string part) => Message.Contains(part, StringComparison.OrdinalIgnoreCase) || Code.Equals(part, StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads a body with a status of 400 or more.</summary>
    public static CalComError Read(int status, string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var whole = document.RootElement;
            if (whole.ValueKind != JsonValueKind.Object)
                return new CalComError(status, "", Plain(body));
            if (whole.Item("error") is { ValueKind: JsonValueKind.Object } error)
            {
                var details = error.Item("details");
                return new CalComError(status, error.Text("code") ?? "", Plain(Told(error) ?? (details is { } within ? Told(within) : null) ?? error.Text("code") ?? "")) { Properties = details is { } listed ? [.. Refused(listed, "errors")] : [] };
            }

            if (whole.Text("error") is { } code && whole.Item("message") is null && whole.Item("statusCode") is null)
                return new CalComError(status, code, Plain(whole.Text("error_description") is { } description ? $"{code}: {description}" : code)) { IsOAuth = true };
            return new CalComError(status, whole.Text("code") ?? "", Plain(Told(whole) ?? ""));
        }
        catch (JsonException)
        {
            return new CalComError(status, "", Plain(body));
        }
    }

    private static string? Told(JsonElement holder) => holder.Item("message") switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Array } list => string.Join(", ", list.EnumerateArray().Select(each => each.ToString())),
        _ => null,
    };

    private static IEnumerable<string> Refused(JsonElement holder, string name) =>
        holder.List(name).SelectMany(each => Refused(each, "children").Prepend(each.Text("property") ?? ""));

    private static string Plain(string text)
    {
        var plain = Blanks().Replace(text, " ").Trim();
        return plain.Length <= Longest ? plain : plain[..Longest] + "…";
    }

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex Blanks();
}
