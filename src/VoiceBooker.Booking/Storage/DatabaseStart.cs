using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using VoiceBooker.Booking.Journal;

namespace VoiceBooker.Booking.Storage;

/// <summary>Makes the database ready before anything else starts: file, migrations, demonstration data, and the mark on calls that a crash cut off.</summary>
internal sealed partial class DatabaseStart(
    IDbContextFactory<BookingDbContext> contexts,
    IOptions<StorageOptions> options,
    CallJournals journals,
    ILogger<DatabaseStart> log) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        var path = Path.GetFullPath(options.Value.Path);
        SqliteFile.Make(path);
        await MigrateAsync(path, cancellationToken);

        if (options.Value.SeedDemo && await DemoData.SeedAsync(contexts, options.Value, cancellationToken))
            LogSeeded();

        var cutOff = await journals.MarkCutOffAsync(cancellationToken);
        if (cutOff > 0)
            LogCutOff(cutOff);
        LogReady(path);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task MigrateAsync(string path, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        if (!(await db.Database.GetPendingMigrationsAsync(cancel)).Any())
            return;

        // One process at a time. The migration runner's own lock is a row that outlives a killed process; the file lock does not, so under it a leftover row can go.
        await using var gate = await LockAsync(path + ".migrating", cancel);
        await db.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancel);
        await db.Database.MigrateAsync(cancel);
    }

    private static async Task<FileStream> LockAsync(string path, CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
            }
            catch (IOException) when (!cancel.IsCancellationRequested)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, cancel);
            }
        }
    }

    [LoggerMessage(LogLevel.Information, "Database ready at {Path}.")]
    private partial void LogReady(string path);

    [LoggerMessage(LogLevel.Information, "The database was empty: a demonstration assistant, calendar and two events were added.")]
    private partial void LogSeeded();

    [LoggerMessage(LogLevel.Warning, "{Count} calls were cut off when the server last ended; they are marked so.")]
    private partial void LogCutOff(int count);
}
