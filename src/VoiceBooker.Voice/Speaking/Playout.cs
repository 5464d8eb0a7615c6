using System.Threading.Channels;
using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Lines;
using VoiceBooker.Voice.Listening;
using VoiceBooker.Voice.Recording;
using VoiceBooker.Voice.Turns;

namespace VoiceBooker.Voice.Speaking;

/// <summary>
/// The only sender on a line: paces audio a little ahead of the ear in whole frames, marks what was played, stops within the instant, and knows what was heard.
/// One flow sends (<see cref="PlayAsync"/>, one at a time); everybody else leaves orders.
/// </summary>
/// <remarks>
/// A generation is what lies between two clears. Hushing or stopping raises the wanted generation at once, from whatever thread; the sender compares before every
/// write, so nothing old is sent after it. Marks are named g[generation]-[n] and count in their own generation only.
/// </remarks>
internal sealed partial class Playout : IDisposable
{
    private static readonly TimeSpan _answerMayBegin = TimeSpan.FromMilliseconds(700);
    private const int BytesPerMillisecond = 8;
    private const int Wanted = 1000 * BytesPerMillisecond;
    private const long NotOwing = long.MaxValue;

    private readonly IPhoneLine _line;
    private readonly CallClock _clock;
    private readonly CallSessionOptions _options;
    private readonly ChannelWriter<CallEvent> _events;
    private readonly CallRecording? _recording;
    private readonly PlayedLevels _levels;
    private readonly Channel<Order> _orders = Channel.CreateUnbounded<Order>(new UnboundedChannelOptions { SingleReader = true });
    private readonly ITimer _timer;
    private Task<bool>? _ordered;
    private long _wantedGeneration;
    private long _owesSince = NotOwing;
    private volatile bool _questionHeard;
    private long _overTurn;

    public Playout(IPhoneLine line, CallClock clock, CallSessionOptions options, ChannelWriter<CallEvent> events, PlayedLevels levels, CallRecording? recording)
    {
        _line = line;
        _clock = clock;
        _options = options;
        _events = events;
        _levels = levels;
        _recording = recording;
        _timer = clock.Time.CreateTimer(_ => _orders.Writer.TryWrite(Order.Tick.Instance), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Since when nothing is left to play although more was promised; null while there is.</summary>
    public TimeSpan? OwesSince => Interlocked.Read(ref _owesSince) is var ticks and not NotOwing ? TimeSpan.FromTicks(ticks) : null;

    /// <summary>Whether the caller has heard, nearly to its end, the question of the speech being played.</summary>
    public bool QuestionHeard => _questionHeard;

    /// <summary>Whether all of <paramref name="turn"/> was heard and the caller has been told that the bot listens; its end may still be on its way to the loop.</summary>
    public bool IsOver(long turn) => Interlocked.Read(ref _overTurn) == turn;

    /// <summary>The line says that everything before <paramref name="mark"/> was played.</summary>
    public void MarkReached(string mark) => _orders.Writer.TryWrite(new Order.Marked(mark));

    /// <summary>Silence now; what is unsaid is kept.</summary>
    public void Hush(long turn) => Interrupt(new Order.Hush(turn));

    /// <summary>Goes on from the phrase the caller last heard.</summary>
    public void Resume(long turn) => _orders.Writer.TryWrite(new Order.Resume(turn));

    /// <summary>Silence now, for good: <see cref="PlayAsync"/> returns.</summary>
    public void Stop(long turn) => Interrupt(new Order.Stop(turn));

    /// <summary>Says <paramref name="text"/> while the speech itself is late; let go when it has come meanwhile.</summary>
    public void Interject(long turn, string text, ReadOnlyMemory<byte> muLaw) => _orders.Writer.TryWrite(new Order.Interject(turn, text, muLaw));

    public void Dispose() => _timer.Dispose();

    private void Interrupt(Order order)
    {
        Interlocked.Increment(ref _wantedGeneration);
        _orders.Writer.TryWrite(order);
    }

    private abstract record Order
    {
        private Order() { }

        public sealed record Tick : Order
        {
            public static readonly Tick Instance = new();
        }

        public sealed record Marked(string Name) : Order;

        public sealed record Hush(long Turn) : Order;

        public sealed record Resume(long Turn) : Order;

        public sealed record Stop(long Turn) : Order;

        public sealed record Interject(long Turn, string Text, ReadOnlyMemory<byte> MuLaw) : Order;
    }

    private readonly record struct SentMark(string Name, long Position);
}
