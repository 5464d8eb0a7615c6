using NodaTime;
using VoiceBooker.Booking.Journal;
using VoiceBooker.Server.Console.Calls;

namespace VoiceBooker.Server.Tests.Console;

public sealed class CallStoryTests
{
    private long _sequence;

    [Fact]
    public void What_was_cut_off_stands_beside_what_was_heard()
    {
        var story = CallStory.Of(
        [
            At(100, "bot.said", """{"turn":1,"text":"I have ten, eleven, or two.","at":100}"""),
            At(2100, "bot.heard", """{"turn":1,"text":"I have ten, ","unheard":"eleven, or two.","tags":[],"at":2100}"""),
            At(2500, "caller.said", """{"text":"ten please","by":"voice","confidence":0.8,"at":1900}"""),
        ]);

        Assert.Equal(("I have ten, ", "eleven, or two.", true, 100L), (story.Lines[0].Text, story.Lines[0].Unheard, story.Lines[0].Settled, story.Lines[0].AtMs));
        Assert.Equal((StoryVoice.Caller, "ten please", 1900L), (story.Lines[1].Who, story.Lines[1].Text, story.Lines[1].AtMs));
    }

    [Fact]
    public void Words_still_being_spoken_are_not_called_heard()
    {
        var story = CallStory.Of([At(100, "bot.said", """{"turn":1,"text":"Hello.","at":100}""")]);
        Assert.False(Assert.Single(story.Lines).Settled);
    }

    [Fact]
    public void A_bot_that_went_on_after_a_cough_has_one_line()
    {
        var story = CallStory.Of(
        [
            At(100, "bot.said", """{"turn":1,"text":"Hello, this is Ava.","at":100}"""),
            At(900, "bot.heard", """{"turn":1,"text":"Hello, ","unheard":"this is Ava.","tags":[],"at":900}"""),
            At(1900, "bot.heard", """{"turn":1,"text":"Hello, this is Ava.","unheard":"","tags":[],"at":1900}"""),
        ]);
        Assert.Equal(("Hello, this is Ava.", ""), (Assert.Single(story.Lines).Text, story.Lines[0].Unheard));
    }

    [Fact]
    public void Keys_pressed_in_a_row_stand_in_one_line()
    {
        var story = CallStory.Of([At(1, "key.pressed", """{"digit":"4","at":1}"""), At(2, "key.pressed", """{"digit":"2","at":2}"""), At(3, "caller.said", """{"text":"42","by":"keys","at":3}""")]);
        Assert.Equal("4 2", Assert.Single(story.Lines).Text);
    }

    [Fact]
    public void The_wait_for_an_answer_stands_at_its_line_whichever_comes_first()
    {
        var story = CallStory.Of(
        [
            At(1, "turn.timing", """{"turn":2,"firstWordsMs":210,"firstAudioMs":640}"""),
            At(2, "bot.said", """{"turn":2,"text":"Tuesday at ten.","at":2}"""),
            At(3, "bot.heard", """{"turn":2,"text":"Tuesday at ten.","unheard":"","at":3}"""),
        ]);
        Assert.Equal(new TurnTiming(210, 640), Assert.Single(story.Lines).Timing);
        Assert.Equal([640L], story.Waits);
    }

    [Fact]
    public void A_booking_is_told_step_by_step()
    {
        var story = CallStory.Of(
        [
            At(1, "intent.changed", """{"intent":"x","state":"Chosen","start":"2026-11-24T15:00:00Z","zone":"America/New_York"}"""),
            At(2, "booking.committing", "{}"),
            At(3, "booking.resolved", """{"outcome":"booked","reference":"R1","meetingPlace":"12 Harbour Street"}"""),
            At(4, "booking.told", "{}"),
        ]);
        Assert.Equal(
            [
                "A time was chosen and is held (Tue 24 Nov, 10:00 America/New_York).",
                "The booking is on record and goes to the calendar.",
                "Booked at 12 Harbour Street, reference R1.",
                "The caller heard that it is booked.",
            ],
            story.Steps.Select(step => step.Text));
    }

    [Fact]
    public void What_became_of_a_booking_after_the_call_is_told_in_its_steps()
    {
        static string Changed(string what, string reason = "") => $$"""{"what":"{{what}}","start":"2026-11-24T15:00:00Z","zone":"America/New_York","reason":"{{reason}}"}""";
        var story = CallStory.Of(
        [
            At(1, "booking.changed", Changed("confirmed")),
            At(2, "booking.changed", Changed("moved")),
            At(3, "booking.changed", Changed("cancelled", "The host is ill.")),
            At(4, "booking.changed", Changed("restored")),
        ]);
        Assert.Equal(
            [
                "A person at the calendar's side has agreed to it.",
                "After the call it was moved in the calendar itself, to Tue 24 Nov, 10:00 America/New_York.",
                "After the call it was cancelled in the calendar itself: The host is ill.",
                "It stands in the calendar again (Tue 24 Nov, 10:00 America/New_York).",
            ],
            story.Steps.Select(step => step.Text));
    }

    [Fact]
    public void A_torn_entry_does_not_hide_the_rest_of_the_call()
    {
        var story = CallStory.Of([At(1, "caller.said", "{\"text\":\"hel"), At(2, "caller.said", """{"text":"hello","at":2}""")]);
        Assert.Equal("hello", story.Lines[^1].Text);
    }

    private JournalEntry At(long ms, string kind, string data) => new(++_sequence, Instant.FromUnixTimeMilliseconds(ms), ms, kind, data);
}
