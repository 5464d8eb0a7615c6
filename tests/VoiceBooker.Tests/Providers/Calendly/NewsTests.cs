using System.Text;
using Microsoft.Extensions.Options;
using NodaTime;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Connections;
using VoiceBooker.Providers.Calendly;

namespace VoiceBooker.Tests.Providers.Calendly;

public sealed class NewsTests
{
    private const string Key = "our-signing-key";
    private const string Old = "https://api.calendly.com/scheduled_events/E1/invitees/I1";
    private const string New = "https://api.calendly.com/scheduled_events/E2/invitees/I2";

    private static readonly Instant Now = Instant.FromUtc(2026, 11, 30, 12, 0);
    private static readonly Slot Ten = new(Instant.FromUtc(2026, 12, 2, 9, 0), Instant.FromUtc(2026, 12, 2, 9, 30));

    [Fact]
    public void A_booking_made_at_the_page_is_told_with_its_time()
    {
        var read = Assert.IsType<NewsReading.Read>(Read(Body("invitee.created", New)));
        Assert.Equal(new CalendarNews.Confirmed(New, Ten), read.News);
    }

    [Fact]
    public void A_cancellation_tells_who_cancelled_and_why()
    {
        var read = Assert.IsType<NewsReading.Read>(Read(Body("invitee.canceled", Old, "\"rescheduled\":false,\"cancellation\":{\"canceled_by\":\"Ann\",\"reason\":\"I am ill\",\"canceler_type\":\"host\"}")));
        Assert.Equal(new CalendarNews.Cancelled(Old, "Cancelled at Calendly by the host: I am ill"), read.News);
    }

    [Fact]
    public void A_move_is_one_piece_of_news_whichever_delivery_comes_first()
    {
        var gone = Read(Body("invitee.canceled", Old, $"\"rescheduled\":true,\"new_invitee\":\"{New}\""));
        var created = Read(Body("invitee.created", New, $"\"rescheduled\":false,\"old_invitee\":\"{Old}\""));
        Assert.IsType<NewsReading.Unconcerning>(gone); // never a cancellation: the caller would be told that nothing stands
        Assert.Equal(new CalendarNews.Moved(Old, New, Ten), Assert.IsType<NewsReading.Read>(created).News);
    }

    [Fact]
    public void Every_repetition_of_a_delivery_has_the_same_key_and_another_piece_of_news_another()
    {
        var first = Assert.IsType<NewsReading.Read>(Read(Body("invitee.created", New)));
        Assert.Equal(first.Key, Assert.IsType<NewsReading.Read>(Read(Body("invitee.created", New), Now + Duration.FromMinutes(2))).Key);
        Assert.NotEqual(first.Key, Assert.IsType<NewsReading.Read>(Read(Body("invitee.canceled", New))).Key);
        Assert.NotEqual(first.Key, Assert.IsType<NewsReading.Read>(Read(Body("invitee.created", Old))).Key);
    }

    [Theory]
    [InlineData("invitee_no_show.created")]
    [InlineData("event_type.updated")]
    [InlineData("something.new")]
    public void What_does_not_concern_a_booking_is_believed_and_left(string kind) => Assert.IsType<NewsReading.Unconcerning>(Read(Body(kind, New)));

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[1,2")]
    [InlineData("{\"event\":\"invitee.created\",\"payload\":{\"uri\":\"x\",\"scheduled_event\":{\"start_time\":\"yesterday\"}}}")]
    public void A_genuine_delivery_that_cannot_be_read_is_left(string body) => Assert.IsType<NewsReading.Unconcerning>(Read(body));

    [Fact]
    public void A_delivery_that_is_not_signed_is_not_believed()
    {
        Assert.Equal("it is not signed", Refused(header: null));
        Assert.Equal("its signature cannot be read", Refused(header: "v1=00"));
        Assert.Equal("its signature cannot be read", Refused(header: "t=soon,v1=00"));
        Assert.Equal("its signature is another one", Refused(header: $"t={Now.ToUnixTimeSeconds()},v1=00"));
        Assert.Equal("there is no signing key to check it with", Assert.IsType<NewsReading.Refused>(Accounts().ReadNews(new Connection(), "", _ => "t=1,v1=00", default, Now)).Check);
    }

    [Fact]
    public void A_changed_body_or_another_key_is_not_believed()
    {
        var header = Sign(Key, Body("invitee.created", New), Now);
        Assert.Equal("its signature is another one", Refused(header, Body("invitee.canceled", New)));
        Assert.Equal("its signature is another one", Refused(Sign("another key", Body("invitee.created", New), Now)));
    }

    [Theory]
    [InlineData(-179, true)]
    [InlineData(-181, false)]
    [InlineData(179, true)]
    [InlineData(181, false)]
    public void A_delivery_of_more_than_three_minutes_ago_is_not_believed(int seconds, bool believed)
    {
        var header = Sign(Key, Body("invitee.created", New), Now + Duration.FromSeconds(seconds));
        Assert.Equal(believed, Accounts().ReadNews(new Connection(), Key, _ => header, Encoding.UTF8.GetBytes(Body("invitee.created", New)), Now) is NewsReading.Read);
    }

    [Fact]
    public void The_signature_is_that_of_a_known_example() =>
        Assert.Equal("55f4ffc8", NewsSignature.Compute("key", "1492774577", "{}"u8)[..8]);

    [Fact]
    public void News_of_an_account_that_signed_in_is_signed_with_the_apps_key()
    {
        var body = Body("invitee.created", New);
        var accounts = Accounts(new CalendlyOptions { WebhookSigningKey = "the app's key" });
        var header = Sign("the app's key", body, Now);
        Assert.IsType<NewsReading.Read>(accounts.ReadNews(new Connection { SignIn = SignInKind.SignIn }, Key, _ => header, Encoding.UTF8.GetBytes(body), Now));
        Assert.IsType<NewsReading.Refused>(accounts.ReadNews(new Connection { SignIn = SignInKind.Key }, Key, _ => header, Encoding.UTF8.GetBytes(body), Now));
    }

    private static NewsReading Read(string body, Instant? signed = null)
    {
        var header = Sign(Key, body, signed ?? Now);
        return Accounts().ReadNews(new Connection(), Key, name => name == "Calendly-Webhook-Signature" ? header : null, Encoding.UTF8.GetBytes(body), Now);
    }

    private static string Refused(string? header, string? body = null) =>
        Assert.IsType<NewsReading.Refused>(Accounts().ReadNews(new Connection(), Key, _ => header, Encoding.UTF8.GetBytes(body ?? Body("invitee.created", New)), Now)).Check;

    private static string Sign(string key, string body, Instant at) => $"t={at.ToUnixTimeSeconds()},v1={NewsSignature.Compute(key, $"{at.ToUnixTimeSeconds()}", Encoding.UTF8.GetBytes(body))}";

    private static CalendlyAccounts Accounts(CalendlyOptions? options = null) => new(http: null!, signIn: null!, Options.Create(options ?? new CalendlyOptions()));

    private static string Body(string kind, string invitee, string more = "\"rescheduled\":false") =>
        $$$"""
        {"event":"{{{kind}}}","created_at":"2026-11-30T11:59:58.000000Z","created_by":"https://api.calendly.com/users/U1",
         "payload":{"uri":"{{{invitee}}}","status":"active","email":"jo@example.org","name":"Jo March",{{{more}}},
          "scheduled_event":{"uri":"https://api.calendly.com/scheduled_events/E2","status":"active","start_time":"2026-12-02T09:00:00.000000Z","end_time":"2026-12-02T09:30:00.000000Z"} } }
        """;
}
