using System.Collections.Concurrent;
using System.Globalization;
using System.Net.WebSockets;

namespace VoiceBooker.CallLab.Carrier;

/// <summary>One call at the simulated carrier, from dialling to the last status callback.</summary>
internal sealed class SimulatedCall(SimulatedCarrier carrier, Handset handset, string from, string to, NumberSettings number, Faults faults, TimeProvider time) : IDisposable
{
    private readonly CancellationTokenSource _ended = new();
    private readonly ConcurrentBag<Task> _late = [];
    private CancellationTokenSource _redirected = new();
    private int _sequence;
    private int _restRequests;
    private long _answeredAt;
    private long _endedAt;

    /// <summary>The call's identity.</summary>
    public string Sid { get; } = CallLab.Carrier.Sid.New("CA");

    /// <summary><c>inbound</c>, <c>outbound-api</c> (ordered over REST) or <c>outbound-dial</c> (a leg of another call).</summary>
    public string Direction { get; init; } = "inbound";

    /// <summary>The call that this one is a leg of; null: none.</summary>
    public string? ParentSid { get; init; }

    /// <summary>The number that calls.</summary>
    public string From => from;

    /// <summary>The number that is called.</summary>
    public string To => to;

    /// <summary>The account's identity.</summary>
    public string AccountSid => carrier.Account.Sid;

    /// <summary>The telephone in the caller's hand.</summary>
    public Handset Handset => handset;

    /// <summary>What goes wrong.</summary>
    public Faults Faults => faults;

    /// <summary>The carrier's debugger.</summary>
    public CarrierNotices Notices { get; } = new();

    /// <summary>What the carrier itself said or did, in order ("stream", "say: …", "dial: …", "hang-up").</summary>
    public ConcurrentQueue<string> Steps { get; } = new();

    /// <summary><c>queued</c>, <c>ringing</c>, <c>in-progress</c>, <c>completed</c>, <c>busy</c>, <c>no-answer</c>, <c>failed</c>, <c>canceled</c>.</summary>
    public string Status { get; private set; } = "ringing";

    /// <summary>When it was taken.</summary>
    public DateTimeOffset CreatedAt { get; } = time.GetUtcNow();

    /// <summary>When it was dialled; null: not yet.</summary>
    public DateTimeOffset? StartedAt { get; set; }

    /// <summary>When it was over; null: not yet.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>How long it waited before it was dialled.</summary>
    public TimeSpan QueueTime { get; set; }

    /// <summary>The carrier's last verdict on who answered; null: none.</summary>
    public string? AnsweredBy { get; set; }

    /// <summary>What the answering machine at its end recorded; null: none did.</summary>
    public Called.Recorded? Recorded { get; set; }

    /// <summary>Whole seconds since it was answered, begun ones too; 0: it was not.</summary>
    public int Seconds => _answeredAt == 0 ? 0 : (int)Math.Ceiling(((_endedAt == 0 ? time.GetElapsedTime(_answeredAt) : time.GetElapsedTime(_answeredAt, _endedAt)).TotalSeconds));

    /// <summary>What the carrier itself said into the line, with the frames of the handset's life it took.</summary>
    public ConcurrentQueue<(string Text, long From, long Until)> Announced { get; } = new();

    /// <summary>Media messages received.</summary>
    public long MediaMessages { get; set; }

    /// <summary>Media messages that are no multiple of 160 bytes; one at the end of an utterance is tolerated by the carrier, heard as a click elsewhere.</summary>
    public long PartialFrames { get; set; }

    /// <summary><c>clear</c> messages received.</summary>
    public int Clears { get; set; }

    /// <summary>The most audio that was queued, bytes.</summary>
    public int MostQueued { get; set; }

    /// <summary>Times the playout ran dry inside a phrase.</summary>
    public int Underruns => Streams.Sum(each => each.Playout.Underruns);

    /// <summary>How the server closed the last socket.</summary>
    public WebSocketCloseStatus? CloseStatus { get; set; }

    /// <summary>Sockets of this call so far.</summary>
    public List<MediaStream> Streams { get; } = [];

