namespace VoiceBooker.Booking.Connections;

/// <summary>The events of connected accounts, asked live; a refused credential is renewed once or marked dead.</summary>
public sealed class AccountEvents(Connections connections)
{
    /// <summary>All events of a connection's account.</summary>
    public async Task<ProviderEventsAnswer> FindAsync(Guid connection, CancellationToken cancel)
    {
        if (await connections.FindAsync(connection, cancel) is not { } row || connections.Provider(row.Provider) is not { } provider)
            return new ProviderEventsAnswer.Refused("There is no such connection.");
        if (row.State == ConnectionState.Disconnected)
            return new ProviderEventsAnswer.Refused("This account was disconnected. Connect it again.");
        if (await connections.OpenAsync(connection, cancel) is not { } access)
            return await WhyNotAsync(row, cancel);

        var answer = await provider.FindEventsAsync(access, cancel);
        if (answer is not ProviderEventsAnswer.Refused(var reason))
            return answer;
        return await connections.RefusedAsync(access, reason, cancel) is { } renewed ? await provider.FindEventsAsync(renewed, cancel) : answer;
    }

    private async Task<ProviderEventsAnswer> WhyNotAsync(Connection row, CancellationToken cancel) =>
        await connections.FindAsync(row.Id, cancel) is { State: ConnectionState.Dead, Trouble: var trouble }
            ? new ProviderEventsAnswer.Refused($"The credential is refused: {trouble}")
            : new ProviderEventsAnswer.Unavailable("The credential could not be renewed now. Try again in a moment.");
}
