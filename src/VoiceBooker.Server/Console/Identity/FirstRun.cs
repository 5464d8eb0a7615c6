using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.EntityFrameworkCore;
using VoiceBooker.Booking.Storage;

namespace VoiceBooker.Server.Console.Identity;

/// <summary>Brings the accounts' database up to date before the server listens, and prints the set-up code while nobody has an account.</summary>
internal sealed class FirstRun(IServiceScopeFactory scopes, SetupDoor door, IServer server) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<ConsoleDbContext>();
        if (accounts.Database.IsNpgsql())
            await PostgresDatabase.MigrateAloneAsync(accounts, _ => Task.CompletedTask, cancellationToken);
        else
            await accounts.Database.MigrateAsync(cancellationToken);
    }

    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        if (await door.OpenAsync(cancellationToken) is not { } code)
            return;

        var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "http://localhost:5000";
        address = address.Replace("//[::]", "//localhost", StringComparison.Ordinal).Replace("//0.0.0.0", "//localhost", StringComparison.Ordinal)
            .Replace("//+", "//localhost", StringComparison.Ordinal).Replace("//*", "//localhost", StringComparison.Ordinal);

        // Straight to the terminal, never through the log: the code must not end in a log file.
        await System.Console.Out.WriteLineAsync(
            $"""

            ------------------------------------------------------------------
              Nobody has an account here yet. Make yours:

                open   {address.TrimEnd('/')}/setup
                code   {code}

              The code is good once, until this server restarts.
            ------------------------------------------------------------------

            """);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
