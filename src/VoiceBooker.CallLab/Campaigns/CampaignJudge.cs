using VoiceBooker.CallLab.Carrier;

namespace VoiceBooker.CallLab.Campaigns;

/// <summary>When the server was away: killed, and not yet answering again.</summary>
internal sealed record Outage(DateTimeOffset From, DateTimeOffset Until);

/// <summary>A contact as the server reports it at the end.</summary>
/// <param name="Number">E.164.</param>
/// <param name="State"><c>waiting</c>, <c>calling</c>, <c>done</c>, <c>cancelled</c>.</param>
/// <param name="Disposition">What came of it.</param>
internal sealed record ReportedContact(string Number, string State, string Disposition);

/// <summary>
/// Nobody called twice, nobody forgotten, nobody called who must not be: by the carrier's log, which outlives every death of the server, against the list of people, and only then against what the server itself reports. Pure.
/// </summary>
internal static class CampaignJudge
{
    /// <summary>What an attempt may come to when the server died in the middle of it, besides what the person did.</summary>
    private static readonly string[] WhenBrokenOff = ["cut-off", "no-booking", "hung-up", "failed", "voicemail", "voicemail-left", "screened", "ivr"];

    /// <summary>So soon after the end of a call a death may still keep the server from having written what came of it: on a busy machine some seconds pass before a call is wound up.</summary>
    private static readonly TimeSpan Unwritten = TimeSpan.FromSeconds(10);

    /// <summary>All that is wrong.</summary>
    /// <param name="contacts">Who was to be called.</param>
    /// <param name="log">What the carrier saw.</param>
    /// <param name="outages">When the server was away.</param>
    /// <param name="reported">What the server says at the end.</param>
    /// <param name="retries">What may be tried again.</param>
    public static IReadOnlyList<string> Judge(IReadOnlyList<CampaignContact> contacts, IReadOnlyList<CarrierEntry> log, IReadOnlyList<Outage> outages, IReadOnlyList<ReportedContact> reported, IReadOnlyList<AllowedRetry> retries)
    {
        var wrong = new List<string>();
        var taken = log.Where(each => each.Taken).ToList();
        wrong.AddRange(taken.Where(each => each.Attempt is null).Select(each => $"{each.To}: a call without an attempt's identity"));
        wrong.AddRange(taken.Where(each => each.Attempt is not null).GroupBy(each => each.Attempt!, StringComparer.Ordinal).Where(each => each.Count() > 1)
            .Select(each => $"{each.First().To}: attempt {each.Key} was dialled {each.Count()} times"));
        wrong.AddRange(log.Where(each => each.What == "violation").Select(each => $"against the carrier's contract: {each.Detail}").Distinct(StringComparer.Ordinal));

        var known = contacts.Select(each => each.Number).ToHashSet(StringComparer.Ordinal);
        wrong.AddRange(taken.Where(each => !known.Contains(each.To)).Select(each => $"{each.To}: called, but on no list"));
        foreach (var contact in contacts)
            wrong.AddRange(JudgeOne(contact, [.. log.Where(each => each.To == contact.Number)], outages, reported.SingleOrDefault(each => each.Number == contact.Number), retries).Select(each => $"{contact.Number} ({contact.Kind}): {each}"));
        return wrong;
    }

    private static IEnumerable<string> JudgeOne(CampaignContact contact, IReadOnlyList<CarrierEntry> log, IReadOnlyList<Outage> outages, ReportedContact? reported, IReadOnlyList<AllowedRetry> retries)
    {
        var calls = log.Where(each => each.Taken).Select(each => Call.Of(log, each, outages)).ToList();
        if (!contact.MayBeCalled && calls.Count > 0)
            yield return $"called {calls.Count} times, and must not be";
        if (contact.MayBeCalled && contact.Script.RefusedWith is null && calls.Count == 0)
            yield return "forgotten: never called";

        for (var at = 1; at < calls.Count; at++)
        {
            var before = calls[at - 1];
            if (before.Ended is { } ended && ended > calls[at].At)
                yield return $"called again at {calls[at].At:HH:mm:ss} while the call before was still running";
            if (!MayFollow(before, calls[..at], retries))
                yield return $"called again at {calls[at].At:HH:mm:ss} after a call that ended as '{before.Outcome}'{(before.BrokenOff ? " (broken off)" : "")}, which no rule allows";
        }

        if (reported is null)
        {
            yield return "the server does not know this contact any more";
            yield break;
        }

        if (reported.State is not "done")
            yield return $"left '{reported.State}' with the disposition '{reported.Disposition}'";
        else if (!contact.Ends.Contains(reported.Disposition, StringComparer.Ordinal) && !(calls.Exists(each => each.BrokenOff) && WhenBrokenOff.Contains(reported.Disposition, StringComparer.Ordinal)))
            yield return $"ends as '{reported.Disposition}', which does not fit what was done ({string.Join(", ", calls.Select(each => each.Outcome))}); {string.Join(" or ", contact.Ends)} would";
    }

    private static bool MayFollow(Call before, IReadOnlyList<Call> soFar, IReadOnlyList<AllowedRetry> retries)
    {
        return before.Outcome == "canceled" || Allows(before.Outcome, each => each.Outcome == before.Outcome) || (before.BrokenOff && Allows("cut-off", each => each.BrokenOff));

        bool Allows(string outcome, Func<Call, bool> alike) => retries.Any(each => each.Outcome == outcome && soFar.Count(alike) <= each.Limit);
    }

    /// <summary>One call as the carrier saw it.</summary>
    private sealed record Call(DateTimeOffset At, DateTimeOffset? Ended, string Outcome, bool BrokenOff)
    {
        public static Call Of(IReadOnlyList<CarrierEntry> log, CarrierEntry post, IReadOnlyList<Outage> outages)
        {
            var end = log.FirstOrDefault(each => each.What == "ended" && each.CallSid == post.CallSid);
            var answered = log.Any(each => each.What == "answered" && each.CallSid == post.CallSid);
            var outcome = end?.Detail switch
            {
                null => "running",
                "failed 404" => "bad-number",
                var detail => detail.Split(' ')[0],
            };
            return new Call(post.At, end?.At, outcome, answered && outages.Any(each => each.From <= (end?.At ?? DateTimeOffset.MaxValue) + Unwritten && each.Until >= post.At));
        }
    }
}
