namespace VoiceBooker.CallLab.Carrier;

/// <summary>
/// The carrier's playout queue of one stream, faithful to its documented behaviour: audio and marks in one row; a mark comes back when the audio before it was played,
/// at once when nothing is before it, and at once when <c>clear</c> threw that audio away.
/// </summary>
internal sealed class PlayoutBuffer
{
    /// <summary>Most audio that is queued: ten minutes.</summary>
    public const int Limit = 10 * 60 * 8000;

    private readonly Lock _gate = new();
    private readonly LinkedList<Item> _queue = new();
    private int _taken;

    /// <summary>Bytes of audio queued.</summary>
    public int Queued { get; private set; }

    /// <summary>Bytes played so far.</summary>
    public long Played { get; private set; }

    /// <summary>Times the queue ran dry in the middle of audio that no mark had ended.</summary>
    public int Underruns { get; private set; }

    private bool _lastWasAudio;
    private bool _dry = true;

    /// <summary>Queues audio; false when ten minutes are exceeded and it was dropped.</summary>
    public bool AddAudio(byte[] muLaw)
    {
        lock (_gate)
        {
            if (Queued + muLaw.Length > Limit)
                return false;

            if (_dry && _lastWasAudio)
                Underruns++;
            _dry = false;
            Queued += muLaw.Length;
            _queue.AddLast(new Item(muLaw, Mark: null));
            return true;
        }
    }

    /// <summary>Queues a mark; returns it when nothing is before it, so that it goes back at once.</summary>
    public string? AddMark(string name)
    {
        lock (_gate)
        {
            if (_queue.Count == 0)
            {
                _lastWasAudio = false;
                return name;
            }

            _queue.AddLast(new Item(Audio: null, name));
            return null;
        }
    }

    /// <summary>Drops all audio; returns the marks that were queued, in order.</summary>
    public IReadOnlyList<string> Clear()
    {
        lock (_gate)
        {
            var marks = _queue.Where(each => each.Mark is not null).Select(each => each.Mark!).ToList();
            _queue.Clear();
            _taken = 0;
            Queued = 0;
            _lastWasAudio = false;
            _dry = true;
            return marks;
        }
    }

    /// <summary>Plays up to <paramref name="frame"/>'s length, the rest is silence; adds the marks that were reached. Returns how many bytes were audio.</summary>
    public int Play(Span<byte> frame, ICollection<string> reached)
    {
        lock (_gate)
        {
            var played = 0;
            while (_queue.First is { } head)
            {
                if (head.Value.Mark is { } mark)
                {
                    if (played < frame.Length && played > 0)
                        break; // a mark comes back at a frame's end
                    reached.Add(mark);
                    _lastWasAudio = false;
                    _queue.RemoveFirst();
                    continue;
                }

                if (played == frame.Length)
                    break;

                var audio = head.Value.Audio!;
                var count = Math.Min(frame.Length - played, audio.Length - _taken);
                audio.AsSpan(_taken, count).CopyTo(frame[played..]);
                played += count;
                _taken += count;
                _lastWasAudio = true;
                if (_taken == audio.Length)
                {
                    _queue.RemoveFirst();
                    _taken = 0;
                }
            }

            frame[played..].Fill(0xFF);
            while (_queue.First?.Value.Mark is { } atHead)
            {
                reached.Add(atHead);
                _lastWasAudio = false;
                _queue.RemoveFirst();
            }

            Queued -= played;
            Played += played;
            _dry = _queue.Count == 0;
            return played;
        }
    }

    private sealed record Item(byte[]? Audio, string? Mark);
}
