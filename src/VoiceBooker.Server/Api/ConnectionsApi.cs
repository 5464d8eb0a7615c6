using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime.Text;
using VoiceBooker.Booking.Access;
using VoiceBooker.Booking.Connections;
using VoiceBooker.Booking.Events;
using VoiceBooker.Server.Connections;

namespace VoiceBooker.Server.Api;

/// <summary>Accounts at calendar providers. No answer holds a credential.</summary>
internal static class ConnectionsApi
{
    public static void MapConnectionsApi(this RouteGroupBuilder api)
    {
        api.MapGet("/connections", ListAsync).Opens("listConnections", ApiScopes.Read, "Lists accounts at calendar providers. No answer holds a credential.");
        api.MapGet("/connections/providers", ListProviders).Opens("listProviders", ApiScopes.Read, "Lists the calendar providers that can be connected.");
        api.MapPost("/connections", ConnectAsync).Opens("connect", ApiScopes.Setup, "Connects an account by its key.", problems: [StatusCodes.Status409Conflict, StatusCodes.Status503ServiceUnavailable]);
        api.MapPost("/connections/sign-in", BeginSignIn).Opens("beginSignIn", ApiScopes.Setup, "Begins a sign-in at a provider on a page of your own: where the owner's browser goes.");
        api.MapPost("/connections/sign-in/finish", FinishSignInAsync).Opens("finishSignIn", ApiScopes.Setup, "Ends a sign-in with what the owner's browser brought back.", problems: [StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status503ServiceUnavailable]);
        api.MapPost("/connections/{id:guid}/test", TestAsync).Opens("testConnection", ApiScopes.Setup, "Tests whether a connection works.", problems: [StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status503ServiceUnavailable]);
        api.MapPost("/connections/{id:guid}/rotate", RotateAsync).Opens("rotateConnectionKey", ApiScopes.Setup, "Exchanges the key of a connection.", problems: [StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status503ServiceUnavailable]);
        api.MapPost("/connections/{id:guid}/disconnect", DisconnectAsync).Opens("disconnect", ApiScopes.Setup, "Forgets the credential of a connection.", "The answer names the events that can no longer be booked; bookings that were made stay.", StatusCodes.Status404NotFound);
        api.MapGet("/connections/{id:guid}/events", FindEventsAsync).Opens("listProviderEvents", ApiScopes.Read, "Lists what the account's owner offers at the provider.", problems: [StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status503ServiceUnavailable]);
    }

    private static async Task<Ok<IEnumerable<ConnectionShape>>> ListAsync(Booking.Connections.Connections connections, CancellationToken cancel) =>
        TypedResults.Ok((await connections.ListAsync(cancel)).Select(ToShape));

    private static Ok<IEnumerable<ProviderShape>> ListProviders(Booking.Connections.Connections connections) =>
        TypedResults.Ok(connections.Providers.Select(each => new ProviderShape(
            each.Provider, each.Card.Title, each.Card.KeyName, each.Card.KeyHelp, each.Card.BaseAddress.ToString(), [.. each.Card.OtherAddresses.Select(address => address.ToString())], each.Card.OffersSignIn, each.Card.Marks)));

    private static async Task<Results<Created<ConnectionShape>, ValidationProblem, ProblemHttpResult>> ConnectAsync(NewConnection wish, AccountDesk desk, CancellationToken cancel)
    {
        var wrong = new Wrong();
        if (string.IsNullOrWhiteSpace(wish.Provider))
            wrong.Add("provider", "provider is needed; GET /api/connections/providers lists them.");
        if (wrong.Any)
            return wrong.ToProblem();
        switch (await desk.ConnectAsync(wish.Provider!, wish.Key ?? "", wish.BaseAddress ?? "", cancel))
        {
            case AccountResult.Done(var made):
                return TypedResults.Created($"/api/connections/{made.Id}", ToShape(made));
            case AccountResult.Wrong(var field, var reason):
                wrong.Add(field, reason);
                return wrong.ToProblem();
            case var other:
                return ToProblem(other);
        }
    }

    /// <summary>For owners who sign in (OAuth) on a page of the API client's own: where their browser goes.</summary>
    private static Results<Ok<SignInBegun>, ValidationProblem> BeginSignIn(NewSignIn wish, SignIns signIns)
    {
        var (address, mistake) = signIns.BeginForApi(wish.Provider ?? "", wish.BaseAddress ?? "", wish.Callback ?? "");
        if (mistake is null)
            return TypedResults.Ok(new SignInBegun(address!.AbsoluteUri));
        var wrong = new Wrong();
        wrong.Add(mistake.Field, mistake.Reason);
        return wrong.ToProblem();
    }

    /// <summary>With what the browser brought back to that page.</summary>
    private static async Task<Results<Created<ConnectionShape>, ProblemHttpResult>> FinishSignInAsync(FinishedSignIn back, SignIns signIns, IHostApplicationLifetime life) =>
        await signIns.FinishForApiAsync(back.State, back.Code, back.Error, back.ErrorDescription, life.ApplicationStopping) is var result && result is AccountResult.Done(var made)
            ? TypedResults.Created($"/api/connections/{made.Id}", ToShape(made))
            : ToProblem(result);

    private static async Task<Results<Ok<ConnectionShape>, ProblemHttpResult>> TestAsync(Guid id, AccountDesk desk, CancellationToken cancel) =>
        await desk.TestAsync(id, cancel) is var result && result is AccountResult.Done(var row) ? TypedResults.Ok(ToShape(row)) : ToProblem(result);

