using VoiceBooker.Providers.Local.Native;

namespace VoiceBooker.Tests.Providers.Local;

public sealed class SpeechWorkersTests
{
    [Fact]
    public async Task No_more_is_decoded_at_a_time_than_there_are_threads_and_none_of_it_on_the_pool()
    {
        using var workers = new SpeechWorkers("ears", count: 2, niceness: 5);
        var now = 0;
        var most = 0;
        var onPool = false;
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => workers.RunAsync(async () =>
        {
            for (var i = 0; i < 5; i++)
            {
                InterlockedMax(ref most, Interlocked.Increment(ref now));
                onPool |= Thread.CurrentThread.IsThreadPoolThread;
                Thread.SpinWait(20_000);
                Interlocked.Decrement(ref now);
                await Task.Yield(); // the next frame comes
            }
        })));

        Assert.False(onPool);
        Assert.InRange(most, 1, 2);
    }

    [Fact]
    public async Task A_call_that_still_listens_when_the_server_stops_comes_to_its_end()
    {
        var workers = new SpeechWorkers("ears", count: 1, niceness: 5);
        var frame = new TaskCompletionSource();
        var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var listening = workers.RunAsync(async () =>
        {
            began.SetResult();
            await frame.Task;
        });
        await began.Task;
        workers.Dispose();
        frame.SetResult();

        await listening.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task What_fails_there_fails_for_the_one_who_asked()
    {
        using var workers = new SpeechWorkers("voice", count: 1, niceness: 0);

        await Assert.ThrowsAsync<InvalidDataException>(() => workers.Run<int>(() => throw new InvalidDataException()));
        Assert.Equal(7, await workers.Run(() => 7));
    }

    private static void InterlockedMax(ref int most, int value)
    {
        for (var seen = Volatile.Read(ref most); value > seen; seen = Volatile.Read(ref most))
            Interlocked.CompareExchange(ref most, value, seen);
    }
}
