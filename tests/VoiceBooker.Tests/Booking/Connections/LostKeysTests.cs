using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using VoiceBooker.Booking.Connections;
using VoiceBooker.Booking.Tasks;
using VoiceBooker.Tests.Booking.Storage;
using VoiceBooker.Voice.Time;

namespace VoiceBooker.Tests.Booking.Connections;

public sealed class LostKeysTests
{
    [Fact]
    public async Task A_credential_that_cannot_be_opened_any_more_is_told_to_the_owner_and_the_account_is_connected_again()
    {
        using var database = TestDatabase.InMemory();
        var clock = new ManualClock(new DateTimeOffset(2026, 11, 30, 9, 0, 0, TimeSpan.Zero));
        var tasks = new OperatorTasks(database, clock);
        var connections = new VoiceBooker.Booking.Connections.Connections(database, new FakeSecrets(), [new FakeAccounts()], tasks, clock, NullLogger<VoiceBooker.Booking.Connections.Connections>.Instance);
        Task<Connection> ConnectAsync() => connections.AddAsync(FakeAccounts.Name, new Uri("https://api.fake.example"), SignInKind.Key, FakeAccounts.Ann, new Credential("key-of-ann", null, null), default);
        var connection = await ConnectAsync();
        Assert.NotNull(await connections.OpenAsync(connection.Id, default));
        await using (var db = database.CreateDbContext())
            await db.Connections.ExecuteUpdateAsync(set => set.SetProperty(row => row.Secret, "sealed with keys that are gone"));

        Assert.Null(await connections.OpenAsync(connection.Id, default));
        Assert.Null(await connections.OpenAsync(connection.Id, default));
        var dead = (await connections.FindAsync(connection.Id, default))!;
        Assert.Equal(ConnectionState.Dead, dead.State);
        Assert.Contains("keys that are gone", dead.Trouble, StringComparison.Ordinal);
        var task = Assert.Single(await tasks.ListAsync(openOnly: true, 10, default));
        Assert.Equal(TaskKind.Reconnect, task.Kind);

        await ConnectAsync();
        Assert.NotNull(await connections.OpenAsync(connection.Id, default));
        Assert.Empty(await tasks.ListAsync(openOnly: true, 10, default));
    }
}
