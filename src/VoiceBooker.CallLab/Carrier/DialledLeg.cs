using System.Globalization;
using System.Xml.Linq;

namespace VoiceBooker.CallLab.Carrier;

/// <summary>A person whom a transfer reaches.</summary>
/// <param name="DialStatus"><c>completed</c>, <c>busy</c>, <c>no-answer</c>, <c>failed</c>.</param>
/// <param name="Talks">How long they talk.</param>
internal sealed record DialledPerson(string DialStatus, TimeSpan Talks)
{
    /// <summary>Answers and talks for a moment.</summary>
    public static readonly DialledPerson Answers = new("completed", TimeSpan.FromMilliseconds(500));

    /// <summary>Keys they press when they are asked something before they are put through (a whisper).</summary>
    public string Presses { get; init; } = "1";
}

/// <summary>The called leg of <c>Dial</c>: it rings, its own document (<c>Number url</c>) is run in the person's ear, and then it is put through, unless that document hangs up.</summary>
internal sealed class DialledLeg(SimulatedCall call, SimulatedCarrier carrier, TimeProvider time)
{
    /// <summary>Runs it to its end; what the action of <c>Dial</c> is told.</summary>
    public async Task<IReadOnlyList<(string Name, string Value)>> RunAsync(TwimlDocument document, XElement dial)
    {
        var noun = dial.Element("Number");
        var number = (noun?.Value ?? dial.Value).Trim();
        var person = carrier.FindPerson(number);
        call.Steps.Enqueue($"dial: {number} {person.DialStatus}");
        using var handset = new Handset(time);
        using var leg = new SimulatedCall(carrier, handset, dial.Attribute("callerId")?.Value ?? call.To, number, NumberSettings.Nowhere, Faults.None, time) { Direction = "outbound-dial", ParentSid = call.Sid };
        if (person.DialStatus != "completed")
        {
            await call.IdleAsync(person.DialStatus == "no-answer" ? TimeSpan.FromSeconds(Math.Min(2, Seconds(dial, "timeout", 30))) : person.Talks, time);
            return Told(leg, person.DialStatus, bridged: false);
        }

        var bridged = true;
        if (noun?.Attribute("url")?.Value is { Length: > 0 } url)
            bridged = await WhisperAsync(leg, person, document.Resolve(url), noun.Attribute("method")?.Value);
        if (bridged)
        {
            call.Steps.Enqueue($"bridged: {number}");
            await call.IdleAsync(person.Talks, time);
        }

        return Told(leg, bridged ? "completed" : carrier.DeclinedDialStatus, bridged);
    }

    private async Task<bool> WhisperAsync(SimulatedCall leg, DialledPerson person, Uri? url, string? method)
    {
        leg.Become("in-progress");
        await using var together = call.Ended.Register(() => leg.Cut("the other leg is over"));
        leg.Handset.Press(person.Presses);
        var running = new TwimlRun(leg, carrier, time).RunAsync(new TwimlStart(url, method is "GET" ? "GET" : "POST", null, null));
        while (!running.IsCompleted)
            await call.IdleAsync(TimeSpan.FromMilliseconds(40), time); // it rings on in the other ear
        await running;
        foreach (var step in leg.Steps)
            call.Steps.Enqueue($"whisper: {step}");
        foreach (var notice in leg.Notices.Entries)
            call.Notices.Add(notice.Code, $"whisper: {notice.Reason}");
        var failed = leg.Notices.Entries.Any(each => each.Code is CarrierNotices.FetchFailed or CarrierNotices.NotWellFormed);
        return !failed && !leg.Ended.IsCancellationRequested && !leg.Steps.Contains("hang-up");
    }

    private IReadOnlyList<(string, string)> Told(SimulatedCall leg, string status, bool bridged) =>
    [
        ("DialCallStatus", status), ("DialCallSid", leg.Sid), ("DialBridged", bridged ? "true" : "false"), ("DialCallDuration", leg.Seconds.ToString(CultureInfo.InvariantCulture)),
    ];

    private static double Seconds(XElement element, string attribute, double otherwise) =>
        double.TryParse(element.Attribute(attribute)?.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
