using System.Net.WebSockets;
using System.Threading.Channels;

namespace VoiceBooker.CallLab.Carrier;

/// <summary>How a stream ended.</summary>
internal enum StreamEnd
{
    /// <summary>The server closed the socket properly.</summary>
    ClosedByServer,

    /// <summary>The call is over: hung up, or ended over REST.</summary>
    CallEnded,

    /// <summary>The call was redirected over REST.</summary>
    Redirected,

    /// <summary>The socket broke.</summary>
    Broken,

    /// <summary>The handshake failed.</summary>
    Refused,
}

/// <summary>One media socket of one call: frames of 20 ms both ways in real time.</summary>
internal sealed class MediaStream(SimulatedCall call, string streamSid, Uri address, IReadOnlyDictionary<string, string> parameters, TimeProvider time)
{
    private readonly Channel<Outgoing> _outgoing = Channel.CreateUnbounded<Outgoing>(new UnboundedChannelOptions { SingleReader = true });
    private readonly StreamMessages _messages = new(streamSid, call.Faults);
    private readonly Random _chance = new(17);

    private enum Kind
    {
        Message,
        Media,
        Start,
    }

    /// <summary>What is queued to be played.</summary>
    public PlayoutBuffer Playout { get; } = new();

    /// <summary>From <c>start</c>, as it was sent, to the first audio that came, ms; null while none has come.</summary>
    public double? StartToAudio { get; private set; }

    /// <summary>Opens the socket and runs it until one side ends it.</summary>
    public async Task<StreamEnd> RunAsync(CancellationToken callEnds, CancellationToken redirected)
    {
        using var socket = new ClientWebSocket();
        var signed = call.SignHandshake(address);
        if (signed is not null)
            socket.Options.SetRequestHeader(CarrierSignature.Header, signed);
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(callEnds);
            limit.CancelAfter(TimeSpan.FromSeconds(15));
            await socket.ConnectAsync(address, limit.Token);
        }
        catch (Exception refused) when (refused is WebSocketException or OperationCanceledException or HttpRequestException)
        {
            if (!callEnds.IsCancellationRequested)
                call.Notices.Add(CarrierNotices.StreamHandshake, $"handshake failed: {refused.Message}");
            return callEnds.IsCancellationRequested ? StreamEnd.CallEnded : StreamEnd.Refused;
        }

        using var over = CancellationTokenSource.CreateLinkedTokenSource(callEnds, redirected);
        var writing = WriteAsync(socket);
        Post(StreamMessages.Connected());
        if (call.Faults.HangUpBeforeStart)
        {
            call.Handset.HangUp();
            _outgoing.Writer.TryComplete();
            await writing;
            socket.Abort();
            return StreamEnd.CallEnded;
        }

        Post(_messages.Start(call.AccountSid, call.Sid, parameters), Kind.Start);
        using var serverClosed = new CancellationTokenSource();
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(over.Token, serverClosed.Token);
        var reading = ReadAsync(socket, serverClosed, over.Token);
        var cut = await TickAsync(ends.Token);
        if (cut)
        {
            socket.Abort();
            _outgoing.Writer.TryComplete();
            await writing;
            await reading;
            return StreamEnd.Broken;
        }

