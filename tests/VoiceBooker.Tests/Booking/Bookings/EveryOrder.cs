namespace VoiceBooker.Tests.Booking.Bookings;

/// <summary>Walks through all combinations of the choices a run asks for, depth first, by playing the run again with another last choice.</summary>
internal sealed class EveryOrder
{
    private readonly List<(int Taken, int Of)> _path = [];
    private int _at;

    public int Runs { get; private set; }

    /// <summary>One of <paramref name="of"/> possibilities, from 0.</summary>
    public int Choose(int of)
    {
        if (of == 1)
            return 0;
        if (_at == _path.Count)
            _path.Add((0, of));
        if (_path[_at].Of != of)
            throw new InvalidOperationException("The run is not the same when it is played again.");
        return _path[_at++].Taken;
    }

    /// <summary>The choices of this run, to play it again by hand.</summary>
    public override string ToString() => string.Join(' ', _path.Take(_at).Select(choice => $"{choice.Taken}/{choice.Of}"));

    /// <summary>Plays <paramref name="run"/> once for every combination.</summary>
    public void Explore(Action run)
    {
        do
        {
            _at = 0;
            Runs++;
            run();
        }
        while (Advance());
    }

    private bool Advance()
    {
        _path.RemoveRange(_at, _path.Count - _at);
        while (_path.Count > 0)
        {
            var (taken, of) = _path[^1];
            _path.RemoveAt(_path.Count - 1);
            if (taken + 1 == of)
                continue;
            _path.Add((taken + 1, of));
            return true;
        }

        return false;
    }
}
