using System.Diagnostics;
using VoiceBooker.Tests.Booking.Journal;
using VoiceBooker.Tests.Server.Jobs;

namespace VoiceBooker.Tests;

/// <summary>What the test assembly does as a process of its own: the part of a test that is to be killed. The test runner does not come through here.</summary>
internal static class ChildProcess
{
    /// <summary>Starts this assembly as such a process; what it prints can be read.</summary>
    public static Process Start(params string[] arguments)
    {
        var assembly = typeof(ChildProcess).Assembly.Location;
        var host = Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";
        return Process.Start(new ProcessStartInfo(host, ["exec", "--runtimeconfig", Path.ChangeExtension(assembly, ".runtimeconfig.json"), "--depsfile", Path.ChangeExtension(assembly, ".deps.json"), assembly, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!;
    }

    private static Task Main(string[] arguments) => arguments switch
    {
        ["journal", var path] => JournalWorker.RunAsync(path),
        ["jobs", var connectionString] => JobWorker.RunAsync(connectionString),
        _ => Task.CompletedTask,
    };
}
