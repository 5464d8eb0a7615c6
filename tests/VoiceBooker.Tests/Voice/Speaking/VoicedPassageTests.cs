using VoiceBooker.Tests.Voice.Playing;
using VoiceBooker.Voice.Speaking;

namespace VoiceBooker.Tests.Voice.Speaking;

public sealed class VoicedPassageTests
{
    private const byte Tone = 0x90;

    [Fact]
    public void Words_with_a_voice_of_their_own_are_played_as_they_are_and_stand_in_the_record()
    {
        var passage = Passage("I can help you with that.", seconds: 1.5);
        var call = new CallScript().CallerSays("book something please", from: 1.5, until: 2.5).BotAnswers(new Answer([new Speech.Voiced(passage)])).CallerHangsUp(8).Play();

        Assert.Equal("I can help you with that.", call.Conversation.LastOfBot!.Text);
        Assert.Equal(75, Frames(call));
        Assert.Equal(TimeSpan.FromSeconds(1.5), passage.Heard);
        Assert.DoesNotContain("I can help you with that.", call.Voice.Phrases);
    }

    [Fact]
    public void What_follows_in_our_own_voice_is_one_utterance_with_it()
    {
        var call = new CallScript()
            .CallerSays("book something please", from: 1.5, until: 2.5)
            .BotAnswers(new Answer([new Speech.Voiced(Passage("Sure. ", seconds: 0.5)), new Speech.Words("Which day would suit you?")]))
            .CallerHangsUp(9)
            .Play();

        Assert.Equal("Sure. Which day would suit you?", call.Conversation.LastOfBot!.Text);
        Assert.Contains("Which day would suit you?", call.Voice.Phrases);
    }

    [Fact]
    public void Talking_over_it_keeps_the_share_that_was_heard_and_tells_how_much_that_was()
    {
        var passage = Passage("one two three four five six seven eight nine ten", seconds: 5);
        var call = new CallScript()
            .CallerSays("book something please", from: 1.5, until: 2.5)
            .BotAnswers(new Answer([new Speech.Voiced(passage)]))
            .CallerSays("no wait please stop", from: 6, until: 7)
            .BotAnswers("Yes?")
            .CallerHangsUp(11)
            .Play();

        var cut = call.Conversation.Utterances.First(utterance => utterance.CutOff);
        Assert.StartsWith("one two", cut.Text, StringComparison.Ordinal);
        Assert.EndsWith("ten", cut.Unheard, StringComparison.Ordinal);
        Assert.InRange(passage.Heard, TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(4.5));
    }

    [Fact]
    public void What_is_withdrawn_is_heard_no_further_and_the_truth_follows()
    {
        var passage = Passage("You are booked for noon.", seconds: 5);
        var call = new CallScript()
            .CallerSays("book something please", from: 1.5, until: 2.5)
            .BotAnswers(new Answer([new Speech.Voiced(passage), new Speech.Words("Nothing is booked yet.")]) { WithdrawsAfter = (passage, TimeSpan.FromSeconds(1)) })
            .CallerHangsUp(11)
            .Play();

        Assert.InRange(Frames(call), 20, 90);
        Assert.EndsWith("Nothing is booked yet.", call.Conversation.LastOfBot!.Text, StringComparison.Ordinal);
        Assert.Contains("Nothing is booked yet.", call.Voice.Phrases);
    }

    private static VoicedPassage Passage(string text, double seconds)
    {
        var passage = new VoicedPassage();
        var audio = new byte[(int)(8000 * seconds)];
        Array.Fill(audio, Tone);
        passage.Add(audio);
        passage.Tell(text);
        passage.Complete();
        return passage;
    }

    private static int Frames(PlayedCall call) => call.Line.Ear.Count(each => each.Frame.Contains(Tone));
}
