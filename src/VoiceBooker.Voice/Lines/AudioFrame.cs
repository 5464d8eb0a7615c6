namespace VoiceBooker.Voice.Lines;

/// <summary>A piece of telephone audio: headerless G.711 mu-law, 8000 Hz, mono, one byte a sample.</summary>
/// <param name="MuLaw">The bytes, usually 160 (20 ms); any length is allowed. The memory is never written again once handed over.</param>
/// <param name="At">Where the first sample lies on the call's sample clock.</param>
public readonly record struct AudioFrame(ReadOnlyMemory<byte> MuLaw, TimeSpan At)
{
    /// <summary>Bytes in a 20 ms frame.</summary>
    public const int Size = 160;

    /// <summary>The byte that is silence in mu-law.</summary>
    public const byte Silence = 0xFF;

    /// <summary>How long a frame of <see cref="Size"/> bytes lasts.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromMilliseconds(20);

    /// <summary>How long this piece lasts: 8 bytes are a millisecond.</summary>
    public TimeSpan Duration => TimeSpan.FromTicks(MuLaw.Length * (TimeSpan.TicksPerMillisecond / 8));
}
