using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Quartz;
using VoiceBooker.Booking.Storage;
using VoiceBooker.Server.Jobs;
using VoiceBooker.Tests.Booking.Storage;
using VoiceBooker.Voice.Time;

namespace VoiceBooker.Tests.Server.Jobs;

public sealed class JobsTests
{
    private static readonly JobsOptions Quick = new() { CheckInEvery = TimeSpan.FromSeconds(1), GoneAfter = TimeSpan.FromSeconds(1) };
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task In_a_file_a_job_comes_round_and_is_asked_to_stop_and_waited_for_when_the_server_stops()
    {
        using var database = TestDatabase.OnDisk();
        var work = new Work();
        using (var server = await StartAsync(new StorageOptions { Path = database.Path! }, work, "one"))
        {
            for (var turn = 0; turn < 3; turn++)
                (await work.NextAsync()).Ends();
            var last = await work.NextAsync();
            await server.StopAsync();
            Assert.True(last.WasAskedToStop);
        }

        Assert.Equal(1, work.MostAtOnce);
        Assert.Equal(0, work.AtOnce);

        // What the file says of the jobs is taken up by the next start.
        using var next = await StartAsync(new StorageOptions { Path = database.Path! }, work, "two");
        (await work.NextAsync()).Ends();
        await next.StopAsync();
    }

    [PostgresFact]
    public async Task Of_servers_that_start_at_once_one_does_the_work_and_when_it_stops_another_goes_on()
    {
        using var database = TestDatabase.OnServer();
        var storage = new StorageOptions { ConnectionString = database.ConnectionString };
        var work = new Work();
        var servers = await Task.WhenAll(StartAsync(storage, work, "one"), StartAsync(storage, work, "two"));
        await using (var db = database.CreateDbContext())
            Assert.Equal(1, await db.Database.SqlQueryRaw<long>("SELECT count(*) AS \"Value\" FROM qrtz_triggers").SingleAsync());

        var turn = await work.NextAsync();
        var (holds, waits) = turn.Server == "one" ? (servers[0], servers[1]) : (servers[1], servers[0]);
        await holds.StopAsync();
        var next = await work.NextAsync();
        Assert.NotEqual(turn.Server, next.Server);
        next.Ends();
        await waits.StopAsync();

        Assert.Equal(1, work.MostAtOnce);
        foreach (var server in servers)
            server.Dispose();
    }

    [Fact]
    public async Task A_turn_is_made_of_rounds_and_ends_when_its_time_is_up()
    {
        var clock = new ManualClock(new DateTimeOffset(2026, 11, 30, 9, 0, 0, TimeSpan.Zero));
        var left = Channel.CreateUnbounded<TimeSpan>();
        var turn = JobTurn.RunAsync(async (most, stopping) => await left.Writer.WriteAsync(most, stopping), TimeSpan.FromSeconds(8), clock, default);
        foreach (var seconds in new[] { 20, 12, 4 })
        {
            Assert.Equal(TimeSpan.FromSeconds(seconds), await left.Reader.ReadAsync());
            clock.Advance(TimeSpan.FromSeconds(8));
        }

        await turn;
        Assert.False(left.Reader.TryRead(out _));
    }

    private static async Task<IHost> StartAsync(StorageOptions storage, Work work, string server)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSingleton(work).AddSingleton(new ServerName(server)).AddJobStore(storage, Quick, jobs => jobs.AddEvery<CountedJob>("counted", TimeSpan.FromMilliseconds(1)));
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    private sealed record ServerName(string Name);

    /// <summary>Work of which the test knows who does it, and says when it is done.</summary>
    private sealed class Work
    {
        private readonly Channel<WorkedTurn> _turns = Channel.CreateUnbounded<WorkedTurn>();
        private int _atOnce;
        private int _mostAtOnce;

        public int AtOnce => _atOnce;

        public int MostAtOnce => _mostAtOnce;

        public async Task<WorkedTurn> NextAsync() => await _turns.Reader.ReadAsync().AsTask().WaitAsync(Patience);

        public async Task DoAsync(string server, CancellationToken stopping)
        {
            _mostAtOnce = Math.Max(_mostAtOnce, Interlocked.Increment(ref _atOnce));
            var turn = new WorkedTurn(server);
            _turns.Writer.TryWrite(turn);
            await turn.RunAsync(stopping);
            Interlocked.Decrement(ref _atOnce);
        }
    }

    private sealed class WorkedTurn(string server)
    {
        private readonly TaskCompletionSource _ends = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Server => server;

        public bool WasAskedToStop { get; private set; }

        public void Ends() => _ends.TrySetResult();

        public async Task RunAsync(CancellationToken stopping)
        {
            await using var asked = stopping.Register(() =>
            {
                WasAskedToStop = true;
                _ends.TrySetResult();
            });
            await _ends.Task;
        }
    }

    private sealed class CountedJob(Work work, ServerName server) : IJob
    {
        public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await work.DoAsync(server.Name, cancellationToken);
    }
}
