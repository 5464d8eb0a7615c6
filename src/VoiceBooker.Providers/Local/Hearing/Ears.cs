using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Lines;
using VoiceBooker.Voice.Listening;

namespace VoiceBooker.Providers.Local.Hearing;

/// <summary>
/// One call's listening, frame by frame: finds utterances by the level on the line, holds the first of each until its level and noise are known, then lets the
/// listener hear them. Frame in, events out; no clock and no task.
/// </summary>
internal sealed class Ears(Listener listener, ExpectedAnswer expected, LocalSpeechOptions options)
{
    /// <summary>Kept from before the onset: first consonants are quiet.</summary>
    private const int PreRollFrames = 12;

    /// <summary>Speech heard before the gain is set: 400 ms.</summary>
    private const int FramesToJudge = 20;

    /// <summary>Speech rises and falls by far more than this; a noise that begins suddenly does not. In dB, standard deviation of the frames' levels.</summary>
    private const double LeastMovement = 2.5;

    private const int FramesToTellNoise = 15;

    /// <summary>Shorter sounds are clicks, not words: fewer frames above the threshold than this are not even reported.</summary>
    private const int FewestFrames = 4;

    private const int FramesBetweenPartials = 5;

    private readonly SpeechDetector _detector = new(new SpeechDetectorOptions());
    private readonly TelephoneFrontEnd _frontEnd = new();
    private readonly NoiseSuppressor _suppressor = new();
    private readonly List<float[]> _held = [];
    private readonly short[] _wide = new short[4 * AudioFrame.Size];
    private readonly byte[] _frame = new byte[AudioFrame.Size];
    private int _filled;

    private bool _inUtterance;
    private bool _decoding;
    private bool _suppressing;
    private int _frames;
    private int _voiced;
    private int _silent;
    private double _power;
    private double _levels;
    private double _levelSquares;
    private string _partial = "";

    /// <summary>Hears a piece of the line; adds what was understood to <paramref name="events"/>.</summary>
    public void Hear(ReadOnlySpan<byte> muLaw, ICollection<CallEvent> events)
    {
        while (muLaw.Length > 0)
        {
            var taken = Math.Min(muLaw.Length, AudioFrame.Size - _filled);
            muLaw[..taken].CopyTo(_frame.AsSpan(_filled));
            muLaw = muLaw[taken..];
            _filled += taken;
            if (_filled == AudioFrame.Size)
            {
                _filled = 0;
                Frame(events);
            }
        }
    }

    /// <summary>The line has ended: what was still being said is understood as far as it came.</summary>
    public void End(ICollection<CallEvent> events)
    {
        if (_inUtterance)
            EndUtterance(events);
    }

    private void Frame(ICollection<CallEvent> events)
    {
        var change = _detector.Observe(_frame);
        var samples = new float[AudioFrame.Size];
        for (var i = 0; i < samples.Length; i++)
            samples[i] = G711.Decode(_frame[i]);

        if (!_inUtterance && change != VoiceChange.Started)
        {
            // Between utterances there is time to make ready for the question that stands now.
            listener.Expect(expected.Now);
            _suppressor.Learn(samples);
            _held.Add(samples);
            if (_held.Count > PreRollFrames)
                _held.RemoveAt(0);
            return;
        }

        if (!_inUtterance)
            Begin();

        _frames++;
        var silent = _detector.IsVoice ? _detector.SinceVoice > TimeSpan.Zero : true;
        _silent = silent ? _silent + 1 : 0;
        if (!silent)
            Judge();

        if (_decoding)
            Decode(samples);
        else
            _held.Add(samples);

        if (!_decoding && _voiced >= FramesToJudge)
        {
            if (IsSteadyNoise)
                ForgetNoise();
            else
                StartDecoding();
        }

        if (_decoding && _frames % FramesBetweenPartials == 0 && listener.Words() is { Length: > 0 } words && words != _partial)
            events.Add(new CallEvent.PartialTranscript(_partial = words));

        var pause = listener.Vocabulary.Dictation ? options.EndOfDictation : options.EndOfUtterance;
        if (_silent * AudioFrame.Length >= pause || _frames * AudioFrame.Length >= options.LongestUtterance)
            EndUtterance(events);
    }

    private void Begin()
    {
        listener.Expect(expected.Now);
        _inUtterance = true;
        _decoding = false;
        (_frames, _voiced, _silent, _power, _levels, _levelSquares, _partial) = (0, 0, 0, 0, 0, 0, "");

        // The detector saw the onset up to three frames ago: they are in the pre-roll and count as speech.
        foreach (var frame in _held.TakeLast(Math.Max(0, (int)(_detector.SinceOnset / AudioFrame.Length) - 1)))
            Judge(Power(frame));
    }

    private void Judge() => Judge(Power(_frame));

    private void Judge(double power)
    {
        _voiced++;
        _power += power;
        var level = 10 * Math.Log10(Math.Max(1, power));
        _levels += level;
        _levelSquares += level * level;
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

    /// <summary>The line grew noisy, nobody speaks yet: the noise is learnt, and the level is judged anew by what comes.</summary>
    private void ForgetNoise()
    {
        foreach (var frame in _held.SkipLast(PreRollFrames))
            _suppressor.Learn(frame);
        _held.RemoveRange(0, Math.Max(0, _held.Count - PreRollFrames));
        (_voiced, _power, _levels, _levelSquares) = (0, 0, 0, 0);
    }

    private void StartDecoding()
    {
        var speech = Math.Sqrt(_power / Math.Max(1, _voiced));
        _frontEnd.Reset();
        _frontEnd.Gain = TelephoneFrontEnd.GainFor(speech);
        _suppressing = options.SuppressNoiseBelow > 0 && _suppressor.SignalToNoise(speech) < options.SuppressNoiseBelow;
        _suppressor.Begin();
        _decoding = true;
        listener.Start();
        foreach (var frame in _held)
            Decode(frame);
        _held.Clear();
    }

    private void Decode(float[] samples)
    {
        var clean = _suppressing ? _suppressor.Clean(samples) : samples;
        _frontEnd.Widen(clean, _wide);
        listener.Hear(_wide.AsSpan(0, 2 * clean.Length));
    }

    private void EndUtterance(ICollection<CallEvent> events)
    {
        _inUtterance = false;
        var click = !_decoding && (_voiced < FewestFrames || IsSteadyNoise);
        if (!click)
        {
            if (!_decoding)
                StartDecoding();
            var (words, probability) = listener.End();
            var understood = probability >= options.LeastConfidence;
            if (!IsSteadyNoise)
                events.Add(new CallEvent.FinalTranscript(understood ? words : "", understood ? probability : 0));
        }

        _decoding = false;
        if (_held.Count > PreRollFrames)
            _held.RemoveRange(0, _held.Count - PreRollFrames);
    }

    private static double Power(ReadOnlySpan<byte> muLaw)
    {
        var sum = 0.0;
        foreach (var each in muLaw)
            sum += (double)G711.Decode(each) * G711.Decode(each);
        return sum / muLaw.Length;
    }

    private static double Power(float[] samples)
    {
        var sum = 0.0;
        foreach (var each in samples)
            sum += (double)each * each;
        return sum / samples.Length;
    }
}
