using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NodaTime;
using VoiceBooker.Booking.Hooks;
using VoiceBooker.Tests.Booking.Connections;
using VoiceBooker.Tests.Booking.Storage;
using VoiceBooker.Tests.CallLab.StandIns;
using VoiceBooker.Voice.Time;

namespace VoiceBooker.Tests.Booking.Hooks;

/// <summary>How the owner's systems are told, over a real socket, with retries in virtual time.</summary>
public sealed class HookSenderTests : IAsyncLifetime
{
    private const string Witness = "standardwebhooks@1.1.1";
    private static readonly Instant Monday = Instant.FromUtc(2026, 11, 30, 9, 0);

    private readonly TestDatabase _database = TestDatabase.OnDisk();
    private readonly ManualClock _clock = new(Monday.ToDateTimeOffset());
    private readonly LoopbackReceiver _receiver = LoopbackReceiver.Open();
    private readonly IOptions<HooksOptions> _options = Options.Create(new HooksOptions { AllowPrivateAddresses = true });
    private readonly HookDesk _desk;
    private readonly HookSender _sender;

    public HookSenderTests()
    {
        _desk = new HookDesk(_database, new HookOutbox(_clock), new FakeSecrets(), _options, _clock);
        _sender = Node();
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        _sender.Dispose();
        await _receiver.DisposeAsync();
        _database.Dispose();
    }

    [Fact]
    public async Task What_is_not_taken_comes_again_later_under_the_same_identity()
    {
        await HookAsync();
        _receiver.Answers.Enqueue(500);
        _receiver.Answers.Enqueue(302);
        await TellAsync();
        Assert.Equal(1, await _sender.SendDueAsync(default));
        Assert.Equal(0, await _sender.SendDueAsync(default)); // not due yet
        _clock.Advance(TimeSpan.FromSeconds(6.1));
        Assert.Equal(1, await _sender.SendDueAsync(default)); // a redirect is not followed, and is no "taken"
        Assert.Equal(2, _receiver.Told.Count);
        _clock.Advance(TimeSpan.FromSeconds(36.1));
        Assert.Equal(1, await _sender.SendDueAsync(default));

        var delivery = await OnlyAsync();
        Assert.Equal((DeliveryState.Delivered, 3, "204 No Content"), (delivery.State, delivery.Attempts, delivery.LastAnswer));
        Assert.Equal([HookDesk.MessageId(delivery.Id)], _receiver.Told.Select(told => told.Headers[HookSignature.IdHeader]).Distinct());
        Assert.Equal(3, _receiver.Told.Select(told => told.Headers[HookSignature.TimestampHeader]).Distinct().Count());
        Assert.All(_receiver.Told, told => Assert.Equal(delivery.Body, told.Body));
    }

    [Fact]
    public async Task After_three_days_it_is_given_up_and_a_person_may_send_it_again()
    {
        await HookAsync();
        for (var i = 0; i < HookSchedule.MostAttempts; i++)
            _receiver.Answers.Enqueue(503);
        await TellAsync();
        var began = _clock.GetUtcNow();
        for (var i = 0; i < HookSchedule.MostAttempts; i++)
        {
            Assert.Equal(1, await _sender.SendDueAsync(default));
            _clock.AdvanceTo((await OnlyAsync()).NextAt.ToDateTimeOffset());
        }

        var delivery = await OnlyAsync();
        Assert.Equal((DeliveryState.Failed, HookSchedule.MostAttempts), (delivery.State, delivery.Attempts));
        Assert.InRange(_clock.GetUtcNow() - began, TimeSpan.FromDays(2.8), TimeSpan.FromDays(3.5));

        Assert.Equal(0, await _desk.ReplayFailedAsync(null, Monday + Duration.FromDays(1), default)); // it is older
        Assert.Equal(1, await _desk.ReplayFailedAsync(null, Monday, default));
        Assert.Equal(1, await _sender.SendDueAsync(default));
        Assert.Equal(DeliveryState.Delivered, (await OnlyAsync()).State);
        Assert.True(await _desk.ReplayAsync(delivery.Id, default)); // and once more, though it was taken
        Assert.Equal(1, await _sender.SendDueAsync(default));
        Assert.Single(_receiver.Told.Select(told => told.Headers[HookSignature.IdHeader]).Distinct());
    }

