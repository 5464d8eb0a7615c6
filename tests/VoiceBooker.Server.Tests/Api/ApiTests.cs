using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using VoiceBooker.Server.Tests.Hosting;

namespace VoiceBooker.Server.Tests.Api;

[Collection(ApiCollection.Name)]
public sealed class ApiTests(ServerFixture server)
{
    [Fact]
    public async Task Without_the_key_nothing_is_told()
    {
        using var stranger = new HttpClient { BaseAddress = server.Address };
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync("/api/calls")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await stranger.GetAsync("/health")).StatusCode);
    }

    [Fact]
    public async Task A_business_is_set_up_and_a_meeting_booked_once()
    {
        var schedule = await AddAsync("schedules", """{"name":"Desk","timeZone":"Europe/Berlin","weeklyHours":[{"day":"monday","from":"00:00","to":"24:00"},{"day":"tuesday","from":"00:00","to":"24:00"},{"day":"wednesday","from":"00:00","to":"24:00"},{"day":"thursday","from":"00:00","to":"24:00"},{"day":"friday","from":"00:00","to":"24:00"},{"day":"saturday","from":"00:00","to":"24:00"},{"day":"sunday","from":"00:00","to":"24:00"}],"exceptions":[{"date":"2099-12-24"}],"durationMinutes":30,"stepMinutes":30,"minimumNoticeMinutes":0,"bookingWindowDays":90,"capacity":1}""");
        var made = await AddAsync("events", $$"""{"name":"a test drive","providerEvent":"{{schedule}}","timeZone":"Europe/Berlin","meetingPlace":"Yard 1"}""");
        var start = TimeProvider.System.GetUtcNow().Date.AddDays(3).AddHours(9);
        var wish = $$"""{"eventId":"{{made}}","start":"{{start:yyyy-MM-ddTHH:mm:ss}}Z","name":"Ada Byron","email":"ada@example.com","phone":"+4930123456","zone":"Europe/Berlin"}""";

        var (status, booking) = await PostAsync("bookings", wish);
        Assert.Equal(HttpStatusCode.Created, status);
        Assert.Equal(HttpStatusCode.Conflict, (await PostAsync("bookings", wish)).Status);
        var id = booking!["id"]!.GetValue<string>();
        Assert.False(booking["awaitsConfirmation"]!.GetValue<bool>());
        Assert.Contains("BEGIN:VCALENDAR", await server.Api.GetStringAsync($"/api/bookings/{id}/invitation.ics"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NoContent, (await PostAsync($"bookings/{id}/cancel", """{"reason":"ill"}""")).Status);
        var listed = await server.Api.GetFromJsonAsync<JsonArray>("/api/bookings");
        Assert.Equal("cancelled", listed!.Single(row => row!["id"]!.GetValue<string>() == id)!["status"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.Created, (await PostAsync("bookings", wish)).Status);
    }

    [Theory]
    [InlineData("schedules", """{"name":"x","timeZone":"Europe/Berlim"}""", "Europe/Berlin")]
    [InlineData("schedules", """{"name":"x","timeZone":"Europe/Berlin","weeklyHours":[{"day":"moonday","from":"9","to":"17:00"}]}""", "weekday")]
    [InlineData("schedules", """{"name":"x","timeZone":"Europe/Berlin","weeklyHours":[{"day":"monday","from":"17:00","to":"09:00"}]}""", "end after it starts")]
    [InlineData("schedules", """{"name":"x","timeZone":"Europe/Berlin","durationMinutes":7}""", "multiples of 5")]
    [InlineData("events", """{"name":"x","timeZone":"Europe/Berlin","providerEvent":"nothing"}""", "GET /api/schedules")]
    [InlineData("events", """{"name":"x","timeZone":"Europe/Berlin","providerEvent":"x","daysToOffer":0}""", "allowed are 1 to 365")]
    [InlineData("assistants", """{"name":"x","numbers":["555"]}""", "E.164")]
    [InlineData("assistants", """{"name":"x","language":"it-IT"}""", "English, German, Spanish and French")]
    [InlineData("bookings", """{"eventId":"5eed0000-0000-7000-8000-000000000003","start":"tomorrow","name":"x","zone":"Europe/Berlin"}""", "must look like")]
    [InlineData("softphone", """{"mode":"smoke"}""", "audio")]
    [InlineData("softphone", """{"mode":"text","callerNumber":"anonymous"}""", "E.164")]
    [InlineData("softphone", """{"mode":"text","variables":{"cal_name_that_is_much_longer_than_anybody_would_ever_want_a_name_to_be":"x"}}""", "allowed are 1 to 64")]
    [InlineData("softphone", """{"mode":"audio","now":"2026-12-01T15:00:00Z"}""", "typed call")]
    public async Task A_mistake_is_named_with_what_to_do_about_it(string door, string body, string told)
    {
        var (status, problem) = await PostAsync(door, body);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(told, problem!["detail"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_softphone_brings_along_is_bounded()
    {
        static string Wish(int count, int length) => new JsonObject { ["mode"] = "text", ["variables"] = new JsonObject(Enumerable.Range(0, count).Select(at => KeyValuePair.Create($"v{at}", (JsonNode?)new string('x', length)))) }.ToJsonString();
        Assert.Equal(HttpStatusCode.OK, (await PostAsync("softphone", Wish(50, 500))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync("softphone", Wish(51, 1))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync("softphone", Wish(1, 501))).Status);
        using var endless = new StringContent(Wish(1, 70_000), System.Text.Encoding.UTF8, "application/json");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await server.Api.PostAsync("/api/softphone", endless)).StatusCode);
    }

    [Theory]
    [InlineData("calls/0198c1de-0000-7000-8000-000000000001")]
    [InlineData("calls/by-sid/CAnone")]
    [InlineData("calls/0198c1de-0000-7000-8000-000000000001/events")]
    [InlineData("calls/0198c1de-0000-7000-8000-000000000001/recording.wav")]
    [InlineData("bookings/0198c1de-0000-7000-8000-000000000001/invitation.ics")]
    [InlineData("nothing")]
    public async Task What_is_not_there_is_not_found(string door) =>
        Assert.Equal(HttpStatusCode.NotFound, (await server.Api.GetAsync($"/api/{door}")).StatusCode);

    private async Task<string> AddAsync(string door, string body)
    {
        var (status, added) = await PostAsync(door, body);
        Assert.Equal(HttpStatusCode.Created, status);
        return added!["id"]!.GetValue<string>();
    }

    private async Task<(HttpStatusCode Status, JsonNode? Body)> PostAsync(string door, string body)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var response = await server.Api.PostAsync($"/api/{door}", content);
        var text = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, text.Length > 0 ? JsonNode.Parse(text) : null);
    }
}
