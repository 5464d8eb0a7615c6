using System.Globalization;
using System.Xml.Linq;

namespace VoiceBooker.CallLab.Carrier;

/// <summary>Where the documents of a call begin.</summary>
/// <param name="Url">Asked for the first one; null: it is <paramref name="Twiml"/>.</param>
/// <param name="Method">How it is asked.</param>
/// <param name="Twiml">The first one itself.</param>
/// <param name="FallbackUrl">Asked when one cannot be had; null: the call ends.</param>
internal sealed record TwimlStart(Uri? Url, string Method, string? Twiml, Uri? FallbackUrl)
{
    /// <summary>Parameters of the first request besides the usual ones.</summary>
    public IReadOnlyList<(string Name, string Value)> More { get; init; } = [];
}

/// <summary>Runs the documents of one call: verbs in order, actions, redirects, and what waits by REST.</summary>
internal sealed class TwimlRun(SimulatedCall call, SimulatedCarrier carrier, TimeProvider time)
{
    private const int MostDocuments = 50;

    /// <summary>Runs the call from its number's voice URL to its end.</summary>
    public Task RunAsync(NumberSettings number) => RunAsync(new TwimlStart(number.VoiceUrl, "POST", null, number.FallbackUrl));

    /// <summary>Runs the documents of a call to their end.</summary>
    public async Task RunAsync(TwimlStart start)
    {
        if (call.Faults.VoiceWebhookTwice && start.Url is { } twice)
            await carrier.Webhooks.AskAsync(call, twice, start.Method, call.Parameters(start.More));

        var next = new Next(start.Url, start.Method, start.More, call.Faults.VoiceWebhookTwice) { Inline = start.Twiml is { } given ? TwimlDocument.Read(given, null, call.Notices) : null };
        for (var documents = 0; documents < MostDocuments && !call.Ended.IsCancellationRequested; documents++)
        {
            var document = next.Inline ?? await FetchAsync(next, start.FallbackUrl);
            if (document is null)
                return;

            var after = await RunAsync(document);
            if (call.Ended.IsCancellationRequested)
                return;
            if (call.TakeRedirect() is { } redirect)
                after = redirect.Twiml is { } inline
                    ? new Next(null, "POST", []) { Inline = TwimlDocument.Read(inline, null, call.Notices) }
                    : new Next(redirect.Url, redirect.Method, []);
            if (after is null)
                return;
            next = after;
        }
    }

    private async Task<TwimlDocument?> FetchAsync(Next next, Uri? fallbackUrl)
    {
        if (next.Url is null)
            return null;

        var answer = await carrier.Webhooks.AskAsync(call, next.Url, next.Method, call.Parameters(next.More), next.Repeated);
        if (answer.Body is { } body && TwimlDocument.Read(body, answer.Address, call.Notices) is { } document)
            return document;

        var failure = answer.Failure ?? new CarrierNotice(CarrierNotices.NotWellFormed, $"{next.Url.AbsolutePath}: no valid document");
        call.Notices.Add(failure.Code, failure.Reason);
        if (fallbackUrl is not { } fallback || next.Url == fallback)
            return null;

        call.Steps.Enqueue("fallback");
        var second = await carrier.Webhooks.AskAsync(call, fallback, "POST",
            call.Parameters(("ErrorCode", failure.Code.ToString(CultureInfo.InvariantCulture)), ("ErrorUrl", next.Url.ToString())));
        if (second.Failure is { } again)
            call.Notices.Add(again.Code, again.Reason);
        return second.Body is { } text ? TwimlDocument.Read(text, second.Address, call.Notices) : null;
    }

    /// <summary>Runs one document; the next one, or null when the call ends.</summary>
    private async Task<Next?> RunAsync(TwimlDocument document)
    {
        foreach (var verb in document.Verbs)
        {
            if (call.Ended.IsCancellationRequested || call.Redirected.IsCancellationRequested)
                return null;

            switch (verb.Name.ToString())
            {
                case "Reject":
                    call.Steps.Enqueue("rejected");
                    if (call.Status == "ringing")
                        call.Fail(verb.Attribute("reason")?.Value == "busy" ? "busy" : "no-answer");
                    return null;

                case "Hangup":
                    call.Steps.Enqueue("hang-up");
                    return null;

                case "Redirect":
                    return To(document, verb.Value.Trim(), verb.Attribute("method")?.Value);

                case "Pause":
                    call.Answer();
                    await call.IdleAsync(TimeSpan.FromSeconds(Number(verb, "length", 1)), time);
                    break;

                case "Say":
                    call.Answer();
                    await call.AnnounceAsync(verb.Value.Trim(), carrier.Announcer, time);
                    break;

                case "Play":
                    call.Answer();
                    call.Steps.Enqueue($"play: {verb.Attribute("digits")?.Value ?? verb.Value.Trim()}");
                    break;

                case "Connect":
                    call.Answer();
                    var (ended, next) = await ConnectAsync(document, verb);
                    if (ended)
                        return next;
                    break;

                case "Dial":
                    call.Answer();
                    if (await DialAsync(document, verb) is { } afterDial)
                        return afterDial;
                    break;

                case "Gather":
                    call.Answer();
                    if (await GatherAsync(document, verb) is { } afterGather)
                        return afterGather;
                    break;
            }
        }

        return null;
    }

