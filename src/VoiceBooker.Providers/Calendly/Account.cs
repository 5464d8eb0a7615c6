using VoiceBooker.Booking.Connections;

namespace VoiceBooker.Providers.Calendly;

/// <summary>Whether an account can be used now; closed.</summary>
internal abstract record AccountOpening
{
    private AccountOpening() { }

    /// <summary>It can.</summary>
    public sealed record Open(Account Account) : AccountOpening;

    /// <summary>The owner must connect it again.</summary>
    public sealed record Dead(string Reason) : AccountOpening;

    /// <summary>Not now: its credential has ended and cannot be renewed at the moment.</summary>
    public sealed record NotNow(string Reason) : AccountOpening;
}

/// <summary>The account of a booking event for the length of one job. A credential that is refused is renewed and the request sent once more: what was answered 401 surely was not carried out.</summary>
internal sealed class Account
{
    private readonly CalendlyHttp _http;
    private readonly Connections _connections;
    private Access _access;

    private Account(CalendlyHttp http, Connections connections, Access access) => (_http, _connections, _access) = (http, connections, access);

    /// <summary>The connection.</summary>
    public Connection Connection => _access.Connection;

    /// <summary>Opens the account of a connection.</summary>
    public static async Task<AccountOpening> OpenAsync(CalendlyHttp http, Connections connections, Guid? id, CancellationToken cancel)
    {
        if (id is not { } connection)
            return new AccountOpening.Dead("The event has no account; choose one in its settings.");
        if (await connections.OpenAsync(connection, cancel) is { } access)
            return new AccountOpening.Open(new Account(http, connections, access));
        return await WhyNotAsync(connections, connection, cancel);
    }

    /// <summary>Sends a request.</summary>
    public async Task<CalendlyReply> SendAsync(CalendlyCall call, CancellationToken cancel)
    {
        var used = _access;
        var reply = await _http.SendAsync(used, call, cancel);
        if (reply is CalendlyReply.Refused { Why: Refusal.BadCredential refused })
        {
            if (await _connections.RefusedAsync(used, refused.Words, cancel) is not { } renewed)
            {
                return await WhyNotAsync(_connections, used.Connection.Id, cancel) is AccountOpening.NotNow(var reason)
                    ? new CalendlyReply.Unreachable(reason, MaybeDone: false)
                    : new CalendlyReply.SignedOut(refused.Words);
            }

            _access = renewed;
            reply = await _http.SendAsync(renewed, call, cancel);
        }

        if (reply is not CalendlyReply.Refused { Why: Refusal.BadCredential or Refusal.LacksScopes } signedOut)
            return reply;

        // A fresh credential is refused as well, or it never had the rights: only the owner can help.
        await _connections.KillAsync(_access.Connection, signedOut.Why.Words, cancel);
        return new CalendlyReply.SignedOut(signedOut.Why.Words);
    }

    private static async Task<AccountOpening> WhyNotAsync(Connections connections, Guid id, CancellationToken cancel) =>
        await connections.FindAsync(id, cancel) switch
        {
            null => new AccountOpening.Dead("The event's account is not connected any more."),
            { State: ConnectionState.Works } => new AccountOpening.NotNow("the account's credential has ended and cannot be renewed now"),
            { Trouble.Length: > 0 } row => new AccountOpening.Dead(row.Trouble),
            _ => new AccountOpening.Dead("The account was disconnected."),
        };
}
