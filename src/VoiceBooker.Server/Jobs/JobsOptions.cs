using System.ComponentModel.DataAnnotations;

namespace VoiceBooker.Server.Jobs;

/// <summary>How servers that share a database share the background work; section <c>Jobs</c>. Alone, none of it matters.</summary>
internal sealed class JobsOptions
{
    /// <summary>How often a server says that it still does its share.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan CheckInEvery { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>When it has been silent for so long beyond that, another server takes over what it did. Longer than the longest pause a machine may make (a virtual machine that is moved, say): work that is taken from a living server is done by two.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan GoneAfter { get; init; } = TimeSpan.FromSeconds(7);
}
