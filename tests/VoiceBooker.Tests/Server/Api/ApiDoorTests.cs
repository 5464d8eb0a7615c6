using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using VoiceBooker.Booking.Access;
using VoiceBooker.Server.Api;
using VoiceBooker.Tests.Booking.Storage;
using VoiceBooker.Voice.Time;

namespace VoiceBooker.Tests.Server.Api;

/// <summary>Who is let in, and what is told to those who are not.</summary>
public sealed class ApiDoorTests : IDisposable
{
    private const string RootKey = "a-key-for-tests-of-at-least-32-characters";

    private readonly TestDatabase _database = TestDatabase.InMemory();
    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 12, 1, 9, 0, 0, TimeSpan.Zero));
    private readonly ServiceProvider _services = new ServiceCollection().AddLogging().AddProblemDetails().BuildServiceProvider();
    private readonly ApiKeys _keys;
    private int _done;

    public ApiDoorTests() => _keys = new ApiKeys(_database, _clock);

    public void Dispose()
    {
        _services.Dispose();
        _database.Dispose();
    }

    [Fact]
    public async Task Before_there_is_any_key_it_is_told_how_to_make_one()
    {
        using var door = Door(rootKey: "");
        Assert.Contains("Sign in to the console and make one under API keys", (await AskAsync(door, key: "")).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_opens_doors_of_its_scopes_and_no_others()
    {
        using var door = Door();
        var (_, key) = await _keys.MakeAsync("reader", [ApiScopes.Read], expiresAt: null, "owner", CancellationToken.None);
        Assert.Equal(200, (await AskAsync(door, key)).Status);
        var (status, detail) = await AskAsync(door, key, scope: ApiScopes.Dial);
        Assert.Equal(403, status);
        Assert.Contains("calls:write", detail, StringComparison.Ordinal);
        Assert.Equal(200, (await AskAsync(door, RootKey, scope: ApiScopes.Dial)).Status);
    }

    [Theory]
    [InlineData("", "Send a key")]
    [InlineData("vb_wrong", "not known here")]
    [InlineData("a-key-for-tests-of-at-least-32-character", "not known here")]
    public async Task A_wrong_key_opens_nothing(string key, string told)
    {
        using var door = Door();
        var (status, detail) = await AskAsync(door, key);
        Assert.Equal(401, status);
        Assert.Contains(told, detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_asks_too_often_is_told_when_to_come_again_and_others_are_not_kept_waiting()
    {
        using var door = Door(perMinute: 2);
        Assert.Equal(200, (await AskAsync(door, RootKey)).Status);
        Assert.Equal(200, (await AskAsync(door, RootKey)).Status);
        var request = Request(RootKey, ApiScopes.Read);
        await door.InvokeAsync(request);
        Assert.Equal(429, request.Response.StatusCode);
        Assert.InRange(int.Parse(request.Response.Headers.RetryAfter!, System.Globalization.CultureInfo.InvariantCulture), 1, 30);

        var (_, key) = await _keys.MakeAsync("other", [ApiScopes.Read], expiresAt: null, "owner", CancellationToken.None);
        Assert.Equal(200, (await AskAsync(door, key)).Status);
    }

    [Fact]
    public async Task Strangers_who_ask_too_often_do_not_reach_the_database_and_keys_known_here_are_not_kept_out()
    {
        var (_, known) = await _keys.MakeAsync("known", [ApiScopes.Read], expiresAt: null, "owner", CancellationToken.None);
        var (_, unseen) = await _keys.MakeAsync("unseen", [ApiScopes.Read], expiresAt: null, "owner", CancellationToken.None);
        using var door = Door(perMinute: 2);
        Assert.Equal(200, (await AskAsync(door, known)).Status); // looked up: one of the address's two
        Assert.Equal(401, (await AskAsync(door, "vb_guess")).Status);
        Assert.Equal(429, (await AskAsync(door, unseen)).Status); // not even looked up
        Assert.Equal(200, (await AskAsync(door, known)).Status);
    }

    [Fact]
    public async Task A_door_that_needs_two_scopes_opens_only_to_a_key_with_both()
    {
        using var door = Door();
        var (_, half) = await _keys.MakeAsync("half", [ApiScopes.Campaigns], expiresAt: null, "owner", CancellationToken.None);
        var (_, whole) = await _keys.MakeAsync("whole", [ApiScopes.Campaigns, ApiScopes.Dial], expiresAt: null, "owner", CancellationToken.None);
        Assert.Equal((403, 200), (await BothAsync(half), await BothAsync(whole)));

        async Task<int> BothAsync(string key)
        {
            var request = Request(key, ApiScopes.Campaigns, new NeededScope(ApiScopes.Dial));
            await door.InvokeAsync(request);
            return request.Response.StatusCode;
        }
    }

    [Fact]
    public async Task A_door_without_a_scope_stays_shut()
    {
        using var door = Door();
        Assert.Equal(404, (await AskAsync(door, RootKey, scope: null)).Status);
        Assert.Equal(0, _done);
    }

    [Fact]
    public async Task What_breaks_inside_is_not_told_outside()
    {
        using var door = Door(work: _ => throw new InvalidOperationException("secret"));
        var (status, detail) = await AskAsync(door, RootKey);
        Assert.Equal(500, status);
        Assert.DoesNotContain("secret", detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_repeated_request_is_done_once_and_one_that_broke_is_done_again()
    {
        var broken = true;
        using var door = Door(work: async context =>
        {
            if (broken)
                throw new InvalidOperationException();
            context.Response.StatusCode = 201;
            context.Response.Headers.Location = "/api/things/1";
            await context.Response.WriteAsJsonAsync(new { number = ++_done });
        });
        Assert.Equal(500, (await PostAsync(door, "k", "{}")).Status);
        broken = false;

        var first = await PostAsync(door, "k", "{}");
        var again = await PostAsync(door, "\"k\"", "{}"); // quoted, as the draft writes it
        Assert.Equal((201, "{\"number\":1}", ""), (first.Status, first.Body, first.Replayed));
        Assert.Equal((201, "{\"number\":1}", "true"), (again.Status, again.Body, again.Replayed));
        Assert.Equal(422, (await PostAsync(door, "k", "{ }")).Status);
        Assert.Equal(201, (await PostAsync(door, "l", "{ }")).Status);
        Assert.Equal(400, (await PostAsync(door, new string('k', 256), "{}")).Status);
        Assert.Equal(2, _done);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(409)]
    [InlineData(422)]
    public async Task A_request_that_was_refused_may_be_sent_again_with_its_key_when_what_was_in_the_way_has_gone(int status)
    {
        var refused = true;
        using var door = Door(work: context =>
        {
            context.Response.StatusCode = refused ? status : 202;
            return context.Response.WriteAsync("{}");
        });
        Assert.Equal(status, (await PostAsync(door, "k", "{}")).Status);
        refused = false;
        Assert.Equal((202, ""), (await PostAsync(door, "k", "{\"mended\":true}")) is var again ? (again.Status, again.Replayed) : default);
        Assert.Equal("true", (await PostAsync(door, "k", "{\"mended\":true}")).Replayed);
    }

    [Fact]
    public async Task An_answer_with_a_secret_is_never_kept()
    {
        using var door = Door();
        Assert.Equal(400, (await PostAsync(door, "k", "{}", new SecretAnswer())).Status);
        Assert.Equal(0, _done);
        await using var db = _database.CreateDbContext();
        Assert.Empty(db.IdempotentRequests);
    }

    [Fact]
    public async Task Two_equal_requests_at_once_are_one()
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var door = Door(work: async context =>
        {
            begun.SetResult();
            await go.Task;
            await context.Response.WriteAsync("done");
        });
        var first = PostAsync(door, "k", "{}");
        await begun.Task;
        Assert.Equal(409, (await PostAsync(door, "k", "{}")).Status);
        go.SetResult();
        Assert.Equal("done", (await first).Body);
    }

    private ApiDoor Door(string rootKey = RootKey, int perMinute = 1000, RequestDelegate? work = null) => new(
        work ?? (context =>
        {
            _done++;
            return context.Response.WriteAsync("ok");
        }),
        _keys,
        new RepeatedAnswers(new RepeatedRequests(_database, _clock)),
        new JsonBodies(Options.Create(new JsonOptions())),
        Options.Create(new ApiOptions { Key = rootKey, RequestsPerMinute = perMinute }),
        NullLogger<ApiDoor>.Instance);

    private async Task<(int Status, string Detail)> AskAsync(ApiDoor door, string key, string? scope = ApiScopes.Read)
    {
        var request = Request(key, scope);
        await door.InvokeAsync(request);
        var body = Body(request);
        return (request.Response.StatusCode, body.StartsWith('{') ? JsonElement.Parse(body).GetProperty("detail").GetString()! : body);
    }

    private async Task<(int Status, string Body, string Replayed)> PostAsync(ApiDoor door, string key, string body, params object[] metadata)
    {
        var request = Request(RootKey, ApiScopes.Dial, metadata);
        request.Request.Method = "POST";
        request.Request.Headers["Idempotency-Key"] = key;
        request.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        await door.InvokeAsync(request);
        return (request.Response.StatusCode, Body(request), request.Response.Headers["Idempotency-Replayed"].ToString());
    }

    private DefaultHttpContext Request(string key, string? scope, params object[] metadata)
    {
        var context = new DefaultHttpContext { RequestServices = _services };
        context.Request.Method = "GET";
        context.Request.Path = "/api/things";
        context.Request.Headers.Authorization = $"Bearer {key}";
        context.Response.Body = new MemoryStream();
        context.SetEndpoint(new Endpoint(null, new EndpointMetadataCollection(scope is null ? metadata : [.. metadata, new NeededScope(scope)]), "things"));
        return context;
    }

    private static string Body(HttpContext context) => Encoding.UTF8.GetString(((MemoryStream)context.Response.Body).ToArray());
}
