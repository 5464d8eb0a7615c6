using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;

namespace VoiceBooker.Server.Console.Identity;

/// <summary>Gives each sign-in to the console an identity of its own, so that what one session begins no other one finishes.</summary>
internal static class ConsoleSession
{
    private const string Claim = "voicebooker.session";

    /// <summary>The session of a signed-in person; null when they signed in before sessions had identities.</summary>
    public static string? Of(ClaimsPrincipal person) => person.FindFirstValue(Claim);

    /// <summary>A sign-in begins a session.</summary>
    public static Task BeginAsync(CookieSigningInContext context)
    {
        Put(context.Principal, Guid.NewGuid().ToString("N"));
        return Task.CompletedTask;
    }

    /// <summary>A principal that is made anew stays in its session.</summary>
    public static Task GoOnAsync(SecurityStampRefreshingPrincipalContext context)
    {
        if (context.CurrentPrincipal is { } before && Of(before) is { } session)
            Put(context.NewPrincipal, session);
        return Task.CompletedTask;
    }

    private static void Put(ClaimsPrincipal? person, string session)
    {
        if (person?.Identity is ClaimsIdentity identity && !person.HasClaim(claim => claim.Type == Claim))
            identity.AddClaim(new Claim(Claim, session));
    }
}
