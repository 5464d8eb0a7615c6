using NodaTime;
using NodaTime.Text;
using VoiceBooker.Booking.Campaigns;
using VoiceBooker.Booking.Dialling;
using VoiceBooker.Booking.Journal;

namespace VoiceBooker.Server.Api;

/// <summary>A call as lists show it.</summary>
/// <param name="Id">Our identity.</param>
/// <param name="CallSid">The carrier's identity.</param>
/// <param name="Direction">"inbound" or "outbound".</param>
/// <param name="Kind">"phone", "softphone" or "text".</param>
/// <param name="From">Who called.</param>
/// <param name="To">Which number was called.</param>
/// <param name="Assistant">Who spoke.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="EndedAt">When it ended; null while it runs.</param>
/// <param name="Outcome">What became of it: "in-progress", "booked", "moved", "cancelled", "transferred", "no-booking", "cut-off".</param>
/// <param name="Cause">Why it ended.</param>
/// <param name="DurationMs">How long it lasted.</param>
/// <param name="TokensIn">Tokens that went to hosted models.</param>
/// <param name="TokensOut">Tokens that came back.</param>
/// <param name="Cost">What the models cost, in the currency of the budgets.</param>
/// <param name="ContactId">Whom we called; null for a call that came in.</param>
/// <param name="CampaignId">The contact's campaign.</param>
/// <param name="Disposition">What came of it, from the list of GET /api/dispositions; empty until it is known, soon after the end.</param>
/// <param name="Summary">What happened, for people; empty until it is known, and without the scope calls:read.</param>
/// <param name="Fields">What the person told; nothing without the scope calls:read.</param>
internal sealed record CallShape(
    string Id,
    string CallSid,
    string Direction,
    string Kind,
    string From,
    string To,
    string Assistant,
    string StartedAt,
    string? EndedAt,
    string Outcome,
    string Cause,
    long? DurationMs,
    long TokensIn,
    long TokensOut,
    decimal Cost,
    Guid? ContactId,
    Guid? CampaignId,
    string Disposition,
    string Summary,
    Dictionary<string, string> Fields)
{
    public static CallShape Of(CallRecord call) => new(
        call.Id.ToString(),
        call.CallSid,
        call.Direction,
        call.Kind,
        call.From,
        call.To,
        call.Assistant,
        Moments.Write(call.StartedAt),
        Moments.Write(call.EndedAt),
        call.Outcome,
        call.Cause,
        call.DurationMs,
        call.TokensIn,
        call.TokensOut,
        call.CostMicros / 1_000_000m,
        call.ContactId,
        call.CampaignId,
        call.Disposition,
        call.Summary,
        call.Fields);

    /// <summary>For whoever may not read what was said.</summary>
    public CallShape WithoutWords() => this with { Summary = "", Fields = [] };
}

