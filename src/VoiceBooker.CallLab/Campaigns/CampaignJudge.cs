using VoiceBooker.CallLab.Called;
using VoiceBooker.CallLab.Carrier;

namespace VoiceBooker.CallLab.Campaigns;

/// <summary>When the server was away: killed, and not yet answering again.</summary>
internal sealed record Outage(DateTimeOffset From, DateTimeOffset Until);

/// <summary>
/// Nobody called twice, nobody forgotten, nobody called who must not be, nobody booked twice: by the carrier's log, which outlives every death of the server, against the list of people, and only then against what the server itself reports. Pure.
/// </summary>
internal static class CampaignJudge
{
    /// <summary>So late a call that was asked for may be, the time while the server was away not counted.</summary>
    private static readonly TimeSpan BackWithin = TimeSpan.FromMinutes(2);

    /// <summary>All that is wrong.</summary>
    /// <param name="contacts">Who was to be called.</param>
    /// <param name="log">What the carrier saw.</param>
    /// <param name="outages">When the server was away.</param>
    /// <param name="report">What the server says at the end.</param>
    /// <param name="retries">What may be tried again.</param>
    public static IReadOnlyList<string> Judge(IReadOnlyList<CampaignContact> contacts, IReadOnlyList<CarrierEntry> log, IReadOnlyList<Outage> outages, CampaignReport report, IReadOnlyList<AllowedRetry> retries)
    {
        var wrong = new List<string>();
        var taken = log.Where(each => each.Taken).ToList();
        wrong.AddRange(taken.Where(each => each.Attempt is null).Select(each => $"{each.To}: a call without an attempt's identity"));
        wrong.AddRange(taken.Where(each => each.Attempt is not null).GroupBy(each => each.Attempt!, StringComparer.Ordinal).Where(each => each.Count() > 1)
            .Select(each => $"{each.First().To}: attempt {each.Key} was dialled {each.Count()} times"));
        wrong.AddRange(log.Where(each => each.What == "violation").Select(each => $"against the carrier's contract: {each.Detail}").Distinct(StringComparer.Ordinal));

        var known = contacts.Select(each => each.Number).ToHashSet(StringComparer.Ordinal);
        wrong.AddRange(taken.Where(each => !known.Contains(each.To)).Select(each => $"{each.To}: called, but on no list"));
        wrong.AddRange(report.Bookings.Where(each => !known.Contains(each.Number)).Select(each => $"a booking of '{each.Number}', who is on no list"));
        foreach (var contact in contacts)
        {
            var own = log.Where(each => each.To == contact.Number).ToList();
            var calls = own.Where(each => each.Taken).Select(each => JudgedCall.Of(own, each, outages, report.Calls.FirstOrDefault(call => call.CallSid == each.CallSid), contact.Script.Faults)).ToList();
            var found = JudgeCalls(contact, calls, report, retries).Concat(JudgeCallsBack(calls, outages)).Concat(JudgeBookings(contact, calls, report)).Concat(JudgeEnd(contact, calls, report, retries));
            wrong.AddRange(found.Select(each => $"{contact.Number} ({contact.Kind}): {each}"));
        }

        return wrong;
    }

    private static IEnumerable<string> JudgeCalls(CampaignContact contact, IReadOnlyList<JudgedCall> calls, CampaignReport report, IReadOnlyList<AllowedRetry> retries)
    {
        if (!contact.MayBeCalled && calls.Count > 0)
            yield return $"called {calls.Count} times, and must not be";
        if (contact.MayBeCalled && contact.Script.RefusedWith is null && calls.Count == 0)
            yield return "forgotten: never called";
        if (report.DoNotCall.TryGetValue(contact.Number, out var since) && calls.FirstOrDefault(each => each.At > since) is { } late)
            yield return $"called at {late.At:HH:mm:ss}, on the do-not-call list since {since:HH:mm:ss}";

        for (var at = 1; at < calls.Count; at++)
        {
            var (before, next) = (calls[at - 1], calls[at]);
            if (before.Ended is { } ended && ended > next.At)
                yield return $"called again at {next.At:HH:mm:ss} while the call before was still running";
            if (!MayFollow(before, [.. calls.Take(at)], retries))
                yield return $"called again at {next.At:HH:mm:ss} after a call that ended as {before.Told}, which no rule allows";
        }
    }

