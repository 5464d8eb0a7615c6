using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;
using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Calendars.Slots;
using VoiceBooker.Booking.Events;
using VoiceBooker.Booking.Journal;
using VoiceBooker.Booking.Minds;
using VoiceBooker.Booking.Reception;
using VoiceBooker.Booking.Storage;
using VoiceBooker.Providers.Twilio;
using VoiceBooker.Server.Settings;
using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Journal;
using VoiceBooker.Voice.Speaking;

namespace VoiceBooker.Server.Calls;

/// <summary>A call that runs now.</summary>
/// <param name="Ticket">What was known of it before it began.</param>
/// <param name="Assistant">Who answers.</param>
/// <param name="StartedAt">When it began, in real time.</param>
public sealed record RunningCall(CallTicket Ticket, string Assistant, DateTimeOffset StartedAt);

/// <summary>Composes every call from its parts, knows which ones run, and lets go of them when the server stops.</summary>
public sealed partial class CallHost(
    CallLines lines,
    CallBench bench,
    IDbContextFactory<BookingDbContext> database,
    CallJournals journals,
    CarrierNews news,
    SlotKeeper slots,
    PhraseKeeper phrases,
    IOptions<CallsOptions> options,
    NodeWire wire,
    TimeProvider time,
    ILogger<CallHost> log) : ICallDesk, IHostedLifecycleService, IDisposable
{
    private const string Failed = "failed";
    private const string ServerStopped = "server stopped";

    private readonly ConcurrentDictionary<CallId, (RunningCall Call, ICallLine Line, Task Done)> _running = new();
    private readonly CancellationTokenSource _letGo = new();

    /// <summary>The calls that run here now, the oldest first.</summary>
    public IReadOnlyList<RunningCall> Running => [.. _running.Values.Select(each => each.Call).OrderBy(call => call.StartedAt)];

    /// <inheritdoc/>
    public bool IsFull => lines.IsFull;

    /// <inheritdoc/>
    public ValueTask<bool> HasRoomAsync(CancellationToken cancel) => lines.HaveRoomAsync(cancel);

    /// <summary>An operator ends a call, whichever server leads it; false when it does not run.</summary>
    public async ValueTask<bool> HangUpAsync(CallId call, CancellationToken cancel)
    {
        if (!_running.TryGetValue(call, out var running))
            return await HangUpElsewhereAsync(call, cancel);
        await running.Line.HangUpAsync(HangUpCause.Operator, cancel);
        return true;
    }

    /// <inheritdoc/>
    public void Expect(CallTicket ticket) => slots.Expect(ticket.Id, ticket.AssistantId, OurNumber(ticket), anybody: ticket.Kind != CallKind.Phone);

    /// <summary>Something happened, elsewhere, on a call that runs here; false when it does not.</summary>
    public bool Tell(CallId call, CallEvent happened)
    {
        if (!_running.TryGetValue(call, out var running))
            return false;
        running.Line.Tell(happened);
        return true;
    }

    /// <inheritdoc/>
    public async Task AnswerAsync(CallTicket ticket, ICallLine line)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (FindObstacle(ticket, line) is { } obstacle)
        {
            slots.Leave(ticket.Id);
            await RecordUnansweredAsync(ticket, line, obstacle);
            throw new InvalidOperationException(obstacle.Message);
        }

        try
        {
            _running[ticket.Id] = (new RunningCall(ticket, "", time.GetUtcNow()), line, done.Task);
            if (await FindAssistantAsync(ticket) is not ({ } assistant, { } names))
            {
                const string NobodyAnswers = "There is no assistant to answer; make one in the console or by POST /api/assistants.";
                await RecordUnansweredAsync(ticket, line, ("assistant", NobodyAnswers));
                throw new InvalidOperationException(NobodyAnswers);
            }

            _running[ticket.Id] = (new RunningCall(ticket, assistant.Name, time.GetUtcNow()), line, done.Task);
            slots.Stay(ticket.Id, assistant.Id);
            phrases.Prepare(assistant);
            line.Speaks(assistant.Language);
            if (TakeEarlyVerdict(ticket.CallSid) is { } who)
                line.Tell(new CallEvent.FarSideJudged(who, "carrier"));
            await LeadAsync(ticket, assistant, names, line);
        }
        finally
        {
            slots.Leave(ticket.Id);
            _running.TryRemove(ticket.Id, out _);
            lines.Give();
            done.SetResult();
        }
    }

    /// <inheritdoc/>
    public void Report(CarrierReport report)
    {
        news.Take(report);
        if (report.IsFinal)
            _earlyVerdicts.TryRemove(report.CallSid, out _);
        foreach (var (call, _, _) in _running.Values)
        {
            if (report.IsFinal && call.Ticket.CallSid == report.CallSid)
                LogEndedAtCarrier(call.Ticket.Id, report.Status); // the stream's own end follows, or its silence is found
        }
    }

    /// <inheritdoc/>
    public void ReportFailedTransfer(string callSid, string status) => news.TakeFailedTransfer(callSid, status);

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => lines.OpenAsync(cancellationToken);

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        if (bench.Models is { Options: { CallBudget: > 0 } or { DailyBudget: > 0 }, Unpriced: { Count: > 0 } unpriced })
            LogNoPrices(string.Join(", ", unpriced));
        return Task.CompletedTask;
    }

    /// <summary>Takes no more calls, lets the running ones come to their end for a while, then lets go of them. Runs before the web server stops, which would wait for their sockets.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await lines.CloseAsync(cancellationToken);
        var calls = Task.WhenAll(_running.Values.Select(each => each.Done));
        if (!calls.IsCompleted)
        {
            LogWaiting(_running.Count, options.Value.ShutdownGrace.TotalSeconds);
            await Task.WhenAny(calls, Task.Delay(options.Value.ShutdownGrace, time, cancellationToken));
        }

        await _letGo.CancelAsync();
        await Task.WhenAny(Task.WhenAll(_running.Values.Select(each => each.Done)), Task.Delay(TimeSpan.FromSeconds(5), time, cancellationToken));
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose() => _letGo.Dispose();

    /// <summary>Takes a line for the call, or says what is in the way; a minute may have passed since its ticket was given.</summary>
    private (string Part, string Message)? FindObstacle(CallTicket ticket, ICallLine line)
    {
        if (line.CarriesAudio && bench.Speech.Problem is { } problem)
            return ("speech", problem);
        return lines.Take(ticket.Kind) is { } none ? ("lines", none) : null;
    }

    /// <summary>A call that nobody could answer stands in the list of calls, with the reason.</summary>
    private async Task RecordUnansweredAsync(CallTicket ticket, ICallLine line, (string Part, string Message) obstacle)
    {
        var record = NewRecord(ticket, assistant: null, line);
        var journal = await journals.OpenAsync(record, line.Time, CancellationToken.None);
        journal.Record("call.started", new { from = record.From, to = record.To, direction = record.Direction, kind = record.Kind });
        journal.Record("error", new { part = obstacle.Part, message = obstacle.Message });
        await journals.CloseAsync(ticket.Id, Failed, CallOutcomes.NoBooking, CancellationToken.None);
    }

    /// <summary>The greeting does not wait for the disk: the call is put on record while it begins. What must stand on disk before it happens waits for that, too; a call that cannot be put on record ends.</summary>
    private async Task LeadAsync(CallTicket ticket, Assistant assistant, IReadOnlyList<string> names, ICallLine line)
    {
        var record = NewRecord(ticket, assistant, line);
        var (journal, opened) = journals.Begin(record, line.Time, CancellationToken.None);
        journal.Record("call.started", new { from = record.From, to = record.To, direction = record.Direction, kind = record.Kind });
        var cause = Failed;
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(_letGo.Token);
        try
        {
            var running = (await OpenAsync(Compose(ticket, assistant, names, line, journal, record))).RunAsync(ends.Token);
            if (await Task.WhenAny(opened, running) == opened && !opened.IsCompletedSuccessfully)
                await ends.CancelAsync();
            cause = WordFor(await running);
            await opened;
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            journal.Record("error", new { part = "call", message = failure.GetType().Name });
            throw; // the door logs it, and closes the line as one that failed
        }
        finally
        {
            await journals.CloseAsync(ticket.Id, cause, outcome: null, CancellationToken.None);
            bench.Conclusions.CallEnded();
        }
    }

    /// <summary>A call that cannot even begin lets go of what was opened for it.</summary>
    private static async Task<CallSession> OpenAsync(CallParts parts)
    {
        try
        {
            return new CallSession(parts);
        }
        catch
        {
            await parts.Agent.DisposeAsync();
            throw;
        }
    }

    private CallParts Compose(CallTicket ticket, Assistant assistant, IReadOnlyList<string> names, ICallLine line, ICallJournal journal, CallRecord record)
    {
        var number = ticket.Outbound ? ticket.To : ticket.From;
        var speaker = line.CarriesAudio ? bench.Models.OpenSpeaker(assistant.Mind, assistant.Language) : null;
        var brief = new CallBrief(ticket.Id, assistant, IsNumber(number) ? number : null, ticket.Kind != CallKind.Phone, ticket.Variables) { SendsMail = bench.SendsMail, Links = bench.Links, Outbound = ticket.Brief is { } ours ? ours with { IsRecorded = record.Recording is not null } : null, ComesBack = ticket.ComesBack };
        return new CallParts
        {
            Id = ticket.Id,
            Line = line,
            Agent = new Receptionist(brief, new CallMind(bench.Models, assistant.Mind, journal, speaker), bench.Ledger, bench.Notes, bench.Wishes, journal, line.Time, bench.Reception, bench.Logs.CreateLogger<Receptionist>()),
            Ears = !line.CarriesAudio ? [] : speaker is null ? bench.Speech.Ears : [speaker.Ears, .. bench.Speech.Ears],
            Voices = line.CarriesAudio ? bench.Speech.Voices : [],
            Voice = new SpokenVoice(assistant.Voice, assistant.Language),
            Phrases = line.CarriesAudio ? LikelyNames(assistant, names, ticket.Variables) : [],
            Asides = line.CarriesAudio && ticket.Brief is not null ? StandingPhrases.WaysToStopCalls(assistant) : [],
            Speech = bench.Speech.Options,
            Health = bench.Health,
            Store = bench.Phrases,
            Fixed = line.CarriesAudio ? phrases.PhrasesOf(assistant) : FixedPhrases.None,
            LineOpenedAt = line.OpenedAt,
            Options = bench.Session,
            Outbound = ticket.Brief is null || ticket.ComesBack ? null : bench.Outbound, // who comes back is known for a person, and waits for us to speak
            Turns = bench.Turns,
            Detector = bench.Detector,
            Journal = journal,
            Recording = record.Recording is { } file ? OpenRecording(Path.Combine(bench.Storage.Folder, file)) : null,
            Time = line.Time,
            Log = bench.Logs.CreateLogger<CallSession>(),
        };
    }

    /// <summary>What transcribers should expect to hear: the business, the assistant, what it books, the caller.</summary>
    private string[] LikelyNames(Assistant assistant, IReadOnlyList<string> events, IReadOnlyDictionary<string, string> variables) =>
        [.. ((string[])[bench.Reception.BusinessName, assistant.Name, .. events, variables.GetValueOrDefault("name", "")]).Where(name => name.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)];

    private CallRecord NewRecord(CallTicket ticket, Assistant? assistant, ICallLine line)
    {
        var began = Instant.FromDateTimeOffset(line.Time.GetUtcNow());
        var (year, month) = (began.InUtc().Year, began.InUtc().Month);
        return new CallRecord
        {
            Id = ticket.Id,
            CallSid = ticket.CallSid,
            Direction = ticket.Outbound ? "outbound" : "inbound",
            Kind = ticket.Kind switch { CallKind.Phone => "phone", CallKind.Softphone => "softphone", _ => "text" },
            From = ticket.From,
            To = ticket.To,
            ContactId = ticket.ContactId,
            CampaignId = ticket.CampaignId,
            AssistantId = assistant?.Id,
            Assistant = assistant?.Name ?? "",
            StartedAt = began,
            Recording = assistant is not null && line.CarriesAudio && options.Value.Record && (!ticket.Outbound || options.Value.RecordOurs) ? string.Create(CultureInfo.InvariantCulture, $"recordings/{year:0000}/{month:00}/{ticket.Id}.wav") : null,
        };
    }

    /// <summary>Who answers, and the names of what can be booked there; null when nobody does.</summary>
    private async Task<(Assistant Assistant, IReadOnlyList<string> Events)?> FindAssistantAsync(CallTicket ticket)
    {
        await using var db = await database.CreateDbContextAsync();
        var assistants = await db.Assistants.AsNoTracking().OrderBy(assistant => assistant.Id).ToListAsync();
        if (Assistant.Choose(assistants, ticket.AssistantId, OurNumber(ticket), anybody: ticket.Kind != CallKind.Phone) is not { } found)
            return null;
        return (found, await db.Events.Where(each => each.Active && (each.AssistantId == null || each.AssistantId == found.Id)).Select(each => each.Name).ToListAsync());
    }

    private FileStream? OpenRecording(string file)
    {
        try
        {
            PrivateFiles.MakeFolder(Path.GetDirectoryName(file)!);
            return PrivateFiles.Create(file, bufferSize: 32 * 1024);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            LogNoRecording(failure, file); // a full disk costs the recording, not the call
            return null;
        }
    }

    private static string OurNumber(CallTicket ticket) => ticket.Outbound ? ticket.From : ticket.To;

    private static bool IsNumber(string text) => text is ['+', >= '1' and <= '9', ..] && text.Length is >= 8 and <= 16 && text.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0;

    private static string WordFor(HangUpCause cause) => cause switch
    {
        HangUpCause.Caller => "caller hung up",
        HangUpCause.Us => "goodbye",
        HangUpCause.LineLost => "line lost",
        HangUpCause.Operator => "operator hung up",
        HangUpCause.Transferred => "transferred",
        _ => ServerStopped,
    };

    [LoggerMessage(LogLevel.Information, "Call {CallId} is '{Status}' at the carrier; its stream is still open.")]
    private partial void LogEndedAtCarrier(CallId callId, string status);

    [LoggerMessage(LogLevel.Information, "Stopping: {Count} calls run; they may go on for {Seconds} s.")]
    private partial void LogWaiting(int count, double seconds);

    [LoggerMessage(LogLevel.Warning, "A budget is set (Minds:CallBudget, Minds:DailyBudget), but these models have no prices and are counted as free: {Models}.")]
    private partial void LogNoPrices(string models);

    [LoggerMessage(LogLevel.Warning, "The recording {File} cannot be written; the call goes on without it.")]
    private partial void LogNoRecording(Exception failure, string file);
}
