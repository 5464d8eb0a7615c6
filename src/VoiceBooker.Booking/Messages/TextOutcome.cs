using Microsoft.EntityFrameworkCore;
using NodaTime;
using VoiceBooker.Booking.Storage;

namespace VoiceBooker.Booking.Messages;

/// <summary>How a message stands after the carrier's answer to our request.</summary>
/// <param name="State">How far it is.</param>
/// <param name="NotBefore">When it may be tried again, where it waits.</param>
internal readonly record struct TextOutcome(TextState State, Instant NotBefore)
{
    /// <summary>What went wrong; null when nothing did.</summary>
    public string? Error { get; init; }

    /// <summary>The carrier's identity of it.</summary>
    public string? MessageSid { get; init; }

    /// <summary>When the carrier took it.</summary>
    public Instant? SentAt { get; init; }

    /// <summary>Why it was refused for good.</summary>
    public TextFault Fault { get; init; }

    /// <summary>The carrier's code for that.</summary>
    public int? Code { get; init; }

    /// <summary>Writes it down for a message that is being sent. A report that has overtaken the answer counts: what the carrier reports on was sent, whether or not the answer was lost.</summary>
    public async Task WriteAsync(BookingDbContext db, Guid text)
    {
        var outcome = this;
        var lookAt = SentAt + TextLookUps.First;
        await db.Texts.Where(row => row.Id == text && row.State == TextState.Submitting).ExecuteUpdateAsync(
            set => set
                .SetProperty(row => row.State, outcome.State)
                .SetProperty(row => row.NotBefore, outcome.NotBefore)
                .SetProperty(row => row.LastError, outcome.Error)
                .SetProperty(row => row.SentAt, outcome.SentAt),
            CancellationToken.None);
        if (MessageSid is not null)
        {
            await db.Texts.Where(row => row.Id == text && row.MessageSid == null).ExecuteUpdateAsync(set => set.SetProperty(row => row.MessageSid, outcome.MessageSid), CancellationToken.None);
            await db.Texts.Where(row => row.Id == text && TextLookUps.Open.Contains(row.Delivery)).ExecuteUpdateAsync(set => set.SetProperty(row => row.LookAt, lookAt), CancellationToken.None);
        }

        if (Fault != TextFault.None)
            await db.Texts.Where(row => row.Id == text).ExecuteUpdateAsync(set => set.SetProperty(row => row.Fault, outcome.Fault).SetProperty(row => row.ErrorCode, outcome.Code), CancellationToken.None);
        if (State == TextState.Failed)
            await MessageDesk.SettleAsync(db, text);
    }
}
