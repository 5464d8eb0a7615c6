using NodaTime;
using VoiceBooker.Voice.Calls;

namespace VoiceBooker.Booking.Dialling;

/// <summary>The numbers that must not be called: everywhere, or in one campaign.</summary>
public sealed class DoNotCallList : ICallWishes
{
    /// <summary>Puts a number on the list; repeating it changes nothing. People who wait under it are not called any more.</summary>
    public Task AddAsync(string number, string scope, string source, string reason, CallId? call, CancellationToken cancel) => throw new NotSupportedException();

    /// <summary>Takes a number off the list; false when it is not there.</summary>
    public Task<bool> RemoveAsync(string number, string scope, CancellationToken cancel) => throw new NotSupportedException();

    /// <summary>Takes over a list; gives how many numbers are new. What is no number in E.164 is left out, repetitions do no harm.</summary>
    public Task<int> ImportAsync(string list, string scope, IAsyncEnumerable<string> numbers, CancellationToken cancel) => throw new NotSupportedException();

    /// <inheritdoc/>
    public Task StopCallingAsync(string number, CallId? call, string source, string words, CancellationToken cancel) => throw new NotSupportedException();

    /// <inheritdoc/>
    public Task<bool> CallBackAsync(CallId call, Instant? at, string words, CancellationToken cancel) => throw new NotSupportedException();
}