/// <summary>A call from its order on: how far it has come, why it was not made yet, and, once somebody answered, what a call has.</summary>
/// <param name="Id">The identity of the order, and of its first attempt and that one's call.</param>
/// <param name="State">"waiting", "queued", "ringing", "in-progress", "done" or "cancelled".</param>
/// <param name="To">The number called.</param>
/// <param name="From">The caller ID, or who called; empty until it is chosen.</param>
/// <param name="Name">The person's name.</param>
/// <param name="NotBefore">Not to be called before.</param>
/// <param name="NotAfter">Not to be called after.</param>
/// <param name="NextAt">When it is tried next; null when it is not.</param>
/// <param name="Attempts">The attempts so far, the first one first.</param>
/// <param name="LastDecision">What the dial gate decided last, and why; null: it was not asked yet.</param>
/// <param name="WaitsBecause">Why it is not made yet: all outbound calls are stopped, or what the dial gate said last against it; null when it does not wait, or is due next.</param>
/// <param name="Disposition">What came of it, from the list of GET /api/dispositions; empty until it is known.</param>
/// <param name="Remark">Why, in a sentence.</param>
/// <param name="ContactId">Whom we called; null for a call that came in.</param>
/// <param name="CampaignId">The contact's campaign; null: none.</param>
/// <param name="CallId">The identity of the call that the following is of: the last attempt that was answered; null: none was.</param>
/// <param name="CallSid">The carrier's identity.</param>
/// <param name="Direction">"inbound" or "outbound".</param>
/// <param name="Kind">"phone", "softphone" or "text".</param>
/// <param name="Assistant">Who spoke.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="EndedAt">When it ended.</param>
/// <param name="Outcome">What became of it: "in-progress", "booked", "moved", "cancelled", "transferred", "no-booking", "cut-off".</param>
/// <param name="Cause">Why it ended.</param>
/// <param name="DurationMs">How long it lasted.</param>
/// <param name="TokensIn">Tokens that went to hosted models.</param>
/// <param name="TokensOut">Tokens that came back.</param>
/// <param name="Cost">What the models cost, in the currency of the budgets.</param>
/// <param name="Summary">What happened, for people; empty without the scope calls:read.</param>
/// <param name="Fields">What the person told; nothing without the scope calls:read.</param>
/// <param name="Texts">Text messages that were sent on the call, or about what was booked on it.</param>
internal sealed record CallStateShape(
    string Id,
    string State,
    string To,
    string From,
    string? Name,
    string? NotBefore,
    string? NotAfter,
    string? NextAt,
    AttemptShape[] Attempts,
    DecisionShape? LastDecision,
    string? WaitsBecause,
    string Disposition,
    string? Remark,
    Guid? ContactId,
    Guid? CampaignId,
    string? CallId,
    string? CallSid,
    string Direction,
    string Kind,
    string? Assistant,
    string? StartedAt,
    string? EndedAt,
    string? Outcome,
    string? Cause,
    long? DurationMs,
    long? TokensIn,
    long? TokensOut,
    decimal? Cost,
    string Summary,
    Dictionary<string, string> Fields,
    TextShape[] Texts)
{
    /// <summary>Of a call that nobody ordered: it came in, or is a softphone's.</summary>
    public static CallStateShape Of(CallRecord call) => Of(call.EndedAt is null ? "in-progress" : "done", contact: null, [], decision: null, call, stop: null);

    /// <summary>Of one that was ordered, by itself or in a campaign.</summary>
    public static CallStateShape Of(Contact contact, IReadOnlyList<Attempt> attempts, DialDecision? decision, CallRecord? call, DialStop? stop) => Of(StateOf(contact, attempts), contact, attempts, decision, call, stop);

    private static CallStateShape Of(string state, Contact? contact, IReadOnlyList<Attempt> attempts, DialDecision? decision, CallRecord? call, DialStop? stop) => new(
        contact?.Id.ToString("D") ?? call!.Id.ToString(),
        state,
        contact?.Number ?? call!.To,
        attempts.Count > 0 ? attempts[^1].From : contact?.From ?? call!.From,
        contact?.Name,
        Moments.Write(contact?.NotBefore),
        Moments.Write(contact?.NotAfter),
        contact?.State == ContactState.Waiting ? Moments.Write(contact.NextAt) : null,
        [.. attempts.Select(AttemptShape.Of)],
        decision is null ? null : DecisionShape.Of(decision),
        contact is null ? null : WaitReasons.Of(contact, decision, stop),
        contact?.Disposition ?? call!.Disposition,
        contact?.Remark,
        contact?.Id ?? call?.ContactId,
        contact?.CampaignId ?? call?.CampaignId,
        call?.Id.ToString(),
        call?.CallSid,
        contact is null ? call!.Direction : "outbound",
        call?.Kind ?? "phone",
        call?.Assistant,
        Moments.Write(call?.StartedAt),
        Moments.Write(call?.EndedAt),
        call?.Outcome,
        call?.Cause,
        call?.DurationMs,
        call?.TokensIn,
        call?.TokensOut,
        call is null ? null : call.CostMicros / 1_000_000m,
        call?.Summary ?? "",
        call?.Fields ?? [],
        []);

    /// <summary>For whoever may not read what was said.</summary>
    public CallStateShape WithoutWords() => this with { Summary = "", Fields = [] };

    private static string StateOf(Contact contact, IReadOnlyList<Attempt> attempts) => contact.State switch
    {
        ContactState.Waiting => "waiting",
        ContactState.Done => "done",
        ContactState.Cancelled => "cancelled",
        _ => (attempts.Count > 0 ? attempts[^1].State : AttemptState.Claimed) switch
        {
            AttemptState.Ringing => "ringing",
            AttemptState.InProgress => "in-progress",
            _ => "queued",
        },
    };
}

