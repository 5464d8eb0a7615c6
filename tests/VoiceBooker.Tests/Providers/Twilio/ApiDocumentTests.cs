using System.Text.Json;
using System.Web;
using NodaTime;
using VoiceBooker.Booking.Dialling;
using VoiceBooker.Booking.Messages;
using VoiceBooker.Providers.Twilio;

namespace VoiceBooker.Tests.Providers.Twilio;

/// <summary>Our requests and readings against the carrier's own published description of its API.</summary>
public sealed class ApiDocumentTests
{
    private const string Account = "/2010-04-01/Accounts/{AccountSid}";
    private static readonly DialOrder Order = new(Guid.Parse("0198c1de-0000-7000-8000-000000000001"), "+14155550123", "+12125550100", TimeSpan.FromSeconds(25), TimeSpan.FromMinutes(15), DetectMachines: true);
    private static readonly CarrierOptions Options = new() { PublicBaseUrl = "https://bot.example.com", AccountSid = ScriptedCarrier.AccountSid, AuthToken = "12345" };

    [ApiDocumentFact]
    public void Every_parameter_with_which_we_ask_for_a_call_is_one_of_theirs_and_allowed()
    {
        var known = Parameters("Calls.json");
        Assert.All(CarrierDialer.FieldsOf(Order, Options), field =>
        {
            var schema = known.GetProperty(field.Key);
            var value = schema.GetProperty("type").GetString() == "array" ? schema.GetProperty("items") : schema;
            if (value.TryGetProperty("type", out var type) && type.GetString() == "integer")
                Assert.True(int.TryParse(field.Value, out _), field.Key);
            if (value.TryGetProperty("enum", out var values))
                Assert.Contains(field.Value, values.EnumerateArray().Select(each => each.GetString()));
            if (value.TryGetProperty("format", out var format) && format.GetString() == "uri")
                Assert.True(Uri.IsWellFormedUriString(field.Value, UriKind.Absolute), field.Key);
        });
        Assert.Equal("array", known.GetProperty("StatusCallbackEvent").GetProperty("type").GetString()); // so it is repeated
    }

    [ApiDocumentFact]
    public void Every_parameter_of_a_message_and_of_a_change_to_a_call_is_one_of_theirs()
    {
        var message = Parameters("Messages.json");
        Assert.All(CarrierMessenger.FieldsOf(Options, Guid.Empty, "+1", "+12", "Hi").Concat(CarrierMessenger.FieldsOf(Options, Guid.Empty, "+1", "MG1", "Hi")), field => message.GetProperty(field.Key));

        var change = Parameters("Calls/{Sid}.json");
        change.GetProperty("Twiml");
        var states = Document.GetProperty("components").GetProperty("schemas").GetProperty("call_enum_update_status").GetProperty("enum").EnumerateArray().Select(each => each.GetString());
        Assert.Equal(["canceled", "completed"], states.Order(StringComparer.Ordinal));
        Assert.EndsWith("call_enum_update_status", change.GetProperty("Status").GetProperty("$ref").GetString(), StringComparison.Ordinal);
    }

    [ApiDocumentFact]
    public async Task Every_parameter_with_which_we_look_for_calls_and_numbers_is_one_of_theirs()
    {
        await using var carrier = new ScriptedCarrier();
        carrier.Answers(200, Example("Calls.json", "get", "readEmptyDatesGreater")).Answers(200, Example("Calls.json", "get", "readEmptyDatesGreater"));
        Assert.Empty((await carrier.Dialer.FindAsync(Order.To, Order.From, Instant.FromUtc(2026, 11, 23, 9, 0), default))!);
        carrier.Answers(200, Example("IncomingPhoneNumbers.json", "get", "readFull")).Refuses(404, 20404);
        Assert.Equal(["+18089255327"], await carrier.Dialer.OwnNumbersAsync(default));

        foreach (var request in carrier.Requests.Take(3))
        {
            var target = request.Split(' ')[1].Split('?');
            var known = Operation(target[0][(target[0].IndexOf(ScriptedCarrier.AccountSid, StringComparison.Ordinal) + ScriptedCarrier.AccountSid.Length + 1)..], "get").GetProperty("parameters").EnumerateArray().Select(each => each.GetProperty("name").GetString());
            Assert.Subset(known.ToHashSet(), HttpUtility.ParseQueryString(target[1]).AllKeys.ToHashSet());
        }
    }

