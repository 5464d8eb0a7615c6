using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using VoiceBooker.Booking.Dialling;
using VoiceBooker.Booking.Reception;
using VoiceBooker.Providers.Twilio;
using VoiceBooker.Voice.Calls;

namespace VoiceBooker.Server.Calls;

/// <summary>The calls that we make: what is known of one when it is answered, and what the carrier believes of who answered.</summary>
public sealed partial class CallHost
{
    /// <summary>Verdicts that may wait for their streams; they go with the call's last word, or when they are old.</summary>
    private const int MostEarlyVerdicts = 1000;

    /// <summary>No stream opens so long after its verdict. The last word of a call may have been told to another server.</summary>
    private static readonly TimeSpan EarlyFor = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, (FarSide Who, long At)> _earlyVerdicts = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public async Task<CallTicket?> TakeDialledAsync(Guid attempt, CallTicket call, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        var found = await db.Attempts.AsNoTracking()
            .Where(each => each.Id == attempt && each.State != AttemptState.Ended && (each.CallSid == null || each.CallSid == call.CallSid))
            .Join(db.Contacts.AsNoTracking(), each => each.ContactId, contact => contact.Id, (each, contact) => new { Attempt = each, Contact = contact })
            .FirstOrDefaultAsync(cancel);
        if (found is null)
            return null;
        var contact = found.Contact;
        var scope = contact.CampaignId?.ToString("D") ?? DoNotCallEntry.Everywhere;
        if (await db.DoNotCall.AnyAsync(entry => entry.Number == contact.Number && (entry.Scope == DoNotCallEntry.Everywhere || entry.Scope == scope), cancel))
            return null;

        var campaign = (contact.CampaignId ?? contact.TestOf) is { } id ? await db.Campaigns.AsNoTracking().FirstOrDefaultAsync(each => each.Id == id, cancel) : null;
        var ticket = call with
        {
            Id = new CallId(attempt),
            Attempt = attempt,
            Outbound = true,
            ContactId = contact.Id,
            CampaignId = contact.CampaignId,
            AssistantId = contact.AssistantId ?? campaign?.AssistantId,
            Variables = contact.Variables,
            Brief = new OutboundBrief(
                contact.Purpose.Length > 0 ? contact.Purpose : campaign?.Purpose ?? "",
                campaign?.Rules.VoicemailText ?? "",
                found.Attempt.From,
                contact.Name,
                contact.EventId ?? campaign?.EventId),
        };
        Expect(ticket);
        return ticket;
    }

    /// <inheritdoc/>
    public void ReportFarSide(Guid? attempt, string callSid, FarSide who)
    {
        news.TakeFarSide(attempt, callSid, who);
        HearFarSide(callSid, who);
    }

    /// <summary>The stream is about to open.</summary>
    private void NoteEarly(string callSid, FarSide who)
    {
        if (_earlyVerdicts.Count >= MostEarlyVerdicts)
        {
            foreach (var (old, (_, at)) in _earlyVerdicts)
            {
                if (time.GetElapsedTime(at) > EarlyFor)
                    _earlyVerdicts.TryRemove(old, out _);
            }
        }

        if (_earlyVerdicts.Count < MostEarlyVerdicts)
            _earlyVerdicts[callSid] = (who, time.GetTimestamp());
    }

    /// <summary>What the carrier said of who answered before the stream opened; null: nothing, or too long ago.</summary>
    private FarSide? TakeEarlyVerdict(string callSid) => _earlyVerdicts.TryRemove(callSid, out var verdict) && time.GetElapsedTime(verdict.At) <= EarlyFor ? verdict.Who : null;
}
