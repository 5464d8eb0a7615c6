using VoiceBooker.Tests.Booking.Journal;

namespace VoiceBooker.Tests;

/// <summary>What the test assembly does as a process of its own: the part of a test that is to be killed. The test runner does not come through here.</summary>
internal static class ChildProcess
{
    private static Task Main(string[] arguments) => arguments switch
    {
        ["journal", var path] => JournalWorker.RunAsync(path),
        _ => Task.CompletedTask,
    };
}
