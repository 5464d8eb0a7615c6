using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using VoiceBooker.Booking.Storage;

namespace VoiceBooker.Server.Console.Identity;

/// <summary>
/// Makes the keys in the shared database ready before anything is sealed or opened, one server at a time: keys that lie in this server's folder, from before they were shared, are carried over, so that what they sealed stays readable everywhere;
/// with a certificate, none of them stays in clear; and there is one, the same for all who start at once.
/// </summary>
/// <param name="scopes">For the database.</param>
/// <param name="manager">Makes keys.</param>
/// <param name="options">How keys are kept.</param>
/// <param name="folder">Where this server's own keys lie, or lay.</param>
/// <param name="log">The log.</param>
internal sealed partial class SharedKeys(IServiceScopeFactory scopes, IKeyManager manager, IOptions<KeyManagementOptions> options, DirectoryInfo folder, ILogger<SharedKeys> log) : IHostedLifecycleService
{
    /// <summary>How the framework marks what must not lie in clear, and how it names what is sealed instead.</summary>
    private static readonly XNamespace Framework = "http://schemas.asp.net/2015/03/dataProtection";

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var keys = scope.ServiceProvider.GetRequiredService<KeysDbContext>();
        await PostgresDatabase.MigrateAloneAsync(keys, cancel => PrepareAsync(keys, cancel), cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task PrepareAsync(KeysDbContext keys, CancellationToken cancel)
    {
        var there = await keys.DataProtectionKeys.ToListAsync(cancel);
        var carried = 0;
        FileInfo[] files = folder.Exists ? folder.GetFiles("*.xml") : [];
        foreach (var file in files.OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            var name = Path.GetFileNameWithoutExtension(file.Name);
            if (there.Any(key => key.FriendlyName == name))
                continue;
            var key = new DataProtectionKey { FriendlyName = name, Xml = XElement.Load(file.FullName).ToString(SaveOptions.DisableFormatting) };
            keys.DataProtectionKeys.Add(key);
            there.Add(key);
            carried++;
        }

        if (options.Value.XmlEncryptor is { } seal)
        {
            foreach (var key in there)
                key.Xml = Sealed(key.Xml!, seal);
        }

        await keys.SaveChangesAsync(cancel);
        if (carried > 0)
            LogCarriedOver(carried, folder.FullName);
        if (manager.GetAllKeys().Count == 0)
            manager.CreateNewKey(TimeProvider.System.GetUtcNow(), TimeProvider.System.GetUtcNow() + options.Value.NewKeyLifetime);
    }

    /// <summary>The key with its secrets sealed, as the framework writes them; one that is sealed already stays as it is.</summary>
    private static string Sealed(string xml, IXmlEncryptor seal)
    {
        var key = XElement.Parse(xml);
        foreach (var secret in key.Descendants().Where(element => (bool?)element.Attribute(Framework + "requiresEncryption") == true).ToList())
        {
            var made = seal.Encrypt(secret);
            secret.ReplaceWith(new XElement(Framework + "encryptedSecret", new XAttribute("decryptorType", made.DecryptorType.AssemblyQualifiedName!), made.EncryptedElement));
        }

        return key.ToString(SaveOptions.DisableFormatting);
    }

    [LoggerMessage(LogLevel.Information, "{Count} keys of {Folder} were carried over into the database, where every server finds them. The files there are not read any more.")]
    private partial void LogCarriedOver(int count, string folder);
}
