using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NodaTime;
using VoiceBooker.Booking.Messages;
using VoiceBooker.Booking.Reception;
using VoiceBooker.Tests.Booking.Storage;
using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Time;

namespace VoiceBooker.Tests.Booking.Messages;

/// <summary>What becomes of a text message after the carrier took it.</summary>
public sealed class TextDeliveryTests : IDisposable
{
    private const string Number = "+12125550147";
    private static readonly Instant Monday = Instant.FromUtc(2026, 11, 30, 14, 0);

    private readonly TestDatabase _database = TestDatabase.OnDisk();
    private readonly ManualClock _clock = new(Monday.ToDateTimeOffset());
    private readonly FakeMessenger _carrier = new();
    private readonly FakeWishes _wishes = new();
    private readonly MessageDesk _desk;
    private readonly TextOutbox _outbox;
    private readonly TextLookUps _lookUps;

    public TextDeliveryTests()
    {
        _desk = new MessageDesk(_database, [_wishes], Options.Create(new ReceptionOptions { BusinessName = "Harbour Dental" }), _clock, NullLogger<MessageDesk>.Instance);
        _outbox = new TextOutbox(_database, [_carrier], [_wishes], Options.Create(new MessagesOptions()), _clock, NullLogger<TextOutbox>.Instance);
        _lookUps = new TextLookUps(_database, [_carrier], _desk, _clock, NullLogger<TextLookUps>.Instance);
    }

    public void Dispose()
    {
        _outbox.Dispose();
        _lookUps.Dispose();
        _database.Dispose();
    }

