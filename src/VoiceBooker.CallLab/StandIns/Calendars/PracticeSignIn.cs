using System.Net;
using System.Text.RegularExpressions;

namespace VoiceBooker.CallLab.StandIns.Calendars;

/// <summary>The owner in front of a provider's page, who allows what is asked.</summary>
internal static partial class PracticeSignIn
{
    /// <summary>Where the browser is sent back to; nobody listens there, what it would carry is read from its address.</summary>
    public const string Callback = "http://127.0.0.1/signed-in";

    /// <summary>Opens the page, chooses and allows; the address the browser is sent back to.</summary>
    public static async Task<Uri> AllowAsync(Uri address, params IReadOnlyList<(string Name, string Value)> choices)
    {
        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { Timeout = TimeSpan.FromSeconds(10) };
        var page = await browser.GetStringAsync(address);
        var fields = Hidden().Matches(page).Select(field => KeyValuePair.Create(WebUtility.HtmlDecode(field.Groups["name"].Value), WebUtility.HtmlDecode(field.Groups["value"].Value)))
            .Concat(choices.Select(choice => KeyValuePair.Create(choice.Name, choice.Value)))
            .Append(KeyValuePair.Create("decision", "allow"));
        using var form = new FormUrlEncodedContent(fields);
        using var answer = await browser.PostAsync(new Uri(address, Action().Match(page).Groups["action"].Value), form);
        return answer.Headers.Location ?? throw new InvalidDataException($"The provider's page did not send the browser back: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }

    [GeneratedRegex("<input type=\"hidden\" name=\"(?<name>[^\"]*)\" value=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Hidden();

    [GeneratedRegex("<form method=\"post\" action=\"(?<action>[^\"]*)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Action();
}
