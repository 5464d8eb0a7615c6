using VoiceBooker.Booking.Connections;
using VoiceBooker.Booking.Tasks;

namespace VoiceBooker.Server.Console;

/// <summary>What waits for a person, as the navigation and the overview show it; looked at whenever a page opens and after each act on it.</summary>
internal sealed class OpenMatters(Booking.Connections.Connections connections, OperatorTasks tasks)
{
    /// <summary>It was looked at anew.</summary>
    public event EventHandler? Changed;

    /// <summary>Tasks that are open.</summary>
    public int Tasks { get; private set; }

    /// <summary>Accounts whose credential is refused.</summary>
    public IReadOnlyList<Connection> Dead { get; private set; } = [];

    /// <summary>Looks anew.</summary>
    public async Task LookAsync()
    {
        Tasks = await tasks.CountOpenAsync(CancellationToken.None);
        Dead = [.. (await connections.ListAsync(CancellationToken.None)).Where(each => each.State == ConnectionState.Dead)];
        Changed?.Invoke(this, EventArgs.Empty);
    }
}