    private static async Task<Results<Ok<ConnectionShape>, ValidationProblem, ProblemHttpResult>> RotateAsync(Guid id, NewKey wish, AccountDesk desk, CancellationToken cancel)
    {
        switch (await desk.RotateAsync(id, wish.Key ?? "", cancel))
        {
            case AccountResult.Done(var row):
                return TypedResults.Ok(ToShape(row));
            case AccountResult.Wrong(var field, var reason):
                var wrong = new Wrong();
                wrong.Add(field, reason);
                return wrong.ToProblem();
            case var other:
                return ToProblem(other);
        }
    }

    private static async Task<Results<Ok<Disconnected>, ProblemHttpResult>> DisconnectAsync(Guid id, AccountDesk desk, CancellationToken cancel)
    {
        var events = await desk.FindEventNamesAsync(id, cancel);
        return await desk.DisconnectAsync(id) is var result && result is AccountResult.Done(var row) ? TypedResults.Ok(new Disconnected(ToShape(row), events)) : ToProblem(result);
    }

    private static async Task<Results<Ok<IEnumerable<ProviderEventShape>>, ProblemHttpResult>> FindEventsAsync(Guid id, Booking.Connections.Connections connections, AccountEvents accounts, CancellationToken cancel)
    {
        if (await connections.FindAsync(id, cancel) is null)
            return ToProblem(new AccountResult.Missing());
        return await accounts.FindAsync(id, cancel) switch
        {
            ProviderEventsAnswer.Found(var events) => TypedResults.Ok(events.Select(ToShape)),
            ProviderEventsAnswer.Refused(var reason) => ToProblem(new AccountResult.Refused(reason)),
            ProviderEventsAnswer.Unavailable(var reason) => ToProblem(new AccountResult.Unreachable(reason)),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static ProblemHttpResult ToProblem(AccountResult result) => result switch
    {
        AccountResult.Missing => TypedResults.Problem("There is no such connection; GET /api/connections lists them.", statusCode: StatusCodes.Status404NotFound),
        AccountResult.Refused(var reason) => TypedResults.Problem(reason, title: "The provider refuses the credential", statusCode: StatusCodes.Status409Conflict),
        AccountResult.Unreachable(var reason) => TypedResults.Problem(reason, title: "The provider cannot be reached", statusCode: StatusCodes.Status503ServiceUnavailable),
        AccountResult.Wrong(_, var reason) => TypedResults.Problem(reason, statusCode: StatusCodes.Status400BadRequest),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static ConnectionShape ToShape(Connection row) => new(
        row.Id,
        row.Provider,
        row.BaseAddress,
        row.SignIn == SignInKind.Key ? "key" : "sign-in",
        row.AccountName,
        row.AccountEmail,
        row.AccountZone,
        row.State.ToString().ToLowerInvariant(),
        row.Trouble,
        row.Subscription.Length > 0,
        row.SubscriptionTrouble,
        InstantPattern.ExtendedIso.Format(row.ConnectedAt),
        InstantPattern.ExtendedIso.Format(row.CheckedAt));

    private static ProviderEventShape ToShape(ProviderEvent each) => new(
        each.Id,
        each.Name,
        each.Minutes,
        each.MinutesToChoose,
        each.Locations,
        [.. each.Questions.Select(QuestionShape.Of)],
        each.NeedsEmail,
        each.NeedsPhone,
        each.AwaitsConfirmation,
        each.Obstacles);

    internal sealed record NewConnection(string? Provider, string? Key, string? BaseAddress);

    internal sealed record NewSignIn(string? Provider, string? BaseAddress, string? Callback);

    internal sealed record SignInBegun(string Address);

    internal sealed record FinishedSignIn(string? State, string? Code, string? Error, string? ErrorDescription);

    internal sealed record NewKey(string? Key);

    internal sealed record ConnectionShape(
        Guid Id, string Provider, string BaseAddress, string SignIn, string AccountName, string AccountEmail, string AccountZone, string State, string Trouble, bool ToldOfChanges, string NotToldBecause, string ConnectedAt, string CheckedAt);

    internal sealed record Disconnected(ConnectionShape Connection, IReadOnlyList<string> EventsWithoutCalendar);

    internal sealed record ProviderShape(string Provider, string Title, string KeyName, string KeyHelp, string BaseAddress, string[] OtherAddresses, bool OffersSignIn, string Marks);

    internal sealed record ProviderEventShape(
        string Id,
        string Name,
        int Minutes,
        IReadOnlyList<int> MinutesToChoose,
        IReadOnlyList<ProviderLocation> Locations,
        QuestionShape[] Questions,
        bool NeedsEmail,
        bool NeedsPhone,
        bool AwaitsConfirmation,
        IReadOnlyList<string> Obstacles);
}

/// <summary>A provider's question. Only <paramref name="Id"/> and <paramref name="Ask"/> are read when an event is made; the provider says the rest.</summary>
internal sealed record QuestionShape(string? Id, string? Label, string? Kind, IReadOnlyList<string>? Options, bool? Required, string? Ask)
{
    public static QuestionShape Of(EventQuestion question) => new(question.Id, question.Label, Word(question.Kind), question.Options, question.Required, question.Ask);

    private static string Word(QuestionKind kind) => kind switch
    {
        QuestionKind.Text => "text",
        QuestionKind.Number => "number",
        QuestionKind.Phone => "phone",
        QuestionKind.YesNo => "yes-no",
        QuestionKind.OneOf => "one-of",
        QuestionKind.SomeOf => "some-of",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
