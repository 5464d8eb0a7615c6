using Microsoft.Extensions.Options;
using VoiceBooker.Providers.Twilio;
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
    public void A_token_opens_its_call_once()
    {
        var token = _tokens.Mint(_ticket);
        Assert.Same(_ticket, _tokens.Peek(token));
        Assert.Same(_ticket, _tokens.Burn(token, "CA1", "AC1"));
        Assert.Null(_tokens.Burn(token, "CA1", "AC1"));
        Assert.Null(_tokens.Peek(token));
    }

    [Theory]
    [InlineData("CA2", "AC1")]
    [InlineData("CA1", "AC2")]
    [InlineData("", "")]
    public void A_token_shown_for_another_call_opens_nothing_and_is_gone(string callSid, string accountSid)
    {
        var token = _tokens.Mint(_ticket);
        Assert.Null(_tokens.Burn(token, callSid, accountSid));
        Assert.Null(_tokens.Burn(token, "CA1", "AC1"));
    }

    [Fact]
    public void A_token_is_good_for_a_minute()
    {
        var token = _tokens.Mint(_ticket);
        _clock.Advance(TimeSpan.FromSeconds(60));
        Assert.NotNull(_tokens.Peek(token));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(_tokens.Burn(token, "CA1", "AC1"));
        Assert.Equal(0, _tokens.Count);
    }

    [Fact]
    public void Tokens_differ_and_have_128_bits()
    {
        var tokens = Enumerable.Range(0, 1000).Select(_ => _tokens.Mint(_ticket)).ToHashSet();
        Assert.Equal(1000, tokens.Count);
        Assert.All(tokens, token => Assert.Matches("^[A-Za-z0-9_-]{22}$", token));
    }

    [Fact]
    public void However_many_calls_knock_the_store_stays_bounded()
    {
        var first = _tokens.Mint(_ticket);
        _clock.Advance(TimeSpan.FromSeconds(1));
        for (var i = 0; i < StreamTokens.Capacity; i++)
            _tokens.Mint(_ticket);
        Assert.True(_tokens.Count <= StreamTokens.Capacity);
        Assert.Null(_tokens.Peek(first));
    }
}
