using VoiceBooker.Tests.Voice.Playing;
using VoiceBooker.Voice.Speaking;
using VoiceBooker.Voice.Turns;
using Xunit.Abstractions;

namespace VoiceBooker.Tests.Voice.Calls;

public sealed class InterruptionTests(ITestOutputHelper output)
{
    [Fact]
    public void Talking_over_the_bot_keeps_only_what_was_heard()
    {
        var call = new CallScript()
            .CallerSays("what is free on friday", from: 2, until: 3.2)
            .BotAnswers("On Friday I have ten, eleven, two, three, or four.")
            .CallerSays("no sorry monday", from: 6.1, until: 6.9)
            .BotAnswers("Monday at nine.")
            .CallerHangsUp(12)
            .Play();
        output.WriteLine(call.Journal.Text);

        Assert.Equal(["Hello.", "what is free on friday", "On Friday I have ten, eleven, ", "no sorry monday", "Monday at nine."], call.Texts);
        Assert.Equal("two, three, or four.", call.Conversation.Utterances[2].Unheard);
    }
}
