using Microsoft.AspNetCore.Http.Features;
using Microsoft.EntityFrameworkCore;
using VoiceBooker.Booking.Access;

namespace VoiceBooker.Server.Api;

/// <summary>Who asks: the key a request came with; a feature of the request once it was let in.</summary>
/// <param name="Key">The key's identity; empty for the key of the settings.</param>
/// <param name="Name">What the key is for, in the words of whoever made it.</param>
/// <param name="Scopes">What it opens.</param>
internal sealed record ApiCaller(Guid Key, string Name, IReadOnlyList<string> Scopes)
{
    /// <summary>The key of the settings.</summary>
    public static readonly ApiCaller Root = new(Guid.Empty, "Api:Key", ApiScopes.All);

    /// <summary>As records name who asked.</summary>
    public override string ToString() => $"the API key '{Name}'";
}

/// <summary>The identity that whatever this request makes is to have, because it came with an idempotency key; a feature of the request.</summary>
/// <param name="Id">The identity for what is made now.</param>
/// <param name="Yesterday">The identity that an equal request gave yesterday; its answer may have been lost at midnight.</param>
internal sealed record RepeatableIdentity(Guid Id, Guid Yesterday);

/// <summary>Something that was made, by its name.</summary>
internal sealed record Named
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }
}

/// <summary>Which scope a door of the API needs; one that has several needs all of them. A door without any lets nobody in.</summary>
internal sealed record NeededScope(string Scope);

/// <summary>A door that reads its body while it comes, too long for the memory; repeating such a request changes nothing, so that no idempotency key is needed.</summary>
internal sealed record StreamedBody;

/// <summary>A door whose answer holds a secret that is shown once: it is not kept, so that no idempotency key can be honoured.</summary>
internal sealed record SecretAnswer;

/// <summary>What every door of the API says of itself.</summary>
internal static class ApiDoors
{
    /// <summary>Names the door for the API's description, and the scope it needs.</summary>
    /// <param name="door">The door.</param>
    /// <param name="name">Its name in the description (operationId).</param>
    /// <param name="scope">One of <see cref="ApiScopes"/>.</param>
    /// <param name="summary">What it does, in one sentence.</param>
    /// <param name="description">What else a caller should know.</param>
    /// <param name="problems">The statuses of refusals that are its own, besides those every door has.</param>
    public static RouteHandlerBuilder Opens(this RouteHandlerBuilder door, string name, string scope, string summary, string description = "", params ReadOnlySpan<int> problems)
    {
        door.WithName(name).WithSummary(summary).WithDescription(description.Length > 0 ? description : summary).Needs(scope);
        foreach (var status in problems)
            door.ProducesProblem(status);
        return door;
    }

    /// <summary>Only keys with this scope are let in; and, said again, with that one too.</summary>
    public static RouteHandlerBuilder Needs(this RouteHandlerBuilder door, string scope) => door.WithMetadata(new NeededScope(scope));

    /// <summary>The identity for what a request makes: derived from its idempotency key when it has one, so that a repetition after a crash makes no second; else a new one.</summary>
    public static Guid NewIdentity(this HttpContext request, TimeProvider time) => request.Features.Get<RepeatableIdentity>()?.Id ?? Guid.CreateVersion7(time.GetUtcNow());

    /// <summary>What an equal request made whose process died before its answer was kept: the identity; null: nothing. One of yesterday counts when it has the same name.</summary>
    /// <param name="request">The request.</param>
    /// <param name="rows">What there is of the kind that it makes.</param>
    /// <param name="name">The name of what it makes.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<Guid?> FindRepeatedAsync(this HttpContext request, IQueryable<Named> rows, string name, CancellationToken cancel)
    {
        if (request.Features.Get<RepeatableIdentity>() is not var (today, yesterday))
            return null;
        return (await rows.FirstOrDefaultAsync(row => row.Id == today || (row.Id == yesterday && row.Name == name), cancel))?.Id;
    }

    /// <summary>Whether the key may have people called.</summary>
    public static bool MayDial(this HttpContext request) => request.Features.GetRequiredFeature<ApiCaller>().Scopes.Contains(ApiScopes.Dial, StringComparer.Ordinal);

    /// <summary>Whether the key may take off the do-not-call list what a person asked for.</summary>
    public static bool MayRemoveWishes(this HttpContext request) => request.Features.GetRequiredFeature<ApiCaller>().Scopes.Contains(ApiScopes.RemoveWishes, StringComparer.Ordinal);

    /// <summary>The key's name, as it goes on record.</summary>
    public static string KeyName(this HttpContext request) => $"API key “{request.Features.GetRequiredFeature<ApiCaller>().Name}”";

    /// <summary>Whether the key opens what was said on calls.</summary>
    public static bool MayReadWords(this HttpContext request) => request.Features.GetRequiredFeature<ApiCaller>().Scopes.Contains(ApiScopes.Calls, StringComparer.Ordinal);
}
