using System.Text;
using NodaTime;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Connections;
using VoiceBooker.Providers.CalCom;
using static VoiceBooker.Tests.Providers.CalCom.CalComWorld;

namespace VoiceBooker.Tests.Providers.CalCom;

/// <summary>What Cal.com tells us by itself.</summary>
public sealed class NewsTests
{
    private const string Secret = "our-signing-secret";
    private static readonly Uri Door = new("http://127.0.0.1:9/news/7"); // nobody listens; what would have come is read from the stand-in

    [Fact]
    public async Task What_the_host_does_is_told_signed_and_read()
    {
        await using var world = await OpenAsync();
        var access = await world.OpenAccountAsync();
        var subscription = Assert.IsType<SubscriptionAnswer.Subscribed>(await world.Accounts.SubscribeAsync(access, Door, Secret, default)).Id;
        Assert.True(await world.Accounts.IsSubscribedAsync(access, subscription, Door, default));
        Assert.False(await world.Accounts.IsSubscribedAsync(access, subscription, new Uri("http://127.0.0.1:9/elsewhere"), default));

        var booked = await world.BookedAsync(world.Request(December(2, 10)));
        var moved = world.StandIn.MoveByHost(booked.Reference, December(2, 15).Start)!;
        world.StandIn.CancelByHost(moved.Uid, "I am ill.");
        await world.StandIn.Webhooks.IdleAsync();

        var news = world.StandIn.Webhooks.Deliveries.Where(delivery => delivery.Attempt == 1).Select(delivery =>
        {
            var body = Encoding.UTF8.GetBytes(delivery.Letter.Body);
            var headers = delivery.Letter.Sign(body);
            return Assert.IsType<NewsReading.Read>(world.Accounts.ReadNews(world.Account, Secret, name => headers.FirstOrDefault(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value, body, Monday));
        }).ToList();
        Assert.Equal(
            [new CalendarNews.Confirmed(booked.Reference, December(2, 10)), new CalendarNews.Moved(booked.Reference, moved.Uid, December(2, 15)), new CalendarNews.Cancelled(moved.Uid, "I am ill.")],
            news.Select(each => each.News));
        Assert.Equal(3, news.Select(each => each.Key).Distinct().Count());

        await world.Accounts.UnsubscribeAsync(access, subscription, default);
        Assert.Empty(world.StandIn.Subscriptions);
        Assert.False(await world.Accounts.IsSubscribedAsync(access, subscription, Door, default));
        Assert.Empty(world.StandIn.SpecViolations);
    }

    [Fact]
    public async Task Our_address_that_is_subscribed_already_takes_the_new_secret()
    {
        await using var world = await OpenAsync();
        var access = await world.OpenAccountAsync();
        var first = Assert.IsType<SubscriptionAnswer.Subscribed>(await world.Accounts.SubscribeAsync(access, Door, "an-older-secret", default)).Id;
        Assert.Equal(first, Assert.IsType<SubscriptionAnswer.Subscribed>(await world.Accounts.SubscribeAsync(access, Door, Secret, default)).Id);
        Assert.Equal(Secret, Assert.Single(world.StandIn.Subscriptions).Secret);
        Assert.Empty(world.StandIn.SpecViolations);
    }

    [Fact]
    public async Task An_address_Cal_com_will_not_send_to_is_refused_with_its_reason()
    {
        await using var world = await OpenAsync();
        world.StandIn.Switches.HostedAddressRule = true;
        Assert.Contains("public https", Assert.IsType<SubscriptionAnswer.Refused>(await world.Accounts.SubscribeAsync(await world.OpenAccountAsync(), Door, Secret, default)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_signed_with_our_secret_is_not_believed()
    {
        var body = Encoding.UTF8.GetBytes(Letter("BOOKING_CREATED"));
        var good = CalComNews.Sign(Secret, body);
        Assert.IsType<NewsReading.Read>(CalComNews.Read(Secret, good, body));
        foreach (var signature in new[] { null, "", "no-secret-provided", "sha256=" + good, good[..^1], good.ToUpperInvariant(), CalComNews.Sign("another", body), new string('ä', 64) })
            Assert.IsType<NewsReading.Refused>(CalComNews.Read(Secret, signature, body));
        Assert.IsType<NewsReading.Refused>(CalComNews.Read(Secret, good, Encoding.UTF8.GetBytes(Letter("BOOKING_CANCELLED"))));
        Assert.IsType<NewsReading.Refused>(CalComNews.Read("", CalComNews.Sign("", body), body));
        Assert.Contains("no secret", Assert.IsType<NewsReading.Refused>(CalComNews.Read(Secret, "no-secret-provided", body)).Check, StringComparison.Ordinal);
    }

    [Fact]
    public void The_signature_is_of_the_raw_bytes_and_the_known_one()
    {
        // RFC 4231, test case 2.
        Assert.Equal("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843", CalComNews.Sign("Jefe", "what do ya want for nothing?"u8));
    }

    [Theory]
    [InlineData("2026-12-02T09:00:00.000Z", "2026-12-02T09:30:00.000Z")]
    [InlineData("2026-12-02T09:00:00Z", "2026-12-02T09:30:00Z")]
    [InlineData("2026-12-02T09:00:00+00:00", "2026-12-02T09:30:00.0+00:00")]
    [InlineData("2026-12-02T10:00:00+01:00", "2026-12-02T10:30:00+01:00")]
    public void Times_are_read_in_all_their_spellings(string start, string end) =>
        Assert.Equal(new CalendarNews.Confirmed("1YUe", December(2, 10)), Read(Letter("BOOKING_CREATED", start, end)));

    [Theory]
    [InlineData("BOOKING_RESCHEDULED", false)]
    [InlineData("BOOKING_REQUESTED", true)] // the host must agree to the new time
    public void A_move_names_the_old_and_the_new_booking_and_whether_the_host_must_agree(string trigger, bool awaits) =>
        Assert.Equal(new CalendarNews.Moved("0XTd", "1YUe", December(2, 10)) { AwaitsConfirmation = awaits }, Read(Letter(trigger, more: "\"rescheduleUid\":\"0XTd\",\"rescheduleStartTime\":\"2026-12-01T09:00:00Z\",\"rescheduleEndTime\":\"2026-12-01T09:30:00Z\"")));

    [Fact]
    public void A_declined_request_is_a_cancellation_and_a_request_is_no_news()
    {
        Assert.Equal(new CalendarNews.Cancelled("1YUe", "Not then."), Read(Letter("BOOKING_REJECTED", more: "\"rejectionReason\":\"Not then.\"")));
        Assert.Null(Read(Letter("BOOKING_REQUESTED")));
        Assert.Null(Read(Letter("BOOKING_CREATED", more: "\"status\":\"PENDING\"")));
        Assert.Null(Read("""{"triggerEvent":"MEETING_ENDED","createdAt":"2026-12-02T10:00:00.000Z","uid":"1YUe","startTime":"2026-12-02T09:00:00Z"}"""));
        Assert.Null(Read("{}"));
        Assert.Null(Read("[]"));
    }

    [Fact]
    public void The_same_letter_has_the_same_key_and_a_later_one_another()
    {
        static string Key(string body) => Assert.IsType<NewsReading.Read>(CalComNews.Read(Secret, CalComNews.Sign(Secret, Encoding.UTF8.GetBytes(body)), Encoding.UTF8.GetBytes(body))).Key;
        Assert.Equal(Key(Letter("BOOKING_CREATED")), Key(Letter("BOOKING_CREATED")));
        Assert.NotEqual(Key(Letter("BOOKING_CREATED")), Key(Letter("BOOKING_CREATED").Replace("08:00:00.000Z", "08:00:01.000Z", StringComparison.Ordinal)));
        Assert.NotEqual(Key(Letter("BOOKING_CREATED")), Key(Letter("BOOKING_CANCELLED")));
    }

    [Fact]
    public void A_signed_body_that_is_not_JSON_is_refused() => Assert.IsType<NewsReading.Refused>(CalComNews.Read(Secret, CalComNews.Sign(Secret, "hello"u8), "hello"u8));

    private static CalendarNews? Read(string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        return CalComNews.Read(Secret, CalComNews.Sign(Secret, bytes), bytes) switch
        {
            NewsReading.Read(_, var news) => news,
            NewsReading.Unconcerning => null,
            var other => throw new InvalidOperationException(other.ToString()),
        };
    }

    private static string Letter(string trigger, string start = "2026-12-02T09:00:00.000Z", string end = "2026-12-02T09:30:00.000Z", string more = "\"status\":\"ACCEPTED\"") =>
        $"{{\"triggerEvent\":\"{trigger}\",\"createdAt\":\"2026-12-02T08:00:00.000Z\",\"payload\":{{\"uid\":\"1YUe\",\"bookingId\":5,\"startTime\":\"{start}\",\"endTime\":\"{end}\",{more}}}}}";
}
