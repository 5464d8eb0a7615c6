using System.Text.Json.Nodes;
using VoiceBooker.CallLab.Called;
using VoiceBooker.CallLab.StandIns.CalCom;

namespace VoiceBooker.Tests.CallLab.Outbound;

/// <summary>The vendor's OpenAPI document as an independent witness of what the carrier answers.</summary>
public sealed class VendorDocumentTests
{
    [VendorDocumentFact]
    public async Task Calls_messages_and_numbers_have_the_documented_shape_and_no_field_is_missing()
    {
        var document = new OpenApiDocument((JsonObject)JsonNode.Parse(await File.ReadAllTextAsync(VendorDocumentFactAttribute.Document))!);
        await using var world = await OutboundWorld.OpenAsync();
        var found = new List<string>();
        await world.CallAsync(new CalledPerson.Human(new Manner.HangsUpAtOnce()) { Rings = TimeSpan.Zero, Hello = "" });
        Judge("POST", "Calls.json", "api.v2010.account.call", null, await world.PostAsync("Calls.json", world.Wish()));
        var sid = world.Carrier.Calls.Keys.First();
        Judge("GET", $"Calls/{sid}.json", "api.v2010.account.call", null, await world.GetAsync($"Calls/{sid}.json"));
        Judge("GET", "Calls.json", "api.v2010.account.call", "calls", await world.GetAsync("Calls.json?PageSize=1"));
        Judge("POST", "Messages.json", "api.v2010.account.message", null, await world.PostAsync("Messages.json", ("To", OutboundWorld.Person), ("From", OutboundWorld.Ours), ("Body", "Hello")));
        Judge("GET", "Messages.json", "api.v2010.account.message", "messages", await world.GetAsync("Messages.json"));
        Judge("GET", "IncomingPhoneNumbers.json", "api.v2010.account.incoming_phone_number", "incoming_phone_numbers", await world.GetAsync("IncomingPhoneNumbers.json"));

        Assert.Empty(found);

        void Judge(string method, string resource, string schema, string? list, (int Status, JsonNode Body) answer)
        {
            var path = $"/2010-04-01/Accounts/{world.Carrier.Account.Sid}/{resource}";
            found.AddRange(document.ResponseViolations(method, path, answer.Status, answer.Body).Select(each => $"{method} {resource}: {each}"));
            var one = (JsonObject)(list is null ? answer.Body : answer.Body[list]![0]!);
            var documented = ((JsonObject)document.Root["components"]!["schemas"]![schema]!["properties"]!).Select(each => each.Key).ToList();
            found.AddRange(documented.Where(each => !one.ContainsKey(each)).Select(each => $"{method} {resource}: {each} is missing"));
            found.AddRange(one.Select(each => each.Key).Except(documented).Select(each => $"{method} {resource}: {each} is not in the document"));
        }
    }
}

/// <summary>Runs where the published document lies beside the checkout, and says so where it does not.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class VendorDocumentFactAttribute : FactAttribute
{
    public VendorDocumentFactAttribute()
    {
        if (!File.Exists(Document))
            Skip = $"The carrier's OpenAPI document is not at {Document}.";
    }

    public static string Document => Path.GetFullPath(Path.Combine(House.House.Root, "..", "shared", "contracts", "twilio-api-v2010.json"));
}
