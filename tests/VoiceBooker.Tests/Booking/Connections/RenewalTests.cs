using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using VoiceBooker.Booking.Connections;
using VoiceBooker.Booking.Tasks;
using VoiceBooker.Tests.Booking.Storage;
using VoiceBooker.Voice.Time;

namespace VoiceBooker.Tests.Booking.Connections;

public sealed class RenewalTests : IDisposable
{
    private readonly TestDatabase _database = TestDatabase.OnDisk();
    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 11, 30, 9, 0, 0, TimeSpan.Zero));
    private readonly FakeAccounts _accounts = new();
    private readonly OperatorTasks _tasks;
    private readonly VoiceBooker.Booking.Connections.Connections _connections;

    public RenewalTests()
    {
        _tasks = new OperatorTasks(_database, _clock);
        _connections = new VoiceBooker.Booking.Connections.Connections(_database, new FakeSecrets(), [_accounts], _tasks, _clock, NullLogger<VoiceBooker.Booking.Connections.Connections>.Instance);
    }

    private Instant Now => Instant.FromDateTimeOffset(_clock.GetUtcNow());

    public void Dispose() => _database.Dispose();

    [Fact]
    public async Task Many_calls_that_find_the_credential_ending_renew_it_once_and_all_get_the_new_one()
    {
        var asked = 0;
        var provider = new TaskCompletionSource();
        _accounts.Renews = async _ =>
        {
            Interlocked.Increment(ref asked);
            await provider.Task;
            return new CredentialAnswer.Given(new Credential("second", "refresh-2", Now + Duration.FromHours(2)));
        };
        var id = await SignedInAsync();

        var calls = Enumerable.Range(0, 8).Select(_ => _connections.OpenAsync(id, default)).ToList();
        provider.SetResult();
        Assert.All(await Task.WhenAll(calls), access => Assert.Equal("second", access!.Credential.Token));
        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task A_key_that_was_exchanged_while_the_old_one_was_being_renewed_stays()
    {
        var provider = new TaskCompletionSource();
        _accounts.Renews = async _ =>
        {
            await provider.Task;
            return new CredentialAnswer.Given(new Credential("second", "refresh-2", Now + Duration.FromHours(2)));
        };
        var id = await SignedInAsync();

        var call = _connections.OpenAsync(id, default);
        await _connections.RotateAsync(id, FakeAccounts.Ann, new Credential("of the owner's own"), default);
        provider.SetResult();
        Assert.Equal("of the owner's own", (await call)!.Credential.Token);
        Assert.Equal("of the owner's own", (await _connections.OpenAsync(id, default))!.Credential.Token);
    }

    [Fact]
    public async Task An_account_that_was_let_go_while_it_was_being_renewed_stays_let_go()
    {
        var provider = new TaskCompletionSource();
        _accounts.Renews = async _ =>
        {
            await provider.Task;
            return new CredentialAnswer.Given(new Credential("second", "refresh-2", Now + Duration.FromHours(2)));
        };
        var id = await SignedInAsync();

        var call = _connections.OpenAsync(id, default);
        await _connections.DisconnectAsync(id, default);
        provider.SetResult();
        Assert.Null(await call);
        var row = (await _connections.FindAsync(id, default))!;
        Assert.Equal((ConnectionState.Disconnected, ""), (row.State, row.Secret));
    }

    [Fact]
    public async Task A_refused_renewal_is_one_task_for_the_owner_however_many_calls_meet_it()
    {
        var id = await SignedInAsync();
        Assert.All(await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _connections.OpenAsync(id, default))), Assert.Null);
        Assert.Equal(TaskKind.Reconnect, Assert.Single(await _tasks.ListAsync(openOnly: true, 10, default)).Kind);
    }

    /// <summary>An account whose credential ends in a minute.</summary>
    private async Task<Guid> SignedInAsync() =>
        (await _connections.AddAsync(FakeAccounts.Name, new Uri("https://api.fake.example"), SignInKind.SignIn, FakeAccounts.Ann, new Credential("first", "refresh-1", Now + Duration.FromMinutes(1)), default)).Id;
}