    [ApiDocumentFact]
    public async Task Their_example_answers_are_understood()
    {
        await using var carrier = new ScriptedCarrier();
        carrier.Answers(201, Example("Calls.json", "post", "create"));
        Assert.Equal(new DialResult.Accepted("CA" + new string('a', 32)), await carrier.Dialer.DialAsync(Order, default));

        foreach (var example in Examples("Messages.json", "post", "201"))
        {
            carrier.Answers(201, example.Value.GetProperty("value").GetRawText());
            Assert.IsType<MessageResult.Sent>(await carrier.Messenger.SendAsync(Guid.NewGuid(), "+1", "", "Hi", default));
        }

        carrier.Answers(200, Example("Calls/{Sid}.json", "get", "fetch"));
        var call = Assert.IsType<CallLookUp.Found>(await carrier.Dialer.ReadAsync("CA1", default)).Call;
        Assert.True(call is { CallSid.Length: 34, IsFinal: true, CreatedAt: not null, Seconds: > 0, QueuedMs: 1000 });
    }

    [ApiDocumentFact]
    public void Their_states_of_a_call_that_nothing_follows_are_ours()
    {
        var states = Document.GetProperty("components").GetProperty("schemas").GetProperty("call_enum_status").GetProperty("enum").EnumerateArray().Select(each => each.GetString()!);
        Assert.Equal(["busy", "canceled", "completed", "failed", "no-answer"], states.Where(CallResource.IsLastWord).Order(StringComparer.Ordinal));
    }

    [ApiDocumentFact]
    public void Every_state_of_a_message_that_we_send_has_a_meaning()
    {
        var states = Document.GetProperty("components").GetProperty("schemas").GetProperty("message_enum_status").GetProperty("enum").EnumerateArray().Select(each => each.GetString()!);
        Assert.Equal(["received", "receiving"], states.Where(state => MessageResource.Read(state, "") is null).Order(StringComparer.Ordinal));
    }

    private static JsonElement Document { get; } = File.Exists(ApiDocumentFactAttribute.Document) ? JsonDocument.Parse(File.ReadAllText(ApiDocumentFactAttribute.Document)).RootElement : default;

    private static JsonElement Operation(string resource, string method) => Document.GetProperty("paths").GetProperty($"{Account}/{resource}").GetProperty(method);

    private static JsonElement Parameters(string resource) => Operation(resource, "post").GetProperty("requestBody").GetProperty("content").GetProperty("application/x-www-form-urlencoded").GetProperty("schema").GetProperty("properties");

    private static JsonElement.ObjectEnumerator Examples(string resource, string method, string status) =>
        Operation(resource, method).GetProperty("responses").GetProperty(status).GetProperty("content").GetProperty("application/json").GetProperty("examples").EnumerateObject();

    private static string Example(string resource, string method, string name) =>
        Examples(resource, method, method == "post" ? "201" : "200").Single(each => each.Name == name).Value.GetProperty("value").GetRawText();
}

/// <summary>Runs where the carrier's published document lies beside the checkout, and says so where it does not.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ApiDocumentFactAttribute : FactAttribute
{
    public ApiDocumentFactAttribute()
    {
        if (!File.Exists(Document))
            Skip = $"The carrier's OpenAPI document is not at {Document}.";
    }

    public static string Document => Path.GetFullPath(Path.Combine(House.House.Root, "..", "shared", "contracts", "twilio-api-v2010.json"));
}