    /// <summary>Who asked for another call gets it, not before the moment named and not long after it; that it is the only one is judged with the other calls.</summary>
    private static IEnumerable<string> JudgeCallsBack(IReadOnlyList<JudgedCall> calls, IReadOnlyList<Outage> outages)
    {
        for (var at = 0; at < calls.Count; at++)
        {
            if (calls[at] is not { Wanted: { } wanted } asked || !(asked.WishWasTaken || asked.Disposition == "call-back"))
                continue;
            var away = TimeSpan.FromTicks(outages.Sum(each => Math.Max(0, (each.Until - Later(each.From, wanted)).Ticks)));
            if (at + 1 == calls.Count)
                yield return $"asked to be called back at {wanted:HH:mm:ss}, and was not ({asked.Told})";
            else if (calls[at + 1].At < wanted)
                yield return $"called back at {calls[at + 1].At:HH:mm:ss}, before the time that was asked for, {wanted:HH:mm:ss}";
            else if (calls[at + 1].At > Later(wanted, asked.Ended ?? wanted) + away + BackWithin)
                yield return $"called back at {calls[at + 1].At:HH:mm:ss}, long after the time that was asked for, {wanted:HH:mm:ss}";
        }

        static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
    }

    /// <summary>Who has booked has one booking, and is not called again.</summary>
    private static IEnumerable<string> JudgeBookings(CampaignContact contact, IReadOnlyList<JudgedCall> calls, CampaignReport report)
    {
        var own = report.Bookings.Where(each => each.Number == contact.Number).ToList();
        if (own.Count > 1)
            yield return $"{own.Count} bookings stand";
        var booked = report.Contacts.FirstOrDefault(each => each.Number == contact.Number)?.Disposition == "booked";
        if (booked != own.Count > 0)
            yield return booked ? "ends as booked, and no booking stands" : $"{own.Count} bookings stand, and it does not end as booked";
        foreach (var booking in own)
        {
            var at = calls.ToList().FindIndex(each => each.Sid == booking.CallSid);
            if (at < 0)
                yield return "the booking is of no call that the carrier knows";
            else if (at < calls.Count - 1)
                yield return $"called again at {calls[at + 1].At:HH:mm:ss}, and had booked in the call before";
        }
    }

    private static IEnumerable<string> JudgeEnd(CampaignContact contact, IReadOnlyList<JudgedCall> calls, CampaignReport report, IReadOnlyList<AllowedRetry> retries)
    {
        if (report.Contacts.SingleOrDefault(each => each.Number == contact.Number) is not { } reported)
        {
            yield return "the server does not know this contact any more";
            yield break;
        }

        if (reported.State is not "done")
            yield return $"left '{reported.State}' with the disposition '{reported.Disposition}'";
        else if (!contact.Ends.Contains(reported.Disposition, StringComparer.Ordinal) && !IsExcused(reported.Disposition))
            yield return $"ends as '{reported.Disposition}', which does not fit what was done ({string.Join(", ", calls.Select(each => each.Told))}); {string.Join(" or ", contact.Ends)} would";

        if (contact.OptsOut && calls.Any(each => each.WishWasTaken))
        {
            if (reported.Disposition != "opted-out")
                yield return $"asked for no more calls, and ends as '{reported.Disposition}'";
            if (!report.DoNotCall.ContainsKey(contact.Number))
                yield return "asked for no more calls, and is not on the do-not-call list";
        }

        int Limit(string outcome) => retries.FirstOrDefault(each => each.Outcome == outcome)?.Limit ?? 0;

        bool IsExcused(string disposition) => disposition switch
        {
            "failed" => calls.Count(each => each.Outcome == "failed") > Limit("failed"), // the server was away whenever the carrier told why
            _ => calls.Count > 0 && calls[^1].BrokenOff && IsBrokenOff(disposition),
        };

        bool IsBrokenOff(string disposition) => disposition switch
        {
            "cut-off" => calls.Count >= CampaignPeople.MostAttempts || calls.Count(each => each.BrokenOff) > Limit("cut-off"),
            "voicemail" => contact.Script.Answering(calls.Count - 1) is CalledPerson.Machine, // it answered, and the message was not left
            _ => false,
        };
    }

    private static bool MayFollow(JudgedCall before, IReadOnlyList<JudgedCall> soFar, IReadOnlyList<AllowedRetry> retries)
    {
        if (before.IsSettled || (before.WishWasTaken && before.Wanted is null))
            return false;
        if (before.Outcome == "canceled")
            return true;
        if (before.Answered is null)
            return Allows(before.Outcome, each => each.Answered is null && each.Outcome == before.Outcome);
        return (before.BrokenOff && Allows("cut-off", each => each.BrokenOff)) || (before.Disposition == "call-back" && Allows("call-back", each => each.Disposition == "call-back"));

        bool Allows(string outcome, Func<JudgedCall, bool> alike) => retries.Any(each => each.Outcome == outcome && soFar.Count(alike) <= each.Limit);
    }
}
