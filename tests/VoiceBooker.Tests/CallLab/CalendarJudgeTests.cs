using System.Net.Http.Json;
using NodaTime;
using VoiceBooker.CallLab.Scenarios;
using VoiceBooker.CallLab.Servers;
using VoiceBooker.CallLab.StandIns;
using VoiceBooker.CallLab.StandIns.Calendars;

namespace VoiceBooker.Tests.CallLab;

public sealed class CalendarJudgeTests
{
    private static readonly Expectation Nothing = new();
    private readonly Instant _start = Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow()).InUtc().Date.PlusDays(3).At(new LocalTime(10, 0)).InUtc().ToInstant();

    [Fact]
    public async Task A_booking_that_the_server_only_imagines_is_found_out()
    {
        foreach (var provider in Practices.Names)
        {
            await using var practice = await OpenAsync(provider);
            Assert.Contains(CalendarJudge.Compare(practice, [Claimed(Guid.NewGuid(), "nowhere")], Nothing), each => each.Contains("does not stand at the provider", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Somebody_elses_booking_is_nobodys_fault()
    {
        foreach (var provider in Practices.Names)
        {
            await using var practice = await OpenAsync(provider);
            Assert.True(practice.TakeAway("talk", _start));
            Assert.False(practice.TakeAway("talk", _start));
            Assert.Empty(CalendarJudge.Compare(practice, [], Nothing));
        }
    }

    [Fact]
    public async Task What_stands_there_with_the_servers_mark_must_stand_in_the_server_too_once_and_at_that_time()
    {
        await using var practice = await OpenAsync(Practices.Names[0]);
        var mark = Guid.NewGuid();
        var reference = await BookAsync(practice, mark);

        Assert.Empty(CalendarJudge.Compare(practice, [Claimed(mark, reference)], Nothing));
        Assert.Contains(CalendarJudge.Compare(practice, [], Nothing), each => each.Contains("that the server does not have", StringComparison.Ordinal));
        Assert.Contains(CalendarJudge.Compare(practice, [Claimed(Guid.NewGuid(), reference)], Nothing), each => each.Contains("mark that is no booking", StringComparison.Ordinal));
        Assert.Contains(CalendarJudge.Compare(practice, [Claimed(mark, reference) with { Start = _start.ToDateTimeOffset().AddHours(1) }], Nothing), each => each.Contains("the provider", StringComparison.Ordinal));
        Assert.Contains(CalendarJudge.Compare(practice, [Claimed(mark, reference) with { Name = "Somebody Other" }], Nothing), each => each.Contains("Somebody Other", StringComparison.Ordinal));
        Assert.Contains(CalendarJudge.Compare(practice, [Claimed(mark, reference)], new Expectation { Bookings = [new ExpectedBooking { Pending = true }] }), each => each.Contains("pending", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_host_who_cancels_and_a_hold_of_a_stranger_leave_nothing_of_ours()
    {
        await using var practice = await OpenAsync(Practices.Names[0]);
        var mark = Guid.NewGuid();
        var reference = await BookAsync(practice, mark);
        practice.CancelByHost(reference);
        Assert.True(practice.KeepForAnother("talk", _start));

        Assert.Empty(CalendarJudge.Compare(practice, [Claimed(mark, reference) with { Status = "cancelled" }], Nothing));
    }

    private async Task<ICalendarPractice> OpenAsync(string provider)
    {
        var practice = await Practices.OpenAsync(provider, TimeProvider.System);
        practice.Add(new PracticeEvent("talk", WorkingHours.EveryDay(DateTimeZone.Utc, new LocalTime(9, 0), new LocalTime(17, 0))));
        return practice;
    }

    private async Task<string> BookAsync(ICalendarPractice practice, Guid mark)
    {
        using var http = new HttpClient { DefaultRequestHeaders = { { "Authorization", $"Bearer {practice.Key}" } } };
        using var types = await http.SendAsync(Versioned(HttpMethod.Get, $"{practice.Address}/event-types", "2024-06-14"));
        var type = (await types.Content.ReadFromJsonAsync<System.Text.Json.Nodes.JsonObject>())!["data"]![0]!["id"]!.GetValue<int>();
        using var request = Versioned(HttpMethod.Post, $"{practice.Address}/bookings", "2024-08-13");
        request.Content = JsonContent.Create(new { start = _start.ToString(), eventTypeId = type, attendee = new { name = "Anna Miller", email = "anna@example.com", timeZone = "Europe/Berlin" }, metadata = new { wish = mark.ToString("D") } });
        using var booked = await http.SendAsync(request);
        return (await booked.Content.ReadFromJsonAsync<System.Text.Json.Nodes.JsonObject>())!["data"]!["uid"]!.GetValue<string>();
    }

    private static HttpRequestMessage Versioned(HttpMethod method, string address, string version) => new(method, address) { Headers = { { "cal-api-version", version } } };

    private ServerBooking Claimed(Guid id, string reference) =>
        new(id.ToString("D"), "event", _start.ToDateTimeOffset(), _start.ToDateTimeOffset().AddMinutes(30), "Anna Miller", "anna@example.com", null, "Europe/Berlin", "confirmed", null, reference);
}
