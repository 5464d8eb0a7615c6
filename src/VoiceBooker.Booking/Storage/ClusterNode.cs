using NodaTime;

namespace VoiceBooker.Booking.Storage;

/// <summary>A server that works on this database; a row of <c>nodes</c>.</summary>
public sealed class ClusterNode
{
    /// <summary>Its name, new with every start.</summary>
    public string Name { get; set; } = "";

    /// <summary>When it started, by its own clock.</summary>
    public Instant StartedAt { get; set; }

    /// <summary>When it last said that it is there, by its own clock. Others see that it changes, and do not compare it with theirs.</summary>
    public Instant SeenAt { get; set; }

    /// <summary>How many calls it takes at once; 0 before it takes any, and when it is stopping.</summary>
    public int Lines { get; set; }

    /// <summary>How many of its lines calls of ours may use: all but those kept for people who call in.</summary>
    public int OutboundLines { get; set; }
}

/// <summary>This server among those that share the database.</summary>
public sealed class ThisNode
{
    /// <summary>The machine's name and four bytes by chance, "host-1f3a90c2": new with every start, so that nobody takes the calls of a former process for running.</summary>
    public string Name { get; } = $"{Environment.MachineName.ToLowerInvariant()}-{Guid.NewGuid().ToString("N")[..8]}";
}
