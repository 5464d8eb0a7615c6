using System.Collections.Concurrent;
using System.Globalization;
using VoiceBooker.CallLab.Called;

namespace VoiceBooker.CallLab.Carrier;

/// <summary>The REST door's calls: asking for one, reading, listing, changing.</summary>
internal sealed class CallsDoor(SimulatedCarrier carrier, TimeProvider time)
{
    private static readonly string[] Filters = ["To", "From", "ParentCallSid", "Status", "StartTime", "StartTime<", "StartTime>", "EndTime", "EndTime<", "EndTime>", "PageSize", "Page", "PageToken"];
    private static readonly string[] Changes = ["Url", "Method", "Status", "FallbackUrl", "FallbackMethod", "StatusCallback", "StatusCallbackMethod", "Twiml", "TimeLimit"];

    private readonly ConcurrentDictionary<string, int> _requests = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _taken = new(StringComparer.Ordinal);

    /// <summary><c>POST Calls.json</c>; for the log.</summary>
    public async Task<string> CreateAsync(HttpContext http)
    {
        if (!http.Request.HasFormContentType)
            return await http.RefuseAsync(new RestRefusal(400, 20001, "The request is not form-encoded."));
        var violations = new List<string>();
        var form = await http.Request.ReadFormAsync();
        var (to, from) = (form["To"].ToString(), form["From"].ToString());
        var (order, refusal) = CallOrder.Read(form, violations);
        foreach (var violation in violations)
            carrier.Log.Add("violation", to, from, order?.Attempt, null, $"POST Calls: {violation}");
        if (order is null)
            return await RefuseAsync(http, to, from, null, refusal!);

        var script = carrier.FindScript(to);
        var fault = script.Fault(_requests.AddOrUpdate(to, 0, (_, count) => count + 1));
        switch (fault)
        {
            case PostFault.TooManyRequests:
                return await RefuseAsync(http, to, from, order.Attempt, new RestRefusal(429, 20429, "Too many requests"));
            case PostFault.ErrorNotTaken:
                return await RefuseAsync(http, to, from, order.Attempt, new RestRefusal(500, 20500, "An internal server error has occurred"));
            case PostFault.LostNotTaken:
                Log(null, "answer lost, not taken");
                http.Abort();
                return "answer lost, not taken";
        }

        if (!carrier.Numbers.ContainsKey(from) && !carrier.VerifiedCallerIds.ContainsKey(from))
            return await RefuseAsync(http, to, from, order.Attempt, new RestRefusal(400, 21210, $"The source phone number provided, {from}, is not yet verified for your account."));
        if (script.RefusedWith is { } code)
            return await RefuseAsync(http, to, from, order.Attempt, new RestRefusal(400, code, "A refusal on demand"));

        var call = carrier.Order(order, script, script.Answering(_taken.AddOrUpdate(to, 0, (_, count) => count + 1)));
        switch (fault)
        {
            case PostFault.AnswerLost:
                Log(call.Sid, "answer lost, taken");
                carrier.Start(call);
                http.Abort();
                return "answer lost, taken";
            case PostFault.ErrorTaken:
                Log(call.Sid, "500 20500, taken");
                carrier.Start(call);
                return await http.RefuseAsync(new RestRefusal(500, 20500, "An internal server error has occurred"));
            case PostFault.SlowAnswer:
                Log(call.Sid, "201, slow");
                carrier.Start(call);
                await Task.Delay(script.SlowAnswer, time, http.RequestAborted);
                return await http.TellAsync(201, RestAnswers.Call(call, carrier.Numbers));
            default:
                Log(call.Sid, "201");
                var answer = RestAnswers.Call(call, carrier.Numbers);
                carrier.Start(call);
                return await http.TellAsync(201, answer);
        }

        void Log(string? sid, string outcome) => carrier.Log.Add("post", to, from, order.Attempt, sid, outcome);
    }

