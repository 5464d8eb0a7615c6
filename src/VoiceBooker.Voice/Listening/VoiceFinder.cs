using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Lines;

namespace VoiceBooker.Voice.Listening;

/// <summary>Lays the line's sample clock on the call's, cuts what comes into frames for the detector, and tells when voices began and stopped.</summary>
internal sealed class VoiceFinder(SpeechDetector detector, PlayedLevels levels)
{
    private static readonly TimeSpan _slowestEcho = TimeSpan.FromMilliseconds(500);
    private static readonly byte[] _silence = [.. Enumerable.Repeat(AudioFrame.Silence, 4096)];

    private readonly byte[] _frame = new byte[AudioFrame.Size];
    private readonly Queue<CallEvent> _found = new();
    private int _filled;
    private bool _began;

    /// <summary>Call clock minus sample clock: how long after the call's beginning the first sample was taken, as the promptest frame so far shows it.</summary>
    public TimeSpan Offset { get; private set; }

    /// <summary>Hears what arrived at <paramref name="now"/>.</summary>
    public void Hear(AudioFrame frame, TimeSpan now)
    {
        var offset = now - frame.At - frame.Duration;
        if (!_began || offset < Offset)
            Offset = offset;
        _began = true;

        var rest = frame.MuLaw.Span;
        var end = frame.At + Offset;
        while (rest.Length > 0)
        {
            var part = rest[..Math.Min(rest.Length, _frame.Length - _filled)];
            part.CopyTo(_frame.AsSpan(_filled));
            rest = rest[part.Length..];
            _filled += part.Length;
            end += TimeSpan.FromMilliseconds(part.Length / 8.0);
            if (_filled < _frame.Length)
                break;
            _filled = 0;
            switch (detector.Observe(_frame, levels.Loudest(end - _slowestEcho, end)))
            {
                case VoiceChange.Started:
                    _found.Enqueue(new CallEvent.VoiceStarted(end - detector.SinceOnset));
                    break;
                case VoiceChange.Stopped:
                    _found.Enqueue(new CallEvent.VoiceStopped(end - detector.SinceVoice));
                    break;
            }
        }
    }

    /// <summary>The next thing found; on the call's clock.</summary>
    public bool TryTake(out CallEvent happened) => _found.TryDequeue(out happened!);

    /// <summary>As much silence as <paramref name="audio"/> lasts.</summary>
    public static ReadOnlyMemory<byte> SilenceLike(ReadOnlyMemory<byte> audio) =>
        audio.Length <= _silence.Length ? _silence.AsMemory(0, audio.Length) : Enumerable.Repeat(AudioFrame.Silence, audio.Length).ToArray();
}