/// <summary>One attempt to reach a person.</summary>
/// <param name="Id">Its identity; also that of the call that came of it (GET /api/calls/{id}).</param>
/// <param name="Try">Which attempt at this person, from 1.</param>
/// <param name="State">"claimed", "submitting", "unknown", "accepted", "ringing", "in-progress" or "ended".</param>
/// <param name="From">The caller ID shown.</param>
/// <param name="CallSid">The carrier's identity of the call.</param>
/// <param name="At">When it began.</param>
/// <param name="AnsweredAt">When somebody or something answered.</param>
/// <param name="EndedAt">When it was over.</param>
/// <param name="CarrierStatus">The carrier's last word.</param>
/// <param name="AnsweredBy">Who or what answered, as far as it was judged.</param>
/// <param name="Disposition">What came of it; empty until it ended.</param>
internal sealed record AttemptShape(Guid Id, int Try, string State, string From, string? CallSid, string At, string? AnsweredAt, string? EndedAt, string CarrierStatus, string AnsweredBy, string Disposition)
{
    public static AttemptShape Of(Attempt attempt) => new(
        attempt.Id,
        attempt.Try,
        attempt.State == AttemptState.InProgress ? "in-progress" : attempt.State.ToString().ToLowerInvariant(),
        attempt.From,
        attempt.CallSid,
        Moments.Write(attempt.ClaimedAt),
        Moments.Write(attempt.AnsweredAt),
        Moments.Write(attempt.EndedAt),
        attempt.CarrierStatus,
        attempt.AnsweredBy,
        attempt.Disposition);
}

/// <summary>What the dial gate decided about one person at one moment.</summary>
/// <param name="At">When.</param>
/// <param name="ContactId">About whom.</param>
/// <param name="Allowed">Whether the call was allowed.</param>
/// <param name="AttemptId">The attempt that followed.</param>
/// <param name="Verdicts">What each rule said.</param>
/// <param name="AgainAt">When a refused one is asked for again; null: never.</param>
/// <param name="Rules">Which edition of the rules decided.</param>
internal sealed record DecisionShape(string At, Guid ContactId, bool Allowed, Guid? AttemptId, VerdictShape[] Verdicts, string? AgainAt, string Rules)
{
    public static DecisionShape Of(DialDecision decision) => new(
        Moments.Write(decision.At),
        decision.ContactId,
        decision.Allowed,
        decision.AttemptId,
        [.. decision.Verdicts.Select(verdict => new VerdictShape(verdict.Rule, verdict.Allows, verdict.Because))],
        Moments.Write(decision.AgainAt),
        decision.Rules);
}

/// <summary>One rule's word.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Allows">Whether it lets the call pass.</param>
/// <param name="Because">The fact it rests on.</param>
internal sealed record VerdictShape(string Rule, bool Allows, string Because);

/// <summary>Moments as the API writes them.</summary>
internal static class Moments
{
    /// <summary>"2026-12-01T15:00:00Z", with fractions of the second where there are some.</summary>
    public static string Write(Instant at) => InstantPattern.ExtendedIso.Format(at);

    /// <summary>The same; null stays null.</summary>
    public static string? Write(Instant? at) => at is { } known ? Write(known) : null;
}
