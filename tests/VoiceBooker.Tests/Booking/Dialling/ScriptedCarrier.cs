using NodaTime;
using VoiceBooker.Booking.Dialling;

namespace VoiceBooker.Tests.Booking.Dialling;

/// <summary>A call that the carrier has made.</summary>
internal sealed class CarrierCall(string sid, DialOrder order, Instant at)
{
    public string Sid { get; } = sid;

    public DialOrder Order { get; } = order;

    public Instant At { get; } = at;

    public string Status { get; set; } = "queued";

    public bool IsFinal => Status is "completed" or "busy" or "no-answer" or "failed" or "canceled";
}

/// <summary>The carrier's side: takes calls, refuses them, loses answers, as it is told; and remembers every call it made. It knows nothing of us but what comes over the seam.</summary>
internal sealed class ScriptedCarrier(TimeProvider clock) : IDialer
{
    private int _sids;

    /// <summary>Every call that was made.</summary>
    public List<CarrierCall> Calls { get; } = [];

    /// <summary>What happens to a request; null: it is taken.</summary>
    public Func<DialOrder, DialResult?> Answers { get; set; } = _ => null;

    /// <summary>Whether a taken call's answer is lost on its way.</summary>
    public Func<DialOrder, bool> LosesAnswer { get; set; } = _ => false;

    /// <summary>Happens while a request is under way.</summary>
    public Func<DialOrder, Task> Meanwhile { get; set; } = _ => Task.CompletedTask;

    /// <summary>Whether it can be asked at all.</summary>
    public bool IsReachable { get; set; } = true;

    public IReadOnlySet<string>? Numbers { get; set; } = new HashSet<string>(StringComparer.Ordinal) { Ours };

    public bool IsConfigured { get; set; } = true;

    public const string Ours = "+14155550147";

    private Instant Now => Instant.FromDateTimeOffset(clock.GetUtcNow());

    public async Task<DialResult> DialAsync(DialOrder order, CancellationToken cancel)
    {
        await Meanwhile(order);
        if (Answers(order) is { } answer)
            return answer;
        var call = new CarrierCall($"CA{++_sids:00000}", order, Now);
        Calls.Add(call);
        return LosesAnswer(order) ? new DialResult.Unknown("The answer was lost.") : new DialResult.Accepted(call.Sid);
    }

    public Task<bool> CancelAsync(string callSid, CancellationToken cancel)
    {
        var call = Calls.Single(each => each.Sid == callSid);
        if (!call.IsFinal && call.Status == "in-progress")
            return Task.FromResult(false);
        if (!call.IsFinal)
            call.Status = "canceled";
        return Task.FromResult(true);
    }

    public Task<CallLookUp> ReadAsync(string callSid, CancellationToken cancel) => Task.FromResult<CallLookUp>(
        !IsReachable ? new CallLookUp.Failed("down")
        : Calls.Find(call => call.Sid == callSid) is { } found ? new CallLookUp.Found(Known(found))
        : new CallLookUp.NoSuchCall());

    public Task<IReadOnlyList<KnownCall>?> FindAsync(string to, string from, Instant since, CancellationToken cancel) => Task.FromResult<IReadOnlyList<KnownCall>?>(
        IsReachable ? [.. Calls.Where(call => call.Order.To == to && call.Order.From == from && call.At >= since).Select(Known)] : null);

    public Task<IReadOnlySet<string>?> OwnNumbersAsync(CancellationToken cancel) => Task.FromResult(Numbers);

    private static KnownCall Known(CarrierCall call) => new(call.Sid, call.Status, call.IsFinal, call.At, null, null);
}
