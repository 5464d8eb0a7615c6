using VoiceBooker.CallLab.StandIns.Calendars;
using static VoiceBooker.CallLab.StandIns.Calendars.StandInPage;

namespace VoiceBooker.CallLab.StandIns.Calendly;

/// <summary>Where a person allows or denies an application.</summary>
internal static class AuthorizePages
{
    private static readonly string[] Repeated = ["client_id", "redirect_uri", "response_type", "scope", "state", "code_challenge", "code_challenge_method"];

    /// <summary>Asks.</summary>
    public static Answer Consent(CalendlyApp app, IReadOnlyList<string> scopes, IReadOnlyList<CalendlyUser> users, Dictionary<string, string> fields) => Answer.Html(200, Of("Calendly", "Allow access?", $"""
        <p><strong>{Plain(app.Name)}</strong> asks for access to a Calendly account of this stand-in:</p>
        <ul>{string.Concat(scopes.Select(scope => $"<li><code>{Plain(scope)}</code></li>"))}</ul>
        <form method="post" action="/oauth/authorize">
        {string.Concat(Repeated.Where(fields.ContainsKey).Select(name => $"""<input type="hidden" name="{name}" value="{Plain(fields[name])}">"""))}
        <p><label>Account <select name="user">{string.Concat(users.Select(user => $"""<option value="{Plain(user.Uuid)}">{Plain(user.Name)} ({Plain(user.Email)})</option>"""))}</select></label></p>
        <button type="submit" name="decision" value="allow">Allow</button><button type="submit" name="decision" value="deny">Deny</button>
        </form>
        """)).With("Cache-Control", "no-store");

    /// <summary>An application that must not be sent back anywhere.</summary>
    public static Answer Wrong(string reason) => Answer.Html(400, Of("Calendly", "This cannot be allowed", $"<p>{Plain(reason)}</p>"));
}
