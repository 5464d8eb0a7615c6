using System.Net.Http.Headers;

namespace VoiceBooker.Providers.OpenAI;

/// <summary>Headers that an owner puts on every request.</summary>
internal static class ExtraHeaders
{
    private static readonly string[] Ours = ["Host", "Content-Length", "Content-Type", "Transfer-Encoding", "Connection", "Accept"];

    /// <summary>What is wrong with them; null when nothing is. Names a header, never a value.</summary>
    public static string? Refuse(IReadOnlyDictionary<string, string> headers)
    {
        using var probe = new HttpRequestMessage();
        foreach (var (name, value) in headers)
        {
            if (Ours.Contains(name, StringComparer.OrdinalIgnoreCase))
                return $"must not hold {name}, which belongs to the protocol";
            if (!Fits(probe.Headers, name, value))
                return $"must be names and values of HTTP headers; '{name}' is none, or its value is";
        }

        return null;
    }

    private static bool Fits(HttpRequestHeaders headers, string name, string value)
    {
        try
        {
            return !string.IsNullOrEmpty(value) && !value.AsSpan().ContainsAnyExceptInRange(' ', '~') && headers.TryAddWithoutValidation(name, value);
        }
        catch (Exception odd) when (odd is FormatException or ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }
}
