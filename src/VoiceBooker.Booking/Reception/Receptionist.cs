using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using VoiceBooker.Booking.Bookings;
using VoiceBooker.Voice.Dialogue;
using VoiceBooker.Voice.Journal;
using VoiceBooker.Voice.Speaking;

namespace VoiceBooker.Booking.Reception;

/// <summary>
/// Answers one call: what the model says goes through the claim gate, what it proposes is done by the desk, and what must be true is worded by code.
/// </summary>
/// <param name="brief">What is known of the call before the first word.</param>
/// <param name="mind">Who decides what to say next: a hosted model or <see cref="ReceptionScript"/>. The receptionist does not dispose it.</param>
/// <param name="ledger">Does the bookings.</param>
/// <param name="journal">The call's record.</param>
/// <param name="time">The call's clock.</param>
/// <param name="options">How it behaves.</param>
/// <param name="log">The log.</param>
public sealed class Receptionist(CallBrief brief, IChatClient mind, IBookingLedger ledger, ICallJournal journal, TimeProvider time, ReceptionOptions options, ILogger log) : IAgent
{
    /// <inheritdoc/>
    public IAsyncEnumerable<Speech> GreetAsync(Conversation conversation, CancellationToken bargeIn) => throw new NotImplementedException($"{brief.Call} {mind is null} {ledger is null} {journal is null} {time is null} {options is null} {log is null}");

    /// <inheritdoc/>
    public IAsyncEnumerable<Speech> ReplyAsync(Conversation conversation, CancellationToken bargeIn) => throw new NotImplementedException();

    /// <inheritdoc/>
    public IAsyncEnumerable<Speech> PromptAsync(Conversation conversation, SilenceKind silence, int times, CancellationToken bargeIn) => throw new NotImplementedException();

    /// <inheritdoc/>
    public string? Filler(int times) => "One moment, please.";

    /// <inheritdoc/>
    public Speech[] Fallback() => throw new NotImplementedException();

    /// <inheritdoc/>
    public Task EndAsync(Conversation conversation, CancellationToken stopping) => throw new NotImplementedException();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
