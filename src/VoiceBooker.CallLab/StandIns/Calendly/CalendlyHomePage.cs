using System.Globalization;
using VoiceBooker.CallLab.StandIns.Calendars;
using static VoiceBooker.CallLab.StandIns.Calendars.StandInPage;

namespace VoiceBooker.CallLab.StandIns.Calendly;

/// <summary>The plain page at the root: who and what there is.</summary>
internal static class CalendlyHomePage
{
    /// <summary>The page.</summary>
    public static Answer Show(CalendlyBooks books, CalendlyWire wire, CalendlyWebhooks webhooks, StandInClock clock) => Answer.Html(200, Of("Calendly", "Calendar stand-in", $"""
        <p>API and authorization server: <code>{Plain(wire.Origin)}</code>. It is {Plain(clock.GetUtcNow().ToString("u", CultureInfo.InvariantCulture))} here. Nothing leaves this machine.</p>
        <h2>Accounts</h2>{Table(["name", "e-mail", "zone", "organization", "plan"], books.Users.Select(user => new[] { user.Name, user.Email, user.Hours.Zone.Id, user.Organization.Name, user.Organization.Plan.ToString() }))}
        <h2>Tokens</h2>{Table(["token", "of", "for", "scopes"], books.Tokens.Where(token => !token.Revoked).Select(token => new[] { token.Text, token.User.Name, token.App?.Name ?? "personal", token.Scopes is { } scopes ? string.Join(' ', scopes) : "all" }))}
        <h2>Applications</h2>{Table(["name", "client id", "client secret"], books.Apps.Select(app => new[] { app.Name, app.ClientId, app.ClientSecret ?? "none (native, PKCE)" }))}
        <h2>Event types</h2>{Table(["name", "kind", "minutes", "locations", "page"], books.EventTypes.Select(type => new[]
        {
            type.Name, $"{type.PoolingType ?? type.Kind}{(type.BookingMethod == "poll" ? ", poll" : "")}{(type.IsPaid ? ", paid" : "")}{(type.Active ? "" : ", inactive")}{(type.Secret ? ", secret" : "")}",
            type.Minutes.ToString(CultureInfo.InvariantCulture), string.Join(", ", (type.Locations ?? []).Select(place => place.Kind)), type.PublicPath,
        }))}
        <h2>Events</h2>{Table(["start", "what", "hosts", "status", "invitees"], books.Events.OrderBy(held => held.Slot.Start).Select(held => new[]
        {
            CalendlyWire.Time(held.Slot.Start), held.Type.Name, string.Join(", ", held.Hosts.Select(host => host.Name)), held.Active ? "active" : $"canceled by {held.Cancellation!.Type}",
            string.Join("; ", held.Invitees.Select(invitee => $"{invitee.Form.Name} <{invitee.Form.Email}>{(invitee.Active ? "" : " canceled")}")),
        }))}
        <h2>Webhooks</h2>{Table(["to", "events", "state"], webhooks.Subscriptions.Select(each => new[] { each.Url.OriginalString, string.Join(", ", each.Events), each.Active ? "active" : "disabled" }))}
        """));
}
