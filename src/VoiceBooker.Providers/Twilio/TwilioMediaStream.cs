using System.Net.WebSockets;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Dialogue;
using VoiceBooker.Voice.Lines;
using VoiceBooker.Voice.Time;
using VoiceBooker.Voice.Turns;

namespace VoiceBooker.Providers.Twilio;

/// <summary>
/// One media stream (Media Streams protocol) as a line: the carrier's, or the softphone's and the typed call's, which speak the same protocol with a few words more.
/// One task reads, one writes, one watches; the reader never waits for anybody. Marks that come back because of a clear, or were never sent because of it, end here.
/// </summary>
internal sealed partial class TwilioMediaStream : ICallLine
{
    private const int MaxMarks = 1000;
    private const int MaxTypedWords = 2000;
    private static readonly TimeSpan AudioKept = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan SendDeadline = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan CloseDeadline = TimeSpan.FromSeconds(2);

    private readonly WebSocket _socket;
    private readonly IncomingMessages _incoming;
    private readonly OutgoingMessages _outgoing;
    private readonly CallTicket _ticket;
    private readonly string _streamSid;
    private readonly Carrier _carrier;
    private readonly CancellationToken _stopping;
    private readonly ILogger _log;
    private readonly ManualClock? _clock;
    private readonly CallerAudio _heard;
    private readonly Channel<AudioFrame> _audio;
    private readonly Channel<CallEvent> _events = Channel.CreateUnbounded<CallEvent>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource _gone = new();
    private readonly Lock _gate = new();
    private readonly List<(string Name, bool Cleared)> _marks = [];
    private long _dropped;
    private long _lastSequence = 1;
    private long _sequenceBreaks;
    private long _lastSign;
    private bool _finished;

