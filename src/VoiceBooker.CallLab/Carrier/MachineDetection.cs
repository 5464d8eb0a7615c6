using System.Globalization;
using VoiceBooker.CallLab.Called;

namespace VoiceBooker.CallLab.Carrier;

/// <summary>Finds out who answered, as late and as wrong as <see cref="Faults"/> would have it, and tells it to the call's callback.</summary>
internal sealed class MachineDetection(SimulatedCall call, DetectionOrder order, CalledPerson person, CalledParty party, TimeProvider time)
{
    private static readonly TimeSpan MachineKnownAfter = TimeSpan.FromSeconds(3);

    /// <summary>The verdict; null when the call ended before it, or it is lost.</summary>
    public async Task<string?> RunAsync(SimulatedCarrier carrier, CancellationToken over)
    {
        var answered = time.GetTimestamp();
        try
        {
            if (call.Faults.WrongVerdict is { } wrong)
            {
                if (call.Faults.WrongVerdictAfterMs > 0)
                    await Task.Delay(TimeSpan.FromMilliseconds(call.Faults.WrongVerdictAfterMs), time, over);
                else
                    await FindAsync(over);
                await TellAsync(carrier, wrong, answered);
                if (call.Faults.VerdictCorrectedMs == 0)
                    return wrong;
                await Task.Delay(TimeSpan.FromMilliseconds(call.Faults.VerdictCorrectedMs), time, over);
                return await TellAsync(carrier, await FindAsync(over), answered);
            }

            var verdict = await FindAsync(over);
            if (call.Faults.LosesVerdict)
                return null;
            if (call.Faults.VerdictDelayMs > 0)
                await Task.Delay(TimeSpan.FromMilliseconds(call.Faults.VerdictDelayMs), time, over);
            return await TellAsync(carrier, verdict, answered);
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            return null;
        }
    }

    private async Task<string> FindAsync(CancellationToken over)
    {
        var isMachine = person is CalledPerson.Machine or CalledPerson.Menu or CalledPerson.Screener;
        if (isMachine && !order.UntilMessageEnd)
        {
            await Task.Delay(MachineKnownAfter, time, over);
            return "machine_start";
        }

        try
        {
            var nature = await party.Nature.WaitAsync(order.Timeout, time, over);
            return nature.StartsWith("machine", StringComparison.Ordinal) && !order.UntilMessageEnd ? "machine_start" : nature;
        }
        catch (TimeoutException)
        {
            return isMachine ? "machine_end_other" : "unknown";
        }
    }

    private async Task<string> TellAsync(SimulatedCarrier carrier, string verdict, long answered)
    {
        call.AnsweredBy = verdict;
        call.Steps.Enqueue($"answered by {verdict}");
        if (order.Callback is { } callback)
        {
            var took = ((int)time.GetElapsedTime(answered).TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
            await carrier.Webhooks.TellAsync(call, callback, [new("CallSid", call.Sid), new("AccountSid", call.AccountSid), new("AnsweredBy", verdict), new("MachineDetectionDuration", took)], order.Method);
        }

        return verdict;
    }
}
