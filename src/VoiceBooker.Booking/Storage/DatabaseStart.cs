using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using VoiceBooker.Booking.Journal;

namespace VoiceBooker.Booking.Storage;

/// <summary>Makes the database ready before anything else starts: file or server, migrations, demonstration data, this server's place on the list, and the mark on calls that a crash cut off.</summary>
internal sealed partial class DatabaseStart(
    IDbContextFactory<BookingDbContext> contexts,
    IOptions<StorageOptions> options,
    Nodes nodes,
    CallJournals journals,
    ILogger<DatabaseStart> log) : IHostedLifecycleService, IDisposable
{
    /// <summary>How long a server that is just ending may keep the next one waiting.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private FileStream? _ours;

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if (options.Value.IsShared)
            await PrepareServerAsync(cancellationToken);
        else
            await PrepareFileAsync(Path.GetFullPath(options.Value.Path), cancellationToken);

        await nodes.JoinAsync(alone: !options.Value.IsShared, cancellationToken);
        var cutOff = await journals.MarkCutOffAsync(cancellationToken);
        if (cutOff > 0)
            LogCutOff(cutOff);
    }

    public void Dispose() => _ours?.Dispose();

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The last one to go: all calls have ended and all is written.</summary>
    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        try
        {
            await nodes.LeaveAsync(cancellationToken);
        }
        catch (Exception broken) when (broken is DbException or InvalidOperationException or OperationCanceledException)
        {
            LogNotLeft(broken); // the others notice
        }
    }

    private async Task PrepareServerAsync(CancellationToken cancel)
    {
        Directory.CreateDirectory(options.Value.Folder);
        try
        {
            await using var db = await contexts.CreateDbContextAsync(cancel);
            await PostgresDatabase.MigrateAloneAsync(db, SeedAsync, cancel);
            LogServerReady(db.Database.GetDbConnection().DataSource, db.Database.GetDbConnection().Database);
        }
        catch (Exception broken) when (FindReason(broken) is { } reason)
        {
            throw new IOException($"The database of Storage:ConnectionString cannot be used: {reason}. See that the PostgreSQL server runs, that the database exists, and that its user may make tables in it.", broken);
        }
    }

    private static string? FindReason(Exception? broken) => broken switch
    {
        null => null,
        DbException reason => reason.Message.TrimEnd('.'),
        _ => FindReason(broken.InnerException),
    };

    private async Task PrepareFileAsync(string path, CancellationToken cancel)
    {
        SqliteFile.Make(path);
        _ours = await TakeAsync(path, cancel);
        await MigrateAsync(path, cancel);
        await SeedAsync(cancel);
        LogReady(path);
    }

    private async Task SeedAsync(CancellationToken cancel)
    {
        if (options.Value.SeedDemo && await DemoData.SeedAsync(contexts, options.Value, cancel))
            LogSeeded();
    }

    /// <summary>
    /// Makes the database this process's own until it ends, however it ends: another server on the same file would take our running calls for cut off.
    /// The file stays behind: who removed it could free it for two.
    /// </summary>
    private static async Task<FileStream> TakeAsync(string path, CancellationToken cancel)
    {
        var file = path + ".lock";
        var alone = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
            alone.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

        var since = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(file, alone);
            }
            catch (IOException) when (TimeProvider.System.GetElapsedTime(since) < Patience)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, cancel);
            }
            catch (IOException held)
            {
                throw new IOException($"The database '{path}' belongs to another running server, which holds '{file}' ({held.Message}). End that server first, give this one a file of its own by Storage:Path, or let both share a PostgreSQL database by Storage:ConnectionString.", held);
            }
        }
    }

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

    [LoggerMessage(LogLevel.Information, "Database '{Database}' ready at {Server}.")]
    private partial void LogServerReady(string server, string database);

    [LoggerMessage(LogLevel.Information, "The database was empty: a demonstration assistant, calendar and two events were added.")]
    private partial void LogSeeded();

    [LoggerMessage(LogLevel.Warning, "{Count} calls were cut off when their server ended; they are marked so.")]
    private partial void LogCutOff(int count);

    [LoggerMessage(LogLevel.Warning, "This server could not be taken off the list of those that share the database; the others notice in half a minute.")]
    private partial void LogNotLeft(Exception broken);
}
