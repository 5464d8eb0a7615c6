using Microsoft.Extensions.Options;
using VoiceBooker.Booking.Reception;
using VoiceBooker.Booking.Storage;
using VoiceBooker.Providers.Twilio;
using VoiceBooker.Tests.Booking.Storage;
using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Time;

namespace VoiceBooker.Tests.Providers.Twilio;

public sealed class StreamTokensTests
{
    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));
    private readonly StreamTokens _tokens;
    private readonly CallTicket _ticket;

    public StreamTokensTests()
    {
        _tokens = new StreamTokens(Options.Create(new CarrierOptions()), _clock);
        _ticket = new CallTicket { Id = CallId.New(_clock.GetUtcNow()), Kind = CallKind.Phone, CallSid = "CA1", AccountSid = "AC1" };
    }

    [Fact]
    public async Task A_token_opens_its_call_once()
    {
        var token = await _tokens.MintAsync(_ticket, default);
        Assert.Same(_ticket, await _tokens.PeekAsync(token, default));
        Assert.Same(_ticket, await _tokens.BurnAsync(token, "CA1", "AC1", default));
        Assert.Null(await _tokens.BurnAsync(token, "CA1", "AC1", default));
        Assert.Null(await _tokens.PeekAsync(token, default));
    }

    [Theory]
    [InlineData("CA2", "AC1")]
    [InlineData("CA1", "AC2")]
    [InlineData("", "")]
    public async Task A_token_shown_for_another_call_opens_nothing_and_is_gone(string callSid, string accountSid)
    {
        var token = await _tokens.MintAsync(_ticket, default);
        Assert.Null(await _tokens.BurnAsync(token, callSid, accountSid, default));
        Assert.Null(await _tokens.BurnAsync(token, "CA1", "AC1", default));
    }

    [Fact]
    public async Task A_token_is_good_for_a_minute()
    {
        var token = await _tokens.MintAsync(_ticket, default);
        _clock.Advance(TimeSpan.FromSeconds(60));
        Assert.NotNull(await _tokens.PeekAsync(token, default));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await _tokens.BurnAsync(token, "CA1", "AC1", default));
        Assert.Equal(0, _tokens.Count);
    }

    [Fact]
    public async Task Tokens_differ_and_have_128_bits()
    {
        var tokens = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < 1000; i++)
            tokens.Add(await _tokens.MintAsync(_ticket, default));
        Assert.Equal(1000, tokens.Count);
        Assert.All(tokens, token => Assert.Matches("^[A-Za-z0-9_-]{22}$", token));
    }

    [Fact]
    public async Task However_many_calls_knock_the_store_stays_bounded()
    {
        var first = await _tokens.MintAsync(_ticket, default);
        _clock.Advance(TimeSpan.FromSeconds(1));
        for (var i = 0; i < StreamTokens.Capacity; i++)
            await _tokens.MintAsync(_ticket, default);
        Assert.True(_tokens.Count <= StreamTokens.Capacity);
        Assert.Null(await _tokens.PeekAsync(first, default));
    }

    [PostgresFact]
    public async Task A_token_that_one_server_gave_opens_its_call_at_another_once_with_all_that_is_known_of_it()
    {
        using var database = TestDatabase.OnServer();
        var (asked, opens) = (At(database), At(database));
        var ticket = _ticket with
        {
            Outbound = true, From = "+12125550100", To = "+14155550123", Attempt = Guid.CreateVersion7(), ContactId = Guid.CreateVersion7(), CampaignId = Guid.CreateVersion7(), AssistantId = Guid.CreateVersion7(),
            Brief = new OutboundBrief("your check-up", "Please call back.", "+12125550100", "Ana", Guid.CreateVersion7()), Misses = 1,
            Variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["cal_email"] = "ana@example.com" },
        };
        var token = await asked.MintAsync(ticket, default);
        var again = await opens.MintAsync((await opens.FindCallerAsync("CA1", default))!, default); // the carrier asks twice, another server the second time

        var burned = (await opens.BurnAsync(token, "CA1", "AC1", default))!;
        Assert.Equal("ana@example.com", burned.Variables["cal_email"]);
        Assert.Equal(ticket with { Variables = burned.Variables }, burned);
        foreach (var server in new[] { asked, opens })
        {
            Assert.Null(await server.BurnAsync(token, "CA1", "AC1", default));
            Assert.Null(await server.BurnAsync(again, "CA1", "AC1", default)); // it has its stream
            Assert.Null(await server.FindCallerAsync("CA1", default));
        }
    }

    [PostgresFact]
    public async Task Shown_to_two_servers_at_once_it_opens_one_stream_and_after_a_minute_or_for_another_call_none()
    {
        using var database = TestDatabase.OnServer();
        var servers = new[] { At(database), At(database) };
        var token = await servers[0].MintAsync(_ticket, default);
        var opened = await Task.WhenAll(Enumerable.Range(0, 8).Select(shown => servers[shown % 2].BurnAsync(token, "CA1", "AC1", default).AsTask()));
        Assert.Single(opened, ticket => ticket is not null);

        token = await servers[0].MintAsync(_ticket, default);
        Assert.Null(await servers[1].BurnAsync(token, "CA2", "AC1", default));
        Assert.Null(await servers[0].BurnAsync(token, "CA1", "AC1", default));

        token = await servers[0].MintAsync(_ticket, default);
        _clock.Advance(TimeSpan.FromSeconds(61));
        Assert.Null(await servers[1].BurnAsync(token, "CA1", "AC1", default));
    }

    private StreamTokens At(TestDatabase database) =>
        new(Options.Create(new CarrierOptions()), _clock, new WaitingStreams(database, Options.Create(new StorageOptions { ConnectionString = database.ConnectionString }), _clock));
}
