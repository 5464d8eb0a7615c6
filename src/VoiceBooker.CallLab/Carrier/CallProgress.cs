using System.Globalization;

namespace VoiceBooker.CallLab.Carrier;

/// <summary>Tells the progress of an outbound call to its status callback: the events that were asked for, numbered in the order in which they happened, one after the other; or as <see cref="Faults"/> would have it.</summary>
internal sealed class CallProgress(SimulatedCall call, CallOrder order, TimeProvider time)
{
    private readonly List<Func<Task>> _held = [];
    private Task _sending = Task.CompletedTask;
    private int _sequence;

    /// <summary>Something happened.</summary>
    /// <param name="what"><c>initiated</c>, <c>ringing</c>, <c>answered</c>, <c>completed</c>.</param>
    /// <param name="status">The <c>CallStatus</c> that goes with it.</param>
    /// <param name="more">Further parameters.</param>
    public void Tell(string what, string status, params IReadOnlyList<(string Name, string Value)> more)
    {
        if (order.StatusCallback is not { } address || !order.Events.Contains(what, StringComparer.Ordinal))
            return;
        var (sequence, at) = (_sequence++, time.GetUtcNow());
        if (call.Faults.LosesStatus == "*" || call.Faults.LosesStatus == what)
            return;

        if (call.Faults.StatusOutOfOrder && what != "completed")
        {
            _held.Add(SendAsync);
            return;
        }

        Chain(SendAsync);
        _held.ForEach(Chain);
        _held.Clear();

        async Task SendAsync()
        {
            if (call.Faults.StatusCallbackDelayMs > 0)
                await Task.Delay(TimeSpan.FromMilliseconds(call.Faults.StatusCallbackDelayMs), time, CancellationToken.None);
            await call.TellStatusAsync(address, order.StatusMethod, status, sequence, at, more);
        }
    }

    /// <summary>The call is over.</summary>
    public void TellEnd(int? sipCode) => Tell("completed", call.Status,
    [
        ("CallDuration", call.Seconds.ToString(CultureInfo.InvariantCulture)),
        ("Duration", (call.Seconds == 0 ? 0 : (call.Seconds / 60) + 1).ToString(CultureInfo.InvariantCulture)),
        .. sipCode is { } code ? [("SipResponseCode", code.ToString(CultureInfo.InvariantCulture))] : Array.Empty<(string, string)>(),
    ]);

    private void Chain(Func<Task> send)
    {
        var before = _sending;
        call.Track(_sending = AfterAsync());

        async Task AfterAsync()
        {
            await before;
            await send();
        }
    }
}
