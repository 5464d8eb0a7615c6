using VoiceBooker.Voice.Lines;
using VoiceBooker.Voice.Listening;
using VoiceBooker.Voice.Turns;

namespace VoiceBooker.Providers.OpenAI;

/// <summary>
/// Cuts a line into utterances by the voice on it, with a little from before each (first consonants are quiet) and the pause behind it. A noise that goes on evenly is none. Frame in, utterance out; no clock and no task.
/// </summary>
/// <param name="expected">What is being asked: whoever dictates pauses longer.</param>
/// <param name="options">How long a pause ends an utterance, and how long one may be.</param>
internal sealed class Utterances(ExpectedAnswer expected, OpenAISpeechOptions options)
{
    private const int PreRoll = 12 * AudioFrame.Size;

    /// <summary>Shorter sounds are clicks, not words; counted from where the detector has noticed them, which takes it three frames.</summary>
    private const int FewestVoicedFrames = 3;

    /// <summary>Speech rises and falls by far more than this; a noise that begins suddenly does not. In dB, standard deviation of the frames' levels.</summary>
    private const double LeastMovement = 2.5;

    private const int FramesToTellNoise = 15;

    private static readonly SpeechDetectorOptions Hearing = new();

    private readonly SpeechDetector _detector = new(Hearing);
    private readonly List<byte> _heard = [];
    private readonly byte[] _frame = new byte[AudioFrame.Size];
    private int _filled;
    private bool _speaking;
    private int _voiced;
    private int _frames;
    private int _silent;
    private double _quiet;
    private double _levels;
    private double _levelSquares;

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
            Finish(whole, goesOn: false);
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

            // The detector takes what goes on for seconds for noise and forgets it; a caller who talks on is measured by what was quiet when the utterance began.
            _quiet = Math.Max(Hearing.QuietestVoice, (_detector.Floor + _detector.Threshold) / 2);
            Begin((int)(_detector.SinceOnset / AudioFrame.Length));
            return;
        }

        _frames++;
        if (_detector.Level > _quiet || (_detector.IsVoice && _detector.SinceVoice == TimeSpan.Zero))
        {
            _silent = 0;
            _voiced++;
            _levels += _detector.Level;
            _levelSquares += _detector.Level * _detector.Level;
        }
        else
        {
            _silent++;
        }

        var pause = Dictates(expected.Now.Kind) ? options.EndOfDictation : options.EndOfUtterance;
        var talksOn = _frames * AudioFrame.Length >= options.LongestUtterance;
        if (_silent * AudioFrame.Length >= pause || talksOn)
            Finish(whole, talksOn && !IsSteadyNoise);
    }

    private void Begin(int frames)
    {
        _speaking = true;
        (_frames, _voiced, _silent, _levels, _levelSquares) = (frames, 0, 0, 0, 0);
    }

    private void Finish(ICollection<byte[]> whole, bool goesOn)
    {
        if (_voiced >= FewestVoicedFrames && !IsSteadyNoise)
            whole.Add([.. _heard]);
        _heard.Clear();
        _speaking = false;
        if (goesOn)
            Begin(0);
    }

    private bool IsSteadyNoise
    {
        get
        {
            if (_voiced < FramesToTellNoise)
                return false;
            var mean = _levels / _voiced;
            return Math.Sqrt(Math.Max(0, (_levelSquares / _voiced) - (mean * mean))) < LeastMovement;
        }
    }

    private static bool Dictates(AnswerKind kind) => kind is AnswerKind.Name or AnswerKind.Email or AnswerKind.Digits;
}
