using VoiceBooker.Voice.Lines;
using VoiceBooker.Voice.Listening;
using VoiceBooker.Voice.Turns;

namespace VoiceBooker.Providers.OpenAI;

/// <summary>
/// Cuts a line into utterances by the voice on it, with a little from before each (first consonants are quiet) and the pause behind it. Frame in, utterance out; no clock and no task.
/// </summary>
/// <param name="expected">What is being asked: whoever dictates pauses longer.</param>
/// <param name="options">How long a pause ends an utterance, and how long one may be.</param>
internal sealed class Utterances(ExpectedAnswer expected, OpenAISpeechOptions options)
{
    private const int PreRoll = 12 * AudioFrame.Size;

    /// <summary>Shorter sounds are clicks, not words.</summary>
    private const int FewestVoicedFrames = 5;

    private readonly SpeechDetector _detector = new(new SpeechDetectorOptions());
    private readonly List<byte> _heard = [];
    private readonly byte[] _frame = new byte[AudioFrame.Size];
    private int _filled;
    private bool _speaking;
    private int _voiced;
    private int _frames;
    private int _silent;

    /// <summary>Hears a piece of the line; adds what is whole to <paramref name="whole"/>, as mu-law.</summary>
    public void Hear(ReadOnlySpan<byte> muLaw, ICollection<byte[]> whole)
    {
        while (muLaw.Length > 0)
        {
            var taken = Math.Min(muLaw.Length, AudioFrame.Size - _filled);
            muLaw[..taken].CopyTo(_frame.AsSpan(_filled));
            muLaw = muLaw[taken..];
            _filled += taken;
            if (_filled < AudioFrame.Size)
                continue;
            _filled = 0;
            Frame(whole);
        }
    }

    /// <summary>The line has ended: what was still being said is as whole as it gets.</summary>
    public void End(ICollection<byte[]> whole)
    {
        if (_speaking)
            Finish(whole);
    }

    private void Frame(ICollection<byte[]> whole)
    {
        var change = _detector.Observe(_frame);
        _heard.AddRange(_frame);
        if (!_speaking)
        {
            if (change != VoiceChange.Started)
            {
                if (_heard.Count > PreRoll)
                    _heard.RemoveRange(0, _heard.Count - PreRoll);
                return;
            }

            _speaking = true;
            _frames = _voiced = (int)(_detector.SinceOnset / AudioFrame.Length);
            _silent = 0;
            return;
        }

        _frames++;
        var voice = _detector.IsVoice && _detector.SinceVoice == TimeSpan.Zero;
        _voiced += voice ? 1 : 0;
        _silent = voice ? 0 : _silent + 1;
        var pause = Dictates(expected.Now.Kind) ? options.EndOfDictation : options.EndOfUtterance;
        if (_silent * AudioFrame.Length >= pause || _frames * AudioFrame.Length >= options.LongestUtterance)
            Finish(whole);
    }

    private void Finish(ICollection<byte[]> whole)
    {
        if (_voiced >= FewestVoicedFrames)
            whole.Add([.. _heard]);
        _heard.Clear();
        _speaking = false;
    }

    private static bool Dictates(AnswerKind kind) => kind is AnswerKind.Name or AnswerKind.Email or AnswerKind.Digits;
}
