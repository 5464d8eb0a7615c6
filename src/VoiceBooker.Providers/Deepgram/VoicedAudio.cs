using VoiceBooker.Voice.Lines;
using VoiceBooker.Voice.Listening;

namespace VoiceBooker.Providers.Deepgram;

/// <summary>Counts how much of the caller's audio is voice, to tell a recogniser that hears nothing from a caller who says nothing. One task hears, others may ask.</summary>
internal sealed class VoicedAudio
{
    private readonly SpeechDetector _detector = new(new SpeechDetectorOptions());
    private readonly byte[] _frame = new byte[AudioFrame.Size];
    private int _filled;
    private long _samples;

    /// <summary>Samples of voice so far.</summary>
    public long Samples => Interlocked.Read(ref _samples);

    /// <summary>Hears the next audio, of any length.</summary>
    public void Hear(ReadOnlySpan<byte> muLaw)
    {
        while (muLaw.Length > 0)
        {
            var count = Math.Min(muLaw.Length, AudioFrame.Size - _filled);
            muLaw[..count].CopyTo(_frame.AsSpan(_filled));
            muLaw = muLaw[count..];
            _filled += count;
            if (_filled < AudioFrame.Size)
                return;
            _filled = 0;
            _detector.Observe(_frame);
            if (_detector.IsVoice)
                Interlocked.Add(ref _samples, AudioFrame.Size);
        }
    }
}
