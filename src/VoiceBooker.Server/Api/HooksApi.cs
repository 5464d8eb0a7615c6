using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using NodaTime.Text;
using VoiceBooker.Booking.Access;
using VoiceBooker.Booking.Hooks;

namespace VoiceBooker.Server.Api;

/// <summary>The owner's systems that are told what happens here. A secret is shown when it is made, and never again; only the one for the addresses that single calls name can be read.</summary>
internal static class HooksApi
{
    private const int Most = 100;

    public static void MapHooks(this RouteGroupBuilder api)
    {
        api.MapGet("/webhooks", ListAsync).Opens("listWebhooks", ApiScopes.Read, "Lists the systems of yours that are told what happens here.");
        api.MapPost("/webhooks", AddAsync).WithMetadata(new SecretAnswer()).Opens("addWebhook", ApiScopes.Setup, "Adds a system that is told.", "The answer holds the secret that signs; it is shown this once.", problems: StatusCodes.Status409Conflict);
        api.MapGet("/webhooks/{id:guid}", FindAsync).Opens("getWebhook", ApiScopes.Read, "One system that is told.", problems: StatusCodes.Status404NotFound);
        api.MapPut("/webhooks/{id:guid}", ChangeAsync).Opens("changeWebhook", ApiScopes.Setup, "Changes where, of what and whether a system is told.", problems: StatusCodes.Status404NotFound);
        api.MapDelete("/webhooks/{id:guid}", DeleteAsync).Opens("deleteWebhook", ApiScopes.Setup, "Tells a system nothing more.", problems: StatusCodes.Status404NotFound);
        api.MapPost("/webhooks/{id:guid}/rotate", RotateAsync).WithMetadata(new SecretAnswer()).Opens("rotateWebhookSecret", ApiScopes.Setup, "Makes a new secret; the former one signs as well for 24 hours.", "The answer holds the new secret; it is shown this once.", problems: StatusCodes.Status404NotFound);
        api.MapPost("/webhooks/{id:guid}/test", TestAsync).Opens("testWebhook", ApiScopes.Setup, "Sends a test message.", problems: StatusCodes.Status404NotFound);
        api.MapGet("/webhooks/deliveries", DeliveriesAsync).Opens("listWebhookDeliveries", ApiScopes.Setup, "Lists what was or is to be told, the newest first.");
        api.MapPost("/webhooks/deliveries/{id:guid}/replay", ReplayAsync).Opens("replayWebhookDelivery", ApiScopes.Setup, "Sends a message again, with the same identity.", problems: StatusCodes.Status404NotFound);
        api.MapPost("/webhooks/replay", ReplayFailedAsync).Opens("replayFailedWebhookDeliveries", ApiScopes.Setup, "Sends all messages again that were given up.");
        api.MapGet("/webhooks/single-calls/secret", SingleCallSecretAsync).Opens("getSingleCallSecret", ApiScopes.Setup, "The secret that signs what is told to the addresses that single calls name.");
        api.MapPost("/webhooks/single-calls/rotate", RotateSingleCallsAsync).WithMetadata(new SecretAnswer()).Opens("rotateSingleCallSecret", ApiScopes.Setup, "Makes a new one; the former one signs as well for 24 hours.");
    }

    private static async Task<Ok<IEnumerable<HookShape>>> ListAsync(HookDesk hooks, CancellationToken cancel) => TypedResults.Ok((await hooks.ListAsync(cancel)).Select(hook => ToShape(hook, null)));

    private static async Task<Results<Ok<HookShape>, ProblemHttpResult>> FindAsync(Guid id, HookDesk hooks, CancellationToken cancel) =>
        await hooks.FindAsync(id, cancel) is { } found ? TypedResults.Ok(ToShape(found, null)) : Missing();

    private static async Task<Results<Created<HookShape>, ValidationProblem, ProblemHttpResult>> AddAsync(HookWish wish, HookDesk hooks, CancellationToken cancel)
    {
        switch (await hooks.AddAsync(wish.Name ?? "", wish.Url ?? "", wish.Kinds ?? [], cancel))
        {
            case HookAnswer.NewSecret(var made, var secret):
                return TypedResults.Created($"/api/webhooks/{made.Id}", ToShape(made, secret));
            case HookAnswer.Wrong wrong:
                return ToProblem(wrong);
            default:
                return Missing();
        }
    }

    private static async Task<Results<Ok<HookShape>, ValidationProblem, ProblemHttpResult>> ChangeAsync(Guid id, HookWish wish, HookDesk hooks, CancellationToken cancel) =>
        await hooks.ChangeAsync(id, wish.Name ?? "", wish.Url ?? "", wish.Kinds ?? [], wish.Active ?? true, cancel) switch
        {
            HookAnswer.Done(var changed) => TypedResults.Ok(ToShape(changed, null)),
            HookAnswer.Wrong wrong => ToProblem(wrong),
            _ => Missing(),
        };

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(Guid id, HookDesk hooks, CancellationToken cancel) => await hooks.DeleteAsync(id, cancel) ? TypedResults.NoContent() : Missing();

    private static async Task<Results<Ok<HookShape>, ProblemHttpResult>> RotateAsync(Guid id, HookDesk hooks, CancellationToken cancel) =>
        await hooks.RotateAsync(id, cancel) is HookAnswer.NewSecret(var hook, var secret) ? TypedResults.Ok(ToShape(hook, secret)) : Missing();

    private static async Task<Results<Accepted<DeliveryShape>, ProblemHttpResult>> TestAsync(Guid id, HookDesk hooks, CancellationToken cancel) =>
        await hooks.TestAsync(id, cancel) is { } delivery ? TypedResults.Accepted($"/api/webhooks/deliveries?id={id}", ToShape(delivery)) : Missing();

