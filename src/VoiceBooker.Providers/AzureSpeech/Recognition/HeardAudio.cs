using VoiceBooker.Voice.Lines;
using VoiceBooker.Voice.Listening;

namespace VoiceBooker.Providers.AzureSpeech.Recognition;

/// <summary>The caller's audio, the latest of it kept to be sent (again). Positions are bytes since the call's first one; 8 are a millisecond.</summary>
/// <param name="kept">How much is kept.</param>
internal sealed class HeardAudio(TimeSpan kept)
{
    private const int LeadIn = 8000;
    private const double QuietestSound = -50;

    private readonly byte[] _ring = new byte[(int)kept.TotalMilliseconds * 8];
    private readonly SpeechDetector _detector = new(new SpeechDetectorOptions());
    private readonly byte[] _frame = new byte[AudioFrame.Size];
    private int _filled;

    /// <summary>How much has been heard.</summary>
    public long End { get; private set; }

    /// <summary>Where the last frame ended that sounded like speech.</summary>
    public long LastVoice { get; private set; }

    /// <summary>How much of it sounded like speech.</summary>
    public long Voiced { get; private set; }

    /// <summary>Hears more.</summary>
    public void Add(ReadOnlySpan<byte> muLaw)
    {
        Listen(muLaw);
        while (muLaw.Length > 0)
        {
            var at = (int)(End % _ring.Length);
            var count = Math.Min(muLaw.Length, _ring.Length - at);
            muLaw[..count].CopyTo(_ring.AsSpan(at));
            muLaw = muLaw[count..];
            End += count;
        }
    }

    /// <summary>Copies what was heard from <paramref name="from"/> on; tells how many bytes there were.</summary>
    public int Copy(long from, Span<byte> into)
    {
        var copied = 0;
        var wanted = (int)Math.Min(into.Length, End - from);
        while (copied < wanted)
        {
            var at = (int)((from + copied) % _ring.Length);
            var count = Math.Min(wanted - copied, _ring.Length - at);
            _ring.AsSpan(at, count).CopyTo(into[copied..]);
            copied += count;
        }

        return copied;
    }

    /// <summary>True when what was heard at <paramref name="at"/> has been overwritten.</summary>
    public bool IsForgotten(long at) => at < End - _ring.Length;

    /// <summary>Where to begin again when everything up to <paramref name="covered"/> is understood: there, or later when silence follows, or where memory begins.</summary>
    public long ReplayFrom(long covered)
    {
        var at = Math.Max(covered, End - _ring.Length);
        var from = at;
        Span<byte> piece = stackalloc byte[AudioFrame.Size];
        while (Copy(at, piece) is var count and > 0 && G711.Level(piece[..count]) < QuietestSound)
            at += count;
        return Math.Max(from, at - LeadIn);
    }

    private void Listen(ReadOnlySpan<byte> muLaw)
    {
        var end = End;
        while (muLaw.Length > 0)
        {
            var count = Math.Min(muLaw.Length, _frame.Length - _filled);
            muLaw[..count].CopyTo(_frame.AsSpan(_filled));
            muLaw = muLaw[count..];
            _filled += count;
            end += count;
            if (_filled < _frame.Length)
                return;
            _filled = 0;
            _detector.Observe(_frame);
            if (!_detector.IsVoice || _detector.SinceVoice > TimeSpan.Zero)
                continue;
            LastVoice = end;
            Voiced += _frame.Length;
        }
    }
}