    [Fact]
    public async Task Reports_that_come_late_twice_and_out_of_order_leave_the_last_word()
    {
        var text = await SentAsync();
        foreach (var word in (TextDelivery[])[TextDelivery.Queued, TextDelivery.Delivered, TextDelivery.Sent, TextDelivery.Delivered, TextDelivery.Undelivered, TextDelivery.Queued])
        {
            await ReportAsync(text.Id, word);
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        var after = await FindAsync(text.Id);
        Assert.Equal((TextDelivery.Delivered, Monday + Duration.FromSeconds(1), TextFault.None), (after.Delivery, after.DeliveryAt, after.Fault));
        Assert.Equal("delivered", TextWords.Standing(after));
    }

    [Fact]
    public async Task A_message_that_did_not_arrive_says_why_and_what_to_do()
    {
        var text = await SentAsync();
        await ReportAsync(text.Id, TextDelivery.Undelivered, 30003, TextFault.Unreachable);
        await ReportAsync(text.Id, TextDelivery.Sent);
        var after = await FindAsync(text.Id);
        Assert.Equal(("not delivered", 30003), (TextWords.Standing(after), after.ErrorCode));
        Assert.Equal("The telephone was off or out of reach. Call if this message matters; later ones may arrive. (Code 30003)", TextWords.Trouble(after));
    }

    [Fact]
    public async Task Reports_find_their_message_by_the_carriers_identity_too_and_one_on_a_strangers_changes_nothing()
    {
        var text = await SentAsync();
        await _desk.ReportAsync(null, "SM999", new TextStanding(TextDelivery.Delivered, null, TextFault.None), default);
        await _desk.ReportAsync(text.Id, "SM999", new TextStanding(TextDelivery.Delivered, null, TextFault.None), default);
        Assert.Equal(TextDelivery.Unreported, (await FindAsync(text.Id)).Delivery);
        await _desk.ReportAsync(null, text.MessageSid!, new TextStanding(TextDelivery.Delivered, null, TextFault.None), default);
        Assert.Equal(TextDelivery.Delivered, (await FindAsync(text.Id)).Delivery);
    }

    [Fact]
    public async Task A_report_that_overtakes_the_answer_counts()
    {
        var text = await AddAsync("one");
        _carrier.Arrives = _ => ReportAsync(text.Id, TextDelivery.Delivered, sid: "SM1");
        await _outbox.SendDueAsync(default);
        var after = await FindAsync(text.Id);
        Assert.Equal((TextState.Sent, TextDelivery.Delivered, "SM1", (Instant?)null), (after.State, after.Delivery, after.MessageSid, after.LookAt));
    }

    [Fact]
    public async Task A_message_whose_answer_was_lost_is_known_to_be_sent_once_the_carrier_reports_on_it()
    {
        var text = await AddAsync("one");
        _carrier.Answers.Enqueue(new MessageResult.Unknown("torn"));
        await _outbox.SendDueAsync(default);
        Assert.Equal("perhaps sent", TextWords.Standing(await FindAsync(text.Id)));
        await ReportAsync(text.Id, TextDelivery.Sent, sid: "SM7");
        var after = await FindAsync(text.Id);
        Assert.Equal((TextState.Sent, "SM7", (string?)null, Monday), (after.State, after.MessageSid, after.LastError, after.SentAt));
        Assert.Single(_carrier.Asked);
    }

    [Fact]
    public async Task When_all_reports_are_lost_the_carrier_is_asked_after_ten_minutes_and_then_ever_more_seldom()
    {
        var text = await SentAsync();
        Assert.Equal(0, await AfterAsync(TimeSpan.FromMinutes(9)));
        Assert.Equal(0, await AfterAsync(TimeSpan.FromMinutes(1))); // the carrier cannot be asked just now
        Assert.Equal([text.MessageSid!], _carrier.LookedUp);
        _carrier.Standings[text.MessageSid!] = new TextStanding(TextDelivery.Sent, null, TextFault.None);
        Assert.Equal(1, await AfterAsync(TimeSpan.FromMinutes(50)));
        Assert.Equal(0, await AfterAsync(TimeSpan.FromHours(4)));
        _carrier.Standings[text.MessageSid!] = new TextStanding(TextDelivery.Undelivered, 30006, TextFault.Landline);
        Assert.Equal(1, await AfterAsync(TimeSpan.FromHours(1)));
        Assert.Equal(0, await AfterAsync(TimeSpan.FromHours(100)));
        Assert.Equal(3, _carrier.LookedUp.Count);
        var after = await FindAsync(text.Id);
        Assert.Equal((TextDelivery.Undelivered, TextFault.Landline, (Instant?)null), (after.Delivery, after.Fault, after.LookAt));
    }

    [Fact]
    public async Task A_network_that_never_says_more_is_not_asked_about_for_ever()
    {
        var text = await SentAsync();
        _carrier.Standings[text.MessageSid!] = new TextStanding(TextDelivery.Sent, null, TextFault.None);
        for (var hour = 0; hour < 72; hour++)
            await AfterAsync(TimeSpan.FromHours(1));
        Assert.Equal(3, _carrier.LookedUp.Count); // the first two questions fell together
        Assert.Equal((TextDelivery.Sent, (Instant?)null), ((await FindAsync(text.Id)).Delivery, (await FindAsync(text.Id)).LookAt));
    }

    [Fact]
    public async Task What_the_carrier_reports_in_time_is_not_asked_about()
    {
        var text = await SentAsync();
        await ReportAsync(text.Id, TextDelivery.Delivered);
        await AfterAsync(TimeSpan.FromHours(1));
        Assert.Empty(_carrier.LookedUp);
    }

    [Fact]
    public async Task A_landline_that_a_message_has_shown_is_not_texted_again_neither_a_reminder_nor_a_link()
    {
        var text = await SentAsync();
        await ReportAsync(text.Id, TextDelivery.Undelivered, 30006, TextFault.Landline);
        var next = await AddAsync("two");
        await _outbox.SendDueAsync(default);
        Assert.Equal((TextState.Cancelled, true), ((await FindAsync(next.Id)).State, TextWords.Trouble(await FindAsync(next.Id)).Contains("landline", StringComparison.Ordinal)));

        var links = new TextLinks(_database, [_carrier], [_wishes], Options.Create(new MessagesOptions()), "https://bot.example.com", _clock);
        Assert.IsType<LinkSending.NotSent>(await links.SendAsync(CallId.New(_clock.GetUtcNow()), Number, TextLinks.Email, "en-US", "", default));
        Assert.Single(_carrier.Asked);
        await AddAsync("three", "+12125550148");
        await _outbox.SendDueAsync(default);
        Assert.Equal("+12125550148", _carrier.Asked[^1].To);
    }

    [Fact]
    public async Task A_landline_that_the_carrier_refuses_at_once_is_not_texted_again_either()
    {
        await AddAsync("one");
        _carrier.Answers.Enqueue(new MessageResult.Refused(21614, TextFault.Landline, "not a mobile number"));
        await _outbox.SendDueAsync(default);
        await AddAsync("two");
        await _outbox.SendDueAsync(default);
        Assert.Single(_carrier.Asked);
    }

    [Fact]
    public async Task A_telephone_that_was_off_is_texted_again()
    {
        var text = await SentAsync();
        await ReportAsync(text.Id, TextDelivery.Undelivered, 30003, TextFault.Unreachable);
        await AddAsync("two");
        Assert.Equal(1, await _outbox.SendDueAsync(default));
    }

    [Fact]
    public async Task A_report_that_the_person_said_stop_is_an_opt_out_by_text()
    {
        var text = await SentAsync();
        await ReportAsync(text.Id, TextDelivery.Failed, 21610, TextFault.OptedOut);
        Assert.Equal((Number, "sms"), Assert.Single(_wishes.Stopped));
    }

    [Theory]
    [InlineData(null, "Harbour Dental: This number writes to you about your appointments. Questions? Call +12125550100. Reply STOP to get no more messages and calls. Message and data rates may apply.")]
    [InlineData("de", "Harbour Dental: Von dieser Nummer kommen Nachrichten zu Ihren Terminen. Fragen? Rufen Sie +12125550100 an. Mit STOP erhalten Sie keine Nachrichten und Anrufe mehr. Es kann der Preis einer SMS anfallen.")]
    public async Task Who_asks_for_help_is_told_once_who_we_are_and_how_it_stops(string? language, string words)
    {
        var question = new AnsweredMessage("SM9", Number, "+12125550100", Stopped: false, language);
        await _desk.AnswerAsync(question, default);
        await _desk.AnswerAsync(question, default);
        await using (var db = _database.CreateDbContext())
        {
            db.DoNotCall.Add(new VoiceBooker.Booking.Dialling.DoNotCallEntry { Id = Guid.NewGuid(), Number = Number, Source = "call", At = Monday });
            await db.SaveChangesAsync(); // who asks is answered, whatever list they are on
        }

        Assert.Equal(1, await _outbox.SendDueAsync(default));
        Assert.Equal((Number, words), Assert.Single(_carrier.Asked));
    }

    [Fact]
    public async Task Two_machines_that_answer_each_other_come_to_an_end()
    {
        for (var message = 0; message < 20; message++)
            await _desk.AnswerAsync(new AnsweredMessage($"SM{message}", Number, "+12125550100", Stopped: false, null), default);
        Assert.Equal(5, await _outbox.SendDueAsync(default));
    }

    private async Task<OutgoingText> SentAsync()
    {
        var text = await AddAsync("one");
        Assert.Equal(1, await _outbox.SendDueAsync(default));
        return await FindAsync(text.Id);
    }

    private async Task<OutgoingText> AddAsync(string matter, string number = Number)
    {
        var now = Instant.FromDateTimeOffset(_clock.GetUtcNow());
        var text = new OutgoingText { Id = Guid.CreateVersion7(), Purpose = "confirmation", Matter = matter, To = number, Body = "Booked.", NotBefore = now, CreatedAt = now };
        await using var db = _database.CreateDbContext();
        db.Texts.Add(text);
        await db.SaveChangesAsync();
        return text;
    }

    private Task ReportAsync(Guid text, TextDelivery delivery, int? code = null, TextFault fault = TextFault.None, string sid = "SM1") => _desk.ReportAsync(text, sid, new TextStanding(delivery, code, fault), default);

    private async Task<OutgoingText> FindAsync(Guid text)
    {
        await using var db = _database.CreateDbContext();
        return await db.Texts.AsNoTracking().SingleAsync(row => row.Id == text);
    }

    private async Task<int> AfterAsync(TimeSpan time)
    {
        _clock.Advance(time);
        return await _lookUps.LookAsync(default);
    }
}
