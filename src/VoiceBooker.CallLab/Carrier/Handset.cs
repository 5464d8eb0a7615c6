using VoiceBooker.CallLab.Audio;
using VoiceBooker.CallLab.StandIns.Speech;

namespace VoiceBooker.CallLab.Carrier;

/// <summary>The telephone in the caller's hand: what the caller says goes in here, what was really played comes out, both on one sample clock of 20 ms frames.</summary>
internal sealed class Handset(TimeProvider time) : IDisposable
{
    /// <summary>Bytes of a 20 ms frame.</summary>
    public const int FrameSize = 160;

    private readonly Lock _gate = new();
    private readonly Queue<Utterance> _toSay = new();
    private readonly Queue<char> _keys = new();
    private readonly MemoryStream _said = new();
    private readonly MemoryStream _heard = new();
    private readonly CancellationTokenSource _hungUp = new();
    private Utterance? _saying;
    private int _at;
    private long _quietFrames;
    private long _talkFrames;

    /// <summary>What is heard behind the caller's voice; silence when null.</summary>
    public NoiseBed? Background { get; init; }

    /// <summary>Cancelled when the caller puts the handset down.</summary>
    public CancellationToken HungUp => _hungUp.Token;

    /// <summary>Frames of the line's life so far.</summary>
    public long Frames { get; private set; }

    /// <summary>How long nothing has come out of the earpiece.</summary>
    public TimeSpan QuietFor => TimeSpan.FromMilliseconds(20 * Interlocked.Read(ref _quietFrames));

    /// <summary>How long the bot has been talking since it last was quiet for half a second.</summary>
    public TimeSpan TalkedFor => TimeSpan.FromMilliseconds(20 * Interlocked.Read(ref _talkFrames));

    /// <summary>When the caller's last utterance ended (a time stamp of the clock); 0: none yet or still speaking.</summary>
    public long LastWordAt { get; private set; }

    /// <summary>When the caller's present or last utterance began.</summary>
    public long OnsetAt { get; private set; }

    /// <summary>True while the caller speaks.</summary>
    public bool Speaking
    {
        get
        {
            lock (_gate)
                return _saying is not null || _toSay.Count > 0;
        }
    }

    /// <summary>From the frame with the first sound of an utterance to the <c>clear</c> that answered it, ms.</summary>
    public List<double> OnsetToClear { get; } = [];

    /// <summary>From the end of what the caller said to the first frame of the answer, ms.</summary>
    public List<double> SilenceToAnswer { get; } = [];

    /// <summary>How often the caller began to speak while the bot was heard.</summary>
    public int Interruptions { get; private set; }

    private bool _awaitsAnswer;
    private bool _awaitsClear;