    [Fact]
    public async Task A_system_that_says_gone_is_switched_off()
    {
        var hook = await HookAsync();
        _receiver.Answers.Enqueue(410);
        await TellAsync();
        await _sender.SendDueAsync(default);
        Assert.False((await _desk.FindAsync(hook, default))!.Active);
        Assert.Equal(DeliveryState.Failed, (await OnlyAsync()).State);
        await TellAsync();
        await OnlyAsync(); // nothing more is written for it
    }

    [Fact]
    public async Task What_an_old_address_did_not_take_is_sent_again_to_the_new_one()
    {
        var hook = await HookAsync();
        _receiver.Answers.Enqueue(410);
        await TellAsync();
        await _sender.SendDueAsync(default);
        await using var moved = LoopbackReceiver.Open();
        await _desk.ChangeAsync(hook, "CRM", moved.Url, [HookKinds.CallEnded], active: true, default);
        Assert.Equal(1, await _desk.ReplayFailedAsync(hook, Monday, default));
        Assert.Equal(1, await _sender.SendDueAsync(default));
        Assert.Single(moved.Told);
        Assert.Single(_receiver.Told);
        Assert.True((await _desk.FindAsync(hook, default))!.Active);
    }

    [Fact]
    public async Task A_system_that_does_not_answer_is_let_go_of_after_ten_seconds()
    {
        await HookAsync();
        _receiver.Answers.Enqueue(0);
        await TellAsync();
        var sending = _sender.SendDueAsync(default);
        await _receiver.Asked.Task;
        _clock.Advance(TimeSpan.FromSeconds(10));
        await sending;
        var delivery = await OnlyAsync();
        Assert.Equal((DeliveryState.Waiting, "No answer within 10 s."), (delivery.State, delivery.LastAnswer));
    }

    [Fact]
    public async Task Two_nodes_send_each_delivery_once()
    {
        await HookAsync();
        for (var i = 0; i < 8; i++)
            await TellAsync();
        using var other = Node();
        await Task.WhenAll(_sender.SendDueAsync(default), other.SendDueAsync(default));
        Assert.Equal(8, _receiver.Told.Count);
        Assert.Equal(8, _receiver.Told.Select(told => told.Headers[HookSignature.IdHeader]).Distinct().Count());
    }

    [Fact]
    public async Task A_system_that_is_far_behind_keeps_no_other_waiting()
    {
        await HookAsync();
        await using (var db = _database.CreateDbContext())
        {
            for (var i = 0; i < 250; i++)
                new HookOutbox(_clock).PutTo(db, "http://127.0.0.1:9/dead", HookKinds.CallEnded, new { });
            await db.SaveChangesAsync();
        }

        _clock.Advance(TimeSpan.FromSeconds(1));
        await TellAsync();
        Assert.Equal(9, await _sender.SendDueAsync(default)); // eight of the dead one's
        Assert.Single(_receiver.Told);
    }

    [VendorPackageFact(Witness)]
    public async Task The_published_library_accepts_what_is_sent_with_the_new_secret_and_for_a_day_with_the_former_one()
    {
        var answer = Assert.IsType<HookAnswer.NewSecret>(await _desk.AddAsync("CRM", _receiver.Url, [], default));
        var rotated = Assert.IsType<HookAnswer.NewSecret>(await _desk.RotateAsync(answer.Endpoint.Id, default));
        await TellAsync();
        await _sender.SendDueAsync(default);
        _clock.Advance(TimeSpan.FromHours(24));
        await TellAsync();
        await _sender.SendDueAsync(default);

        var told = _receiver.Told.ToArray();
        Assert.Equal((2, 1), (told[0].Headers[HookSignature.SignatureHeader].Split(' ').Length, told[1].Headers[HookSignature.SignatureHeader].Split(' ').Length));
        Assert.Equal(["yes", "yes", "no"], await VerifyAsync((told[0], rotated.Secret), (told[0], answer.Secret), (told[0] with { Body = told[0].Body + " " }, rotated.Secret)));
        Assert.Equal(["yes", "no"], await VerifyAsync((told[1], rotated.Secret), (told[1], answer.Secret)));
    }

