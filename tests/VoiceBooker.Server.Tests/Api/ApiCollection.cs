using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using VoiceBooker.Server.Tests.Hosting;

namespace VoiceBooker.Server.Tests.Api;

/// <summary>All tests of the API share one server.</summary>
[CollectionDefinition(Name)]
public sealed class ApiCollection : ICollectionFixture<ServerFixture>
{
    public const string Name = "api";
}

/// <summary>Asks the API as its users do: JSON there, JSON back.</summary>
internal static class Asking
{
    public static async Task<(HttpStatusCode Status, JsonNode? Body)> AskAsync(this ServerFixture server, HttpMethod method, string door, string? body = null, string? idempotencyKey = null)
    {
        using var response = await server.SendAsync(method, door, body, idempotencyKey);
        var text = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, text.Length > 0 ? JsonNode.Parse(text) : null);
    }

    public static async Task<HttpResponseMessage> SendAsync(this ServerFixture server, HttpMethod method, string door, string? body = null, string? idempotencyKey = null, string mediaType = "application/json")
    {
        using var request = new HttpRequestMessage(method, $"/api/{door}");
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, mediaType);
        if (idempotencyKey is not null)
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        return await server.Api.SendAsync(request);
    }

    /// <summary>Makes something; its identity.</summary>
    public static async Task<string> MakeAsync(this ServerFixture server, string door, string body)
    {
        var (status, made) = await server.AskAsync(HttpMethod.Post, door, body);
        Assert.True(status == HttpStatusCode.Created, $"{door}: {status} {made}");
        return made!["id"]!.GetValue<string>();
    }

    /// <summary>What a refusal says.</summary>
    public static string Detail(this JsonNode? problem) => problem?["detail"]?.GetValue<string>() ?? "";
}
