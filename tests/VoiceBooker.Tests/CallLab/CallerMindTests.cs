using VoiceBooker.CallLab.Callers;
using VoiceBooker.CallLab.Scenarios;

namespace VoiceBooker.Tests.CallLab;

public sealed class CallerMindTests
{
    [Fact]
    public void The_first_rule_that_fits_is_taken_and_one_that_is_used_up_is_not()
    {
        var mind = new CallerMind(new Scenario
        {
            Answers = [new AnswerRule { When = "choice ~ tuesday", Say = "another day", Once = true }, new AnswerRule { When = "choice", Say = "the second" }],
        });

        Assert.Equal("another day", mind.Answer("choice", "I have Tuesday at ten.")?.Say);
        Assert.Equal("the second", mind.Answer("choice", "I have Tuesday at ten.")?.Say);
        Assert.Equal("the second", mind.Answer("choice", "I have Monday at ten.")?.Say);
    }

    [Fact]
    public void Without_a_rule_the_caller_behaves_as_people_do()
    {
        var mind = new CallerMind(new Scenario());

        Assert.Equal("{wish}", mind.Answer("open", "How can I help you?")?.Say);
        Assert.Equal("{name}", mind.Answer("name", "What is your name?")?.Say);
        Assert.Equal("Yes.", mind.Answer("yesno", "Shall I book it?")?.Say);
        Assert.Equal("No thank you.", mind.Answer("yesno", "It is booked. Is there anything else I can do for you?")?.Say);
        Assert.Equal("No thank you, goodbye.", mind.Answer("open", "How can I help you?")?.Say);
    }

    [Fact]
    public void A_rule_for_interrupting_never_answers_and_an_answer_never_interrupts()
    {
        var mind = new CallerMind(new Scenario { Answers = [new AnswerRule { When = "~ @readback", InterruptAfterMs = 300, Say = "yes", Once = true }] });

        Assert.Null(mind.Interrupt("What is your name?"));
        Assert.Equal("yes", mind.Interrupt("Tuesday at ten for Anna. Shall I book it?")?.Say);
        Assert.Null(mind.Interrupt("Tuesday at ten for Anna. Shall I book it?"));
    }
}
