using NodaTime;
using VoiceBooker.Booking.Campaigns;
using VoiceBooker.Booking.Hooks;
using VoiceBooker.Booking.Storage;
using VoiceBooker.Voice.Calls;

namespace VoiceBooker.Booking.Dialling;

/// <summary>Tells the owner's systems of calls that ended without a conversation: nobody answered, the carrier refused, or nobody was called at all. A call that was talked on is told of with its conclusion.</summary>
internal static class CallsWithoutRecord
{
    /// <summary>Attempts that have ended, with what <paramref name="db"/> is about to save.</summary>
    public static async Task TellAsync(BookingDbContext db, HookOutbox hooks, IReadOnlyList<(Attempt Attempt, Contact Contact)> ended, CancellationToken cancel) =>
        await TellAsync(db, hooks, [.. ended.Select(each => (DataOf(each.Attempt, each.Contact), each.Contact.Webhook))], cancel);

    /// <summary>Single calls that were given up before any attempt, with what <paramref name="db"/> is about to save; a campaign's contacts and those that were called before are passed over, they have no call that ends.</summary>
    public static async Task TellAsync(BookingDbContext db, HookOutbox hooks, IEnumerable<Contact> ended, CancellationToken cancel) =>
        await TellAsync(db, hooks, [.. ended.Where(contact => contact is { CampaignId: null, Attempts: 0 }).Select(contact => (DataOf(contact), contact.Webhook))], cancel);

    private static async Task TellAsync(BookingDbContext db, HookOutbox hooks, IReadOnlyList<(CallEndedData Data, string Webhook)> calls, CancellationToken cancel)
    {
        if (calls.Count == 0)
            return;
        await hooks.PutManyAsync(db, HookKinds.CallEnded, [.. calls.Select(call => call.Data)], cancel);
        foreach (var (data, webhook) in calls.Where(call => call.Webhook.Length > 0))
            hooks.PutTo(db, webhook, HookKinds.CallEnded, data);
    }

    private static CallEndedData DataOf(Attempt attempt, Contact contact) =>
        DataOf(contact, attempt.Id, attempt.CallSid ?? "", attempt.From, attempt.AnsweredAt ?? attempt.SubmittedAt ?? attempt.ClaimedAt, attempt.EndedAt, attempt.Disposition);

    private static CallEndedData DataOf(Contact contact) =>
        DataOf(contact, contact.Id, "", contact.From, null, contact.EndedAt, contact.State == ContactState.Cancelled ? Dispositions.Canceled : contact.Disposition);

    private static CallEndedData DataOf(Contact contact, Guid call, string callSid, string from, Instant? started, Instant? ended, string disposition) => new(
        new CallId(call).ToString(),
        callSid,
        "outbound",
        "phone",
        from,
        contact.Number,
        Assistant: "",
        contact.Id,
        contact.CampaignId,
        started is { } at ? HookMessages.Text(at) : "",
        ended is { } over ? HookMessages.Text(over) : "",
        DurationMs: 0,
        disposition,
        Summarise(contact, disposition),
        new Dictionary<string, string>(StringComparer.Ordinal),
        Bookings: [],
        HasRecording: false);

    private static string Summarise(Contact contact, string disposition)
    {
        var person = contact.Name.Length > 0 ? $"{contact.Name} ({contact.Number})" : contact.Number;
        var came = disposition switch
        {
            Dispositions.Busy => $"We called {person}. The line was engaged.",
            Dispositions.NoAnswer => $"We called {person}. Nobody answered.",
            Dispositions.Declined => $"We called {person}. The call was declined.",
            Dispositions.BadNumber => $"We called {person}. The number cannot be called.",
            Dispositions.Failed => $"We called {person}. The network could not make the call.",
            Dispositions.Canceled => $"The call to {person} was taken back before anybody answered.",
            Dispositions.Refused or Dispositions.OptedOut or Dispositions.Booked => $"{person} was not called.",
            Dispositions.Expired => $"{person} was not called: the time for it was over.",
            Dispositions.NeverDialled => $"{person} was not called: the carrier did not get the request.",
            Dispositions.Menu => $"We called {person}. A company's menu answered.",
            Dispositions.Fax => $"We called {person}. A fax answered.",
            _ => $"We called {person}. The call broke off before a word was exchanged.",
        };
        return contact.Remark.Length > 0 ? $"{came} {contact.Remark}" : came;
    }
}
