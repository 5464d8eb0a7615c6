using System.Diagnostics;
using VoiceBooker.Tests.Voice.Playing;
using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Speaking;
using VoiceBooker.Voice.Turns;

namespace VoiceBooker.Tests.Voice.Calls;

public sealed class WholeCallTests
{
    private static CallScript Booking() => new CallScript()
        .Greets("Good morning, this is Anna. How can I help you?", Question.Open)
        .CallerSays("i would like to book a meeting", from: 4, until: 5.8)
        .BotAnswers("Gladly. I have Friday at ten, Friday at two, or Monday at nine. Which one suits you?", new Question(AnswerKind.Choice, []))
        .CallerCoughs(from: 8.5, until: 8.7)
        .CallerSays("the second one", from: 16, until: 16.8)
        .BotAnswers("Friday at two, with Anna. Is that right?", Question.YesNo)
        .CallerSays("yes", from: 21.5, until: 21.9)
        .BotAnswers(new Answer([new Speech.Words("Done. Until Friday. Goodbye."), new Speech.HangsUp()]))
        .CallerHangsUp(40);

    [Fact]
    public void A_call_of_half_a_minute_plays_in_a_moment_and_always_the_same()
    {
        var first = Booking().Play();
        var watch = Stopwatch.StartNew();
        var second = Booking().Play();

        Assert.Equal(HangUpCause.Us, first.Cause);
        Assert.InRange(first.Length.TotalSeconds, 23, 30);
        Assert.Equal(first.Journal.Text, second.Journal.Text);
        Assert.Equal(first.Line.Ear.Select(each => Convert.ToHexString(each.Frame)), second.Line.Ear.Select(each => Convert.ToHexString(each.Frame)));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(3), $"{watch.Elapsed}");
        Assert.Equal(["i would like to book a meeting", "the second one", "yes"], first.Agent.Asked);
    }

    [Fact]
    public void What_was_understood_is_shown_before_it_is_answered()
    {
        var line = Booking().Play().Line;

        Assert.Equal(["i would like to book a meeting", "the second one", "yes"], line.Understood.Select(each => each.Text));
        Assert.All(line.Understood.Zip(["Gladly.", "Friday", "Done."]), each => Assert.True(each.First.At <= line.Captions.First(caption => caption.Text.StartsWith(each.Second, StringComparison.Ordinal)).At));
    }

    [Fact]
    public void The_journal_tells_the_call()
    {
        var journal = Booking().Play().Journal;

        Assert.Equal("call.ended", journal.Entries[^1].Kind);
        Assert.Equal("us", journal.Of("call.ended")[0].GetProperty("cause").GetString());
        Assert.Equal(3, journal.Of("turn.timing").Count);
        Assert.Equal(4, journal.Of("bot.said").Count);
        Assert.Equal(4, journal.Of("bot.heard").Count);
        var yes = journal.Of("turn.timing")[2];
        Assert.Equal(21_900, yes.GetProperty("endOfSpeechAt").GetInt64(), 40.0);
        Assert.InRange(yes.GetProperty("turnTakenAt").GetInt64() - 21_900, 380, 450); // short after a yes-or-no question
        var open = journal.Of("turn.timing")[0];
        Assert.InRange(open.GetProperty("turnTakenAt").GetInt64() - 5_800, 730, 800);
        Assert.InRange(open.GetProperty("firstAudioMs").GetInt64(), 800, 1000);
    }

    [Fact]
    public void The_first_word_is_on_the_line_at_once()
    {
        var call = Booking().Play();

        Assert.True(call.Heard(0).First() <= TimeSpan.FromMilliseconds(180), $"{call.Heard(0).First()}");
        Assert.NotEmpty(call.Line.Listenings);
    }

    [Fact]
    public void What_the_caller_said_while_hanging_up_still_counts()
    {
        var call = new CallScript().Greets("Is Friday right?", Question.YesNo).CallerSays("yes", from: 3, until: 3.3).CallerHangsUp(3.4).Play();

        Assert.Equal(["Is Friday right?", "yes"], call.Agent.EndedWith);
        Assert.Empty(call.Agent.Asked);
        Assert.Equal(HangUpCause.Caller, call.Cause);
    }

    [Fact]
    public void A_line_that_breaks_in_the_middle_of_a_word_ends_the_call_in_order()
    {
        var call = new CallScript().Greets("This is a long greeting that nobody will hear to its end today.").LineBreaks(1.5).Play();

        Assert.Equal(HangUpCause.LineLost, call.Cause);
        Assert.Single(call.Journal.Of("line.lost"));
        Assert.NotNull(call.Agent.Ended);
        Assert.True(call.Conversation.LastOfBot!.CutOff);
    }

    [Fact]
    public void A_typed_call_needs_no_audio_and_hears_by_marks()
    {
        var call = new CallScript()
            .Greets("Hello. How can I help you?", Question.Open)
            .Typed()
            .CallerTypes("a meeting please", at: 1)
            .BotAnswers(new Answer([new Speech.Words("Friday at ten. ", "read-back"), new Speech.Words("Right?"), new Speech.Asks(Question.YesNo)]))
            .CallerTypes("yes", at: 2)
            .BotAnswers(new Answer([new Speech.Words("Done. Goodbye."), new Speech.HangsUp()]))
            .CallerHangsUp(10)
            .Play();

        Assert.Equal(["Hello. How can I help you?", "a meeting please", "Friday at ten. Right?", "yes", "Done. Goodbye."], call.Texts);
        Assert.True(call.Conversation.WasHeard("read-back"));
        Assert.Empty(call.Voice.Phrases);
        Assert.Equal(HangUpCause.Us, call.Cause);
        Assert.Equal(AnswerKind.YesNo, call.Line.Listenings[1].Question.Kind);
    }

    [Fact]
    public void Typing_before_a_caption_was_read_is_an_interruption()
    {
        var call = new CallScript()
            .Greets("Hello. How can I help you?", Question.Open)
            .Typed(readsIn: null)
            .CallerTypes("a meeting please", at: 1)
            .CallerHangsUp(2)
            .Play();

        Assert.Equal("", call.Texts.First());
        Assert.Equal("Hello. How can I help you?", call.Conversation.Utterances[0].Unheard);
    }

    [Fact]
    public void Keys_answer_wherever_a_choice_is_spoken()
    {
        var call = new CallScript()
            .Greets("Press one, two or three.", new Question(AnswerKind.Choice, []))
            .CallerPresses('2', at: 4)
            .BotAnswers("Your number please?", new Question(AnswerKind.Digits, [], DigitCount: 0))
            .CallerPresses('5', at: 8).CallerPresses('5', at: 9).CallerPresses('1', at: 10)
            .BotAnswers("Thank you.")
            .CallerHangsUp(16)
            .Play();

        Assert.Equal(["2", "551"], call.Agent.Asked);
        Assert.Equal(4, call.Journal.Of("key.pressed").Count);
        Assert.Equal(12_500, call.Journal.Of("turn.timing")[1].GetProperty("turnTakenAt").GetInt64(), 40.0);
    }
}