    /// <summary>How long it took the server to answer each webhook.</summary>
    public ConcurrentQueue<(string Path, TimeSpan Took)> WebhookTimes { get; } = new();

    /// <summary>A document that replaces the present one, by REST; null: none waits.</summary>
    public RestRedirect? Redirect { get; private set; }

    /// <summary>Cancelled when the call is over.</summary>
    public CancellationToken Ended => _ended.Token;

    /// <summary>Cancelled when a new document waits.</summary>
    public CancellationToken Redirected => _redirected.Token;

    /// <summary>Runs the call until it is over and its last callback was sent.</summary>
    public async Task RunAsync()
    {
        await using var puttingDown = handset.HungUp.Register(() => _ended.Cancel());
        var run = new TwimlRun(this, carrier, time);
        await run.RunAsync(number);
        await EndAsync();
        await SettleAsync();
    }

    /// <summary>Waits for what was still to be sent when the call ended.</summary>
    public async Task SettleAsync()
    {
        foreach (var late in _late)
            await late;
    }

    /// <summary>Ends the call over REST; false when it is not in progress.</summary>
    public bool EndByRest()
    {
        if (_ended.IsCancellationRequested || (Direction != "inbound" && Status != "in-progress"))
            return false;
        Steps.Enqueue("ended by REST");
        _ended.Cancel();
        return true;
    }

    /// <summary>Takes an outbound call back over REST; nothing happens to one that was answered or is over.</summary>
    public void CancelByRest()
    {
        if (_ended.IsCancellationRequested || Direction == "inbound" || Status is not ("queued" or "ringing"))
            return;
        Steps.Enqueue("canceled by REST");
        Status = "canceled";
        _ended.Cancel();
    }

    /// <summary>Goes on to another state.</summary>
    public void Become(string status)
    {
        if (Status == "canceled")
            return;
        Status = status;
        if (status == "in-progress")
            _answeredAt = time.GetTimestamp();
    }

    /// <summary>An outbound call is over, with its last word; later ones do not count.</summary>
    public void Finish(string status)
    {
        Become(status);
        EndedAt = time.GetUtcNow();
        _endedAt = time.GetTimestamp();
        _ended.Cancel();
        Steps.Enqueue($"call {Status}");
    }

    /// <summary>Ends the call for a reason of the carrier's own.</summary>
    public void Cut(string step)
    {
        if (_ended.IsCancellationRequested)
            return;
        Steps.Enqueue(step);
        _ended.Cancel();
    }

    /// <summary>Replaces the document over REST; false when the call is not in progress.</summary>
    public bool RedirectByRest(RestRedirect redirect)
    {
        if (_ended.IsCancellationRequested || Status != "in-progress")
            return false;
        Steps.Enqueue("redirected by REST");
        Redirect = redirect;
        _redirected.Cancel();
        return true;
    }

    /// <summary>What the REST door answers to the next request about this call instead of obeying; null: it obeys.</summary>
    public (int Status, int Code)? NextRestFault()
    {
        var request = Interlocked.Increment(ref _restRequests);
        return request <= faults.RestTooManyRequests ? (429, 20429)
            : request <= faults.RestTooManyRequests + faults.RestServerErrors ? (500, 20500)
            : null;
    }

    /// <summary>Takes the waiting redirect.</summary>
    public RestRedirect? TakeRedirect()
    {
        var redirect = Redirect;
        Redirect = null;
        if (redirect is not null)
            _redirected = new CancellationTokenSource();
        return redirect;
    }

    /// <summary>The call is answered by its first verb.</summary>
    public void Answer()
    {
        if (Status != "ringing")
            return;
        Status = "in-progress";
        _answeredAt = time.GetTimestamp();
    }

    /// <summary>The call ends with this status (<c>busy</c>, <c>failed</c>) without having been answered.</summary>
    public void Fail(string status) => Status = status;

    /// <summary>Keeps a task of the call until its end.</summary>
    public void Track(Task late) => _late.Add(late);

