using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;

namespace VoiceBooker.CallLab.StandIns.Calendars;

/// <summary>A request as it was seen.</summary>
/// <param name="At">On the stand-in's clock.</param>
/// <param name="Operation">The name that faults use.</param>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">Path without the query.</param>
/// <param name="Query">With its question mark; empty without one.</param>
/// <param name="Body">As sent, secrets struck out.</param>
/// <param name="Status">Status of the answer; 0: none was given.</param>
/// <param name="Fault">The fault it met.</param>
internal sealed record LoggedRequest(DateTimeOffset At, string Operation, string Method, string Path, string Query, string Body, int Status, FaultKind? Fault);

/// <summary>The last requests a stand-in has seen, at most <paramref name="capacity"/>; older ones are forgotten.</summary>
internal sealed class RequestLog(int capacity = 10_000)
{
    private static readonly string[] Secrets = ["secret", "client_secret", "signing_key", "code", "code_verifier", "refresh_token", "access_token", "token", "password"];
    private readonly Lock _lock = new();
    private readonly Queue<LoggedRequest> _requests = new();

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<LoggedRequest> All
    {
        get
        {
            lock (_lock)
                return [.. _requests];
        }
    }

    /// <summary>Requests of one operation, oldest first.</summary>
    public IReadOnlyList<LoggedRequest> Of(string operation) => [.. All.Where(each => each.Operation == operation)];

    /// <summary>Notes a request.</summary>
    public void Add(LoggedRequest request)
    {
        lock (_lock)
        {
            _requests.Enqueue(request);
            if (_requests.Count > capacity)
                _requests.Dequeue();
        }
    }

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        lock (_lock)
            _requests.Clear();
    }

    /// <summary>A body, JSON or form, with the values of secret fields struck out.</summary>
    public static string WithoutSecrets(string body, string? contentType)
    {
        if (contentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true)
        {
            return string.Join('&', QueryHelpers.ParseQuery(body).SelectMany(field => field.Value.Select(value =>
                $"{field.Key}={(Secrets.Contains(field.Key) ? "***" : Uri.EscapeDataString(value ?? ""))}")));
        }

        try
        {
            if (JsonNode.Parse(body) is not JsonObject whole)
                return body;
            foreach (var secret in Secrets.Where(whole.ContainsKey))
                whole[secret] = "***";
            return whole.ToJsonString();
        }
        catch (JsonException)
        {
            return body;
        }
    }
}