        if (!serverClosed.IsCancellationRequested && !call.Faults.StopMissing)
            Post(_messages.Stop(call.AccountSid, call.Sid));
        _outgoing.Writer.TryComplete();
        await writing;
        await CloseAsync(socket);
        var closed = await reading;
        return redirected.IsCancellationRequested && !callEnds.IsCancellationRequested ? StreamEnd.Redirected
            : over.IsCancellationRequested ? StreamEnd.CallEnded
            : closed;
    }

    private static async Task CloseAsync(ClientWebSocket socket)
    {
        try
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, statusDescription: null, patience.Token);
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException or IOException)
        {
            socket.Abort();
        }
    }

    private void Post(byte[] message, Kind kind = Kind.Message) => _outgoing.Writer.TryWrite(new Outgoing(message, kind));

    /// <summary>Plays and listens every 20 ms by elapsed time. True when the fault of a cut socket struck.</summary>
    private async Task<bool> TickAsync(CancellationToken ends)
    {
        var faults = call.Faults;
        var began = time.GetTimestamp();
        var frame = new byte[Handset.FrameSize];
        var reached = new List<string>();
        long ticks = 0;
        long chunk = 0;
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20), time);
        while (!ends.IsCancellationRequested)
        {
            try
            {
                await timer.WaitForNextTickAsync(ends);
            }
            catch (OperationCanceledException)
            {
                break;
            }

            var due = (long)(time.GetElapsedTime(began).TotalMilliseconds / 20);
            for (; ticks < due; ticks++)
            {
                reached.Clear();
                var played = Playout.Play(frame, reached);
                call.Handset.Hear(frame, played > 0);
                foreach (var mark in reached)
                    ReturnMark(mark);

                call.Handset.NextFrame(frame);
                while (call.Handset.NextKey() is { } key)
                    Post(_messages.Dtmf(key));
                var lost = faults.GapEvery > 0 && ticks % faults.GapEvery < faults.GapFrames;
                if (!lost)
                    Post(_messages.Media(++chunk, ticks * 20, frame), Kind.Media);
                if (faults.UnknownParameters && ticks == 50)
                    Post(_messages.Unknown());
            }

            if (faults.CutAfterMs > 0 && ticks * 20 >= faults.CutAfterMs)
                return true;
        }

        return false;
    }

    private int _marks;
    private long _startSentAt;

    private void ReturnMark(string name)
    {
        if (++_marks == call.Faults.LoseMark)
            return;
        if (call.Faults.MarkDelayMs == 0)
            Post(_messages.Mark(name));
        else
            call.Track(ReturnLateAsync(name));
    }

    private async Task ReturnLateAsync(string name)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(call.Faults.MarkDelayMs), time, CancellationToken.None);
        Post(_messages.Mark(name));
    }

    private async Task WriteAsync(ClientWebSocket socket)
    {
        var faults = call.Faults;
        var bunch = new List<byte[]>();
        try
        {
            await foreach (var outgoing in _outgoing.Reader.ReadAllAsync())
            {
                if (outgoing.Kind is Kind.Media && faults.JitterMs > 0)
                    await Task.Delay(TimeSpan.FromMilliseconds(_chance.Next(faults.JitterMs)), time, CancellationToken.None);
                if (outgoing.Kind is Kind.Start)
                    Interlocked.Exchange(ref _startSentAt, time.GetTimestamp());
                bunch.Add(outgoing.Bytes);
                if (outgoing.Kind is Kind.Media && bunch.Count < faults.Bunch)
                    continue;

                foreach (var bytes in bunch)
                    await socket.SendAsync(bytes, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
                bunch.Clear();
            }
        }
        catch (Exception gone) when (gone is WebSocketException or InvalidOperationException or IOException or OperationCanceledException) // the last is how a socket says that it broke while it was being written to
        {
            _outgoing.Writer.TryComplete();
        }
    }

    private async Task<StreamEnd> ReadAsync(ClientWebSocket socket, CancellationTokenSource serverClosed, CancellationToken over)
    {
        var faults = call.Faults;
        var buffer = new byte[16 * 1024];
        using var message = new MemoryStream();
        using var patience = new CancellationTokenSource();
        await using var atTheEnd = over.Register(() => patience.CancelAfter(TimeSpan.FromSeconds(5)));
        try
        {
            while (true)
            {
                if (faults.SlowReadMs > 0)
                    await Task.Delay(TimeSpan.FromMilliseconds(faults.SlowReadMs), time, CancellationToken.None);
                message.SetLength(0);
                ValueWebSocketReceiveResult part;
                do
                {
                    part = await socket.ReceiveAsync(buffer.AsMemory(), patience.Token);
                    message.Write(buffer, 0, part.Count);
                }
                while (!part.EndOfMessage);

                if (part.MessageType is WebSocketMessageType.Close)
                {
                    call.CloseStatus = socket.CloseStatus;
                    return StreamEnd.ClosedByServer;
                }

                if (part.MessageType is WebSocketMessageType.Binary)
                    call.Notices.Add(CarrierNotices.Binary, "binary message");
                else if (faults.TransitMs > 0)
                    call.Track(HandleLateAsync(message.ToArray()));
                else
                    Handle(message.ToArray());
            }
        }
        catch (Exception gone) when (gone is WebSocketException or IOException or OperationCanceledException)
        {
            return over.IsCancellationRequested ? StreamEnd.CallEnded : StreamEnd.Broken;
        }
        finally
        {
            await serverClosed.CancelAsync();
        }
    }

    private Task _transit = Task.CompletedTask;

    private Task HandleLateAsync(byte[] message)
    {
        var before = _transit;
        return _transit = LaterAsync();

        async Task LaterAsync()
        {
            await Task.Delay(TimeSpan.FromMilliseconds(call.Faults.TransitMs), time, CancellationToken.None);
            await before;
            Handle(message);
        }
    }

    private void Handle(byte[] message)
    {
        switch (ServerMessage.Read(message, streamSid))
        {
            case ServerMessage.Media(var audio):
                call.Handset.AudioArrived();
                if (StartToAudio is null && Interlocked.Read(ref _startSentAt) is not 0 and var started)
                    StartToAudio = time.GetElapsedTime(started).TotalMilliseconds;
                call.MediaMessages++;
                if (audio.Length % Handset.FrameSize != 0)
                    call.PartialFrames++;
                if (!Playout.AddAudio(audio))
                    call.Notices.Add(CarrierNotices.BufferOverflow, "more than ten minutes of audio are queued");
                call.MostQueued = Math.Max(call.MostQueued, Playout.Queued);
                break;

            case ServerMessage.Mark(var name):
                if (Playout.AddMark(name) is { } atOnce)
                    ReturnMark(atOnce);
                break;

            case ServerMessage.Clear:
                call.Handset.Cleared(Playout.Queued);
                call.Clears++;
                foreach (var mark in Playout.Clear())
                    ReturnMark(mark);
                break;

            case ServerMessage.Refused(var code, var reason):
                call.Notices.Add(code, reason);
                break;
        }
    }

    private sealed record Outgoing(byte[] Bytes, Kind Kind);
}
