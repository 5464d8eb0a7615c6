using NodaTime.Extensions;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Details;
using VoiceBooker.Booking.Events;
using VoiceBooker.Voice.Dialogue;
using VoiceBooker.Voice.Turns;

namespace VoiceBooker.Tests.Booking.Reception;

/// <summary>Whatever callers say, in whatever order, interrupted anywhere.</summary>
public sealed class WordSaladTests
{
    private static readonly string[] Phrases =
    [
        "yes", "no", "yes please", "no thanks", "tomorrow", "at three", "the second one", "Tuesday at ten", "my name is Anna Miller", "anna at gmail dot com", "skip", "book an appointment",
        "cancel my appointment", "move my appointment to Friday", "when is my appointment", "Anna Miller", "m i l l e r", "n as in november", "repeat that", "hold on", "I changed my mind", "start over",
        "never mind", "maybe", "i guess", "no Wednesday", "yes but at three", "London", "eastern time", "what are your hours", "are you a robot", "thank you", "later", "another day", "as soon as possible",
        "February thirtieth", "the name is wrong", "the email", "blah florp", "", "1", "leave a message", "four one five five five five oh one four seven", "okay", "sure", "right", "four guests", "the number of guests is three", "a toothache", "filling", "text me", "call me back", "rather not", "!!!", "@", "yes yes yes no",
    ];

    private static readonly EventQuestion[] Questions =
    [
        new("guests", "Number of guests", QuestionKind.Number, [], Required: true),
        new("reason", "Reason for your visit", QuestionKind.Text, [], Required: true),
        new("treatment", "Treatment", QuestionKind.OneOf, ["Cleaning", "Filling"], Required: true),
        new("note", "Note", QuestionKind.Text, [], Required: false),
    ];

