using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using VoiceBooker.Booking.Messages;
using VoiceBooker.Booking.Reception;
using VoiceBooker.Tests.Booking.Messages;
using VoiceBooker.Tests.Booking.Storage;
using VoiceBooker.Tests.Voice.Playing;
using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Dialogue;
using VoiceBooker.Voice.Lines;
using VoiceBooker.Voice.Turns;

namespace VoiceBooker.Tests.Booking.Reception;

/// <summary>Callers who would rather type: a link comes by text message, and what is typed there arrives in the call.</summary>
public sealed class TextingTests : IDisposable
{
    private static readonly string[] UpToEmail = ["book an appointment", "tomorrow at ten a.m.", "Anna Miller"];

    private readonly TestDatabase _database = TestDatabase.InMemory();
    private readonly FakeMessenger _carrier = new();
    private readonly FakeWishes _wishes = new();

    public void Dispose() => _database.Dispose();

    [Fact]
    public async Task After_two_misses_a_link_is_offered_and_what_is_typed_is_said_back_and_booked()
    {
        var visit = Caller(out var links);
        await visit.SaysAsync([.. UpToEmail, "well you know how it is", "it is rather hard to say"]);
        visit.HearsThat("text you a link");
        visit.IsAsked(AnswerKind.YesNo);
        Assert.Empty(_carrier.Asked);

        await visit.SaysAsync("yes please");
        visit.HearsThat("I've sent you a text message with a link");
        visit.IsAsked(AnswerKind.Email);
        Assert.True(visit.Asked!.Patience > TimeSpan.Zero);
        Assert.Equal(Visit.Number, Assert.Single(_carrier.Asked).To);

        await visit.SilentAsync(SilenceKind.Idle);
        visit.HearsThat("Take your time");
        Assert.Equal(Typing.Taken, await links.TypeAsync(_carrier.Token, "anna.m.miller@example.com", default));
        await ArrivesAsync(visit, "anna.m.miller@example.com");
        visit.HearsThat("that has arrived");
        visit.HearsThat("Shall I book");
        await visit.SaysAsync("yes");
        Assert.Equal("anna.m.miller@example.com", visit.OnlyBooking().Attendee.Email);
        Assert.Equal((1, 1), (visit.Journal.Count("text.sent"), visit.Journal.Count("text.typed")));
    }

    [Theory]
    [InlineData("can I type it")]
    [InlineData("could you text me a link")]
    [InlineData("just text me")]
    public async Task Who_asks_to_type_gets_a_link_at_once(string words)
    {
        var visit = Caller(out _);
        await visit.SaysAsync([.. UpToEmail, words]);
        visit.HearsThat("I've sent you a text message");
    }

    [Fact]
    public async Task A_name_is_typed_as_it_is_written()
    {
        var visit = Caller(out var links);
        await visit.SaysAsync(UpToEmail[..2]);
        await visit.SaysAsync("can I type it please");
        await links.TypeAsync(_carrier.Token, " Saoirse  Ní Dhomhnaill ", default);
        await ArrivesAsync(visit, "Saoirse Ní Dhomhnaill");
        visit.HearsThat("arrived: Saoirse Ní Dhomhnaill");
        await visit.SaysAsync("skip", "yes");
        Assert.Equal("Saoirse Ní Dhomhnaill", visit.OnlyBooking().Attendee.Name);
    }

    [Fact]
    public async Task Who_declines_goes_on_speaking_and_is_not_offered_it_again()
    {
        var visit = Caller(out _);
        await visit.SaysAsync([.. UpToEmail, "well you know how it is", "it is rather hard to say", "no"]);
        visit.IsAsked(AnswerKind.Email);
        await visit.SaysAsync("anna at gmail dot com", "yes", "yes");
        Assert.Equal("anna@gmail.com", visit.OnlyBooking().Attendee.Email);
        Assert.Empty(_carrier.Asked);
    }

    [Fact]
    public async Task Who_says_the_address_after_all_is_understood()
    {
        var visit = Caller(out _);
        await visit.SaysAsync([.. UpToEmail, "well you know how it is", "it is rather hard to say", "anna at gmail dot com"]);
        visit.IsAsked(AnswerKind.YesNo);
        await visit.SaysAsync("yes", "yes");
        Assert.Equal("anna@gmail.com", visit.OnlyBooking().Attendee.Email);
    }

    [Fact]
    public async Task A_message_the_carrier_did_not_take_is_never_said_to_be_sent()
    {
        _carrier.Answers.Enqueue(new MessageResult.Refused(21612, TextFault.Other, "cannot be reached from this sender"));
        _carrier.Answers.Enqueue(new MessageResult.Unknown("torn"));
        var visit = Caller(out _);
        for (var i = 0; i < 2; i++)
        {
            await visit.SaysAsync(i == 0 ? [.. UpToEmail, "text me a link"] : ["text me a link"]);
            visit.HearsThat("could not be sent");
            visit.DoesNotHear("I've sent");
            visit.IsAsked(AnswerKind.Email);
        }
    }

    [Theory]
    [InlineData(false, Visit.Number)]
    [InlineData(true, null)]
    public async Task Without_a_carrier_or_a_number_nothing_is_offered(bool configured, string? number)
    {
        _carrier.IsConfigured = configured;
        var visit = Caller(out _);
        visit.Caller = number;
        await visit.SaysAsync([.. UpToEmail, "well you know how it is", "it is rather hard to say"]);
        visit.DoesNotHear("text you a link");
        await visit.SaysAsync("text me a link");
        Assert.Empty(_carrier.Asked);
    }

