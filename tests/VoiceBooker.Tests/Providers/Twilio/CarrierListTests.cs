using NodaTime;
using VoiceBooker.Providers.Twilio;

namespace VoiceBooker.Tests.Providers.Twilio;

/// <summary>Lists of the carrier: looking for a call whose answer was lost, and the numbers that are ours.</summary>
public sealed class CarrierListTests : IAsyncDisposable
{
    private static readonly Instant Since = Instant.FromUtc(2026, 11, 23, 0, 0, 2);
    private readonly ScriptedCarrier _carrier = new();

    public ValueTask DisposeAsync() => _carrier.DisposeAsync();

    [Fact]
    public async Task A_lost_call_is_looked_for_among_those_that_wait_and_those_that_began_that_day()
    {
        _carrier.Answers(200, Calls(Call("CA1", "queued"))).Answers(200, Calls(Call("CA2", "completed")));
        Assert.Equal(["CA2", "CA1"], (await FindAsync())!.Select(call => call.CallSid));
        Assert.StartsWith($"GET {List}?To=%2B14155550123&From=%2B12125550100&Status=queued&PageSize=1000 ", _carrier.Requests[0], StringComparison.Ordinal);
        Assert.StartsWith($"GET {List}?To=%2B14155550123&From=%2B12125550100&StartTime%3E=2026-11-22&PageSize=1000 ", _carrier.Requests[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_page_is_read_at_the_address_the_carrier_gave()
    {
        _carrier
            .Answers(200, Calls())
            .Answers(200, Page(List + "?To=%2B1&Page=1&PageToken=PACA1", Call("CA1")))
            .Answers(200, Page(List + "?To=%2B1&Page=2&PageToken=PACA2", Call("CA2")))
            .Answers(200, Calls(Call("CA3")));
        Assert.Equal(["CA1", "CA2", "CA3"], (await FindAsync())!.Select(call => call.CallSid));
        Assert.StartsWith($"GET {List}?To=%2B1&Page=1&PageToken=PACA1 ", _carrier.Requests[2], StringComparison.Ordinal);
        Assert.StartsWith($"GET {List}?To=%2B1&Page=2&PageToken=PACA2 ", _carrier.Requests[3], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Half_a_list_is_no_list()
    {
        _carrier.Answers(200, Calls()).Answers(200, Page(List + "?Page=1", Call("CA1"))).Refuses(403, 20003);
        Assert.Null(await FindAsync());
    }

    [Fact]
    public async Task Our_credentials_do_not_follow_a_list_to_another_server()
    {
        _carrier.Answers(200, Calls()).Answers(200, Page("https://evil.example/Calls.json?Page=1", Call("CA1")));
        Assert.Null(await FindAsync());
        Assert.Equal(2, _carrier.Requests.Count);
    }

    [Fact]
    public async Task An_unknown_list_of_calls_is_not_an_empty_one()
    {
        _carrier.Refuses(404, 20404);
        Assert.Null(await FindAsync());
    }

    [Fact]
    public async Task Older_calls_calls_that_came_in_and_second_legs_are_not_the_one_we_look_for()
    {
        _carrier.Answers(200, Calls()).Answers(200, Calls(
            Call("CA1", created: "Sun, 22 Nov 2026 23:59:56 +0000"),
            Call("CA2", created: "Sun, 22 Nov 2026 23:59:57 +0000"), // the carrier's clock may be some seconds behind
            Call("CA3", more: """, "direction": "inbound" """),
            Call("CA4", more: """, "direction": "outbound-dial", "parent_call_sid": "CA9" """),
            Call("CA5", created: "")));
        Assert.Equal(["CA2", "CA5"], (await FindAsync())!.Select(call => call.CallSid));
    }

    [Fact]
    public async Task A_question_is_asked_again_when_the_carrier_is_busy_or_broken_for_a_moment()
    {
        _carrier.Refuses(429, 20429).Answers(200, Calls()).Refuses(503, 20503).Answers(200, Calls(Call("CA1")));
        var asking = FindAsync();
        while (!asking.IsCompleted)
        {
            _carrier.Clock.Advance(TimeSpan.FromSeconds(1)); // it waits a little before it asks again
            await Task.Yield();
        }

        Assert.Equal(["CA1"], (await asking)!.Select(call => call.CallSid));
    }

    [Fact]
    public async Task Numbers_that_we_rent_and_can_call_with_and_numbers_that_were_proved_are_ours()
    {
        _carrier.Answers(200, """{"incoming_phone_numbers": [{"phone_number": "+12125550100", "capabilities": {"voice": true, "sms": false}}, {"phone_number": "+12125550101", "capabilities": {"voice": false}}, {"phone_number": "+12125550102"}], "next_page_uri": null}""")
            .Answers(200, """{"outgoing_caller_ids": [{"phone_number": "+4930123456"}], "next_page_uri": null}""");
        Assert.Equal(["+12125550100", "+12125550102", "+4930123456"], (await _carrier.Dialer.OwnNumbersAsync(default))!.Order(StringComparer.Ordinal));
        Assert.StartsWith($"GET {Account}/IncomingPhoneNumbers.json?PageSize=1000 ", _carrier.Requests[0], StringComparison.Ordinal);
        Assert.StartsWith($"GET {Account}/OutgoingCallerIds.json?PageSize=1000 ", _carrier.Requests[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Our_numbers_are_asked_for_once_in_ten_minutes()
    {
        _carrier.Answers(200, Numbers("+12125550100")).Refuses(404, 20404).Answers(200, Numbers("+12125550199")).Refuses(404, 20404);
        Assert.Contains("+12125550100", (await _carrier.Dialer.OwnNumbersAsync(default))!);
        _carrier.Clock.Advance(OwnNumbers.KeptFor - TimeSpan.FromSeconds(1));
        Assert.Contains("+12125550100", (await _carrier.Dialer.OwnNumbersAsync(default))!);
        Assert.Equal(2, _carrier.Requests.Count);
        _carrier.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Contains("+12125550199", (await _carrier.Dialer.OwnNumbersAsync(default))!);
    }

    [Fact]
    public async Task Numbers_that_cannot_be_had_are_not_none_and_are_soon_asked_for_again()
    {
        _carrier.Refuses(401, 20003).Answers(200, Numbers("+12125550100")).Refuses(404, 20404);
        Assert.Null(await _carrier.Dialer.OwnNumbersAsync(default));
        Assert.Null(await _carrier.Dialer.OwnNumbersAsync(default));
        Assert.Single(_carrier.Requests);
        _carrier.Clock.Advance(OwnNumbers.FailureKeptFor);
        Assert.Single((await _carrier.Dialer.OwnNumbersAsync(default))!);
    }

    private const string Account = $"/2010-04-01/Accounts/{ScriptedCarrier.AccountSid}";
    private const string List = $"{Account}/Calls.json";

    private static string Numbers(string number) => $$"""{"incoming_phone_numbers": [{"phone_number": "{{number}}"}], "next_page_uri": null}""";

    private static string Calls(params string[] calls) => Page(null, calls);

    private static string Page(string? next, params string[] calls) => $$"""{"calls": [{{string.Join(',', calls)}}], "next_page_uri": {{(next is null ? "null" : $"\"{next}\"")}}, "page": 0}""";

    private static string Call(string sid, string status = "completed", string created = "Mon, 23 Nov 2026 00:00:05 +0000", string more = "") => $$"""{"sid": "{{sid}}", "status": "{{status}}", "date_created": "{{created}}"{{more}}}""";

    private Task<IReadOnlyList<VoiceBooker.Booking.Dialling.KnownCall>?> FindAsync() => _carrier.Dialer.FindAsync("+14155550123", "+12125550100", Since, default);
}
