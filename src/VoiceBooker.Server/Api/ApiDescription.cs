using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using NodaTime;
using NodaTime.Text;
using VoiceBooker.Booking.Access;

namespace VoiceBooker.Server.Api;

/// <summary>The API's description: for machines at <c>/openapi/v1.json</c> (OpenAPI), for people at <c>/openapi</c>. Open to anybody, like the source.</summary>
internal static class ApiDescription
{
    /// <summary>Where the description for machines stands.</summary>
    public const string Document = "/openapi/v1.json";

    private const string Bearer = "key";

    /// <summary>What parameters of a name mean, wherever they stand.</summary>
    private static readonly Dictionary<string, string> Parameters = new(StringComparer.Ordinal)
    {
        ["id"] = "The identity.",
        ["callSid"] = "The carrier's identity of the call.",
        ["take"] = "How many at most.",
        ["after"] = "Where the page begins: the cursor that the page before gave; for a journal, the last sequence that is known.",
        ["wait"] = "Seconds to hold the answer back until there is something new, up to 25.",
        ["campaign"] = "Only those of this campaign.",
        ["campaignId"] = "The campaign in which it holds; nothing: everywhere.",
        ["contact"] = "Only those about this person.",
        ["disposition"] = "Only those with this outcome, of GET /api/dispositions.",
        ["state"] = "Only those in this state.",
        ["to"] = "Only those to this number, E.164.",
        ["number"] = "The number, E.164.",
        ["open"] = "Only those that are still to be done.",
        ["takenBack"] = "True: those that were taken off again by a text message, in place of those that hold.",
        ["list"] = "What the list is called; entries are known by it.",
        ["country"] = "Where numbers without a country are at home: two letters (US) or the calling code (1).",
        ["reason"] = "Why, for whoever asks later.",
        ["replace"] = "True: numbers that this list brought before and that are not in it now are taken back.",
    };

    private static readonly JsonNode CallExample = JsonNode.Parse(
        """
        {
          "to": "+14155550147",
          "assistantId": "5eed0000-0000-7000-8000-000000000001",
          "eventId": "5eed0000-0000-7000-8000-000000000003",
          "name": "Ada Byron",
          "email": "ada@example.com",
          "cal_email": "sales@harbour.example.com",
          "cal_timezone": "America/Los_Angeles",
          "purpose": "your yearly check-up",
          "variables": { "practice": "Harbour Dental" },
          "consent": { "kind": "express", "at": "2026-11-20T09:30:00Z", "text": "Please call me to make an appointment.", "channel": "web form" },
          "webhook": "https://crm.example.com/voicebooker"
        }
        """)!;

    public static IServiceCollection AddApiDescription(this IServiceCollection services) => services.AddOpenApi("v1", api =>
    {
        api.ShouldInclude = door => door.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true;
        api.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "VoiceBooker",
                Version = "v1",
                Description =
                    "Calls, campaigns, bookings, and what they need. Send a key as \"Authorization: Bearer <key>\"; keys are made in the console, under API keys, each with scopes. "
                    + "Errors are problem details (RFC 9457); mistakes in a request are told field by field. A POST may carry an Idempotency-Key: repeated within a day with the same key, it is answered as before and nothing is done twice; a refusal is not kept, so that what was in the way can be mended and the request sent again.",
            };
            document.Servers = []; // wherever this document came from
            document.AddComponent(Bearer, new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = $"A key, made in the console. Scopes: {string.Join(", ", ApiScopes.All)}." });
            return Task.CompletedTask;
        });
        api.AddOperationTransformer((operation, context, _) =>
        {
            Describe(operation, context);
            return Task.CompletedTask;
        });
    });

    public static void MapApiDescription(this WebApplication app)
    {
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        app.MapGet("/openapi", ApiDescriptionPage.Write).AllowAnonymous().ExcludeFromDescription();
    }

    private static void Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var door = context.Description;
        string[] scopes = [.. door.ActionDescriptor.EndpointMetadata.OfType<NeededScope>().Select(needed => needed.Scope)];
        operation.Tags = new HashSet<OpenApiTagReference> { new(door.RelativePath!.Split('/')[1], context.Document) };
        if (scopes.Length > 0)
        {
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Bearer, context.Document)] = [.. scopes] }];
            operation.Description = $"{operation.Description} Needs the scope {string.Join(" and the scope ", scopes)}.";
        }

        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? [])
        {
            if (string.IsNullOrEmpty(parameter.Description) && parameter.Name is { } name && Parameters.TryGetValue(name, out var meaning))
                parameter.Description = meaning;
        }

        if (door.HttpMethod == HttpMethods.Post && !door.ActionDescriptor.EndpointMetadata.Any(each => each is StreamedBody or SecretAnswer))
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = RepeatedAnswers.Header,
                In = ParameterLocation.Header,
                Description = "Makes the request repeatable: a new value for every new request, a UUID for instance; the same value to repeat the same request after its answer was lost.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = 255 },
            });
        }

        if (operation.OperationId == "makeCall" && operation.RequestBody?.Content?.TryGetValue("application/json", out var media) == true && media is OpenApiMediaType body)
            body.Example = ExampleOfCall(context.ApplicationServices.GetRequiredService<TimeProvider>());
    }

    /// <summary>The example with times that are still to come: whoever tries it is not told that it is over.</summary>
    private static JsonNode ExampleOfCall(TimeProvider time)
    {
        var example = CallExample.DeepClone();
        var tomorrow = Instant.FromDateTimeOffset(time.GetUtcNow()).InUtc().Date.PlusDays(1);
        example["notBefore"] = InstantPattern.General.Format(tomorrow.At(new LocalTime(16, 0)).InUtc().ToInstant());
        example["notAfter"] = InstantPattern.General.Format(tomorrow.PlusDays(3).At(new LocalTime(22, 0)).InUtc().ToInstant());
        return example;
    }
}
