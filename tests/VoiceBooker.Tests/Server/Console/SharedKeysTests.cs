using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using VoiceBooker.Booking.Connections;
using VoiceBooker.Server.Console;
using VoiceBooker.Server.Console.Identity;
using VoiceBooker.Tests.Booking.Storage;

namespace VoiceBooker.Tests.Server.Console;

/// <summary>What one server has sealed, such as the credential of a calendar account, every server that shares its database can open.</summary>
public sealed class SharedKeysTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("voicebooker-keys-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_server_alone_keeps_its_keys_in_its_folder()
    {
        await using var server = await StartAsync("one", database: "");
        Assert.Equal("a credential", server.Secrets.Open(server.Secrets.Seal("a credential")));
        Assert.Single(Directory.GetFiles(Path.Combine(_folder.FullName, "one", "keys"), "key-*.xml"));
    }

    [PostgresFact]
    public async Task Servers_that_share_a_database_open_what_any_of_them_has_sealed_and_nobody_else_does()
    {
        var (database, another) = (TestPostgres.MakeEmptyDatabase(), TestPostgres.MakeEmptyDatabase());
        await using (var first = await StartAsync("first", database))
        await using (var second = await StartAsync("second", database))
        await using (var stranger = await StartAsync("third", another))
        {
            Assert.Equal("by the first", second.Secrets.Open(first.Secrets.Seal("by the first")));
            Assert.Equal("by the second", first.Secrets.Open(second.Secrets.Seal("by the second")));
            Assert.Null(stranger.Secrets.Open(first.Secrets.Seal("by the first")));
        }

        Assert.Single(Keys(database)); // made once, though two servers started
        Assert.False(Directory.Exists(Path.Combine(_folder.FullName, "first", "keys")));
        TestPostgres.LetGo(database);
        TestPostgres.LetGo(another);
    }

    [PostgresFact]
    public async Task What_was_sealed_with_keys_in_a_folder_is_opened_after_they_have_been_carried_over_on_every_server()
    {
        string old;
        await using (var before = await StartAsync("one", database: ""))
            old = before.Secrets.Seal("a credential of last year");

        var database = TestPostgres.MakeEmptyDatabase();
        await using (var first = await StartAsync("one", database))
        await using (var second = await StartAsync("two", database))
        {
            Assert.Equal("a credential of last year", first.Secrets.Open(old));
            Assert.Equal("a credential of last year", second.Secrets.Open(old));
        }

        await using (await StartAsync("one", database))
            Assert.Single(Keys(database)); // a second start carries nothing over again
        TestPostgres.LetGo(database);
    }

    [PostgresFact]
    public async Task With_a_certificate_no_key_lies_in_clear_and_whoever_has_only_the_database_opens_nothing()
    {
        string old;
        await using (var before = await StartAsync("one", database: ""))
            old = before.Secrets.Seal("a credential");
        var database = TestPostgres.MakeEmptyDatabase();
        await using (await StartAsync("one", database))
            Assert.Contains("<value>", Assert.Single(Keys(database)), StringComparison.Ordinal);

        var certificate = WriteCertificate("right.pfx");
        await using (var first = await StartAsync("one", database, certificate))
        await using (var second = await StartAsync("two", database, certificate))
        {
            Assert.Equal("a credential", first.Secrets.Open(old));
            Assert.Equal("another", second.Secrets.Open(first.Secrets.Seal("another")));
        }

        Assert.DoesNotContain("<value>", Assert.Single(Keys(database)), StringComparison.Ordinal);
        await using (var thief = await StartAsync("thief", database))
            Assert.Null(thief.Secrets.Open(old));
        await using (var other = await StartAsync("other", database, WriteCertificate("wrong.pfx")))
            Assert.Null(other.Secrets.Open(old));
        TestPostgres.LetGo(database);
    }

    [Theory]
    [InlineData("none.pfx", "right")]
    [InlineData("right.pfx", "wrong password")]
    public void A_certificate_that_cannot_be_used_is_named_with_what_to_do(string file, string password)
    {
        WriteCertificate("right.pfx");
        var options = new ConsoleOptions { KeyCertificate = Path.Combine(_folder.FullName, file), KeyCertificatePassword = password };
        var wrong = Assert.Single(options.Validate(new(options)));
        Assert.Contains(file, wrong.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains("Make one with openssl", wrong.ErrorMessage, StringComparison.Ordinal);
    }

    private string WriteCertificate(string name)
    {
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=VoiceBooker keys", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllBytes(path, certificate.Export(X509ContentType.Pkcs12, "right"));
        return path;
    }

    private static List<string> Keys(string database)
    {
        using var connection = new NpgsqlConnection(database);
        connection.Open();
        using var command = new NpgsqlCommand("SELECT \"Xml\" FROM \"DataProtectionKeys\"", connection);
        using var reader = command.ExecuteReader();
        List<string> keys = [];
        while (reader.Read())
            keys.Add(reader.GetString(0));
        return keys;
    }

    private async Task<RunningConsole> StartAsync(string name, string database, string certificate = "")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(
        [
            new("Console:DataDirectory", Path.Combine(_folder.FullName, name)),
            new("Storage:ConnectionString", database),
            new("Console:KeyCertificate", certificate),
            new("Console:KeyCertificatePassword", "right"),
        ]);
        builder.AddConsole();
        builder.Services.AddSingleton(TimeProvider.System);
        var server = builder.Build();
        foreach (var keys in server.Services.GetServices<IHostedService>().OfType<SharedKeys>())
            await keys.StartingAsync(CancellationToken.None);
        return new RunningConsole(server);
    }

    private sealed class RunningConsole(WebApplication server) : IAsyncDisposable
    {
        public ISecrets Secrets { get; } = server.Services.GetRequiredService<ISecrets>();

        public ValueTask DisposeAsync() => server.DisposeAsync();
    }
}
