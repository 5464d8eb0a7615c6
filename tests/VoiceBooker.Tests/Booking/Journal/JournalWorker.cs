using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using VoiceBooker.Booking.Journal;
using VoiceBooker.Booking.Storage;
using VoiceBooker.Tests.Booking.Storage;
using VoiceBooker.Voice.Calls;

namespace VoiceBooker.Tests.Booking.Journal;

/// <summary>What a child process of the kill test does: journals without end and prints the number of each entry once it is acknowledged.</summary>
internal static class JournalWorker
{
    public static async Task RunAsync(string path)
    {
        using var database = TestDatabase.OnDisk(path);
        using var writer = new JournalWriter(database, TimeProvider.System, NullLogger<JournalWriter>.Instance);
        await writer.StartAsync(default);
        var journals = new CallJournals(database, writer, new ThisNode(), TimeProvider.System, NullLogger<CallJournals>.Instance);

        var now = TimeProvider.System.GetUtcNow();
        var id = CallId.New(now);
        var journal = await journals.OpenAsync(new CallRecord { Id = id, CallSid = id.ToString(), StartedAt = Instant.FromDateTimeOffset(now) }, TimeProvider.System, default);
        for (var number = 1; ; number++)
        {
            journal.Record("caller.said", new { number });
            await journal.RecordDurablyAsync("booking.committing", new { number }, default);
            await Console.Out.WriteLineAsync($"{id} {number}");
            await Console.Out.FlushAsync();
        }
    }
}
