using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using VoiceBooker.Booking.Access;
using VoiceBooker.Booking.Dialling;
using VoiceBooker.Booking.Storage;
using VoiceBooker.Server.Api;
using VoiceBooker.Server.Calls;
using VoiceBooker.Server.Connections;
using VoiceBooker.Server.Tests.Hosting;

namespace VoiceBooker.Server.Tests.Api;

/// <summary>What the API says of itself.</summary>
[Collection(ApiCollection.Name)]
public sealed class DescriptionTests(ServerFixture server)
{
    [Fact]
    public async Task The_description_is_whole_and_every_reference_leads_somewhere()
    {
        using var stranger = new HttpClient { BaseAddress = server.Address };
        using var document = JsonDocument.Parse(await stranger.GetStringAsync("/openapi/v1.json"));
        var root = document.RootElement;
        Assert.StartsWith("3.", root.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        Assert.Equal("bearer", root.GetProperty("components").GetProperty("securitySchemes").GetProperty("key").GetProperty("scheme").GetString());

        var operations = root.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(method => (Door: $"{method.Name} {path.Name}", Operation: method.Value))).ToArray();
        Assert.True(operations.Length > 50, $"{operations.Length} operations");
        Assert.Equal(operations.Length, operations.Select(each => each.Operation.GetProperty("operationId").GetString()).Distinct(StringComparer.Ordinal).Count());
        foreach (var (door, operation) in operations)
        {
            Assert.False(string.IsNullOrWhiteSpace(operation.GetProperty("summary").GetString()), door);
            Assert.True(operation.GetProperty("responses").EnumerateObject().Count() >= 4, door);
            Assert.Contains(operation.GetProperty("responses").EnumerateObject(), response => response.Name[0] == '2');
            var scopes = operation.GetProperty("security")[0].GetProperty("key").EnumerateArray().Select(scope => scope.GetString()!).ToArray();
            Assert.NotEmpty(scopes);
            Assert.Subset(ApiScopes.All.ToHashSet(StringComparer.Ordinal), scopes.ToHashSet(StringComparer.Ordinal));
            if (operation.TryGetProperty("parameters", out var parameters))
                Assert.All(parameters.EnumerateArray(), parameter => Assert.True(parameter.TryGetProperty("description", out _), $"{door}: {parameter}"));
        }

        Assert.Equal([ApiScopes.Campaigns, ApiScopes.Dial], operations.Single(each => each.Door.EndsWith("/test-call", StringComparison.Ordinal)).Operation.GetProperty("security")[0].GetProperty("key").EnumerateArray().Select(scope => scope.GetString()!));
        foreach (var starting in operations.Where(each => each.Door.EndsWith("/start", StringComparison.Ordinal) || each.Door.EndsWith("/resume", StringComparison.Ordinal)))
            Assert.Contains(ApiScopes.Dial, starting.Operation.GetProperty("security")[0].GetProperty("key").EnumerateArray().Select(scope => scope.GetString()));
        var call = operations.Single(each => each.Door == "post /api/calls").Operation;
        var media = call.GetProperty("requestBody").GetProperty("content").GetProperty("application/json");
        Assert.Equal("+14155550147", media.GetProperty("example").GetProperty("to").GetString());
        Assert.True(Follow(root, media.GetProperty("schema")).GetProperty("properties").TryGetProperty("cal_timezone", out _));
        Assert.All(References(root), reference => Follow(root, reference));
        Assert.Contains("POST", await stranger.GetStringAsync("/openapi"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_tries_the_examples_has_somebody_called()
    {
        using var stranger = new HttpClient { BaseAddress = server.Address };
        var page = await stranger.GetStringAsync("/openapi");
        using var document = JsonDocument.Parse(await stranger.GetStringAsync("/openapi/v1.json"));
        var whole = document.RootElement.GetProperty("paths").GetProperty("/api/calls").GetProperty("post").GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("example").GetRawText();
        var mia = await server.MakeAsync("assistants", """{"name":"Mia of the examples"}""");
        foreach (var example in new[] { page.Split("-d '")[1].Split('\'')[0], whole })
        {
            var order = JsonNode.Parse(example)!.AsObject();
            order["assistantId"] = mia; // which there are differs from house to house
            order.Remove("eventId");
            var (status, call) = await server.AskAsync(HttpMethod.Post, "calls", order.ToJsonString());
            Assert.True(status == HttpStatusCode.Accepted, $"{example}: {call}");
            await server.AskAsync(HttpMethod.Delete, $"calls/{call!["id"]!.GetValue<string>()}");
        }
    }

    [Fact]
    public async Task Every_door_needs_a_scope()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Services.AddBookingStorage(builder.Configuration);
        builder.AddCalls();
        builder.Services.AddDialling();
        builder.AddConnections();
        builder.AddApi();
        await using var app = builder.Build();
        app.MapApi();
        var doors = ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().Where(door => door.RoutePattern.RawText!.StartsWith("/api", StringComparison.Ordinal)).ToArray();
        Assert.True(doors.Length > 50, $"{doors.Length} doors");
        Assert.All(doors, door => Assert.Contains(door.Metadata.GetMetadata<NeededScope>()?.Scope, ApiScopes.All));
    }

    private static IEnumerable<JsonElement> References(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => (element.TryGetProperty("$ref", out var reference) && reference.ValueKind == JsonValueKind.String ? [element] : (JsonElement[])[]).Concat(element.EnumerateObject().SelectMany(property => References(property.Value))),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(References),
        _ => [],
    };

    private static JsonElement Follow(JsonElement root, JsonElement element)
    {
        if (!element.TryGetProperty("$ref", out var reference))
            return element;
        var target = root;
        foreach (var step in reference.GetString()!.Split('/').Skip(1))
        {
            var name = Uri.UnescapeDataString(step).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            target = target.ValueKind == JsonValueKind.Array ? target[int.Parse(name, System.Globalization.CultureInfo.InvariantCulture)] : target.GetProperty(name);
        }

        return target;
    }
}