    [Fact]
    public async Task A_link_works_once_for_a_quarter_of_an_hour_and_only_what_was_asked_for_may_be_typed()
    {
        var visit = Caller(out var links);
        await visit.SaysAsync([.. UpToEmail, "text me a link"]);
        var token = _carrier.Token;
        Assert.Equal(22, token.Length); // 128 bits
        await using (var db = _database.CreateDbContext())
        {
            Assert.DoesNotContain(token, (await db.TextLinks.SingleAsync()).TokenHash, StringComparison.Ordinal);
            Assert.DoesNotContain(token, (await db.Texts.SingleAsync()).Body, StringComparison.Ordinal);
        }

        Assert.Equal(Typing.Gone, await links.TypeAsync("AAAAAAAAAAAAAAAAAAAAAA", "anna@example.com", default));
        Assert.Equal(Typing.Wrong, await links.TypeAsync(token, "not an address", default));
        Assert.Equal(Typing.Taken, await links.TypeAsync(token, "anna@example.com", default));
        Assert.Equal(Typing.Used, await links.TypeAsync(token, "eve@example.com", default));
        Assert.Equal("anna@example.com", Assert.Single(await links.LookAsync(default)).Text);
        Assert.Empty(await links.LookAsync(default)); // told; if the call did not take it, again in a while
        visit.Clock.Advance(TimeSpan.FromSeconds(4));
        Assert.Single(await links.LookAsync(default));

        await visit.SaysAsync("text me a link");
        visit.Clock.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal(Typing.Gone, await links.TypeAsync(_carrier.Token, "anna@example.com", default));
    }

    [Fact]
    public void On_the_telephone_a_person_who_types_is_waited_for_and_the_call_goes_on_when_it_arrives()
    {
        var (visit, journal, said) = VirtualTime.Run(async time =>
        {
            var call = new Visit();
            var links = new TextLinks(_database, [_carrier], [_wishes], Options.Create(new MessagesOptions()), "https://bot.example.com", time.Clock);
            _carrier.Arrives = _ => links.TypeAsync(_carrier.Token, "anna@example.com", default); // the row is there; the call is told of it later
            var caller = new CallerSide();
            caller.Sounds(TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(9.5), "book an appointment on december first at ten a.m.");
            caller.Sounds(TimeSpan.FromSeconds(22), TimeSpan.FromSeconds(23), "my name is anna miller");
            caller.Sounds(TimeSpan.FromSeconds(36), TimeSpan.FromSeconds(37), "can i type it");
            caller.At(TimeSpan.FromSeconds(110), new CallEvent.Typed("anna@example.com")); // more than a minute of silence
            caller.Sounds(TimeSpan.FromSeconds(145), TimeSpan.FromSeconds(145.5), "yes");
            caller.At(TimeSpan.FromSeconds(165), new CallEvent.HungUp(HangUpCause.Caller));
            var line = new FakeLine(time.Clock, caller);
            var kept = new KeptJournal();
            var id = CallId.New(VirtualTime.Start);
            var session = new CallSession(new CallParts
            {
                Id = id,
                Line = line,
                Agent = new Receptionist(new CallBrief(id, call.Assistant, Visit.Number, CanType: false, call.Variables) { SendsMail = true, Links = links }, Minds.Script(kept, time.Clock), call.Ledger, call.Notes, call.Wishes, kept, time.Clock, new ReceptionOptions(), NullLogger.Instance),
                Ears = [caller],
                Voices = [new ScriptedVoice(time.Clock)],
                Options = new CallSessionOptions(),
                Journal = kept,
                Time = time.Clock,
                Log = NullLogger.Instance,
            });
            var running = line.RunAsync();
            await session.RunAsync(CancellationToken.None);
            await running;
            return (call, kept, string.Join('\n', session.Conversation.Utterances.Select(each => $"{each.Speaker}: {each.Text}")));
        });
        Assert.True(visit.Booked.Count == 1, said);
        Assert.Equal("anna@example.com", visit.Booked[0].Attendee.Email);
        Assert.Contains("Take your time", said, StringComparison.Ordinal);
        Assert.Single(journal.Of("text.typed"));
    }

    [Fact]
    public async Task A_link_that_may_have_arrived_is_looked_under_and_who_wants_no_messages_is_not_called_either()
    {
        Caller(out var links);
        var call = CallId.New(VirtualTime.Start);
        _carrier.Answers.Enqueue(new MessageResult.Unknown("torn"));
        Assert.IsType<LinkSending.NotSent>(await links.SendAsync(call, "+12125550147", TextLinks.Email, "en-US", "", default));
        Assert.Equal(Typing.Taken, await links.TypeAsync(_carrier.Token, "anna@example.com", default));
        Assert.Equal("anna@example.com", Assert.Single(await links.LookAsync(default)).Text);

        _carrier.Answers.Enqueue(new MessageResult.Refused(21610, TextFault.OptedOut, "unsubscribed"));
        Assert.IsType<LinkSending.NotSent>(await links.SendAsync(call, "+12125550147", TextLinks.Email, "en-US", "", default));
        Assert.Equal(("+12125550147", "sms", "unsubscribed"), Assert.Single(_wishes.Stopped));
    }

    private Visit Caller(out TextLinks links)
    {
        var visit = new Visit();
        visit.Links = links = new TextLinks(_database, [_carrier], [_wishes], Options.Create(new MessagesOptions()), "https://bot.example.com", visit.Clock);
        return visit;
    }

    /// <summary>The call is told that something was typed.</summary>
    private static async Task ArrivesAsync(Visit visit, string text)
    {
        visit.By = SaidBy.Typing;
        await visit.SaysAsync(text);
        visit.By = SaidBy.Voice;
    }
}
