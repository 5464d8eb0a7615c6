namespace VoiceBooker.Voice.Listening;

/// <summary>
/// The caller's last audio, kept until a transcriber has answered for it, so that a new connection can be given what the old one took with it. Positions count samples (bytes of mu-law) from the
/// first one kept. One task keeps and replays; another may trim. Memory grows with what is kept, up to the bound; beyond it the oldest audio is lost.
/// </summary>
/// <param name="longest">The bound: never more than so much is kept.</param>
public sealed class SampleReplay(TimeSpan longest)
{
    private const int SamplesPerSecond = 8000;
    private const int Smallest = 2 * SamplesPerSecond;

    private readonly int _bound = Math.Max(1, (int)(longest.TotalSeconds * SamplesPerSecond));
    private byte[] _ring = [];
    private long _begin;
    private long _answered;

    /// <summary>Position of the oldest sample that can be replayed; equal to <see cref="End"/> when there is none.</summary>
    public long Begin => Math.Min(End, Math.Max(_begin, Interlocked.Read(ref _answered)));

    /// <summary>Position behind the newest sample.</summary>
    public long End { get; private set; }

    /// <summary>How many samples were dropped before anybody answered for them, because the bound was reached.</summary>
    public long Lost { get; private set; }

    /// <summary>Where a sample lies, as a position: 8000 for each second.</summary>
    public static long PositionOf(TimeSpan at) => at.Ticks / (TimeSpan.TicksPerSecond / SamplesPerSecond);

    /// <summary>Keeps the next samples.</summary>
    /// <param name="muLaw">Of any length; copied.</param>
    public void Keep(ReadOnlySpan<byte> muLaw)
    {
        if (muLaw.IsEmpty)
            return;
        if (muLaw.Length > _bound)
        {
            Skip(muLaw.Length - _bound);
            muLaw = muLaw[^_bound..];
        }

        _begin = Begin;
        Reserve(muLaw.Length);
        var at = (int)(End % _ring.Length);
        var first = Math.Min(muLaw.Length, _ring.Length - at);
        muLaw[..first].CopyTo(_ring.AsSpan(at));
        muLaw[first..].CopyTo(_ring);
        End += muLaw.Length;
    }

    /// <summary>Everything before <paramref name="position"/> has been answered for and need not be kept. May be called by another task than the one that keeps; going back has no effect.</summary>
    public void TrimTo(long position)
    {
        var known = Interlocked.Read(ref _answered);
        while (position > known)
        {
            var before = Interlocked.CompareExchange(ref _answered, position, known);
            if (before == known)
                return;
            known = before;
        }
    }

    /// <summary>Copies what is kept from <paramref name="position"/> on; call again with the position behind it for more.</summary>
    /// <param name="position">Between <see cref="Begin"/> and <see cref="End"/>.</param>
    /// <param name="into">As much as fits is copied.</param>
    /// <returns>How many samples were copied; 0 at the end.</returns>
    public int ReplayFrom(long position, Span<byte> into)
    {
        // What was trimmed lies there still until it is written over by the next samples kept.
        if (position < _begin || position > End)
            throw new ArgumentOutOfRangeException(nameof(position), position, $"Kept is {_begin} to {End}.");
        var count = (int)Math.Min(into.Length, End - position);
        if (count == 0)
            return 0;
        var at = (int)(position % _ring.Length);
        var first = Math.Min(count, _ring.Length - at);
        _ring.AsSpan(at, first).CopyTo(into);
        _ring.AsSpan(0, count - first).CopyTo(into[first..]);
        return count;
    }

    private void Skip(int count)
    {
        Lost += End - Begin + count;
        End += count;
        _begin = End;
    }

    private void Reserve(int count)
    {
        var needed = (int)(End - _begin) + count;
        if (needed > _bound)
        {
            Lost += needed - _bound;
            _begin += needed - _bound;
            needed = _bound;
        }

        if (needed <= _ring.Length)
            return;
        var larger = new byte[Math.Min(_bound, Math.Max(Smallest, Math.Max(needed, 2 * _ring.Length)))];
        for (var position = _begin; position < End; position++)
            larger[position % larger.Length] = _ring[position % _ring.Length];
        _ring = larger;
    }
}
