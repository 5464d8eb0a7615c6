namespace VoiceBooker.Voice.Listening;

/// <summary>How loud the bot is at each moment, for telling its echo from the caller. Written by the playout, read by the detector's loop; each slot is one word of memory.</summary>
internal sealed class PlayedLevels
{
    private const int Slots = 128;
    private const int Shift = 16;
    private static readonly TimeSpan _slot = TimeSpan.FromMilliseconds(20);
    private readonly long[] _slots = new long[Slots];

    /// <summary>The frame that plays at <paramref name="at"/> has <paramref name="level"/> dBFS.</summary>
    public void Set(TimeSpan at, double level)
    {
        var slot = at.Ticks / _slot.Ticks;
        Volatile.Write(ref _slots[slot % Slots], (slot << Shift) | (uint)(ushort)((int)(level * 10) + 2000));
    }

    /// <summary>What was to be played after <paramref name="at"/> is not.</summary>
    public void Cut(TimeSpan at)
    {
        var slot = at.Ticks / _slot.Ticks;
        for (var i = 0; i < Slots; i++)
            if (Volatile.Read(ref _slots[i]) >> Shift > slot)
                Volatile.Write(ref _slots[i], 0);
    }

    /// <summary>The loudest frame played between the two moments; negative infinity for none. The window may span at most 2 s.</summary>
    public double Loudest(TimeSpan from, TimeSpan to)
    {
        var loudest = double.NegativeInfinity;
        for (var slot = Math.Max(1, from.Ticks / _slot.Ticks); slot <= to.Ticks / _slot.Ticks; slot++)
        {
            var held = Volatile.Read(ref _slots[slot % Slots]);
            if (held >> Shift == slot)
                loudest = Math.Max(loudest, ((held & 0xFFFF) - 2000) / 10.0);
        }

        return loudest;
    }
}
