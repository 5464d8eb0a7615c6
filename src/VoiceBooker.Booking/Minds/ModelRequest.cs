using System.Threading.Channels;
using Microsoft.Extensions.AI;

namespace VoiceBooker.Booking.Minds;

/// <summary>
/// One request under way: its answer is read as it comes, into a bounded buffer, and each stage has its deadline. It does nothing else, so that it can be begun before it is known whether anybody wants the answer.
/// Its end, good or bad, completes the buffer at once, even when the vendor's client is slow to let go.
/// </summary>
internal sealed class ModelRequest : IAsyncDisposable
{
    private const int Ahead = 256;

    private readonly Channel<AIContent> _contents = Channel.CreateBounded<AIContent>(new BoundedChannelOptions(Ahead) { SingleReader = true, SingleWriter = true });
    private readonly IReadOnlyList<ChatMessage> _messages;
    private readonly ChatOptions _options;
    private readonly int _longest;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stop;
    private readonly long _began;
    private readonly Task _reading;
    private volatile string _stage = "first-token";
    private volatile bool _letGo;
    private MindUsage? _used;
    private long _characters;
    private int _ended;

    /// <summary>Sends the request.</summary>
    /// <param name="to">To whom.</param>
    /// <param name="messages">All messages; not changed afterwards.</param>
    /// <param name="options">Tools and the like.</param>
    /// <param name="longest">Characters after which the answer has no end.</param>
    /// <param name="time">Real time.</param>
    /// <param name="aside">True: the caller of this constructor does not wait for the request to be put into words.</param>
    public ModelRequest(GuardedModel to, IReadOnlyList<ChatMessage> messages, ChatOptions options, int longest, TimeProvider time, bool aside)
    {
        To = to;
        _messages = messages;
        _options = options;
        _longest = longest;
        _time = time;
        _began = time.GetTimestamp();
        _stop = new CancellationTokenSource(Earlier(to.Model.Deadlines.FirstToken, to.Model.Deadlines.Whole), time);
        _stop.Token.Register(Stopped);
        _reading = ReadAsync(aside);
    }

    /// <summary>Whom it was sent to.</summary>
    public GuardedModel To { get; }

    /// <summary>Pieces of text and calls of tools, as they come; complete when the answer has ended.</summary>
    public ChannelReader<AIContent> Contents => _contents.Reader;

    /// <summary>Why the answer is not whole; null when it is, or while it comes. Read after <see cref="Contents"/> is complete.</summary>
    public ModelFailedException? Failure { get; private set; }

    /// <summary>In which stage it was: first-token, gap, whole, answer.</summary>
    public string Stage => _stage;

    /// <summary>Whether a piece has come.</summary>
    public bool HasBegun => FirstAfter is not null;

    /// <summary>From the request to the first piece; null when none came.</summary>
    public TimeSpan? FirstAfter { get; private set; }

    /// <summary>From the request to the end.</summary>
    public TimeSpan WholeAfter { get; private set; }

    /// <summary>How long it is under way.</summary>
    public TimeSpan Age => _time.GetElapsedTime(_began);

    /// <summary>What it used; estimated when the vendor did not say.</summary>
    public MindUsage Usage => _used ?? MindUsage.Estimate(_messages, _options, Interlocked.Read(ref _characters));

    /// <summary>Whether it asked exactly this, word for word.</summary>
    public bool Asked(IReadOnlyList<ChatMessage> messages) =>
        _messages.Count == messages.Count && _messages.Zip(messages).All(pair => pair.First.Role == pair.Second.Role && string.Equals(pair.First.Text, pair.Second.Text, StringComparison.Ordinal));

    /// <summary>Nobody wants the answer any more.</summary>
    public void LetGo()
    {
        _letGo = true;
        _stop.Cancel();
    }

    /// <summary>Whoever waits cannot wait any longer.</summary>
    public void GiveUp(string stage)
    {
        _stage = stage;
        End(Late());
        LetGo();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        LetGo();
        await _reading;
        _stop.Dispose();
    }

    private async Task ReadAsync(bool aside)
    {
        try
        {
            if (aside)
                await Task.Yield();
            await foreach (var update in To.Model.Client.GetStreamingResponseAsync(_messages, _options, _stop.Token))
            {
                await TakeAsync(update);
                Arm();
                if (Verdict(update) is { } verdict)
                {
                    End(verdict);
                    return;
                }
            }

            _stage = "answer";
            End(null);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            Stopped();
        }
        catch (ModelFailedException failure)
        {
            End(failure);
        }
        catch (Exception broken)
        {
            End(new ModelFailedException(ModelFailure.Broken, broken.GetType().Name, inner: broken));
        }
    }

    /// <summary>Hands on what an update brings. An update that brings nothing is a sign of life: a call of a tool is being put together.</summary>
    private async Task TakeAsync(ChatResponseUpdate update)
    {
        if (update is { Contents.Count: 0, FinishReason: null })
            FirstAfter ??= Age;
        foreach (var content in update.Contents)
        {
            if (content is UsageContent { Details: { } details })
                _used = MindUsage.Of(details);
            var length = content switch
            {
                TextContent { Text: { } text } => text.Length,
                VoicedContent => 1,
                FunctionCallContent call => call.Name.Length + (call.Arguments?.Sum(each => each.Key.Length + (each.Value?.ToString()?.Length ?? 0)) ?? 0) + 1,
                _ => 0,
            };
            if (length == 0)
                continue;

            FirstAfter ??= Age;
            Interlocked.Add(ref _characters, length);
            if (content is TextContent or FunctionCallContent or VoicedContent)
                await _contents.Writer.WriteAsync(content, _stop.Token);
        }
    }

    private ModelFailedException? Verdict(ChatResponseUpdate update)
    {
        if (_characters > _longest * 4L || (_characters > _longest && !update.Contents.OfType<FunctionCallContent>().Any()))
            return Ill(ModelFailure.Nonsense, "The answer has no end.");
        if (update.FinishReason == ChatFinishReason.Length)
            return Ill(ModelFailure.Broken, "The answer was cut short by its limit of tokens.");
        return update.FinishReason == ChatFinishReason.ContentFilter ? Ill(ModelFailure.Refused, "The vendor's filter ended the answer.") : null;
    }

    private ModelFailedException Ill(ModelFailure kind, string message)
    {
        _stage = "answer";
        return new ModelFailedException(kind, message);
    }

    /// <summary>The deadline of the stage that now begins.</summary>
    private void Arm()
    {
        if (!HasBegun)
            return;
        var (gap, left) = (To.Model.Deadlines.Gap, To.Model.Deadlines.Whole - Age);
        _stage = left < gap ? "whole" : "gap";
        _stop.CancelAfter(left < gap ? (left > TimeSpan.Zero ? left : TimeSpan.Zero) : gap);
    }

    private void Stopped() => End(_letGo ? null : Late());

    private ModelFailedException Late() => new(ModelFailure.Late, $"Too late: {_stage}.");

    private void End(ModelFailedException? failure)
    {
        if (Interlocked.Exchange(ref _ended, 1) != 0)
            return;
        Failure = failure;
        WholeAfter = Age;
        if (!_stop.IsCancellationRequested)
            _stop.CancelAfter(Timeout.InfiniteTimeSpan);
        _contents.Writer.TryComplete();
    }

    private static TimeSpan Earlier(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