    /// <param name="socket">The socket, open.</param>
    /// <param name="incoming">Its messages; <c>start</c> has been read.</param>
    /// <param name="ticket">Whose call it is.</param>
    /// <param name="streamSid">The stream's name from <c>start</c>.</param>
    /// <param name="carrier">The carrier's account, clock and memory.</param>
    /// <param name="log">The log.</param>
    /// <param name="stopping">Cancelled when the server stops.</param>
    public TwilioMediaStream(WebSocket socket, IncomingMessages incoming, CallTicket ticket, string streamSid, Carrier carrier, ILogger log, CancellationToken stopping)
    {
        (_socket, _incoming, _ticket, _streamSid, _carrier, _stopping, _log) = (socket, incoming, ticket, streamSid, carrier, stopping, log);
        _clock = ticket.Kind == CallKind.Typed ? new ManualClock(ticket.StartsAt ?? carrier.Time.GetUtcNow()) : null;
        _outgoing = new OutgoingMessages(socket, streamSid, carrier.Time);
        _heard = new CallerAudio();
        _audio = Channel.CreateBounded<AudioFrame>(
            new BoundedChannelOptions((int)(AudioKept / AudioFrame.Length)) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true, SingleWriter = false },
            _ => Interlocked.Increment(ref _dropped));
        _lastSign = carrier.Time.GetTimestamp();
        OpenedAt = CarriesAudio ? _lastSign : null;
    }

    /// <inheritdoc/>
    public bool CarriesAudio => _ticket.Kind != CallKind.Typed;

    /// <inheritdoc/>
    public long? OpenedAt { get; }

    /// <inheritdoc/>
    public TimeProvider Time => _clock ?? _carrier.Time;

    /// <inheritdoc/>
    public ChannelReader<AudioFrame> Audio => _audio.Reader;

    /// <inheritdoc/>
    public ChannelReader<CallEvent> Events => _events.Reader;

    private bool IsPhone => _ticket.Kind == CallKind.Phone;

    /// <summary>Carries the call that <paramref name="call"/> leads; returns when it is over, the socket is closed and all three tasks have ended.</summary>
    public async Task RunAsync(Func<ICallLine, Task> call)
    {
        _carrier.Fates.Note(_ticket.CallSid, new CallFate.Talking());
        var writing = _outgoing.RunAsync();
        var reading = ReadAsync();
        var watching = WatchAsync();
        var close = WebSocketCloseStatus.InternalServerError;
        try
        {
            await call(this);
            close = _stopping.IsCancellationRequested ? WebSocketCloseStatus.EndpointUnavailable : WebSocketCloseStatus.NormalClosure;
        }
        finally
        {
            Finish(HangUpCause.Us);
            _outgoing.Close(close, "");
            if (await Task.WhenAny(reading, Task.Delay(CloseDeadline, TimeProvider.System, CancellationToken.None)) != reading)
                _socket.Abort(); // the far side does not answer the close
            await reading;
            await _gone.CancelAsync();
            await watching;
            _socket.Abort(); // frees a writer that hangs; nothing happens to a socket that is closed
            await writing;
            _gone.Dispose();
            LogEnded(_ticket.Id, _streamSid, Interlocked.Read(ref _dropped), _heard.Filled.TotalMilliseconds, _sequenceBreaks);
        }
    }

    /// <inheritdoc/>
    public ValueTask PlayAsync(ReadOnlyMemory<byte> muLaw, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return CarriesAudio ? Sent(_outgoing.Play(muLaw.Span)) : ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask MarkAsync(string name, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        lock (_gate)
        {
            if (_marks.Count == MaxMarks)
                _marks.RemoveAt(0);
            _marks.Add((name, Cleared: false));
        }

        return Sent(_outgoing.Mark(name));
    }

    /// <inheritdoc/>
    public ValueTask CaptionAsync(string mark, string text, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return IsPhone ? ValueTask.CompletedTask : Sent(_outgoing.Caption(mark, text));
    }

    /// <inheritdoc/>
    public ValueTask UnderstoodAsync(string text, SaidBy by, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return IsPhone ? ValueTask.CompletedTask : Sent(_outgoing.Understood(text, by.ToString().ToLowerInvariant()));
    }

    /// <inheritdoc/>
    public ValueTask ListeningAsync(Question question, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return IsPhone ? ValueTask.CompletedTask : Sent(_outgoing.Listening(question.Kind.ToString().ToLowerInvariant(), question.DigitCount));
    }

    /// <inheritdoc/>
    public ValueTask ClearAsync(CancellationToken cancel)
    {
        lock (_gate)
        {
            for (var i = 0; i < _marks.Count; i++)
                _marks[i] = _marks[i] with { Cleared = true };
        }

        return Sent(_outgoing.Clear());
    }

    /// <inheritdoc/>
    public ValueTask HangUpAsync(CancellationToken cancel) => HangUpAsync(HangUpCause.Us, cancel);

    /// <inheritdoc/>
    public void Tell(CallEvent happened) => _events.Writer.TryWrite(happened);

    /// <inheritdoc/>
    public void Speaks(string language) => _carrier.Fates.NoteLanguage(_ticket.CallSid, language);

    /// <inheritdoc/>
    public async ValueTask HangUpAsync(HangUpCause cause, CancellationToken cancel)
    {
        if (!Finish(cause))
            return;

        LogHangingUp(_ticket.Id, cause);
        _carrier.Fates.Note(_ticket.CallSid, new CallFate.Over());
        if (IsPhone && _carrier.Options.IsConfigured)
        {
            // The API is the certain way, the closed socket the polite one: both, and the socket does not wait long for the API.
            // The call's own token is cancelled as soon as the line is over, so the request has only its own deadline.
            var told = _carrier.Api.HangUpAsync(_ticket.CallSid, CancellationToken.None);
            await Task.WhenAny(told, Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, CancellationToken.None));
            CloseAtOurEnd();
            await told;
        }
        else
        {
            CloseAtOurEnd();
        }
    }

    /// <inheritdoc/>
    public async ValueTask<bool> TransferAsync(Transfer transfer, CancellationToken cancel)
    {
        if (!IsPhone || !_carrier.Options.IsConfigured)
            return false;

        // Noted first: if the API cannot be reached, the closed socket makes the carrier ask what comes next, and it may ask any server.
        _carrier.Fates.Note(_ticket.CallSid, new CallFate.PutThrough(transfer));
        await _carrier.Transfers.BeginAsync(_ticket, transfer, cancel);
        var change = await _carrier.Api.RedirectAsync(_ticket.CallSid, CallMarkup.Transfer(_carrier.Options, _ticket.CallSid, transfer), cancel);
        LogTransferred(_ticket.Id, change);
        if (change is CallChange.WrongState or CallChange.NoSuchCall)
            return false;
        if (change == CallChange.Failed)
            CloseAtOurEnd();
        Finish(HangUpCause.Transferred);
        return true;
    }

    /// <summary>Closes the socket if the call's leader has not; safe to call often.</summary>
    public ValueTask DisposeAsync()
    {
        Finish(HangUpCause.Us);
        CloseAtOurEnd();
        return ValueTask.CompletedTask;
    }

    private static ValueTask Sent(bool sent) => sent ? ValueTask.CompletedTask : ValueTask.FromException(new IOException("The line is gone."));

    private void CloseAtOurEnd() =>
        _outgoing.Close(_stopping.IsCancellationRequested ? WebSocketCloseStatus.EndpointUnavailable : WebSocketCloseStatus.NormalClosure, "");

    /// <summary>The line ends for <paramref name="cause"/>; true for the first one who says so.</summary>
    private bool Finish(HangUpCause cause)
    {
        lock (_gate)
        {
            if (_finished)
                return false;
            _finished = true;
        }

        _audio.Writer.TryComplete();
        _events.Writer.TryWrite(new CallEvent.HungUp(cause));
        _events.Writer.TryComplete();
        return true;
    }

    private async Task ReadAsync()
    {
        while (true)
        {
            var reception = await _incoming.ReceiveAsync(CancellationToken.None);
            Interlocked.Exchange(ref _lastSign, _carrier.Time.GetTimestamp());
            switch (reception)
            {
                case Reception.Message:
                    if (Take(_incoming.Message) is { } wait)
                        await PassTimeAsync(wait);
                    break;

                case Reception.Closed:
                case Reception.Broken:
                    if (Finish(HangUpCause.LineLost))
                        LogLost(_ticket.Id, reception, _socket.CloseStatus);
                    CloseAtOurEnd();
                    return;

                default:
                    LogRefusedMessage(_ticket.Id, reception);
                    Finish(HangUpCause.LineLost);
                    _outgoing.Close(StatusFor(reception), reception.ToString());
                    return;
            }
        }
    }

    internal static WebSocketCloseStatus StatusFor(Reception reception) => reception switch
    {
        Reception.Binary => WebSocketCloseStatus.InvalidMessageType,
        Reception.TooLong => WebSocketCloseStatus.MessageTooBig,
        _ => WebSocketCloseStatus.PolicyViolation,
    };

    /// <summary>Acts on one message; gives back how much time a typed call's caller lets pass.</summary>
    private TimeSpan? Take(ReadOnlySpan<byte> utf8)
    {
        StreamMessage message;
        try
        {
            message = StreamMessage.Read(utf8, _streamSid);
        }
        catch (JsonException)
        {
            LogNotUnderstood(_ticket.Id, utf8.Length);
            return null;
        }

        if (message.StreamSid is { } stream && stream != _streamSid)
        {
            LogOtherStream(_ticket.Id, _streamSid);
            return null;
        }

        CheckOrder(message.SequenceNumber);
        switch (message.Event)
        {
            case StreamEvent.Media when CarriesAudio:
                if (!_heard.TryRead(message, _audio.Writer))
                    LogNotUnderstood(_ticket.Id, utf8.Length);
                break;

            case StreamEvent.Mark when message.Word is { } mark:
                if (TakeMark(mark))
                    _events.Writer.TryWrite(new CallEvent.MarkReached(mark));
                break;

            case StreamEvent.Dtmf when message.Word is [>= '0' and <= '9' or '*' or '#'] digit:
                _events.Writer.TryWrite(new CallEvent.DigitPressed(digit[0]));
                break;

            case StreamEvent.Text when !IsPhone && message.Word is { Length: > 0 and <= MaxTypedWords } words:
                _events.Writer.TryWrite(new CallEvent.Typed(words));
                break;

            case StreamEvent.Wait when _clock is not null && message.Milliseconds is > 0 and <= 3_600_000:
                return TimeSpan.FromMilliseconds(message.Milliseconds.Value);

            case StreamEvent.Stop:
                _carrier.Fates.Note(_ticket.CallSid, new CallFate.Over());
                Finish(HangUpCause.Caller);
                break;
        }

        return null;
    }

    /// <summary>Takes a returned mark off the list; true when the audio before it was really played.</summary>
    private bool TakeMark(string name)
    {
        lock (_gate)
        {
            var index = _marks.FindIndex(mark => mark.Name == name);
            if (index < 0)
                return false;

            var cleared = _marks[index].Cleared;
            _marks.RemoveAt(index);
            return !cleared;
        }
    }

    private void CheckOrder(long? number)
    {
        if (number is not { } sequence)
            return;

        if (sequence != _lastSequence + 1 && _sequenceBreaks++ == 0)
            LogOutOfOrder(_ticket.Id, _lastSequence + 1, sequence);
        _lastSequence = sequence;
    }

    /// <summary>Moves a typed call's clock on, timer by timer, and lets the call act on each before the next.</summary>
    private async Task PassTimeAsync(TimeSpan by)
    {
        var until = _clock!.GetUtcNow() + by;
        while (_clock.NextDue is { } due && due <= until && !_gone.IsCancellationRequested)
        {
            _clock.AdvanceTo(due);
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, CancellationToken.None);
        }

        _clock.AdvanceTo(until);
    }

    /// <summary>Gives the line up when nothing comes from the far side any more, or nothing can be sent to it.</summary>
    private async Task WatchAsync()
    {
        var deadline = CarriesAudio ? _carrier.Options.MediaDeadline : _carrier.Options.TypingDeadline;
        try
        {
            while (true)
            {
                await Task.Delay(deadline / 6, TimeProvider.System, _gone.Token);
                var silentFor = _carrier.Time.GetElapsedTime(Interlocked.Read(ref _lastSign));
                if (silentFor <= deadline && _outgoing.SendingFor <= SendDeadline)
                    continue;

                if (Finish(HangUpCause.LineLost))
                    LogSilent(_ticket.Id, silentFor.TotalMilliseconds, _outgoing.SendingFor.TotalMilliseconds);
                _socket.Abort();
                return;
            }
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The call is over.
        }
    }

    [LoggerMessage(LogLevel.Information, "Call {CallId}: the line was lost without a farewell ({Reception}, {Status}).")]
    private partial void LogLost(CallId callId, Reception reception, WebSocketCloseStatus? status);

    [LoggerMessage(LogLevel.Warning, "Call {CallId}: the line was given up; nothing came for {SilentMs} ms, a message has been on its way out for {SendingMs} ms.")]
    private partial void LogSilent(CallId callId, double silentMs, double sendingMs);

    [LoggerMessage(LogLevel.Warning, "Call {CallId}: the stream was closed by us: {Reception}.")]
    private partial void LogRefusedMessage(CallId callId, Reception reception);

    [LoggerMessage(LogLevel.Warning, "Call {CallId}: a message of {Length} bytes was not understood.")]
    private partial void LogNotUnderstood(CallId callId, int length);

    [LoggerMessage(LogLevel.Warning, "Call {CallId}: a message for another stream than {StreamSid} was ignored.")]
    private partial void LogOtherStream(CallId callId, string streamSid);

    [LoggerMessage(LogLevel.Warning, "Call {CallId}: message {Expected} was expected, {Came} came; messages were lost on the way.")]
    private partial void LogOutOfOrder(CallId callId, long expected, long came);

    [LoggerMessage(LogLevel.Information, "Call {CallId}: hanging up ({Cause}).")]
    private partial void LogHangingUp(CallId callId, HangUpCause cause);

    [LoggerMessage(LogLevel.Information, "Call {CallId}: put through to a person ({Change}).")]
    private partial void LogTransferred(CallId callId, CallChange change);

    [LoggerMessage(LogLevel.Debug, "Call {CallId}: stream {StreamSid} ended; {Dropped} frames dropped, {FilledMs} ms filled with silence, {Breaks} breaks in the order.")]
    private partial void LogEnded(CallId callId, string streamSid, long dropped, double filledMs, long breaks);
}