    /// <summary><c>GET Calls.json</c>; for the log.</summary>
    public async Task<string> ListAsync(HttpContext http)
    {
        var query = http.Request.Query;
        foreach (var unknown in query.Keys.Except(Filters, StringComparer.Ordinal))
            carrier.Log.Add("violation", "", "", null, null, $"GET Calls: unknown filter {unknown}");
        foreach (var name in Filters.Where(each => each.Contains("Time", StringComparison.Ordinal) && query.ContainsKey(each)))
        {
            if (Time(query[name].ToString()) is null)
                return await http.RefuseAsync(new RestRefusal(400, 20001, $"{name} is no date."));
        }

        var visible = time.GetUtcNow() - carrier.ListLag;
        var found = carrier.Calls.Values
            .Where(each => each.CreatedAt <= visible)
            .Where(each => query["To"] is not [{ } to] || each.To == to)
            .Where(each => query["From"] is not [{ } from] || each.From == from)
            .Where(each => query["ParentCallSid"] is not [{ } parent] || each.ParentSid == parent)
            .Where(each => query["Status"] is not [{ } status] || each.Status == status)
            .Where(each => query["StartTime>"] is not [{ } after] || (each.StartedAt ?? each.CreatedAt) >= Time(after))
            .Where(each => query["StartTime<"] is not [{ } before] || (each.StartedAt ?? each.CreatedAt) <= Time(before))
            .Where(each => query["StartTime"] is not [{ } day] || (each.StartedAt ?? each.CreatedAt).UtcDateTime.Date == Time(day)!.Value.UtcDateTime.Date)
            .Where(each => query["EndTime>"] is not [{ } endsAfter] || each.EndedAt >= Time(endsAfter))
            .Where(each => query["EndTime<"] is not [{ } endsBefore] || each.EndedAt <= Time(endsBefore))
            .OrderByDescending(each => each.CreatedAt).ThenBy(each => each.Sid, StringComparer.Ordinal).ToList();
        return await http.TellAsync(200, RestAnswers.Page(http, "calls", found, each => RestAnswers.Call(each, carrier.Numbers)));
    }

    /// <summary><c>GET Calls/CA….json</c>; for the log.</summary>
    public Task<string> ReadAsync(HttpContext http, string file) =>
        Find(file) is { } call ? http.TellAsync(200, RestAnswers.Call(call, carrier.Numbers)) : http.RefuseAsync(NotFound(http));

    /// <summary><c>POST Calls/CA….json</c>; for the log.</summary>
    public async Task<string> ChangeAsync(HttpContext http, string file)
    {
        if (Find(file) is not { } call)
            return await http.RefuseAsync(NotFound(http));
        if (call.NextRestFault() is var (status, code))
            return await http.RefuseAsync(new RestRefusal(status, code, "A fault on demand"));
        if (!http.Request.HasFormContentType)
            return await http.RefuseAsync(new RestRefusal(400, 20001, "The request is not form-encoded"));

        var form = await http.Request.ReadFormAsync();
        foreach (var unknown in form.Keys.Except(Changes, StringComparer.Ordinal))
            carrier.Log.Add("violation", call.To, call.From, null, call.Sid, $"POST Calls/CA…: unknown parameter {unknown}");
        if (Change(call, form) is { } refusal)
            return await http.RefuseAsync(refusal);

        if (call.Faults.RestAnswerLost)
        {
            http.Abort();
            return "done, answer lost";
        }

        return await http.TellAsync(200, RestAnswers.Call(call, carrier.Numbers));
    }

    private static RestRefusal? Change(SimulatedCall call, IFormCollection form)
    {
        var wrongState = new RestRefusal(400, 21220, "Call is not in-progress. Cannot redirect.");
        if (form["Status"] == "canceled")
        {
            call.CancelByRest();
            return null;
        }

        if (form["Status"] == "completed")
            return call.EndByRest() ? null : wrongState;
        if (form["Status"].Count > 0)
            return new RestRefusal(400, 20001, "Status can only become canceled or completed.");
        if (form["Url"].ToString() is { Length: > 0 } url)
        {
            if (!Uri.TryCreate(url, UriKind.Absolute, out var address))
                return new RestRefusal(400, 21205, "Url is not valid");
            return call.RedirectByRest(new RestRedirect(address, form["Method"].ToString() is "GET" ? "GET" : "POST", null)) ? null : wrongState;
        }

        if (form["Twiml"].ToString() is not { Length: > 0 } twiml)
            return new RestRefusal(400, 20001, "Neither Status nor Url nor Twiml");
        if (twiml.Length > 4000)
            return new RestRefusal(400, 21626, "Twiml is longer than 4000 characters");
        return call.RedirectByRest(new RestRedirect(null, "POST", twiml)) ? null : wrongState;
    }

    private async Task<string> RefuseAsync(HttpContext http, string to, string from, string? attempt, RestRefusal refusal)
    {
        carrier.Log.Add("post", to, from, attempt, null, string.Create(CultureInfo.InvariantCulture, $"{refusal.Status} {refusal.Code}"));
        return await http.RefuseAsync(refusal);
    }

    private SimulatedCall? Find(string file) => file.EndsWith(".json", StringComparison.Ordinal) ? carrier.Calls.GetValueOrDefault(file[..^5]) : null;

    private static RestRefusal NotFound(HttpContext http) => new(404, 20404, $"The requested resource {http.Request.Path} was not found");

    /// <summary>A day, or a moment: both are taken.</summary>
    private static DateTimeOffset? Time(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) ? at : null;
}
