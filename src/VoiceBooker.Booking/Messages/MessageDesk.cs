using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NodaTime;
using VoiceBooker.Booking.Dialling;
using VoiceBooker.Booking.Reception;
using VoiceBooker.Booking.Storage;

namespace VoiceBooker.Booking.Messages;

/// <summary>Writes down what the carrier tells of our messages, and answers people who ask for help. What it does is one statement of the database each, so that it does not matter which node is told, or in which order.</summary>
internal sealed partial class MessageDesk(IDbContextFactory<BookingDbContext> contexts, IEnumerable<ICallWishes> wishes, IOptions<ReceptionOptions> reception, TimeProvider time, ILogger<MessageDesk> log) : IMessageDesk
{
    /// <summary>Most answers to one number in a day: two machines that answer each other come to an end.</summary>
    private const int MostAnswers = 5;

    /// <summary>An answer that could not be sent for so long is not expected any more.</summary>
    private static readonly Duration AnswerWithin = Duration.FromMinutes(15);

    private Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());

    /// <inheritdoc/>
    public async Task ReportAsync(Guid? text, string messageSid, TextStanding standing, CancellationToken cancel)
    {
        if (standing.Delivery == TextDelivery.Unreported || messageSid.Length == 0)
            return;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var id = text ?? await db.Texts.Where(row => row.MessageSid == messageSid).Select(row => (Guid?)row.Id).FirstOrDefaultAsync(cancel);
        var earlier = EarlierThan(standing.Delivery);
        var now = Now;
        if (standing.Fault == TextFault.OptedOut && wishes.FirstOrDefault() is { } list
            && await db.Texts.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id && (row.MessageSid == null || row.MessageSid == messageSid) && earlier.Contains(row.Delivery), cancel) is { } refused)
            await list.StopCallingAsync(refused.To, refused.CallId, DoNotCallEntry.ByText, "", CancellationToken.None); // before the report counts as taken: what breaks in between is told once more
        var news = await db.Texts
            .Where(row => row.Id == id && (row.MessageSid == null || row.MessageSid == messageSid) && earlier.Contains(row.Delivery))
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(row => row.Delivery, standing.Delivery)
                    .SetProperty(row => row.DeliveryAt, now)
                    .SetProperty(row => row.MessageSid, messageSid)
                    .SetProperty(row => row.Fault, standing.Fault)
                    .SetProperty(row => row.ErrorCode, standing.Code),
                cancel);
        if (news == 0 || id is not { } known)
        {
            LogNothingNew(messageSid, standing.Delivery);
            return;
        }

        await SettleAsync(db, known);
        if (TextLookUps.Open.Contains(standing.Delivery))
            return;
        await db.Texts.Where(row => row.Id == known).ExecuteUpdateAsync(set => set.SetProperty(row => row.LookAt, (Instant?)null), cancel);
        if (standing.Fault == TextFault.None)
            return;
        LogNotDelivered(known, standing.Delivery, standing.Fault, standing.Code);
    }

    /// <inheritdoc/>
    public async Task AnswerAsync(AnsweredMessage question, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var matter = $"answer:{question.MessageSid}";
        var yesterday = Now - Duration.FromDays(1);
        if (await db.Texts.AnyAsync(row => row.Matter == matter, cancel) || await db.Texts.CountAsync(row => row.To == question.Number && row.Purpose == OutgoingText.Answer && row.CreatedAt > yesterday, cancel) >= MostAnswers)
            return;
        var language = question.Language ?? await LanguageAtAsync(db, question.Ours, cancel);
        db.Texts.Add(new OutgoingText
        {
            Id = Guid.CreateVersion7(time.GetUtcNow()),
            Purpose = OutgoingText.Answer,
            Matter = matter,
            To = question.Number,
            From = question.Ours,
            Body = question.Stopped ? MessageWords.Stopped(reception.Value.BusinessName, language) : MessageWords.Help(reception.Value.BusinessName, question.Ours, language),
            NotBefore = Now,
            NotAfter = Now + AnswerWithin,
            CreatedAt = Now,
        });
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException refused) when (refused.IsTakenKey())
        {
            // the same message was told of twice at once
        }
    }

    /// <summary>Messages that the carrier reports on were sent, though nobody knew; the rest is asked for soon.</summary>
    /// <param name="db">The database.</param>
    /// <param name="text">The one it is about; null: all.</param>
    internal static async Task SettleAsync(BookingDbContext db, Guid? text = null) =>
        await db.Texts
            .Where(row => (text == null || row.Id == text) && row.State == TextState.Failed && row.Delivery != TextDelivery.Unreported)
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(row => row.State, TextState.Sent)
                    .SetProperty(row => row.SentAt, row => row.SentAt ?? row.DeliveryAt)
                    .SetProperty(row => row.LastError, (string?)null)
                    .SetProperty(row => row.LookAt, row => row.DeliveryAt),
                CancellationToken.None);

    /// <summary>What a word replaces: nothing replaces a last one.</summary>
    private static List<TextDelivery> EarlierThan(TextDelivery delivery) => [.. TextLookUps.Open.Where(each => each < delivery)];

    private static async Task<string> LanguageAtAsync(BookingDbContext db, string ours, CancellationToken cancel)
    {
        var assistants = await db.Assistants.AsNoTracking().ToListAsync(cancel);
        return (assistants.Find(each => each.Numbers.Contains(ours)) ?? assistants.FirstOrDefault())?.Language ?? "en-US";
    }

    [LoggerMessage(LogLevel.Debug, "A report on text message {MessageSid} ({Delivery}) says nothing new, or the message is none of ours.")]
    private partial void LogNothingNew(string messageSid, TextDelivery delivery);

    [LoggerMessage(LogLevel.Warning, "Text message {Id} is {Delivery}: {Fault}, code {Code}.")]
    private partial void LogNotDelivered(Guid id, TextDelivery delivery, TextFault fault, int? code);
}
