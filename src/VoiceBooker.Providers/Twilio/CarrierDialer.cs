using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NodaTime;
using VoiceBooker.Booking.Dialling;

namespace VoiceBooker.Providers.Twilio;

/// <summary>Makes calls over the carrier's REST API. What is said on them is asked for at our voice door when they are answered; the attempt travels in the query of every door.</summary>
internal sealed partial class CarrierDialer(CarrierOrders orders, CarrierApi api, OwnNumbers numbers, IOptions<CarrierOptions> options, ILogger<CarrierDialer> log) : IDialer
{
    /// <summary>How far the carrier's clock may run behind ours. It tells whole seconds.</summary>
    public static readonly Duration ClockMargin = Duration.FromSeconds(5);

    private static readonly string[] Events = ["initiated", "ringing", "answered", "completed"];

    /// <inheritdoc/>
    public bool IsConfigured => options.Value.IsConfigured;

    /// <inheritdoc/>
    public async Task<DialResult> DialAsync(DialOrder order, CancellationToken cancel)
    {
        if (!IsConfigured)
            return new DialResult.NotDialled("No carrier account is configured (Carrier:AuthToken).", Throttled: false);

        var answer = await orders.SendAsync("/Calls.json", $"attempt {order.Attempt}", FieldsOf(order, options.Value), cancel);
        switch (answer)
        {
            case OrderAnswer.Taken(var callSid, _):
                LogAccepted(order.Attempt, callSid);
                return new DialResult.Accepted(callSid);
            case OrderAnswer.NotSent(var reason):
                return new DialResult.NotDialled(reason, Throttled: false);
            case OrderAnswer.Throttled(var code):
                return new DialResult.NotDialled($"The carrier has too many requests or calls at once (code {code}).", Throttled: true);
            case OrderAnswer.Refused(var status, var code, var message):
                var kind = DialRefusals.KindOf(status, code);
                LogRefused(order.Attempt, kind, (int)status, code);
                return new DialResult.Refused(kind, code, message.Length > 0 ? message : $"HTTP {(int)status}");
            case OrderAnswer.Lost(var reason):
                return new DialResult.Unknown(reason);
            default:
                throw new InvalidOperationException($"{answer.GetType().Name} is no answer.");
        }
    }

    /// <inheritdoc/>
    public async Task<bool> CancelAsync(string callSid, CancellationToken cancel)
    {
        switch (await api.TakeBackAsync(callSid, cancel))
        {
            case CallChange.NoSuchCall:
                return true;
            case CallChange.Failed:
                return false;
        }

        // "Done" is also said of a call that was answered, and means nothing there; the wrong state may be one before or after. So the state decides.
        switch (await ReadAsync(callSid, cancel))
        {
            case CallLookUp.NoSuchCall or CallLookUp.Found { Call.IsFinal: true }:
                return true;
            case CallLookUp.Found { Call.Status: "in-progress" } or CallLookUp.Failed:
                return false;
            default:
                // It was taken back and what we read lags behind, or it has to be ended in the other way.
                return await api.HangUpAsync(callSid, cancel) switch
                {
                    CallChange.Failed => false,
                    CallChange.WrongState => await ReadAsync(callSid, cancel) is CallLookUp.NoSuchCall or CallLookUp.Found { Call.Status: not "in-progress" },
                    _ => true,
                };
        }
    }

    /// <inheritdoc/>
    public async Task<CallLookUp> ReadAsync(string callSid, CancellationToken cancel) =>
        await api.ReadAsync($"/Calls/{Uri.EscapeDataString(callSid)}.json", cancel) switch
        {
            CarrierReading.Found(var resource) when CallResource.Read(resource) is { } call => new CallLookUp.Found(call),
            CarrierReading.Missing => new CallLookUp.NoSuchCall(),
            CarrierReading.Failed(var reason) => new CallLookUp.Failed(reason),
            _ => new CallLookUp.Failed("An answer that is no call."),
        };

