using System.Web;
using VoiceBooker.Booking.Dialling;
using VoiceBooker.Providers.Twilio;
using VoiceBooker.Tests.CallLab.StandIns;

namespace VoiceBooker.Tests.Providers.Twilio;

/// <summary>The vendor's own client library, pinned, as a witness: what it sends for an order is what we send.</summary>
public sealed class VendorLibraryTests
{
    private const string Package = "twilio@6.3.1";

    [VendorPackageFact(Package)]
    public async Task What_we_ask_for_is_what_the_vendors_library_asks_for()
    {
        const string script = """
            const twilio = require('twilio');
            const [base, account, attempt] = process.argv.slice(2);
            const client = twilio(account, '12345', { autoRetry: false });
            client.api.baseUrl = base;
            const door = path => `https://bot.example.com/phone${path}?attempt=${attempt}`;
            (async () => {
              await client.calls.create({ to: '+14155550123', from: '+12125550100', url: door('/carrier/voice'), method: 'POST', fallbackUrl: door('/carrier/fallback'), fallbackMethod: 'POST',
                statusCallback: door('/carrier/status'), statusCallbackMethod: 'POST', statusCallbackEvent: ['initiated', 'ringing', 'answered', 'completed'], timeout: 25, timeLimit: 900,
                machineDetection: 'DetectMessageEnd', asyncAmd: 'true', asyncAmdStatusCallback: door('/carrier/answered-by'), asyncAmdStatusCallbackMethod: 'POST',
                machineDetectionTimeout: 30, machineDetectionSpeechThreshold: 2400, machineDetectionSpeechEndThreshold: 1200, machineDetectionSilenceTimeout: 5000 });
              await client.messages.create({ to: '+14155550123', from: '+12125550100', body: 'Grüße & bis Dienstag', statusCallback: `https://bot.example.com/phone/carrier/message-status?text=${attempt}` });
              console.log('sent');
            })().catch(error => { console.error(error); process.exit(1); });
            """;
        var order = new DialOrder(Guid.Parse("0198c1de-0000-7000-8000-000000000001"), "+14155550123", "+12125550100", TimeSpan.FromSeconds(25), TimeSpan.FromMinutes(15), DetectMachines: true);
        await using var carrier = new ScriptedCarrier();
        for (var times = 0; times < 2; times++)
            carrier.Answers(201, """{"sid": "CA00000000000000000000000000000007", "status": "queued"}""").Answers(201, """{"sid": "SM00000000000000000000000000000007", "status": "queued"}""");

        Assert.Equal("sent", await VendorPackage.RunAsync(Package, script, carrier.Address, ScriptedCarrier.AccountSid, order.Attempt.ToString()));
        await carrier.Dialer.DialAsync(order, default);
        await carrier.Messenger.SendAsync(order.Attempt, order.To, order.From, "Grüße & bis Dienstag", default);

        Assert.Equal(4, carrier.Requests.Count);
        for (var resource = 0; resource < 2; resource++)
        {
            var (theirs, ours) = (carrier.Requests[resource], carrier.Requests[resource + 2]);
            Assert.Equal(theirs.Split("\r\n")[0], ours.Split("\r\n")[0]);
            Assert.Equal(Header(theirs, "Authorization"), Header(ours, "Authorization"));
            Assert.Equal(Fields(theirs), Fields(ours));
        }
    }

    private static string Header(string request, string name) => request.Split("\r\n").Single(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase)).Split(':', 2)[1].Trim();

    private static IEnumerable<string> Fields(string request) => request[(request.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..].Split('&').Select(field => HttpUtility.UrlDecode(field)).Order(StringComparer.Ordinal);
}
