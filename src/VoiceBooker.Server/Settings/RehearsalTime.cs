using System.Globalization;
using VoiceBooker.Booking.Storage;

namespace VoiceBooker.Server.Settings;

/// <summary>The business's clock on a server that rehearses: it can be set, and runs on from there. Only what time it is changes; timers and timestamps stay real, so that waiting takes as long as ever. Survives a restart by a file in the data folder.</summary>
internal sealed class RehearsalTime : TimeProvider
{
    private readonly TimeProvider _real;
    private readonly string _file;
    private long _aheadTicks;

    /// <param name="real">The clock it runs by.</param>
    /// <param name="file">Where it is noted how far ahead the clock is.</param>
    public RehearsalTime(TimeProvider real, string file)
    {
        (_real, _file) = (real, file);
        if (File.Exists(file) && long.TryParse(File.ReadAllText(file), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var ticks))
            _aheadTicks = ticks;
    }

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override long TimestampFrequency => _real.TimestampFrequency;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => _real.GetUtcNow() + TimeSpan.FromTicks(Volatile.Read(ref _aheadTicks));

    /// <inheritdoc/>
    public override long GetTimestamp() => _real.GetTimestamp();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => _real.CreateTimer(callback, state, dueTime, period);

    /// <summary>The clock shows <paramref name="now"/>; null: real time again.</summary>
    public void Set(DateTimeOffset? now)
    {
        var ahead = now is { } wanted ? wanted - _real.GetUtcNow() : TimeSpan.Zero;
        Volatile.Write(ref _aheadTicks, ahead.Ticks);
        PrivateFiles.MakeFolder(Path.GetDirectoryName(_file)!);
        File.WriteAllText(_file, ahead.Ticks.ToString(CultureInfo.InvariantCulture));
    }
}

/// <summary>The clock of the whole server.</summary>
internal static class ServerClock
{
    /// <summary>The real time; or, where <c>Calls:AllowRehearsalClock</c> is true, a clock that can be set. Comes before all features: each takes the clock that is there.</summary>
    public static WebApplicationBuilder AddClock(this WebApplicationBuilder builder)
    {
        var storage = builder.Configuration.GetSection(StorageOptions.Section).Get<StorageOptions>() ?? new StorageOptions();
        builder.Services.AddSingleton(builder.Configuration.GetValue<bool>("Calls:AllowRehearsalClock")
            ? new RehearsalTime(TimeProvider.System, Path.Combine(Path.GetFullPath(storage.Folder), "rehearsal-clock"))
            : TimeProvider.System);
        return builder;
    }
}
