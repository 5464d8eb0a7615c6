using VoiceBooker.CallLab.Carrier;

namespace VoiceBooker.CallLab.Campaigns;

/// <summary>One call as the carrier saw it, and what the server has written of it.</summary>
/// <param name="Sid">The carrier's identity.</param>
/// <param name="At">When it was asked for.</param>
/// <param name="Answered">When somebody or something answered; null: nobody did.</param>
/// <param name="Ended">When it was over; null: it runs.</param>
/// <param name="Outcome">The carrier's last word; "bad-number" for a number there is none of.</param>
/// <param name="Disposition">What came of it by the server; empty: it has not written of this call.</param>
/// <param name="BrokenOff">A death of the server ended it, or kept its end from being written.</param>
/// <param name="WishWasTaken">The person asked for something with a key or a word, and the server lived long enough after it to have heard and kept it.</param>
internal sealed record JudgedCall(string Sid, DateTimeOffset At, DateTimeOffset? Answered, DateTimeOffset? Ended, string Outcome, string Disposition, bool BrokenOff, bool WishWasTaken)
{
    /// <summary>Dispositions after which nobody may be called again, whatever happened to the line.</summary>
    private static readonly string[] Settled = ["booked", "moved", "cancelled", "transferred", "opted-out", "not-interested", "wrong-person"];

    /// <summary>So soon after the end of a call a death may still keep the server from having written what came of it.</summary>
    private static readonly TimeSpan Unwritten = TimeSpan.FromSeconds(3);

    /// <summary>So long after a key or a word the answer to it was surely heard.</summary>
    private static readonly TimeSpan Surely = TimeSpan.FromSeconds(8);

    /// <summary>When the person asked to be called again; null: they did not.</summary>
    public DateTimeOffset? Wanted { get; init; }

    /// <summary>Whether the server itself says that this person is done with.</summary>
    public bool IsSettled => Settled.Contains(Disposition, StringComparer.Ordinal);

    /// <summary>For people who read what is wrong.</summary>
    public string Told => $"'{Outcome}'{(Disposition.Length > 0 ? $" ({Disposition})" : "")}{(BrokenOff ? ", broken off" : "")}";

    /// <summary>Reads one call.</summary>
    /// <param name="log">The carrier's entries of this number.</param>
    /// <param name="post">The request for the call.</param>
    /// <param name="outages">When the server was away.</param>
    /// <param name="record">What the server has written of it; null: nothing.</param>
    /// <param name="faults">What the carrier does wrong on calls to this number.</param>
    public static JudgedCall Of(IReadOnlyList<CarrierEntry> log, CarrierEntry post, IReadOnlyList<Outage> outages, ReportedCall? record, Faults faults)
    {
        var own = log.Where(each => each.CallSid == post.CallSid).ToList();
        var end = own.Find(each => each.What == "ended");
        var answered = own.Find(each => each.What == "answered")?.At;
        var wish = own.Find(each => each.What == "did");
        var did = wish?.At;
        var outcome = end?.Detail switch
        {
            null => "running",
            "failed 404" when !IsLost(end.At + TimeSpan.FromMilliseconds(faults.StatusCallbackDelayMs)) => "bad-number", // the network's code comes by callback only: without it the server knows no more than "failed"
            var detail => detail.Split(' ')[0],
        };
        var ended = end?.At ?? DateTimeOffset.MaxValue;
        var unfinished = record is null || record.Disposition is "cut-off" or "" || record.Outcome is "cut-off";
        var death = outages.FirstOrDefault(each => answered <= each.From && each.From <= ended);
        var nobodyThere = answered is not null && unfinished && outages.Any(each => each.From <= answered && answered <= each.Until);
        var brokenOff = death is not null || nobodyThere
            || (answered is not null && record is not null && unfinished && outages.Any(each => ended < each.From && each.From - ended <= Unwritten));
        var taken = did is not null && end is not null && (death is null ? !nobodyThere : death.From - did >= Surely);
        bool IsLost(DateTimeOffset told) => faults.LosesStatus == "*" || outages.Any(outage => outage.From - Unwritten <= told && told <= outage.Until);

        return new JudgedCall(post.CallSid!, post.At, answered, end?.At, outcome, record?.Disposition ?? "", brokenOff, taken) { Wanted = wish?.Wanted };
    }
}