    private async Task<(bool Ended, Next? Next)> ConnectAsync(TwimlDocument document, XElement connect)
    {
        if (connect.Elements().Count() != 1 || connect.Element("Stream") is not { } stream)
        {
            call.Notices.Add(CarrierNotices.Schema, "Connect without exactly one Stream");
            return (false, null);
        }

        var end = await StreamAsync(stream);
        if (end is StreamEnd.CallEnded or StreamEnd.Redirected || (end is StreamEnd.Broken && call.Faults.AfterBrokenStream is AfterBrokenStream.End))
            return (true, null);
        if (connect.Attribute("action") is not { } action)
            return (false, null);
        return (true, To(document, action.Value, connect.Attribute("method")?.Value));
    }

    private async Task<StreamEnd> StreamAsync(XElement stream)
    {
        var text = stream.Attribute("url")?.Value ?? "";
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address))
        {
            call.Notices.Add(CarrierNotices.StreamUrl, $"'{text}' is no absolute URL");
            return StreamEnd.Refused;
        }

        if (address.Scheme != "wss" && !(address.Scheme == "ws" && carrier.AllowInsecureSocket && address.IsLoopback))
        {
            call.Notices.Add(CarrierNotices.StreamScheme, $"scheme '{address.Scheme}'");
            return StreamEnd.Refused;
        }

        if (stream.Attribute("track") is { Value: not "inbound_track" } track)
            call.Notices.Add(CarrierNotices.StreamTrack, $"track '{track.Value}'");
        if (address.Query.Length > 0)
        {
            call.Steps.Enqueue("query of the stream URL dropped");
            address = new Uri(text[..text.IndexOf('?', StringComparison.Ordinal)]);
        }

        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var parameter in stream.Elements("Parameter"))
        {
            var (name, value) = (parameter.Attribute("name")?.Value ?? "", parameter.Attribute("value")?.Value ?? "");
            if (name.Length == 0 || name.Length + value.Length >= 500)
                call.Notices.Add(CarrierNotices.Schema, $"parameter '{name}' is without a name or too long");
            parameters[name] = value;
        }

        var streamSid = Sid.New("MZ");
        var media = new MediaStream(call, streamSid, address, parameters, time);
        call.Streams.Add(media);
        call.Steps.Enqueue("stream");
        Uri? status = Uri.TryCreate(stream.Attribute("statusCallback")?.Value, UriKind.Absolute, out var told) ? told : null;
        if (stream.Attribute("statusCallback") is not null && status is null)
            call.Notices.Add(CarrierNotices.Schema, "the stream's statusCallback is not absolute");
        if (status is not null)
            call.Track(TellStreamAsync(status, streamSid, "stream-started"));
        var end = await media.RunAsync(call.Ended, call.Redirected);
        call.Steps.Enqueue($"stream ended: {end}{(call.CloseStatus is { } code ? $" ({(int)code})" : "")}");
        if (status is not null)
            call.Track(TellStreamAsync(status, streamSid, end is StreamEnd.Broken or StreamEnd.Refused ? "stream-error" : "stream-stopped"));
        return end;
    }

    private async Task TellStreamAsync(Uri address, string streamSid, string what) => await carrier.Webhooks.TellAsync(call, address,
    [
        new("AccountSid", call.AccountSid), new("CallSid", call.Sid), new("StreamSid", streamSid), new("StreamName", streamSid), new("StreamEvent", what),
        new("Timestamp", time.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture)),
    ]);

    private async Task<Next?> DialAsync(TwimlDocument document, XElement dial)
    {
        var after = await new DialledLeg(call, carrier, time).RunAsync(document, dial);
        if (call.Ended.IsCancellationRequested || dial.Attribute("action") is not { } action)
            return null;
        return To(document, action.Value, dial.Attribute("method")?.Value) with { More = after };
    }

    private async Task<Next?> GatherAsync(TwimlDocument document, XElement gather)
    {
        foreach (var said in gather.Elements("Say"))
            await call.AnnounceAsync(said.Value.Trim(), carrier.Announcer, time, untilKey: true);
        var count = (int)Number(gather, "numDigits", 32);
        var digits = "";
        var limit = TimeSpan.FromSeconds(Number(gather, "timeout", 5));
        var since = time.GetTimestamp();
        while (digits.Length < count && time.GetElapsedTime(since) < limit && !call.Ended.IsCancellationRequested && !call.Redirected.IsCancellationRequested)
        {
            if (call.Handset.NextKey() is not { } key)
            {
                await call.IdleAsync(TimeSpan.FromMilliseconds(40), time);
                continue;
            }

            if (key == '#')
                break;
            digits += key;
            since = time.GetTimestamp();
        }

        return digits.Length == 0 && gather.Attribute("actionOnEmptyResult")?.Value != "true"
            ? null
            : To(document, gather.Attribute("action")?.Value, gather.Attribute("method")?.Value) with { More = [("Digits", digits)] };
    }

    private Next To(TwimlDocument document, string? url, string? method)
    {
        var target = document.Resolve(url);
        if (target is null)
            call.Notices.Add(CarrierNotices.FetchFailed, $"'{url}' leads nowhere");
        return new Next(target, method is "GET" ? "GET" : "POST", []);
    }

    private static double Number(XElement element, string attribute, double otherwise) =>
        double.TryParse(element.Attribute(attribute)?.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : otherwise;

    private sealed record Next(Uri? Url, string Method, IReadOnlyList<(string Name, string Value)> More, bool Repeated = false)
    {
        public TwimlDocument? Inline { get; init; }
    }
}
