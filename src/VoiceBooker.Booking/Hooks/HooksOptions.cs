using System.ComponentModel.DataAnnotations;

namespace VoiceBooker.Booking.Hooks;

/// <summary>How the owner's systems are told; section <c>Hooks</c>.</summary>
public sealed class HooksOptions
{
    /// <summary>The section of the settings.</summary>
    public const string Section = "Hooks";

    /// <summary>Allows addresses of one's own network and of this machine (and <c>http://</c> on loopback addresses). Off, a webhook's address cannot be used to reach what only this server can reach.</summary>
    public bool AllowPrivateAddresses { get; set; }

    /// <summary>How long one delivery may take.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Deliveries at once from one node.</summary>
    [Range(1, 100)]
    public int AtOnce { get; set; } = 8;

    /// <summary>How often deliveries that are due are looked for.</summary>
    [Range(typeof(TimeSpan), "00:00:00.2", "00:01:00")]
    public TimeSpan LookEvery { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long deliveries that are over are kept, for looking at and replaying.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")]
    public TimeSpan KeepFor { get; set; } = TimeSpan.FromDays(30);
}
