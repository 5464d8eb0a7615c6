using System.Globalization;
using VoiceBooker.CallLab.Called;

namespace VoiceBooker.CallLab.Carrier;

/// <summary>One call that was ordered over REST, from the queue to its last callback.</summary>
internal sealed class OutboundRun(SimulatedCarrier carrier, SimulatedCall call, CallOrder order, CalledPerson person, TimeProvider time)
{
    private readonly CallProgress _progress = new(call, order, time);
    private readonly CalledParty _party = new(call, person, time, (what, wanted) => carrier.Log.Add("did", order.To, order.From, order.Attempt, call.Sid, what, wanted));

    /// <summary>Runs it until it is over and all was told.</summary>
    public async Task RunAsync()
    {
        await using var puttingDown = call.Handset.HungUp.Register(() => call.Cut("the person hangs up"));
        try
        {
            await PlaceAsync();
        }
        catch (OperationCanceledException) when (call.Ended.IsCancellationRequested)
        {
            End("canceled", sipCode: call.StartedAt is null ? null : 487);
        }

        await call.SettleAsync();
    }

    private async Task PlaceAsync()
    {
        await carrier.Queue.WaitAsync(call.Ended);
        call.Ended.ThrowIfCancellationRequested();
        call.StartedAt = time.GetUtcNow();
        call.QueueTime = call.StartedAt.Value - call.CreatedAt;
        Note("initiated", "");
        _progress.Tell("initiated", "initiated");
        switch (person)
        {
            case CalledPerson.Engaged:
                await Task.Delay(TimeSpan.FromMilliseconds(100), time, call.Ended);
                End("busy", 486);
                return;
            case CalledPerson.NetworkFails(var code):
                await Task.Delay(TimeSpan.FromMilliseconds(100), time, call.Ended);
                End("failed", code);
                return;
        }

        call.Become("ringing");
        Note("ringing", "");
        _progress.Tell("ringing", "ringing");
        if (person is CalledPerson.NeverAnswers || person.Rings >= order.Timeout)
        {
            await Task.Delay(order.Timeout, time, call.Ended);
            End("no-answer", 487);
            return;
        }

        await Task.Delay(person.Rings, time, call.Ended);
        call.Become("in-progress");
        Note("answered", person.GetType().Name);
        _progress.Tell("answered", "in-progress");
        await TalkAsync();
    }

    private async Task TalkAsync()
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(call.Ended);
        var limiting = LimitAsync(over.Token);
        var acting = _party.RunAsync(over.Token);
        var detecting = order.Detection is { } detection ? new MachineDetection(call, detection, person, _party, time).RunAsync(carrier, over.Token) : Task.FromResult<string?>(null);
        var verdict = order.Detection is { Callback: null } ? await detecting : null;
        if (!call.Ended.IsCancellationRequested)
        {
            await new TwimlRun(call, carrier, time).RunAsync(new TwimlStart(order.Url, order.Method, order.Twiml, order.FallbackUrl)
            {
                More = verdict is null ? [] : [("AnsweredBy", verdict), ("MachineDetectionDuration", "4000")],
            });
        }

        await over.CancelAsync();
        await limiting;
        await acting;
        await detecting;
        if (_party.Recorded is { } recorded)
            Note("recorded", string.Create(CultureInfo.InvariantCulture, $"{recorded.Loud.TotalSeconds:0.0} s {(recorded.AfterBeep ? "after the beep" : "without a beep")}: {recorded.Text}"));
        call.Recorded = _party.Recorded;
        End("completed", 200);
    }

    private async Task LimitAsync(CancellationToken over)
    {
        try
        {
            await Task.Delay(order.TimeLimit ?? TimeSpan.FromHours(4), time, over);
            call.Cut("time limit");
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // it ended by itself
        }
    }

    private void End(string status, int? sipCode)
    {
        var wasQueued = call.StartedAt is null;
        call.Finish(status);
        Note("ended", sipCode is { } code ? $"{call.Status} {code}" : call.Status);
        if (!wasQueued)
            _progress.TellEnd(sipCode); // one that is canceled in the queue is told to nobody
    }

    private void Note(string what, string detail) => carrier.Log.Add(what, order.To, order.From, order.Attempt, call.Sid, detail);
}