    /// <summary>The parameters of every webhook of this call.</summary>
    public List<KeyValuePair<string, string>> Parameters(params IEnumerable<(string Name, string Value)> more)
    {
        var seen = faults.Anonymous ? "anonymous" : from;
        List<KeyValuePair<string, string>> all =
        [
            new("CallSid", Sid), new("AccountSid", AccountSid), new("From", seen), new("To", to), new("Caller", seen), new("Called", to), new("CallStatus", Status),
            new("ApiVersion", "2010-04-01"), new("Direction", Direction), new("FromCity", ""), new("FromCountry", "US"), new("ToCountry", "US"),
        ];
        if (Direction == "inbound")
            all.Add(new("StirVerstat", "TN-Validation-Passed-A"));
        if (ParentSid is { } parent)
            all.Add(new("ParentCallSid", parent));
        if (faults.UnknownParameters)
            all.AddRange([new("Zebra", "été & 100 %"), new("aNewThing", " with spaces "), new("Tag", "one"), new("tag", "two")]);
        all.AddRange(more.Select(each => new KeyValuePair<string, string>(each.Name, each.Value)));
        return all;
    }

    /// <summary>The signature of a handshake to <paramref name="address"/>; null: none is sent.</summary>
    public string? SignHandshake(Uri address)
    {
        var url = faults.Port is PortInSignature.AsDocumented ? address.OriginalString : CarrierSignature.SignedUrl(address, faults.Port);
        return faults.Handshake switch
        {
            HandshakeSignature.Missing => null,
            HandshakeSignature.TrailingSlash => CarrierSignature.Of(carrier.Account.AuthToken, url + "/", []),
            HandshakeSignature.Forged => CarrierSignature.Of("somebody else's token", url, []),
            _ => CarrierSignature.Of(carrier.Account.AuthToken, url, []),
        };
    }

    /// <summary>Sends a status callback of this call now.</summary>
    public Task TellStatusAsync(Uri address, string status, int sequence, params IEnumerable<(string Name, string Value)> more) => TellStatusAsync(address, "POST", status, sequence, time.GetUtcNow(), more);

    /// <summary>Sends a status callback of this call now, about something that happened <paramref name="at"/>.</summary>
    public async Task TellStatusAsync(Uri address, string method, string status, int sequence, DateTimeOffset at, IEnumerable<(string Name, string Value)> more)
    {
        var parameters = Parameters([
            ("Timestamp", at.ToString("ddd, dd MMM yyyy HH:mm:ss +0000", CultureInfo.InvariantCulture)),
            ("CallbackSource", "call-progress-events"), ("SequenceNumber", sequence.ToString(CultureInfo.InvariantCulture)), .. more]);
        parameters.RemoveAll(each => each.Key == "CallStatus");
        parameters.Add(new("CallStatus", status));
        for (var copy = 0; copy < faults.StatusCallbackCopies; copy++)
            await carrier.Webhooks.TellAsync(this, address, parameters, method);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _ended.Dispose();
        _redirected.Dispose();
    }

    private async Task EndAsync()
    {
        if (Status is "in-progress" or "ringing")
            Status = Status is "in-progress" ? "completed" : handset.HungUp.IsCancellationRequested ? "no-answer" : "failed";
        var wasOver = _ended.IsCancellationRequested;
        if (!wasOver)
            await _ended.CancelAsync();
        EndedAt = time.GetUtcNow();
        _endedAt = time.GetTimestamp();
        Steps.Enqueue($"call {Status}");

        if (number.StatusCallback is not { } callback || faults.StatusCallbackCopies == 0)
            return;
        if (faults.StatusCallbackDelayMs > 0)
            await Task.Delay(TimeSpan.FromMilliseconds(faults.StatusCallbackDelayMs), time, CancellationToken.None);
        var seconds = Seconds;
        _sequence = faults.StatusOutOfOrder ? 1 : 0;
        await TellStatusAsync(callback, Status, _sequence,
            ("CallDuration", seconds.ToString(CultureInfo.InvariantCulture)), ("Duration", (seconds / 60 + 1).ToString(CultureInfo.InvariantCulture)));
        if (faults.StatusOutOfOrder)
            await TellStatusAsync(callback, "ringing", 0);
    }
}

/// <summary>A new document for a live call: its address, or the document itself.</summary>
internal sealed record RestRedirect(Uri? Url, string Method, string? Twiml);
