using System.Text.Json;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using VoiceBooker.Booking.Dialling;
using VoiceBooker.Booking.Journal;
using VoiceBooker.Booking.Storage;
using VoiceBooker.Providers.Twilio;
using VoiceBooker.Voice.Calls;

namespace VoiceBooker.Server.Calls;

/// <summary>Writes what the carrier tells of calls, within its webhooks and often after the end, into their journals: one after the other, behind the webhook's back. Of calls that never reached us there is no journal, and nothing is written there; the attempts of ours among them are brought up to date all the same.</summary>
/// <remarks>What is lost here (a full queue, the process's end) is asked for at the carrier later, by <see cref="Reconciliation"/>.</remarks>
public sealed partial class CarrierNews(IDbContextFactory<BookingDbContext> database, CallJournals journals, AttemptReports attempts, NodeWire wire, TimeProvider time, ILogger<CarrierNews> log) : BackgroundService
{
    private const int Waiting = 4096;

    private readonly Channel<News> _news = Channel.CreateBounded<News>(new BoundedChannelOptions(Waiting) { SingleReader = true });

    /// <summary>Where a call stands: <c>carrier.status</c> {status, duration, sequence, sipCode}. After a last word nothing more is recorded, also across restarts.</summary>
    public void Take(CarrierReport report) => Take(new News(report.CallSid, time.GetUtcNow(), report, FailedTransfer: null));

    /// <summary>Nobody answered: <c>transfer.failed</c> {reason}; the call no longer counts as transferred.</summary>
    public void TakeFailedTransfer(string callSid, string status) => Take(new News(callSid, time.GetUtcNow(), Report: null, status));

    /// <summary>Who or what answered a call of ours, as the carrier believes now.</summary>
    public void TakeFarSide(Guid? attempt, string callSid, FarSide who) => Take(new News(callSid, time.GetUtcNow(), Report: null, FailedTransfer: null) { Attempt = attempt, Who = who });

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var news in _news.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await RecordAsync(news, stoppingToken);
            }
            catch (Exception failure) when (failure is not OutOfMemoryException && !stoppingToken.IsCancellationRequested)
            {
                LogNotRecorded(failure, news.CallSid);
            }
        }
    }

    private void Take(News news)
    {
        if (!_news.Writer.TryWrite(news))
            LogNotRecorded(null, news.CallSid);
    }

    private async Task RecordAsync(News news, CancellationToken cancel)
    {
        if (news.Who is { } who)
        {
            await wire.TellAsync(new NodeWord(NodeWord.FarSide, news.CallSid, who.ToString()), cancel); // the call may run at another server
            await attempts.FarSideAsync(news.Attempt, news.CallSid, who, cancel);
            return;
        }

        if (news.Report is { Attempt: { } attempt } status)
            await attempts.ReportAsync(attempt, news.CallSid, status.Status, status.IsFinal, status.Seconds, status.SipCode, queuedMs: null, Instant.FromDateTimeOffset(news.At), cancel);
        await using var db = await database.CreateDbContextAsync(cancel);
        var conversations = CallSids.OfCall(news.CallSid);
        var told = Instant.FromDateTimeOffset(news.At);
        var calls = await db.Calls
            .Where(call => conversations.Contains(call.CallSid) && call.StartedAt <= told)
            .OrderBy(call => call.StartedAt)
            .Select(call => new { call.Id, call.CallSid })
            .ToListAsync(cancel);
        if (calls.Count == 0)
            return;

        if (news.FailedTransfer is { } reason)
        {
            var last = calls[^1].Id;
            var asked = await db.CallEvents.Where(entry => entry.CallId == last && entry.Kind == "transfer").OrderByDescending(entry => entry.Sequence).Select(entry => entry.Data).FirstOrDefaultAsync(cancel);
            await journals.RecordLaterAsync(last, "transfer.failed", new { number = asked is null ? null : NumberOf(asked), reason }, cancel);
            return;
        }

        var (call, report) = (calls[0].Id, news.Report!);
        var before = await db.CallEvents.Where(entry => entry.CallId == call && entry.Kind == "carrier.status").Select(entry => entry.Data).ToListAsync(cancel);
        if (!before.Exists(IsLastWord))
            await journals.RecordLaterAsync(call, "carrier.status", new { status = report.Status, duration = report.Seconds, sequence = report.Sequence, sipCode = report.SipCode, final = report.IsFinal }, cancel);
    }

    private static string? NumberOf(string data)
    {
        using var payload = JsonDocument.Parse(data);
        return payload.RootElement.TryGetProperty("number", out var number) ? number.GetString() : null;
    }

    private static bool IsLastWord(string data)
    {
        using var payload = JsonDocument.Parse(data);
        return payload.RootElement.TryGetProperty("final", out var final) && final.ValueKind == JsonValueKind.True;
    }

    private sealed record News(string CallSid, DateTimeOffset At, CarrierReport? Report, string? FailedTransfer)
    {
        public Guid? Attempt { get; init; }

        public FarSide? Who { get; init; }
    }

    [LoggerMessage(LogLevel.Warning, "What the carrier told of call {CallSid} could not be recorded.")]
    private partial void LogNotRecorded(Exception? failure, string callSid);
}
