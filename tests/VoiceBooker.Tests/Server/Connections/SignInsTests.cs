using Microsoft.AspNetCore.WebUtilities;
using VoiceBooker.Booking.Connections;
using VoiceBooker.Server.Connections;
using VoiceBooker.Tests.Booking.Connections;

namespace VoiceBooker.Tests.Server.Connections;

/// <summary>Connecting an account by signing in at its provider.</summary>
public sealed class SignInsTests
{
    private static readonly Uri Console = new("https://console.example.com/");

    [Fact]
    public async Task Who_signs_in_and_allows_it_is_connected()
    {
        using var world = new DeskWorld();
        var state = Begin(world, "session-1");
        var key = await world.SignIns.FinishAsync("session-1", state, "code-1", error: null, errorDescription: null, CancellationToken.None);
        var (provider, result) = world.SignIns.Take("session-1", key)!.Value;
        Assert.Equal("Fake Calendar", provider);
        Assert.Equal(SignInKind.SignIn, Assert.IsType<AccountResult.Done>(result).Connection.SignIn);
        Assert.Null(world.SignIns.Take("session-1", key)); // told once
    }

    [Fact]
    public async Task A_state_is_good_once()
    {
        using var world = new DeskWorld();
        var state = Begin(world, "session-1");
        await world.SignIns.FinishAsync("session-1", state, "code-1", error: null, errorDescription: null, CancellationToken.None);
        Assert.Contains("Begin again", await FinishedAsync(world, "session-1", state), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_one_session_began_no_other_one_finishes()
    {
        using var world = new DeskWorld();
        var state = Begin(world, "session-1");
        Assert.Contains("another session", await FinishedAsync(world, "session-2", state), StringComparison.Ordinal);
        Assert.Empty(await world.Connections.ListAsync(CancellationToken.None));
        Assert.Contains("Begin again", await FinishedAsync(world, "session-1", state), StringComparison.Ordinal); // and the state is used up
    }

    [Fact]
    public async Task After_ten_minutes_it_is_too_late()
    {
        using var world = new DeskWorld();
        var state = Begin(world, "session-1");
        world.Clock.Advance(TimeSpan.FromMinutes(10) + TimeSpan.FromSeconds(1));
        Assert.Contains("longer than ten minutes", await FinishedAsync(world, "session-1", state), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("access_denied", "allow it")]
    [InlineData("invalid_scope", "rights")]
    [InlineData("server_error", "Try again")]
    [InlineData("something_else", "something_else")]
    public async Task The_providers_error_is_told_with_what_to_do(string error, string told)
    {
        using var world = new DeskWorld();
        var key = await world.SignIns.FinishAsync("session-1", Begin(world, "session-1"), code: null, error, "They say so.", CancellationToken.None);
        Assert.Contains(told, Assert.IsType<AccountResult.Refused>(world.SignIns.Take("session-1", key)!.Value.Result).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_that_belongs_to_another_challenge_connects_nobody()
    {
        using var world = new DeskWorld();
        var state = Begin(world, "session-1");
        world.Provider.Codes["code-1"] = "the challenge of somebody else";
        Assert.Equal("The code is not valid.", await FinishedAsync(world, "session-1", state));
    }

    [Fact]
    public void Where_no_client_is_configured_the_owner_is_told_how()
    {
        using var world = new DeskWorld();
        world.Provider.Card = world.Provider.Card with { OffersSignIn = false, SignInHelp = "Set Fake:ClientId." };
        Assert.Equal("Set Fake:ClientId.", world.SignIns.Begin("session-1", FakeAccounts.Name, "", Console).Wrong!.Reason);
    }

    /// <summary>Begins a sign-in, and lets the person allow it: their code is "code-1".</summary>
    private static string Begin(DeskWorld world, string session)
    {
        var (address, wrong) = world.SignIns.Begin(session, FakeAccounts.Name, "", Console);
        Assert.Null(wrong);
        var query = QueryHelpers.ParseQuery(address!.Query);
        Assert.Equal("https://console.example.com/connections/callback", query["callback"]);
        world.Provider.Codes["code-1"] = query["challenge"]!;
        return query["state"]!;
    }

    private static async Task<string> FinishedAsync(DeskWorld world, string session, string state)
    {
        var key = await world.SignIns.FinishAsync(session, state, "code-1", error: null, errorDescription: null, CancellationToken.None);
        return Assert.IsType<AccountResult.Refused>(world.SignIns.Take(session, key)!.Value.Result).Reason;
    }
}
