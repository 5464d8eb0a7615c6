using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace VoiceBooker.Providers.Twilio;

/// <summary>The numbers the account may show as caller ID: those it rents that can call, and those that others proved to be theirs. Asked for once in <see cref="KeptFor"/>; a failure is kept for <see cref="FailureKeptFor"/>.</summary>
internal sealed partial class OwnNumbers(CarrierApi api, TimeProvider time, ILogger<OwnNumbers> log) : IDisposable
{
    /// <summary>How long an answer holds.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(10);

    /// <summary>How long nothing is asked after a failure.</summary>
    public static readonly TimeSpan FailureKeptFor = TimeSpan.FromSeconds(15);

    private readonly SemaphoreSlim _asking = new(1);
    private (IReadOnlySet<string>? Numbers, long At)? _known;

    /// <summary>The numbers, E.164; null when they could not be had.</summary>
    public async Task<IReadOnlySet<string>?> ReadAsync(CancellationToken cancel)
    {
        await _asking.WaitAsync(cancel);
        try
        {
            if (_known is not (var numbers, var at) || time.GetElapsedTime(at) >= (numbers is null ? FailureKeptFor : KeptFor))
            {
                numbers = await AskAsync(cancel);
                _known = (numbers, time.GetTimestamp());
            }

            return numbers;
        }
        finally
        {
            _asking.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _asking.Dispose();

    private async Task<IReadOnlySet<string>?> AskAsync(CancellationToken cancel)
    {
        var rented = await api.ReadAllAsync("/IncomingPhoneNumbers.json?PageSize=1000", "incoming_phone_numbers", mayBeMissing: false, cancel);
        var proved = rented is null ? null : await api.ReadAllAsync("/OutgoingCallerIds.json?PageSize=1000", "outgoing_caller_ids", mayBeMissing: true, cancel);
        if (rented is null || proved is null)
        {
            LogUnknown();
            return null;
        }

        var numbers = rented.Where(CanCall).Concat(proved).Select(number => CarrierRequest.TextOf(number, "phone_number")).OfType<string>().ToHashSet(StringComparer.Ordinal);
        LogKnown(numbers.Count);
        return numbers;
    }

    private static bool CanCall(JsonElement number) =>
        !number.TryGetProperty("capabilities", out var can) || can.ValueKind != JsonValueKind.Object || !can.TryGetProperty("voice", out var voice) || voice.ValueKind != JsonValueKind.False;

    [LoggerMessage(LogLevel.Warning, "The account's numbers could not be read: no call can be made until they are, or until Dialling:Numbers names them.")]
    private partial void LogUnknown();

    [LoggerMessage(LogLevel.Debug, "The account may show {Count} numbers as caller ID.")]
    private partial void LogKnown(int count);
}
