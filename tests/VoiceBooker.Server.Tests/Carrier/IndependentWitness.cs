using System.Diagnostics;
using VoiceBooker.Server.Tests.Hosting;

namespace VoiceBooker.Server.Tests.Carrier;

/// <summary>The carrier's own library as a witness: what it signs, the server lets in.</summary>
public sealed class IndependentWitness(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const string Script = """
        const webhooks = require('twilio/lib/webhooks/webhooks');
        const [address, token] = process.argv.slice(2);
        const url = 'https://bot.example.com/carrier/status?attempt=%7E1';
        const form = { CallSid: 'CA77', CallStatus: 'ringing', From: 'anonymous', To: '+15550002222', CallerName: 'J\u00f6rg & S\u00f8n', Empty: '', tag: '1', Tag: '2' };
        const post = signature => fetch(address + 'carrier/status?attempt=%7E1', { method: 'POST', body: new URLSearchParams(form), headers: { 'X-Twilio-Signature': signature } }).then(r => r.status);
        const signature = webhooks.getExpectedTwilioSignature(token, url, form);
        Promise.all([post(signature), post(webhooks.getExpectedTwilioSignature('other', url, form))]).then(statuses => console.log(statuses.join(' ')));
        """;

    [WitnessFact]
    public async Task What_the_carriers_own_library_signs_is_let_in()
    {
        await File.WriteAllTextAsync(Path.Combine(WitnessFactAttribute.Folder, "witness.js"), Script);
        var start = new ProcessStartInfo("node", ["witness.js", server.Address.ToString(), ServerFixture.AuthToken]) { WorkingDirectory = WitnessFactAttribute.Folder, UseShellExecute = false, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal((0, "204 403"), (process.ExitCode, text.Trim()));
    }
}

/// <summary>A test with the vendor's own npm package as the witness; skipped, with the reason, where npm is missing or cannot fetch it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class WitnessFactAttribute : FactAttribute
{
    public static readonly string Folder = Path.Combine(FindRoot(), "artifacts", "witness");

    private const string Package = "twilio@6.2.0";
    private static readonly Lazy<string?> Problem = new(Install);

    public WitnessFactAttribute() => Skip = Problem.Value;

    private static string? Install()
    {
        if (Directory.Exists(Path.Combine(Folder, "node_modules", "twilio")))
            return null;
        Directory.CreateDirectory(Folder);
        try
        {
            using var npm = Process.Start(new ProcessStartInfo("npm", ["install", "--no-audit", "--no-fund", "--prefix", Folder, Package]) { WorkingDirectory = Folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
            npm.OutputDataReceived += (_, _) => { };
            npm.ErrorDataReceived += (_, _) => { };
            npm.BeginOutputReadLine();
            npm.BeginErrorReadLine();
            if (npm.WaitForExit(TimeSpan.FromMinutes(2)) && npm.ExitCode == 0)
                return null;
            npm.Kill(entireProcessTree: true);
            return $"npm could not install {Package}; the published check value still stands for the signature.";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return $"npm is missing, which would fetch {Package}; the published check value still stands for the signature.";
        }
        catch (InvalidOperationException)
        {
            return $"npm could not install {Package}; the published check value still stands for the signature."; // it ended before it could be killed
        }
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "VoiceBooker.sln")))
            folder = folder.Parent!;
        return folder.FullName;
    }
}
