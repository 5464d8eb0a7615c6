using VoiceBooker.CallLab.Audio;

namespace VoiceBooker.CallLab.StandIns.Speech;

/// <summary>
/// Listens to one stream of telephone audio and gives back what simulated callers were given to say, timed by the audio: a voice is noticed with its first loud frame, words come as their frames come, a segment ends
/// after a pause. Sound that no simulated caller made is no voice. Pure: the same audio gives the same news, however it is cut; whoever sends the news adds the latency of the service it stands in for.
/// </summary>
/// <param name="book">What was said lately.</param>
internal sealed class PracticeEar(SaidBook book)
{
    private const int Size = SaidBook.FrameSize;
    private const int LostAfter = 3;
    private const double AsGoodAsAll = 0.85;
    private const long Never = -3600L * 8000;

    private readonly byte[] _window = new byte[2 * Size];
    private readonly List<(SpokenWords Words, int First, int Reached)> _segment = [];
    private int _filled;
    private int _strangers = LostAfter;
    private long _frameAt;
    private long _from;
    private long _lastLoud;
    private string _told = "";
    private long _toldAt = Never;

    /// <summary>Silence after the last loud frame that ends a segment.</summary>
    public TimeSpan Pause { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Partial texts come no more often than this.</summary>
    public TimeSpan PartialEvery { get; set; } = TimeSpan.FromMilliseconds(300);

    /// <summary>How much audio was heard.</summary>
    public TimeSpan Heard => At(_frameAt + _filled);

    /// <summary>True within a segment.</summary>
    public bool Speaking => _segment.Count > 0;

    /// <summary>Hears more of the stream.</summary>
    /// <param name="muLaw">8 kHz mu-law, of any length.</param>
    /// <param name="news">What is noticed is added here, in order.</param>
    public void Hear(ReadOnlySpan<byte> muLaw, List<EarNews> news)
    {
        while (muLaw.Length > 0)
        {
            var count = Math.Min(muLaw.Length, (_strangers >= LostAfter ? 2 * Size : Size) - _filled);
            if (count > 0)
            {
                muLaw[..count].CopyTo(_window.AsSpan(_filled));
                _filled += count;
                muLaw = muLaw[count..];
            }

            while (_filled >= (_strangers >= LostAfter ? 2 * Size : Size))
                Advance(news);
        }
    }

    /// <summary>How long nothing loud has come within a segment; zero outside one.</summary>
    public TimeSpan QuietFor => Speaking ? At(_frameAt - _lastLoud) : TimeSpan.Zero;

    /// <summary>The segment as it would be if it ended now; empty when there is none.</summary>
    public string SoFar => Text(isWhole: true);

    /// <summary>Ends the segment now, pause or not; null when there is none.</summary>
    public EarNews.Final? Commit()
    {
        if (_segment.Count == 0)
            return null;
        var final = new EarNews.Final(Text(isWhole: true), At(_from), At(_lastLoud));
        _segment.Clear();
        (_told, _toldAt) = ("", Never);
        return final;
    }

    private void Advance(List<EarNews> news)
    {
        if (_strangers >= LostAfter && MuLaw.IsLoud(_window.AsSpan(0, Size)) && book.Find(_window.AsSpan(0, Size)) is null)
            Align();
        var frame = _window.AsSpan(0, Size);
        if (MuLaw.IsLoud(frame))
        {
            if (book.Find(frame) is { } said)
            {
                _strangers = 0;
                Take(said, news);
            }
            else
            {
                _strangers++;
            }
        }

        Drop(Size);
        if (_segment.Count > 0 && At(_frameAt - _lastLoud) >= Pause && Commit() is { } final)
            news.Add(final);
    }

    /// <summary>The stream may have been cut within a frame: finds where frames begin now.</summary>
    private void Align()
    {
        for (var shift = 1; shift < Size; shift++)
        {
            if (book.Find(_window.AsSpan(shift, Size)) is null)
                continue;
            Drop(shift);
            return;
        }
    }

    private void Drop(int count)
    {
        _frameAt += count;
        _filled -= count;
        _window.AsSpan(count, _filled).CopyTo(_window);
    }

    private void Take(SaidFrame said, List<EarNews> news)
    {
        if (_segment.Count == 0)
        {
            _from = _frameAt;
            news.Add(new EarNews.VoiceStarted(At(_from)));
        }

        _lastLoud = _frameAt + Size;
        var known = _segment.FindIndex(each => each.Words.Text == said.Words.Text);
        if (known >= 0)
            _segment[known] = _segment[known] with { Reached = Math.Max(said.Loud, _segment[known].Reached) };
        else
            _segment.Add((said.Words, said.Loud, said.Loud));

        var text = Text(isWhole: false);
        if (text.Length <= _told.Length || At(_lastLoud - _toldAt) < PartialEvery)
            return;
        (_told, _toldAt) = (text, _lastLoud);
        news.Add(new EarNews.Partial(text, At(_from), At(_lastLoud)));
    }

    private string Text(bool isWhole)
    {
        var told = new List<string>();
        foreach (var (words, first, reached) in _segment)
        {
            var share = (double)reached / words.LoudFrames;
            var all = words.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var count = isWhole && share >= AsGoodAsAll ? all.Length : (int)(share * all.Length);
            var before = (int)((first - 1.0) / words.LoudFrames * all.Length); // said before this ear began to listen, or in an earlier segment
            told.AddRange(all.Take(count).Skip(before));
        }

        return string.Join(' ', told);
    }

    private static TimeSpan At(long bytes) => TimeSpan.FromTicks(bytes * (TimeSpan.TicksPerMillisecond / 8));
}
