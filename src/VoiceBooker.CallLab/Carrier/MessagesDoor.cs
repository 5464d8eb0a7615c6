using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;

namespace VoiceBooker.CallLab.Carrier;

/// <summary>The REST door's text messages, and those that people send to numbers of the account.</summary>
internal sealed partial class MessagesDoor(SimulatedCarrier carrier, TimeProvider time)
{
    private static readonly string[] Known =
    [
        "To", "From", "Body", "MessagingServiceSid", "MediaUrl", "ContentSid", "ContentVariables", "StatusCallback", "ApplicationSid", "MaxPrice", "ProvideFeedback", "Attempt", "ValidityPeriod", "ForceDelivery", "ContentRetention",
        "AddressRetention", "SmartEncoded", "PersistentAction", "TrafficType", "ShortenUrls", "ScheduleType", "SendAt", "SendAsMms", "RiskCheck", "FallbackFrom",
    ];

    private static readonly string[] StopWords = ["STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"];
    private static readonly string[] StartWords = ["START", "YES", "UNSTOP"];

    private static readonly string[] HelpWords = ["HELP", "INFO"];

    private readonly ConcurrentQueue<TextMessage> _all = new();
    private readonly ConcurrentDictionary<(string Person, string Number), bool> _optedOut = new();

    /// <summary>What becomes of messages to these numbers; to others they are delivered.</summary>
    public ConcurrentDictionary<string, TextFate> Fates { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether the account has advanced opt-out handling, so that webhooks tell what the carrier made of a message (<c>OptOutType</c>).</summary>
    public bool TellsOptOuts { get; set; }

    /// <summary>All messages, oldest first.</summary>
    public IReadOnlyCollection<TextMessage> All => _all;

    /// <summary>The last one to a number; null: none.</summary>
    public TextMessage? LastTo(string number) => _all.LastOrDefault(each => each.To == number);

    /// <summary><c>POST Messages.json</c>; for the log.</summary>
    public async Task<string> CreateAsync(HttpContext http)
    {
        if (!http.Request.HasFormContentType)
            return await http.RefuseAsync(new RestRefusal(400, 20001, "The request is not form-encoded."));
        var form = await http.Request.ReadFormAsync();
        var (to, from, body) = (form["To"].ToString(), form["From"].ToString(), form["Body"].ToString());
        foreach (var unknown in form.Keys.Except(Known, StringComparer.Ordinal))
            carrier.Log.Add("violation", to, from, null, null, $"POST Messages: unknown parameter {unknown}");
        if (Refusal(to, from, body, form["StatusCallback"]) is { } refusal)
            return await http.RefuseAsync(refusal);

        var message = new TextMessage("outbound-api", from, to, body, time.GetUtcNow());
        _all.Enqueue(message);
        carrier.Log.Add("text", to, from, null, message.Sid, body);
        var answer = message.ToResource(carrier.Account.Sid);
        var fate = Fates.GetValueOrDefault(to, new TextFate());
        var delivering = DeliverAsync(message, fate, form["StatusCallback"] is [{ Length: > 0 } callback] ? new Uri(callback) : null);
        carrier.Run(delivering);
        if (fate.OvertakesAnswer)
            await delivering;
        if (!fate.LosesAnswer)
            return await http.TellAsync(201, answer);
        http.Abort();
        return "answer lost, taken";
    }

    /// <summary><c>GET Messages.json</c>; for the log.</summary>
    public Task<string> ListAsync(HttpContext http)
    {
        var query = http.Request.Query;
        var found = _all.Where(each => query["To"] is not [{ } to] || each.To == to).Where(each => query["From"] is not [{ } from] || each.From == from).Reverse().ToList();
        return http.TellAsync(200, RestAnswers.Page(http, "messages", found, each => each.ToResource(carrier.Account.Sid)));
    }

    /// <summary><c>GET Messages/SM….json</c>; for the log.</summary>
    public Task<string> ReadAsync(HttpContext http, string file) => _all.FirstOrDefault(each => $"{each.Sid}.json" == file) is { } message
        ? http.TellAsync(200, message.ToResource(carrier.Account.Sid))
        : http.RefuseAsync(new RestRefusal(404, 20404, $"The requested resource {http.Request.Path} was not found"));

    /// <summary>A person sends a message to a number of the account; the number's webhook is told. The status of its answer; null: there is no webhook, or it did not answer.</summary>
    public async Task<int?> SendAsync(string from, string to, string body)
    {
        var word = body.Trim().ToUpperInvariant();
        if (StopWords.Contains(word, StringComparer.Ordinal))
            _optedOut[(from, to)] = true;
        else if (StartWords.Contains(word, StringComparer.Ordinal))
            _optedOut.TryRemove((from, to), out _);
        var message = new TextMessage("inbound", from, to, body, time.GetUtcNow()) { Status = "received" };
        _all.Enqueue(message);
        if (!carrier.Numbers.TryGetValue(to, out var number) || number.SmsUrl is not { } address)
            return null;
        List<KeyValuePair<string, string>> parameters =
        [
            new("MessageSid", message.Sid), new("SmsSid", message.Sid), new("SmsMessageSid", message.Sid), new("AccountSid", carrier.Account.Sid), new("From", from), new("To", to), new("Body", body),
            new("SmsStatus", "received"), new("NumMedia", "0"), new("NumSegments", "1"), new("FromCountry", "US"), new("ToCountry", "US"), new("ApiVersion", "2010-04-01"),
        ];
        if (TellsOptOuts && TypeOf(word) is { } type)
            parameters.Add(new("OptOutType", type));
        return await carrier.Webhooks.TellAsync(Faults.None, carrier.Notices, address, parameters);
    }

    private RestRefusal? Refusal(string to, string from, string body, string? callback) =>
        to.Length == 0 ? new(400, 21604, "The 'To' phone number is required to send a message.")
        : !E164().IsMatch(to) ? new(400, 21211, $"The 'To' number {to} is not a valid phone number.")
        : from.Length == 0 ? new(400, 21603, "A 'From' phone number is required.")
        : !carrier.Numbers.ContainsKey(from) ? new(400, 21606, $"The 'From' phone number {from} is not a valid, message-capable phone number of this account.")
        : body.Length == 0 ? new(400, 21602, "Message body is required.")
        : body.Length > 1600 ? new(400, 21617, "The message body exceeds the 1600 character limit.")
        : callback is { Length: > 0 } && !Uri.TryCreate(callback, UriKind.Absolute, out _) ? new(400, 21609, "Invalid StatusCallback.")
        : _optedOut.ContainsKey((to, from)) ? new(400, 21610, $"Attempt to send to unsubscribed recipient {to}.")
        : null;

    private static string? TypeOf(string word) =>
        StopWords.Contains(word, StringComparer.Ordinal) ? "STOP"
        : StartWords.Contains(word, StringComparer.Ordinal) ? "START"
        : HelpWords.Contains(word, StringComparer.Ordinal) ? "HELP"
        : null;

    private async Task DeliverAsync(TextMessage message, TextFate fate, Uri? callback)
    {
        var reports = new List<string>();
        foreach (var word in fate.Words)
        {
            await Task.Delay(fate.Pace, time, CancellationToken.None);
            if (word != "failed")
                message.SentAt ??= time.GetUtcNow();
            message.Status = word;
            if (word == fate.Ends && fate.Code > 0)
                message.ErrorCode = fate.Code;
            if (callback is null || fate.Loses.Contains("*") || fate.Loses.Contains(word))
                continue;
            if (fate.OutOfOrder)
                reports.Insert(0, word);
            else
                await ReportAsync(message, fate, word, callback);
        }

        foreach (var word in reports)
            await ReportAsync(message, fate, word, callback!);
    }

    private async Task ReportAsync(TextMessage message, TextFate fate, string word, Uri callback)
    {
        List<KeyValuePair<string, string>> parameters =
        [
            new("MessageSid", message.Sid), new("SmsSid", message.Sid), new("MessageStatus", word), new("SmsStatus", word), new("AccountSid", carrier.Account.Sid), new("From", message.From), new("To", message.To),
            new("ApiVersion", "2010-04-01"),
        ];
        if (word == fate.Ends && fate.Code > 0)
            parameters.Add(new("ErrorCode", fate.Code.ToString(CultureInfo.InvariantCulture)));
        if (fate.Late > TimeSpan.Zero)
            await Task.Delay(fate.Late, time, CancellationToken.None);
        for (var copy = 0; copy < fate.Copies; copy++)
            carrier.Log.Add("text-report", message.To, message.From, null, message.Sid, $"{word} {await carrier.Webhooks.TellAsync(Faults.None, carrier.Notices, callback, parameters)}");
    }

    [GeneratedRegex(@"^\+[1-9][0-9]{6,14}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex E164();
}
