using System.Diagnostics;
using VoiceBooker.Server.Tests.Hosting;
using Xunit.Abstractions;

namespace VoiceBooker.Server.Tests.Carrier;

/// <summary>The carrier's own library as a witness: what it signs, the server lets in.</summary>
public sealed class IndependentWitness(ServerFixture server, ITestOutputHelper output) : IClassFixture<ServerFixture>
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

    [Fact]
    public async Task What_the_carriers_own_library_signs_is_let_in()
    {
        var folder = Path.Combine(FindRoot(), "artifacts", "witness");
        Directory.CreateDirectory(folder);
        if (!Directory.Exists(Path.Combine(folder, "node_modules", "twilio")) && await RunAsync("npm", folder, "install", "--no-audit", "--no-fund", "--prefix", folder, "twilio") is not { Code: 0 })
        {
            output.WriteLine("Skipped: npm is missing or could not install the package 'twilio'; the published check value still stands for the signature.");
            return;
        }

        await File.WriteAllTextAsync(Path.Combine(folder, "witness.js"), Script);
        var (code, text) = await RunAsync("node", folder, "witness.js", server.Address.ToString(), ServerFixture.AuthToken) ?? throw new InvalidOperationException("npm is there, but node is not.");
        Assert.Equal((0, "204 403"), (code, text.Trim()));
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "VoiceBooker.sln")))
            folder = folder.Parent!;
        return folder.FullName;
    }

    private static async Task<(int Code, string Output)?> RunAsync(string program, string folder, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, UseShellExecute = false, RedirectStandardOutput = true })!;
            var text = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return (process.ExitCode, text);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
