using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace VoiceBooker.CallLab.Servers;

/// <summary>One entry of a call's journal.</summary>
internal sealed record JournalEntry(long Sequence, string Kind, JsonElement Data)
{
    /// <summary>A text of the payload; empty when it is not there.</summary>
    public string Text(string name) => Data.ValueKind is JsonValueKind.Object && Data.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString()! : "";

    /// <summary>A number of the payload; null when it is not there.</summary>
    public double? Number(string name) => Data.ValueKind is JsonValueKind.Object && Data.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.Number ? value.GetDouble() : null;
}

/// <summary>A booking as the server reports it.</summary>
internal sealed record ServerBooking(string Id, string EventId, DateTimeOffset Start, DateTimeOffset End, string? Name, string? Email, string? Phone, string? Zone, string Status, string? CallId, string? Reference, bool AwaitsConfirmation = false);

/// <summary>An account at a provider as the server reports it.</summary>
internal sealed record ServerConnection(string Id, string Provider, string State, string Trouble, string AccountEmail, bool ToldOfChanges, string NotToldBecause);

/// <summary>Where the owner signs in.</summary>
internal sealed record SignInBegun(string Address);

/// <summary>Something an account offers for booking, as the server reports it.</summary>
internal sealed record OfferedEvent(string Id, string Name, IReadOnlyList<OfferedPlace> Locations, IReadOnlyList<string> Obstacles);

/// <summary>A way to meet.</summary>
internal sealed record OfferedPlace(string Id, string Title);

/// <summary>Something operators must do.</summary>
internal sealed record ServerTask(string Kind, string Title, string? CallId, string? ConnectionId, string? DoneAt);

/// <summary>A call as the server reports it.</summary>
internal sealed record ServerCall(string Id, string CallSid, DateTimeOffset? EndedAt, string? Outcome, string? Cause, long? DurationMs);

/// <summary>A minted softphone or typed call.</summary>
internal sealed record Ticket(string Url, string Token, string CallSid, string AccountSid, string CallId);

