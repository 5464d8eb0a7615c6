namespace VoiceBooker.Booking.Dialling;

/// <summary>This process, as attempts name the one that dials them; made at its start.</summary>
internal sealed class DialNode
{
    /// <summary>The machine, and something that no other process of it has.</summary>
    public string Name { get; } = $"{Environment.MachineName}/{Guid.NewGuid():N}";
}
