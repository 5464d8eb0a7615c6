using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Threading.Channels;
using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Dialogue;
using VoiceBooker.Voice.Listening;
using VoiceBooker.Voice.Turns;

namespace VoiceBooker.Voice.Speaking;

/// <summary>Why the bot speaks.</summary>
internal enum TurnKind
{
    Greeting,
    Reply,
    Prompt,
    Fallback,
    Goodbye,

    /// <summary>Words left on an answering machine.</summary>
    Message,

    /// <summary>Who and why, for an assistant that screens calls.</summary>
    Screening,
}

/// <summary>What one spoken turn needs of its call.</summary>
internal sealed record Speaking(Playout Playout, VoiceChain? Voice, ExpectedAnswer Expected, ChannelWriter<CallEvent> Events, CallClock Clock);

/// <summary>One reply on its way: agent → phrases → voice → playout. Stopped by the caller's interruption; what it finishes all the same (a booking) it finishes.</summary>
internal sealed class SpokenTurn(long number, TurnKind kind, Speaking speaking) : IDisposable
{
    private const int PhrasesAhead = 4;
    private const int PiecesAhead = 32;

    private readonly CancellationTokenSource _bargeIn = new();
    private readonly List<Task> _fillers = [];
    private readonly StringBuilder _said = new();
    private readonly TaskCompletionSource _played = new();
    private volatile Question? _asked;
    private volatile Exception? _failure;
    private volatile string _text = "";
    private long _firstWords = -1;

    public long Number => number;

    public TurnKind Kind => kind;

    /// <summary>The end of the caller's speech that this answers; null when it answers nothing.</summary>
    public TimeSpan? EndOfSpeech { get; init; }

    /// <summary>When the caller's turn was taken.</summary>
    public TimeSpan TakenAt { get; init; }

    /// <summary>How the caller said it: "voice", "keys", "typing".</summary>
    public string By { get; init; } = "";

    /// <summary>What of the caller it answers.</summary>
    public IReadOnlyList<Utterance> Answers { get; init; } = [];

    /// <summary>When audio began to be owed.</summary>
    public TimeSpan OwesFrom { get; set; }

    /// <summary>How often audio was late.</summary>
    public int Breaches { get; set; }

    /// <summary>Whether "bot.said" stands in the journal.</summary>
    public bool IsRecorded { get; set; }

    /// <summary>True when the caller, or a failure, took the floor away.</summary>
    public bool IsStopped { get; private set; }

    /// <summary>What it asks; null: nothing (yet).</summary>
    public Question? Asked => _asked;

    /// <summary>Hang up, or hand over to somebody, once it was heard; null: go on listening.</summary>
    public Speech? Then { get; private set; }

    /// <summary>What broke the agent.</summary>
    public Exception? Failure => _failure;

    /// <summary>All words handed to the voice so far.</summary>
    public string Text => _text;

    /// <summary>When the agent's first words came; null: not yet.</summary>
    public TimeSpan? FirstWordsAt => Interlocked.Read(ref _firstWords) is var ticks and >= 0 ? TimeSpan.FromTicks(ticks) : null;

    /// <summary>What was heard; null while it plays.</summary>
    public HeardSpeech? Heard { get; private set; }

    /// <summary>Completes when its last sound is over.</summary>
    public Task Played => _played.Task;

    /// <summary>Speaks; ends when everything it started has ended, which may be later than its last sound.</summary>
    /// <param name="source">Gives the words.</param>
    /// <param name="before">The turn before, which may still be finishing something; the agent is asked when it has.</param>
    /// <param name="standing">The question that stands when the words ask nothing.</param>
    public async Task RunAsync(Func<CancellationToken, IAsyncEnumerable<Speech>> source, Task before, Question standing)
    {
        try
        {
            var pieces = Channel.CreateBounded<Spoken>(new BoundedChannelOptions(PiecesAhead) { SingleReader = true, SingleWriter = true });
            var filling = FillAsync(source, before, standing, pieces.Writer);
            Heard = await speaking.Playout.PlayAsync(number, pieces.Reader, Answers);
            speaking.Events.TryWrite(new CallEvent.SpeechEnded(number));
            _played.SetResult();
            await filling;
            await Task.WhenAll(_fillers);
            speaking.Events.TryWrite(new CallEvent.TurnEnded(number));
        }
        catch (Exception broken)
        {
            _played.TrySetResult();
            speaking.Events.TryComplete(broken); // the loop throws it; nobody waits for a turn that is no more
        }
    }