    /// <summary>Says something; completes when its last frame is on its way.</summary>
    /// <param name="muLaw">How it sounds.</param>
    /// <param name="words">What it says, for recognisers that listen without errors (<see cref="SaidBook"/>); null: no words.</param>
    public Task SayAsync(byte[] muLaw, string? words = null)
    {
        var utterance = new Utterance(muLaw, words is null ? null : new SpokenWords(words, LoudFrames(muLaw)), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        lock (_gate)
            _toSay.Enqueue(utterance);
        return utterance.Said.Task.WaitAsync(HungUp);
    }

    /// <summary>Presses keys.</summary>
    public void Press(string digits)
    {
        lock (_gate)
            foreach (var digit in digits)
                _keys.Enqueue(digit);
        _awaitsAnswer = true;
        LastWordAt = time.GetTimestamp();
    }

    /// <summary>Puts the handset down.</summary>
    public void HangUp() => _hungUp.Cancel();

    /// <summary>Whether a pressed key waits to be taken.</summary>
    public bool HasKey
    {
        get
        {
            lock (_gate)
                return _keys.Count > 0;
        }
    }

    /// <summary>The next key, if one was pressed.</summary>
    public char? NextKey()
    {
        lock (_gate)
            return _keys.TryDequeue(out var key) ? key : null;
    }

    /// <summary>The next 20 ms of what the microphone hears.</summary>
    public void NextFrame(Span<byte> frame)
    {
        lock (_gate)
        {
            frame.Fill(0xFF);
            Background?.Mix(frame);
            if (_saying is null && _toSay.TryDequeue(out _saying))
            {
                _at = 0;
                OnsetAt = 0;
            }

            if (_saying is { } utterance)
            {
                var count = Math.Min(FrameSize, utterance.MuLaw.Length - _at);
                var piece = utterance.MuLaw.AsSpan(_at, count);
                MuLaw.Mix(frame[..count], piece);
                if (OnsetAt == 0 && MuLaw.IsLoud(piece))
                {
                    OnsetAt = time.GetTimestamp();
                    LastWordAt = 0;
                    _awaitsClear = _quietFrames == 0;
                    if (_awaitsClear)
                        Interruptions++;
                }

                if (utterance.Words is { } words)
                    SaidBook.Shared.Said(frame, words, MuLaw.IsLoud(piece) ? ++utterance.Loud : 0);
                _at += count;
                if (_at >= utterance.MuLaw.Length)
                {
                    _saying = null;
                    LastWordAt = time.GetTimestamp() - (long)(utterance.TrailingSilence.TotalSeconds * time.TimestampFrequency);
                    _awaitsAnswer = true;
                    utterance.Said.TrySetResult();
                }
            }

            _said.Write(frame);
        }
    }

    /// <summary>20 ms came out of the earpiece; <paramref name="audible"/> tells whether any of it was the other side's audio.</summary>
    public void Hear(ReadOnlySpan<byte> frame, bool audible)
    {
        lock (_gate)
        {
            Frames++;
            _heard.Write(frame);
            if (audible)
            {
                _quietFrames = 0;
                _talkFrames++;
            }
            else
            {
                _quietFrames++;
                if (_quietFrames == 25)
                    _talkFrames = 0;
            }
        }
    }

    /// <summary>Audio of the other side has arrived.</summary>
    public void AudioArrived()
    {
        lock (_gate)
        {
            if (_awaitsAnswer && _saying is null && LastWordAt != 0)
            {
                _awaitsAnswer = false;
                SilenceToAnswer.Add(time.GetElapsedTime(LastWordAt).TotalMilliseconds);
            }
        }
    }

    /// <summary>The other side cleared the line while <paramref name="queued"/> bytes were waiting.</summary>
    public void Cleared(int queued)
    {
        lock (_gate)
        {
            if (_awaitsClear && OnsetAt != 0 && queued > 0)
                OnsetToClear.Add(time.GetElapsedTime(OnsetAt).TotalMilliseconds);
            _awaitsClear = false;
        }
    }

    /// <summary>What came out of the earpiece from a frame of the handset's life on, mu-law.</summary>
    public byte[] HeardSince(long frame)
    {
        lock (_gate)
            return _heard.ToArray()[(int)Math.Min(_heard.Length, frame * FrameSize)..];
    }

    /// <summary>Stereo WAV of the whole call: left what the caller said, right what was played to the caller.</summary>
    public byte[] Recording()
    {
        lock (_gate)
            return Wav.Stereo(_said.ToArray(), _heard.ToArray());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _said.Dispose();
        _heard.Dispose();
        _hungUp.Dispose();
    }

    private static int LoudFrames(byte[] muLaw) => muLaw.Chunk(FrameSize).Count(piece => MuLaw.IsLoud(piece));

    private sealed record Utterance(byte[] MuLaw, SpokenWords? Words, TaskCompletionSource Said)
    {
        /// <summary>Loud frames that have left.</summary>
        public int Loud { get; set; }

        public TimeSpan TrailingSilence { get; } = TimeSpan.FromMilliseconds(Audio.MuLaw.TrailingSilence(MuLaw) / 8.0);
    }
}