/// <summary>The server's JSON API, as any client would use it.</summary>
internal sealed class ServerApi : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private readonly HttpClient _http;

    /// <summary>An API behind its key.</summary>
    public ServerApi(Uri server, string key)
    {
        Server = server;
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false, MaxConnectionsPerServer = 500 }) { BaseAddress = server, Timeout = TimeSpan.FromSeconds(40) };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    /// <summary>Where the server is.</summary>
    public Uri Server { get; }

    /// <summary>Makes something and returns its identity.</summary>
    public async Task<string> CreateAsync(string path, object body)
    {
        using var response = await _http.PostAsJsonAsync(path, body, Json);
        await ExpectAsync(response, path);
        var made = await response.Content.ReadFromJsonAsync<JsonObject>(Json);
        return made?["id"]?.ToString() ?? throw new InvalidDataException($"{path} gave no id.");
    }

    /// <summary>Sends something and gives what is answered; null: nothing.</summary>
    public async Task<JsonNode?> SendAsync(string path, object? body = null)
    {
        using var response = await _http.PostAsJsonAsync(path, body ?? new { }, Json);
        await ExpectAsync(response, path);
        var text = await response.Content.ReadAsStringAsync();
        return text.Length == 0 ? null : JsonNode.Parse(text);
    }

    /// <summary>Reads something; null when the server does not know it, or does not answer just now.</summary>
    public async Task<JsonNode?> TryReadAsync(string path)
    {
        try
        {
            return await GetAsync<JsonNode>(path);
        }
        catch (Exception away) when (away is HttpRequestException or TaskCanceledException)
        {
            return null;
        }
    }

    /// <summary>Books as an operator does; false when the time is taken.</summary>
    public async Task<bool> TryBookAsync(object booking)
    {
        using var response = await _http.PostAsJsonAsync("api/bookings", booking, Json);
        if (response.StatusCode is HttpStatusCode.Conflict)
            return false;
        await ExpectAsync(response, "api/bookings");
        return true;
    }

    /// <summary>Connects an account by its key.</summary>
    public Task<string> ConnectAsync(string provider, string key, string baseAddress) => CreateAsync("api/connections", new { provider, key, baseAddress });

    /// <summary>Begins an owner's sign-in at a provider, for a page at <paramref name="callback"/>.</summary>
    public async Task<SignInBegun> BeginSignInAsync(string provider, string baseAddress, string callback)
    {
        using var response = await _http.PostAsJsonAsync("api/connections/sign-in", new { provider, baseAddress, callback }, Json);
        await ExpectAsync(response, "api/connections/sign-in");
        return await response.Content.ReadFromJsonAsync<SignInBegun>(Json) ?? throw new InvalidDataException("api/connections/sign-in gave nothing.");
    }

    /// <summary>Ends it with what the browser brought back; gives the connection.</summary>
    public Task<string> FinishSignInAsync(Uri back)
    {
        var brought = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(back.Query);
        return CreateAsync("api/connections/sign-in/finish", new { state = brought["state"].ToString(), code = brought["code"].ToString() });
    }

    /// <summary>All accounts.</summary>
    public async Task<IReadOnlyList<ServerConnection>> ConnectionsAsync() => await GetAsync<List<ServerConnection>>("api/connections") ?? [];

    /// <summary>What an account offers for booking.</summary>
    public async Task<IReadOnlyList<OfferedEvent>> OfferedAsync(string connection) => await GetAsync<List<OfferedEvent>>($"api/connections/{connection}/events") ?? [];

    /// <summary>The operators' tasks, done ones too.</summary>
    public async Task<IReadOnlyList<ServerTask>> TasksAsync() => await GetAsync<List<ServerTask>>("api/tasks?take=1000") ?? [];

    /// <summary>All bookings.</summary>
    public async Task<IReadOnlyList<ServerBooking>> BookingsAsync() => await GetAsync<List<ServerBooking>>("api/bookings") ?? [];

    /// <summary>The call of this identity at the carrier; null while the server does not know it.</summary>
    public Task<ServerCall?> FindCallAsync(string callSid, CancellationToken cancel = default) => GetAsync<ServerCall>($"api/calls/by-sid/{callSid}", cancel);

    /// <summary>Mints a softphone or typed call.</summary>
    public async Task<Ticket> MintAsync(object wish)
    {
        using var response = await _http.PostAsJsonAsync("api/softphone", wish, Json);
        await ExpectAsync(response, "api/softphone");
        return await response.Content.ReadFromJsonAsync<Ticket>(Json) ?? throw new InvalidDataException("api/softphone gave nothing.");
    }

    /// <summary>Entries of the journal after <paramref name="after"/>; waits up to <paramref name="wait"/> seconds for the first.</summary>
    public async Task<IReadOnlyList<JournalEntry>> EventsAsync(string callId, long after, int wait, CancellationToken cancel = default) =>
        await GetAsync<List<JournalEntry>>($"api/calls/{callId}/events?after={after}&wait={wait}", cancel) ?? [];

    /// <summary>Follows a call's journal live until the call has ended.</summary>
    public async IAsyncEnumerable<JournalEntry> FollowAsync(string callSid, TimeProvider time, [EnumeratorCancellation] CancellationToken cancel)
    {
        ServerCall? call;
        while ((call = await FindCallAsync(callSid, cancel)) is null)
            await Task.Delay(TimeSpan.FromMilliseconds(50), time, cancel);

        long after = 0;
        while (true)
        {
            foreach (var entry in await EventsAsync(call.Id, after, wait: 20, cancel))
            {
                after = Math.Max(after, entry.Sequence);
                yield return entry;
                if (entry.Kind == "call.ended")
                    yield break;
            }
        }
    }

    /// <summary>Waits until the server has written the end of the call.</summary>
    public async Task<ServerCall?> WaitForEndAsync(string callSid, TimeProvider time, TimeSpan limit)
    {
        var began = time.GetTimestamp();
        ServerCall? call;
        do
        {
            call = await FindCallAsync(callSid);
            if (call?.EndedAt is not null)
                return call;
            await Task.Delay(TimeSpan.FromMilliseconds(50), time, CancellationToken.None);
        }
        while (time.GetElapsedTime(began) < limit);
        return call;
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static async Task ExpectAsync(HttpResponseMessage response, string path)
    {
        if (!response.IsSuccessStatusCode)
            throw new HttpRequestException($"{path}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}", null, response.StatusCode);
    }

    private async Task<T?> GetAsync<T>(string path, CancellationToken cancel = default)
        where T : class
    {
        using var response = await _http.GetAsync(path, cancel);
        if (response.StatusCode is HttpStatusCode.NotFound)
            return null;
        await ExpectAsync(response, path);
        return await response.Content.ReadFromJsonAsync<T>(Json, cancel);
    }
}