    private static async Task<Results<Ok<IEnumerable<DeliveryShape>>, ValidationProblem>> DeliveriesAsync(HookDesk hooks, Guid? id, string? state, int? take, CancellationToken cancel)
    {
        var wrong = new Wrong();
        var most = wrong.Number("take", take, otherwise: Most, least: 1, most: 1000);
        var stands = state?.ToLowerInvariant() switch
        {
            null or "" => (DeliveryState?)null,
            "waiting" => DeliveryState.Waiting,
            "delivered" => DeliveryState.Delivered,
            "failed" => DeliveryState.Failed,
            _ => (DeliveryState)(-1),
        };
        if (stands is (DeliveryState)(-1))
            wrong.Add("state", $"state '{state}' is none of waiting, delivered, failed.");
        return wrong.Any ? wrong.ToProblem() : TypedResults.Ok((await hooks.DeliveriesAsync(id, stands, most, cancel)).Select(ToShape));
    }

    private static async Task<Results<Accepted, ProblemHttpResult>> ReplayAsync(Guid id, HookDesk hooks, CancellationToken cancel) =>
        await hooks.ReplayAsync(id, cancel) ? TypedResults.Accepted((string?)null) : TypedResults.Problem("There is no such delivery; GET /api/webhooks/deliveries lists them.", statusCode: StatusCodes.Status404NotFound);

    private static async Task<Results<Ok<Replayed>, ValidationProblem>> ReplayFailedAsync(ReplayWish wish, HookDesk hooks, CancellationToken cancel)
    {
        var wrong = new Wrong();
        var since = wrong.Parse("since", wish.Since, InstantPattern.ExtendedIso, "2026-11-30T09:00:00Z");
        return wrong.Any ? wrong.ToProblem() : TypedResults.Ok(new Replayed(await hooks.ReplayFailedAsync(wish.Id, since ?? Instant.FromUnixTimeTicks(0), cancel)));
    }

    private static async Task<Results<Ok<SecretShape>, ProblemHttpResult>> SingleCallSecretAsync(HookDesk hooks, CancellationToken cancel) =>
        await hooks.SingleCallSecretAsync(cancel) is { } secret
            ? TypedResults.Ok(new SecretShape(secret))
            : TypedResults.Problem("The secret cannot be read any more: the server's keys were lost. POST /api/webhooks/single-calls/rotate makes a new one.", statusCode: StatusCodes.Status409Conflict);

    private static async Task<Results<Ok<SecretShape>, ProblemHttpResult>> RotateSingleCallsAsync(HookDesk hooks, CancellationToken cancel) =>
        await hooks.RotateAsync(null, cancel) is HookAnswer.NewSecret(_, var secret) ? TypedResults.Ok(new SecretShape(secret)) : Missing();

    private static ProblemHttpResult Missing() => TypedResults.Problem("There is no such webhook; GET /api/webhooks lists them.", statusCode: StatusCodes.Status404NotFound);

    private static ValidationProblem ToProblem(HookAnswer.Wrong mistake)
    {
        var wrong = new Wrong();
        wrong.Add(mistake.Field, mistake.Reason);
        return wrong.ToProblem();
    }

    private static HookShape ToShape(HookEndpoint hook, string? secret) => new(
        hook.Id, hook.Name, hook.Url, hook.Kinds, hook.Active, InstantPattern.ExtendedIso.Format(hook.CreatedAt), hook.FormerUntil is { } until ? InstantPattern.ExtendedIso.Format(until) : null, secret);

    private static DeliveryShape ToShape(HookDelivery delivery) => new(
        delivery.Id,
        HookDesk.MessageId(delivery.Id),
        delivery.EndpointId,
        delivery.Url,
        delivery.Kind,
        delivery.State switch { DeliveryState.Waiting => "waiting", DeliveryState.Delivered => "delivered", _ => "failed" },
        delivery.Attempts,
        delivery.LastAnswer,
        InstantPattern.ExtendedIso.Format(delivery.CreatedAt),
        delivery.State == DeliveryState.Waiting ? InstantPattern.ExtendedIso.Format(delivery.NextAt) : null,
        delivery.DeliveredAt is { } at ? InstantPattern.ExtendedIso.Format(at) : null,
        System.Text.Json.JsonElement.Parse(delivery.Body));

    /// <summary>A webhook as it is wished for.</summary>
    /// <param name="Name">What people call it.</param>
    /// <param name="Url">An https:// address.</param>
    /// <param name="Kinds">Of <see cref="HookKinds.All"/>; none: everything.</param>
    /// <param name="Active">Whether it is told at all; it is, when not said. Only for a change.</param>
    internal sealed record HookWish(string? Name, string? Url, IReadOnlyList<string>? Kinds, bool? Active);

    /// <summary>A webhook; <c>secret</c> stands there only when it was just made.</summary>
    internal sealed record HookShape(Guid Id, string Name, string Url, IReadOnlyList<string> Kinds, bool Active, string CreatedAt, string? FormerSecretUntil, string? Secret);

    internal sealed record DeliveryShape(Guid Id, string MessageId, Guid? WebhookId, string Url, string Kind, string State, int Attempts, string LastAnswer, string CreatedAt, string? NextAt, string? DeliveredAt, System.Text.Json.JsonElement Body);

    /// <summary>Which deliveries that were given up are sent again.</summary>
    /// <param name="Id">Of one webhook; not said: of all.</param>
    /// <param name="Since">Written since; not said: all that are kept.</param>
    internal sealed record ReplayWish(Guid? Id, string? Since);

    internal sealed record Replayed(int Deliveries);

    internal sealed record SecretShape(string Secret);
}