    /// <summary>Silence first, then the words.</summary>
    public void Stop()
    {
        IsStopped = true;
        speaking.Playout.Stop(number);
        _bargeIn.Cancel();
    }

    /// <summary>Says <paramref name="text"/> while the reply is late.</summary>
    public void Fill(string text) => _fillers.Add(FillInAsync(text));

    public void Dispose() => _bargeIn.Dispose();

    private async Task FillAsync(Func<CancellationToken, IAsyncEnumerable<Speech>> source, Task before, Question standing, ChannelWriter<Spoken> pieces)
    {
        var bargeIn = _bargeIn.Token;
        try
        {
            await Task.Yield(); // the loop does not think for the agent
            await before;
            bargeIn.ThrowIfCancellationRequested();
            await foreach (var speech in FirstWords(source(bargeIn), bargeIn).InPhrases(bargeIn).ReadAhead(PhrasesAhead, bargeIn))
                switch (speech)
                {
                    case Speech.Words words:
                        await SpeakAsync(words, pieces, bargeIn);
                        break;
                    case Speech.Voiced(var passage):
                        await SpeakAsync(passage, pieces, bargeIn);
                        break;
                    case Speech.Asks(var question):
                        _asked = question;
                        speaking.Expected.Now = question;
                        await pieces.WriteAsync(new Spoken.Asked(question), bargeIn);
                        break;
                    default:
                        Then = speech;
                        break;
                }

            speaking.Events.TryWrite(new CallEvent.SpeechPrepared(number));
            await pieces.WriteAsync(new Spoken.End(Then is null ? _asked ?? standing : null), bargeIn);
        }
        catch (OperationCanceledException) when (bargeIn.IsCancellationRequested)
        {
            // interrupted: what was heard is known to the playout
        }
        catch (Exception failure)
        {
            _failure = failure;
        }
        finally
        {
            pieces.TryComplete();
        }
    }

    private async Task SpeakAsync(Speech.Words words, ChannelWriter<Spoken> pieces, CancellationToken bargeIn)
    {
        if (string.IsNullOrWhiteSpace(words.Text) && words.Tag is null && _said.Length == 0)
            return;
        _said.Append(words.Text);
        _text = _said.ToString();
        await pieces.WriteAsync(new Spoken.Phrase(words.Text, words.Tag), bargeIn);
        if (speaking.Voice is not { } voice || string.IsNullOrWhiteSpace(words.Text))
        {
            await pieces.WriteAsync(new Spoken.PhraseEnd(), bargeIn);
            return;
        }

        await foreach (var spoken in voice.SpeakAsync(words.Text, bargeIn))
            await pieces.WriteAsync(spoken, bargeIn);
    }

    private async Task SpeakAsync(VoicedPassage passage, ChannelWriter<Spoken> pieces, CancellationToken bargeIn)
    {
        var before = _said.ToString();
        try
        {
            await pieces.WriteAsync(new Spoken.Passage(passage), bargeIn);
            await foreach (var muLaw in passage.Audio.EachAsync(bargeIn))
            {
                await pieces.WriteAsync(new Spoken.Piece(muLaw), bargeIn);
                _text = before + passage.Text;
            }

            await pieces.WriteAsync(new Spoken.PhraseEnd(), bargeIn);
        }
        finally
        {
            _said.Append(passage.Text);
            _text = _said.ToString();
        }
    }

    private async Task FillInAsync(string text)
    {
        var audio = new ArrayBufferWriter<byte>();
        try
        {
            await Task.Yield();
            if (speaking.Voice is { } voice)
                await foreach (var spoken in voice.SpeakAsync(text, _bargeIn.Token))
                    if (spoken is Spoken.Piece(var muLaw))
                        audio.Write(muLaw.Span);
                    else if (spoken is Spoken.Again)
                        audio.ResetWrittenCount();
            speaking.Playout.Interject(number, text, audio.WrittenMemory);
        }
        catch (OperationCanceledException) when (_bargeIn.IsCancellationRequested)
        {
            // nobody waits for it any more
        }
    }

    private async IAsyncEnumerable<Speech> FirstWords(IAsyncEnumerable<Speech> reply, [EnumeratorCancellation] CancellationToken bargeIn)
    {
        await foreach (var speech in reply.WithCancellation(bargeIn))
        {
            if (speech is Speech.Words or Speech.Voiced && FirstWordsAt is null)
                Interlocked.Exchange(ref _firstWords, speaking.Clock.Now.Ticks);
            yield return speech;
        }
    }
}
