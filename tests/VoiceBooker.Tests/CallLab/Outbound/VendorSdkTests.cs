using System.Text.Json.Nodes;
using VoiceBooker.CallLab.Called;
using VoiceBooker.Tests.CallLab.StandIns;

namespace VoiceBooker.Tests.CallLab.Outbound;

/// <summary>The vendor's own client library, pinned, against the simulated carrier: what it sends is understood, what it gets it can read, and it believes the signatures.</summary>
public sealed class VendorSdkTests
{
    private const string Package = "twilio@6.3.1";

    [VendorPackageFact(Package)]
    public async Task The_vendors_library_makes_lists_and_cancels_calls_and_sends_messages()
    {
        await using var world = await OutboundWorld.OpenAsync();
        world.Carrier.Scripts[OutboundWorld.Person] = new NumberScript(new CalledPerson.NeverAnswers(), new CalledPerson.Engaged());
        world.Carrier.VerifiedCallerIds["+12125550111"] = "PNaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
        const string script = """
            const twilio = require('twilio');
            const [base, account, token, server, person, ours] = process.argv.slice(2);
            const client = twilio(account, token, { autoRetry: false });
            client.api.baseUrl = base.replace(/\/$/, '');
            (async () => {
              const ask = attempt => client.calls.create({ to: person, from: ours, url: `${server}answer?attempt=${attempt}`, statusCallback: `${server}status?attempt=${attempt}`,
                statusCallbackEvent: ['initiated', 'ringing', 'answered', 'completed'], timeout: 5, timeLimit: 60, machineDetection: 'DetectMessageEnd', asyncAmd: 'true', asyncAmdStatusCallback: `${server}amd` });
              const first = await ask('a-1');
              const canceled = await client.calls(first.sid).update({ status: 'canceled' });
              const second = await ask('a-2');
              let refused;
              try { await client.calls.create({ to: '12', from: ours, url: server }); } catch (error) { refused = [error.status, error.code]; }
              let unknown;
              try { await client.calls('CA00000000000000000000000000000000').fetch(); } catch (error) { unknown = [error.status, error.code]; }
              const listed = await client.calls.list({ to: person, from: ours, startTimeAfter: new Date(Date.now() - 60000), pageSize: 1, limit: 5 });
              const message = await client.messages.create({ to: person, from: ours, body: 'Hello' });
              const numbers = await client.incomingPhoneNumbers.list();
              const callerIds = await client.outgoingCallerIds.list();
              console.log(JSON.stringify({ status: first.status, created: first.dateCreated instanceof Date && !isNaN(first.dateCreated), canceled: canceled.status, direction: second.direction, refused, unknown, listed: listed.length,
                message: message.status, numbers: numbers.map(each => each.phoneNumber), callerIds: callerIds.map(each => each.phoneNumber) }));
            })().catch(error => { console.error(error); process.exit(1); });
            """;

        var told = JsonNode.Parse(await VendorPackage.RunAsync(Package, script, world.Carrier.RestBase.ToString(), world.Carrier.Account.Sid, world.Carrier.Account.AuthToken, world.Base.ToString(), OutboundWorld.Person, OutboundWorld.Ours))!;

        Assert.Equal(
            """{"status":"queued","created":true,"canceled":"canceled","direction":"outbound-api","refused":[400,21211],"unknown":[404,20404],"listed":2,"message":"queued","numbers":["\u002B12125550100"],"callerIds":["\u002B12125550111"]}""",
            told.ToJsonString());
        Assert.Empty(world.Carrier.Log.Violations);
    }

    [VendorPackageFact(Package)]
    public async Task The_vendors_library_reads_what_became_of_a_message_and_believes_the_report()
    {
        await using var world = await OutboundWorld.OpenAsync();
        world.Carrier.Messages.Fates[OutboundWorld.Person] = new VoiceBooker.CallLab.Carrier.TextFate { Ends = "undelivered", Code = 30006, OvertakesAnswer = true };
        const string script = """
            const twilio = require('twilio');
            const [base, account, token, callback, person, ours] = process.argv.slice(2);
            const client = twilio(account, token, { autoRetry: false });
            client.api.baseUrl = base.replace(/\/$/, '');
            (async () => {
              const sent = await client.messages.create({ to: person, from: ours, body: 'Hello', statusCallback: callback });
              const read = await client.messages(sent.sid).fetch();
              console.log(JSON.stringify({ sent: sent.status, read: read.status, code: read.errorCode }));
            })().catch(error => { console.error(error); process.exit(1); });
            """;
        var told = await VendorPackage.RunAsync(Package, script, world.Carrier.RestBase.ToString(), world.Carrier.Account.Sid, world.Carrier.Account.AuthToken, $"{world.Base}status?text=1", OutboundWorld.Person, OutboundWorld.Ours);
        Assert.Equal("""{"sent":"queued","read":"undelivered","code":30006}""", told);

        const string check = """
            const { validateRequest } = require('twilio');
            const [token, signature, url, form] = process.argv.slice(2);
            console.log(validateRequest(token, signature, url, JSON.parse(form)));
            """;
        var report = world.Statuses.Last();
        var url = new Uri(world.Base, report.Path + report.Query).ToString();
        Assert.True(report.Signed);
        Assert.Equal("true", await VendorPackage.RunAsync(Package, check, world.Carrier.Account.AuthToken, VoiceBooker.CallLab.Carrier.CarrierSignature.Of(world.Carrier.Account.AuthToken, url, report.Form), url, System.Text.Json.JsonSerializer.Serialize(report.Form)));
    }

    [VendorPackageFact(Package)]
    public async Task The_vendors_library_believes_the_signatures()
    {
        await using var world = await OutboundWorld.OpenAsync();
        await world.CallAsync(new CalledPerson.Engaged());
        var told = world.Statuses.Last();
        const string script = """
            const { validateRequest } = require('twilio');
            const [token, signature, url, form] = process.argv.slice(2);
            console.log(validateRequest(token, signature, url, JSON.parse(form)));
            """;
        var url = new Uri(world.Base, told.Path + told.Query).ToString();
        var signature = VoiceBooker.CallLab.Carrier.CarrierSignature.Of(world.Carrier.Account.AuthToken, url, told.Form);

        Assert.True(told.Signed);
        Assert.Equal("true", await VendorPackage.RunAsync(Package, script, world.Carrier.Account.AuthToken, signature, url, System.Text.Json.JsonSerializer.Serialize(told.Form)));
    }
}
