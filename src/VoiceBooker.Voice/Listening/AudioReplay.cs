using VoiceBooker.Voice.Lines;

namespace VoiceBooker.Voice.Listening;

/// <summary>
/// The caller's latest audio, for a transcriber that must hear it again: kept by its position on the line's sample clock, bounded in time, the oldest let go first.
/// Keeps the frames themselves, which nobody writes again; nothing is copied. One flow owns it.
/// </summary>
/// <param name="limit">How much is kept at most.</param>
public sealed class AudioReplay(TimeSpan limit)
{
    private readonly Queue<AudioFrame> _kept = new();

    /// <summary>Where what is kept begins.</summary>
    public TimeSpan Start => _kept.TryPeek(out var first) ? first.At : End;

    /// <summary>Where the last frame seen ends; zero before the first.</summary>
    public TimeSpan End { get; private set; }

    /// <summary>Keeps the next frame, and lets go of what is older than the limit.</summary>
    public void Keep(AudioFrame frame)
    {
        _kept.Enqueue(frame);
        End = frame.At + frame.Duration;
        while (_kept.TryPeek(out var first) && End - first.At > limit)
            _kept.Dequeue();
    }

    /// <summary>What lies before <paramref name="position"/> will not be asked for any more.</summary>
    public void TrimTo(TimeSpan position)
    {
        while (_kept.TryPeek(out var first) && first.At + first.Duration <= position)
            _kept.Dequeue();
    }

    /// <summary>What is kept from <paramref name="position"/> on, the first frame cut there; from the beginning of what is kept when that is later.</summary>
    public IEnumerable<AudioFrame> From(TimeSpan position)
    {
        foreach (var frame in _kept)
        {
            if (frame.At + frame.Duration <= position)
                continue;
            var before = position <= frame.At ? 0 : (int)((position - frame.At).Ticks / (TimeSpan.TicksPerMillisecond / 8));
            yield return before == 0 ? frame : new AudioFrame(frame.MuLaw[before..], position);
        }
    }
}
