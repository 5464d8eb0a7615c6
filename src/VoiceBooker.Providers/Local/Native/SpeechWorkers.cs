using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace VoiceBooker.Providers.Local.Native;

/// <summary>
/// A few threads of their own for native speech work: it takes milliseconds to tenths of seconds and would hold up the pool's threads, on which the pacing of all calls runs.
/// They give way to everything else where the system knows niceness. What is awaited in work started here goes on here.
/// </summary>
internal sealed partial class SpeechWorkers : TaskScheduler, IDisposable
{
    private readonly BlockingCollection<Task> _work = [];
    private readonly Thread[] _threads;
    private readonly int _niceness;

    /// <param name="name">Of the threads.</param>
    /// <param name="count">How many threads there are.</param>
    /// <param name="niceness">0 to 19; more gives way more.</param>
    public SpeechWorkers(string name, int count, int niceness)
    {
        _niceness = niceness;
        _threads = [.. Enumerable.Range(0, count).Select(_ => new Thread(Run) { IsBackground = true, Name = name })];
        foreach (var thread in _threads)
            thread.Start();
    }

    /// <inheritdoc/>
    public override int MaximumConcurrencyLevel => _threads.Length;

    /// <summary>Runs <paramref name="work"/> on these threads.</summary>
    public Task<T> Run<T>(Func<T> work) => Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, this);

    /// <summary>Runs <paramref name="work"/>, and what it awaits, on these threads.</summary>
    public Task RunAsync(Func<Task> work) => Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, this).Unwrap();

    /// <summary>Takes no more work; the threads end when what was taken is done.</summary>
    public void Dispose() => _work.CompleteAdding();

    /// <inheritdoc/>
    protected override void QueueTask(Task task)
    {
        try
        {
            _work.Add(task);
        }
        catch (InvalidOperationException) when (_work.IsAddingCompleted)
        {
            ThreadPool.UnsafeQueueUserWorkItem(late => TryExecuteTask(late), task, preferLocal: false); // what still goes on ends on the pool
        }
    }

    /// <inheritdoc/>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    /// <inheritdoc/>
    protected override IEnumerable<Task> GetScheduledTasks() => _work.ToArray();

    private void Run()
    {
        if (OperatingSystem.IsLinux())
            _ = SetPriority(which: 0, who: 0, _niceness); // of this thread alone; without the right to it all stays as it is
        foreach (var task in _work.GetConsumingEnumerable())
            TryExecuteTask(task);
    }

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, int who, int niceness);
}
