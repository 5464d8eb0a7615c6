using System.Globalization;

namespace VoiceBooker.Providers.Twilio;

/// <summary>
/// Where the carrier's calls stand, from callbacks that repeat and overtake each other: each (call, number) counts once, an older report never replaces a newer one, and a last word stays the last word.
/// Remembers the last <see cref="Capacity"/> calls.
/// </summary>
internal sealed class StatusReports
{
    /// <summary>Calls that are remembered.</summary>
    public const int Capacity = 20_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (long Number, bool Final)> _standing = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    /// <summary>Reads a status callback; null when it says nothing new.</summary>
    public CarrierReport? Read(RawForm form)
    {
        var (callSid, status) = (form["CallSid"], form["CallStatus"]);
        if (callSid.Length == 0 || status.Length == 0)
            return null;

        var final = CallResource.IsLastWord(status);
        var number = Number(form["SequenceNumber"]) ?? (final ? long.MaxValue : -1);
        lock (_gate)
        {
            if (_standing.TryGetValue(callSid, out var before))
            {
                if (before.Final || (!final && number <= before.Number))
                    return null;
            }
            else
            {
                _order.Enqueue(callSid);
            }

            _standing[callSid] = (number, final);
            if (_order.Count > Capacity)
                _standing.Remove(_order.Dequeue());
        }

        return new CarrierReport(callSid, status, final, (int?)Number(form["CallDuration"]), (int?)Number(form["SipResponseCode"]), (int?)Number(form["SequenceNumber"]));
    }

    private static long? Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= int.MaxValue ? number : null;
}