    [Fact]
    public async Task A_secret_is_sealed_at_rest_and_the_address_of_a_single_call_is_signed_with_the_servers_own()
    {
        var secret = await _desk.SingleCallSecretAsync(default);
        Assert.Equal(secret, await _desk.SingleCallSecretAsync(default));
        await using (var db = _database.CreateDbContext())
        {
            Assert.DoesNotContain(secret!, (await db.HookEndpoints.SingleAsync()).Secret, StringComparison.Ordinal);
            new HookOutbox(_clock).PutTo(db, _receiver.Url, HookKinds.CallEnded, new { });
            await db.SaveChangesAsync();
        }

        await _sender.SendDueAsync(default);
        var (headers, body) = Assert.Single(_receiver.Told);
        var at = Instant.FromUnixTimeSeconds(long.Parse(headers[HookSignature.TimestampHeader], CultureInfo.InvariantCulture));
        Assert.Equal(HookSignature.Of([secret!], headers[HookSignature.IdHeader], at, body), headers[HookSignature.SignatureHeader]);
        Assert.Empty(await _desk.ListAsync(default)); // it is no system
    }

    [Fact]
    public async Task A_name_that_points_inside_is_not_connected_to()
    {
        using var http = new HttpClient(HookAddress.NewHandler(new HooksOptions()));
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(new Uri($"http://localhost:{_receiver.Port}/")));
        Assert.IsType<HookRefusedException>(refused.InnerException);
        Assert.Empty(_receiver.Told);
    }

    [Theory]
    [InlineData("93.184.215.14", true)]
    [InlineData("2606:2800:21f:cb07:6820:80da:af6b:8b2c", true)]
    [InlineData("::ffff:93.184.215.14", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("192.168.0.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("2002:a00:1::1", false)]
    public void Only_addresses_of_the_public_internet_are_public(string address, bool isPublic) => Assert.Equal(isPublic, HookAddress.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("https://example.com/hooks", false, true)]
    [InlineData("http://example.com/hooks", true, false)]
    [InlineData("http://127.0.0.1:9/hooks", false, false)]
    [InlineData("http://127.0.0.1:9/hooks", true, true)]
    [InlineData("https://10.0.0.1/hooks", false, false)]
    [InlineData("https://[::1]/hooks", false, false)]
    [InlineData("https://me:secret@example.com/", true, false)]
    [InlineData("ftp://example.com/", true, false)]
    [InlineData("nonsense", true, false)]
    public void What_a_webhooks_address_may_be(string url, bool allowPrivate, bool allowed) => Assert.Equal(allowed, HookAddress.ObjectionTo(url, allowPrivate) is null);

    private HookSender Node() => new(_database, _desk, new FakeSecrets(), _options, _clock, NullLogger<HookSender>.Instance);

    private async Task<Guid> HookAsync() => Assert.IsType<HookAnswer.NewSecret>(await _desk.AddAsync("CRM", _receiver.Url, [HookKinds.CallEnded], default)).Endpoint.Id;

    private async Task TellAsync()
    {
        await using var db = _database.CreateDbContext();
        await new HookOutbox(_clock).PutAsync(db, HookKinds.CallEnded, new { callId = "1", summary = "Jürgen called — “twice”." }, default);
        await db.SaveChangesAsync();
    }

    private async Task<HookDelivery> OnlyAsync()
    {
        await using var db = _database.CreateDbContext();
        return await db.HookDeliveries.AsNoTracking().SingleAsync();
    }

    /// <summary>Asks the vendor's library, with the time of the message for its clock.</summary>
    private static async Task<string[]> VerifyAsync(params ((IReadOnlyDictionary<string, string> Headers, string Body) Told, string Secret)[] each)
    {
        const string Script = """
            const { Webhook } = require("standardwebhooks");
            for (const { headers, body, secret } of JSON.parse(process.argv[2])) {
              Date.now = () => Number(headers["webhook-timestamp"]) * 1000;
              const RealDate = Date;
              try { new Webhook(secret).verify(body, headers); console.log("yes"); } catch (e) { console.log("no"); }
            }
            """;
        var asked = System.Text.Json.JsonSerializer.Serialize(each.Select(one => new
        {
            headers = one.Told.Headers.Where(header => header.Key.StartsWith("webhook-", StringComparison.OrdinalIgnoreCase)).ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value),
            body = one.Told.Body,
            secret = one.Secret,
        }));
        return (await VendorPackage.RunAsync(Witness, Script, asked)).Split('\n', StringSplitOptions.TrimEntries);
    }
}