    /// <inheritdoc/>
    /// <remarks>Two lists are read: a call that still waits at the carrier has no start yet, and need not be among those that started since. Created <see cref="ClockMargin"/> before <paramref name="since"/> counts, too.</remarks>
    public async Task<IReadOnlyList<KnownCall>?> FindAsync(string to, string from, Instant since, CancellationToken cancel)
    {
        var earliest = since - ClockMargin;
        var day = earliest.InUtc().Date.ToString("uuuu'-'MM'-'dd", CultureInfo.InvariantCulture);
        var between = $"To={Uri.EscapeDataString(to)}&From={Uri.EscapeDataString(from)}";
        if (await api.ReadAllAsync($"/Calls.json?{between}&Status=queued&PageSize=1000", "calls", mayBeMissing: false, cancel) is not { } queued
            || await api.ReadAllAsync($"/Calls.json?{between}&StartTime%3E={day}&PageSize=1000", "calls", mayBeMissing: false, cancel) is not { } started)
            return null;

        // The second list is the younger one: a call that is in both has its newer state there.
        return
        [
            .. started.Concat(queued)
                .Where(CallResource.IsDialled)
                .Select(CallResource.Read)
                .OfType<KnownCall>()
                .Where(call => call.CreatedAt is null || call.CreatedAt >= earliest)
                .DistinctBy(call => call.CallSid, StringComparer.Ordinal),
        ];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlySet<string>?> OwnNumbersAsync(CancellationToken cancel) => IsConfigured ? await numbers.ReadAsync(cancel) : null;

    /// <summary>The form that asks for a call.</summary>
    internal static List<KeyValuePair<string, string>> FieldsOf(DialOrder order, CarrierOptions account)
    {
        var attempt = $"?{CarrierDoors.Attempt}={order.Attempt}";
        List<KeyValuePair<string, string>> fields =
        [
            new("To", order.To),
            new("From", order.From),
            new("Url", account.UrlOf(CarrierDoors.Voice) + attempt),
            new("Method", "POST"),
            new("FallbackUrl", account.UrlOf(CarrierDoors.Fallback) + attempt),
            new("FallbackMethod", "POST"),
            new("StatusCallback", account.UrlOf(CarrierDoors.Status) + attempt),
            new("StatusCallbackMethod", "POST"),
            .. Events.Select(each => new KeyValuePair<string, string>("StatusCallbackEvent", each)), // one value with spaces loses callbacks
            new("Timeout", Seconds(order.RingFor, 5, 600)),
            new("TimeLimit", Seconds(order.LongestCall, 1, int.MaxValue)),
        ];
        if (order.DetectMachines)
        {
            fields.AddRange(
            [
                new("MachineDetection", "DetectMessageEnd"),
                new("AsyncAmd", "true"),
                new("AsyncAmdStatusCallback", account.UrlOf(CarrierDoors.AnsweredBy) + attempt),
                new("AsyncAmdStatusCallbackMethod", "POST"),
                new("MachineDetectionTimeout", Seconds(account.MachineWithin, 3, 59)),
                new("MachineDetectionSpeechThreshold", Milliseconds(account.MachineSpeech)),
                new("MachineDetectionSpeechEndThreshold", Milliseconds(account.MachineSpeechEnd)),
                new("MachineDetectionSilenceTimeout", Milliseconds(account.MachineSilence)),
            ]);
        }

        return fields;
    }

    private static string Seconds(TimeSpan time, int least, int most) => Math.Clamp((long)Math.Ceiling(time.TotalSeconds), least, most).ToString(CultureInfo.InvariantCulture);

    private static string Milliseconds(TimeSpan time) => ((int)time.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);

    [LoggerMessage(LogLevel.Information, "Attempt {Attempt}: the carrier took the call as {CallSid}.")]
    private partial void LogAccepted(Guid attempt, string callSid);

    [LoggerMessage(LogLevel.Warning, "Attempt {Attempt}: the carrier refused the call ({Kind}): HTTP {Status}, code {Code}.")]
    private partial void LogRefused(Guid attempt, DialRefusal kind, int status, int code);
}