    private static readonly BookingOutcome[] Trouble =
    [
        new BookingOutcome.ProviderDown("x"), new BookingOutcome.Throttled(null), new BookingOutcome.Taken(), new BookingOutcome.FieldInvalid("guests", "x"), new BookingOutcome.FieldInvalid("note", "x"),
        new BookingOutcome.FieldInvalid("else", "x"), new BookingOutcome.LimitReached("a day"), new BookingOutcome.LimitReached("a person"), new BookingOutcome.OutOfBounds("too soon"), new BookingOutcome.Unknown("x"),
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Whatever_is_said_only_the_read_back_that_was_heard_and_then_agreed_to_is_booked(int seed)
    {
        var random = new Random(seed);
        var (turns, bookings) = (0, 0);
        while (turns < 500)
        {
            var visit = new Visit { Caller = random.Next(4) == 0 ? null : random.Next(4) == 0 ? "+442079460123" : Visit.Number, CanType = random.Next(2) == 0 };
            if (random.Next(3) == 0)
                visit.Has(3, 10);
            if (random.Next(2) == 0)
                visit.Elsewhere(Questions);
            var before = visit.Ledger.Calendar.Count;
            await visit.GreetAsync();
            for (var turn = 0; turn < 25 && !visit.HungUp && visit.TransferredTo is null; turn++, turns++)
            {
                visit.Ledger.Unavailable = random.Next(20) == 0;
                if (random.Next(10) == 0)
                    visit.Ledger.Next.Enqueue(Trouble[random.Next(Trouble.Length)]);
                var (booked, cancelled) = (visit.Ledger.Committed.Count, visit.Ledger.Cancelled.Count);
                await TalkAsync(visit, random);
                bookings += WereAgreedTo(visit, booked);
                WereCancelledOnAYes(visit, cancelled);
                Assert.True(visit.Ledger.Calendar.Count <= visit.Ledger.Committed.Count + before, visit.ToString());
            }

            Assert.Equal(0, visit.Journal.Count("error"));
            var last = visit.Ledger.Committed.Count;
            await visit.HangsUpAsync();
            bookings += WereAgreedTo(visit, last);
            Assert.Equal(0, visit.Ledger.Leases);
        }

        Assert.True(bookings >= 3, $"{bookings} bookings in {turns} turns: the salad proves nothing");
    }

    /// <summary>One turn of a caller who is sometimes to the point, mostly not, and now and then interrupts.</summary>
    private static async Task TalkAsync(Visit visit, Random random)
    {
        var said = random.Next(5) < 2 ? ToThePoint(visit)
            : random.Next(4) == 0 ? string.Join(' ', Phrases[random.Next(Phrases.Length)], Phrases[random.Next(Phrases.Length)])
            : Phrases[random.Next(Phrases.Length)];
        switch (random.Next(9))
        {
            case 0:
                await visit.KeysAsync("123*#"[random.Next(5)].ToString());
                break;

            case 1:
                await visit.SayAndInterruptAsync(said, random.Next(80));
                break;

            case 2 when random.Next(3) == 0:
                await visit.SilentAsync((SilenceKind)random.Next(2));
                break;

            default:
                await visit.SaysAsync(said);
                break;
        }
    }

    private static string ToThePoint(Visit visit) => visit.Asked?.Kind switch
    {
        AnswerKind.Open => "book an appointment",
        AnswerKind.When => "tomorrow",
        AnswerKind.Choice => "the first one",
        AnswerKind.Name => "Anna Miller",
        AnswerKind.Email or AnswerKind.Digits => "skip",
        AnswerKind.Zone => "eastern time",
        AnswerKind.FreeText => "please call me about a filling for four",
        _ => "yes",
    };

    /// <summary>Each booking made since: its own read-back was heard to its end, named that time and that person, no other read-back came after it, and then came an explicit yes.</summary>
    private static int WereAgreedTo(Visit visit, int since)
    {
        var said = visit.Conversation.Utterances;
        foreach (var intent in visit.Ledger.Committed.Skip(since).Where(each => each.Outcome is BookingOutcome.Booked)) // a refusal drops the choice and its read-back
        {
            var yes = said.ToList().FindLastIndex(each => each.Speaker == Speaker.Caller);
            var heard = said.Take(yes).ToList().FindLastIndex(each => each.HeardTags.Any(tag => tag.StartsWith("read-back", StringComparison.Ordinal)));
            Assert.True(heard >= 0 && heard < yes, visit.ToString());
            Assert.True(said[heard].HeardTags.Contains(intent.ReadBackTag), visit.ToString());
            var (chosen, today) = (intent.Chosen!.Start, visit.Clock.GetUtcNow().ToInstant().InZone(intent.Chosen!.Start.Zone).Date);
            Assert.True(said[heard].Text.Contains(SpokenEnglish.DateAndTime(chosen, today), StringComparison.Ordinal), visit.ToString());
            Assert.True(said[heard].Text.Contains(intent.Attendee!.Name, StringComparison.Ordinal), visit.ToString());
            Assert.True(YesNo.Read(said[yes].Text).IsPlainYes, visit.ToString());
            foreach (var question in intent.Event.Questions.Where(each => each.Required && intent.Moving is null))
                Assert.True(intent.Answers.Any(each => each.Question == question.Id && (question.Kind != QuestionKind.OneOf || question.Options.Contains(each.Answer))), visit.ToString());
            if (intent.Event.NeedsEmail && intent.Moving is null)
                Assert.True(intent.Attendee.Email is not null, visit.ToString());
        }

        return visit.Ledger.Committed.Count - since;
    }

    private static void WereCancelledOnAYes(Visit visit, int since)
    {
        if (visit.Ledger.Cancelled.Count == since)
            return;
        var said = visit.Conversation.Utterances.ToList();
        var yes = said.FindLastIndex(each => each.Speaker == Speaker.Caller);
        Assert.True(said.Take(yes).Any(each => each.HeardTags.Any(tag => tag.StartsWith("cancel", StringComparison.Ordinal))), visit.ToString());
        Assert.True(YesNo.Read(said[yes].Text).IsPlainYes, visit.ToString());
    }
}
