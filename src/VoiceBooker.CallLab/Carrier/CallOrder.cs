using System.Globalization;
using System.Text.RegularExpressions;

namespace VoiceBooker.CallLab.Carrier;

/// <summary>Why the REST door refuses a request.</summary>
/// <param name="Status">Of HTTP.</param>
/// <param name="Code">The carrier's number for it.</param>
/// <param name="Message">In words.</param>
internal sealed record RestRefusal(int Status, int Code, string Message);

/// <summary>How the carrier is to find out who answered.</summary>
/// <param name="UntilMessageEnd"><c>DetectMessageEnd</c>: machines are told when their greeting is over.</param>
/// <param name="Callback">Told beside the running document; null: the document waits for the verdict.</param>
/// <param name="Method">How it is told.</param>
/// <param name="Timeout">No verdict by then is <c>unknown</c>, or <c>machine_end_other</c> of a machine.</param>
internal sealed record DetectionOrder(bool UntilMessageEnd, Uri? Callback, string Method, TimeSpan Timeout);

/// <summary>A call that is asked for over REST.</summary>
internal sealed partial record CallOrder
{
    private static readonly string[] Known =
    [
        "To", "From", "Url", "Method", "Twiml", "ApplicationSid", "FallbackUrl", "FallbackMethod", "StatusCallback", "StatusCallbackMethod", "StatusCallbackEvent", "SendDigits", "Timeout", "TimeLimit", "Record", "RecordingChannels",
        "RecordingTrack", "RecordingStatusCallback", "RecordingStatusCallbackMethod", "RecordingStatusCallbackEvent", "Trim", "SipAuthUsername", "SipAuthPassword", "MachineDetection", "MachineDetectionTimeout",
        "MachineDetectionSpeechThreshold", "MachineDetectionSpeechEndThreshold", "MachineDetectionSilenceTimeout", "AsyncAmd", "AsyncAmdStatusCallback", "AsyncAmdStatusCallbackMethod", "CallerId", "Byoc", "CallReason", "CallToken",
        "ClientNotificationUrl",
    ];

    /// <summary>Who is called, E.164.</summary>
    public required string To { get; init; }

    /// <summary>The number shown, E.164.</summary>
    public required string From { get; init; }

    /// <summary>Asked for a document at the answer; null: <see cref="Twiml"/> stands in the request.</summary>
    public Uri? Url { get; init; }

    /// <summary>How it is asked.</summary>
    public string Method { get; init; } = "POST";

    /// <summary>The document itself.</summary>
    public string? Twiml { get; init; }

    /// <summary>Asked when <see cref="Url"/> fails.</summary>
    public Uri? FallbackUrl { get; init; }

    /// <summary>Told of the call's progress; null: nobody.</summary>
    public Uri? StatusCallback { get; init; }

    /// <summary>How it is told.</summary>
    public string StatusMethod { get; init; } = "POST";

    /// <summary>Of which events.</summary>
    public IReadOnlyList<string> Events { get; init; } = ["completed"];

    /// <summary>How long it rings at most.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long the call may last once it was answered; null: four hours, which no test waits for.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>How to find out who answered; null: not at all.</summary>
    public DetectionOrder? Detection { get; init; }

    /// <summary>The client's own identity of the attempt: <c>attempt</c> in the query of <see cref="Url"/>.</summary>
    public string? Attempt { get; init; }

    /// <summary>Reads a request as strictly as the carrier does.</summary>
    /// <param name="form">Its parameters.</param>
    /// <param name="violations">What goes against the contract although the carrier may put up with it.</param>
    /// <returns>The order, or why it is refused.</returns>
    public static (CallOrder? Order, RestRefusal? Refusal) Read(IFormCollection form, ICollection<string> violations)
    {
        foreach (var name in form.Keys.Except(Known, StringComparer.Ordinal))
            violations.Add($"unknown parameter {name}");
        foreach (var (name, values) in form)
        {
            if (values.Count > 1 && name is not ("StatusCallbackEvent" or "RecordingStatusCallbackEvent"))
                violations.Add($"parameter {name} is repeated");
        }

        var (to, from) = (form["To"].ToString(), form["From"].ToString());
        if (to.Length == 0)
            return Refuse(21201, "No 'To' number is specified");
        if (from.Length == 0)
            return Refuse(21213, "No 'From' number is specified");
        if (!E164().IsMatch(to))
            return Refuse(21211, $"The phone number you are attempting to call, {to}, is not valid.");
        if (!E164().IsMatch(from))
            return Refuse(21212, $"The source phone number provided, {from}, is not valid.");

        var twiml = form["Twiml"].ToString();
        var url = Address(form, "Url");
        if (twiml.Length == 0 && url is null)
            return Refuse(21205, "Url parameter is required and must be an absolute http or https address.");
        if (twiml.Length > 4000)
            return Refuse(21626, "Twiml is longer than 4000 characters.");
        var callback = Address(form, "StatusCallback");
        if (callback is null && form["StatusCallback"].Count > 0)
            return Refuse(21609, "Invalid StatusCallback: it must be an absolute http or https address.");
        var events = form["StatusCallbackEvent"].OfType<string>().ToList();
        if (events.Find(each => each is not ("initiated" or "ringing" or "answered" or "completed")) is { } bad)
            return Refuse(21626, $"'{bad}' is not a StatusCallbackEvent; repeat the parameter once for each of initiated, ringing, answered and completed.");
        if (!Seconds(form, "Timeout", 1, 600, out var timeout))
            return Refuse(20001, "Timeout must be between 1 and 600 seconds.");
        if (!Seconds(form, "TimeLimit", 1, 86_400, out var limit))
            return Refuse(20001, "TimeLimit must be a number of seconds.");
        var detection = Detect(form, violations, out var refusal);
        if (refusal is not null)
            return (null, refusal);
        return (new CallOrder
        {
            To = to,
            From = from,
            Url = twiml.Length > 0 && url is null ? null : url,
            Method = MethodOf(form, "Method"),
            Twiml = twiml.Length > 0 && url is null ? twiml : null,
            FallbackUrl = Address(form, "FallbackUrl"),
            StatusCallback = callback,
            StatusMethod = MethodOf(form, "StatusCallbackMethod"),
            Events = events.Count > 0 ? events : ["completed"],
            Timeout = timeout ?? TimeSpan.FromSeconds(60),
            TimeLimit = limit,
            Detection = form["SendDigits"].Count > 0 ? null : detection,
            Attempt = url is null ? null : Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(url.Query).TryGetValue("attempt", out var attempt) ? attempt.ToString() : null,
        }, null);
    }

    private static DetectionOrder? Detect(IFormCollection form, ICollection<string> violations, out RestRefusal? refusal)
    {
        refusal = null;
        var kind = form["MachineDetection"].ToString();
        var isAsync = form["AsyncAmd"].ToString();
        var callback = Address(form, "AsyncAmdStatusCallback");
        if (isAsync is not ("" or "true" or "false"))
            violations.Add($"AsyncAmd is '{isAsync}', neither true nor false");
        if (kind.Length == 0)
        {
            if (form.Keys.Any(each => each.StartsWith("MachineDetection", StringComparison.Ordinal) || each.StartsWith("AsyncAmd", StringComparison.Ordinal)))
                violations.Add("settings of a machine detection that is not asked for");
            return null;
        }

        if (kind is not ("Enable" or "DetectMessageEnd"))
        {
            refusal = new RestRefusal(400, 20001, $"MachineDetection is '{kind}', neither Enable nor DetectMessageEnd.");
            return null;
        }

        foreach (var (name, least, most) in ((string, int, int)[])[("MachineDetectionTimeout", 3, 59), ("MachineDetectionSpeechThreshold", 1000, 6000), ("MachineDetectionSpeechEndThreshold", 500, 5000), ("MachineDetectionSilenceTimeout", 2000, 10_000)])
        {
            if (form[name].Count > 0 && (!int.TryParse(form[name], CultureInfo.InvariantCulture, out var value) || value < least || value > most))
                refusal = new RestRefusal(400, 20001, $"{name} must lie between {least} and {most}.");
        }

        if (isAsync == "true" && callback is null)
            violations.Add("21262: asynchronous machine detection without AsyncAmdStatusCallback");
        Seconds(form, "MachineDetectionTimeout", 3, 59, out var timeout);
        return new DetectionOrder(kind == "DetectMessageEnd", isAsync == "true" ? callback : null, MethodOf(form, "AsyncAmdStatusCallbackMethod"), timeout ?? TimeSpan.FromSeconds(30));
    }

    private static Uri? Address(IFormCollection form, string name) =>
        Uri.TryCreate(form[name].ToString(), UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? new Uri(form[name].ToString()) : null;

    private static string MethodOf(IFormCollection form, string name) => form[name] == "GET" ? "GET" : "POST";

    private static bool Seconds(IFormCollection form, string name, int least, int most, out TimeSpan? seconds)
    {
        seconds = null;
        if (form[name].Count == 0)
            return true;
        if (!int.TryParse(form[name], CultureInfo.InvariantCulture, out var value) || value < least || value > most)
            return false;
        seconds = TimeSpan.FromSeconds(value);
        return true;
    }

    private static (CallOrder?, RestRefusal?) Refuse(int code, string message) => (null, new RestRefusal(400, code, message));

    [GeneratedRegex(@"^\+[1-9][0-9]{6,14}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex E164();
}
