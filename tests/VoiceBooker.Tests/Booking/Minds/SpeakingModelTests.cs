using VoiceBooker.Booking.Minds;
using VoiceBooker.Voice.Speaking;

namespace VoiceBooker.Tests.Booking.Minds;

public sealed class SpeakingModelTests
{
    private const byte Tone = 0x91;

    [Fact]
    public void What_a_model_says_itself_is_heard_and_the_desk_goes_on_in_our_voice()
    {
        var passage = Passage(seconds: 1);
        var call = new LedCall()
            .CallerSays("i would like an appointment", 3, 4.5)
            .Model("speaks", model => model.Answers = said => said.Contains("appointment", StringComparison.Ordinal) ? [Voiced(passage), Told(passage, "Gladly. "), Piece.Call("choose_event", 0, ("event", ""))] : null)
            .Play(hangsUpAt: 14);

        Assert.StartsWith("Gladly. ", call.Said[1], StringComparison.Ordinal);
        Assert.True(call.Said[1].Length > "Gladly. ".Length);
        Assert.Equal(50, Frames(call));
        Assert.Equal(TimeSpan.FromSeconds(1), passage.Heard);
        Assert.Empty(call.Journal.Of("claim.blocked"));
    }

    [Fact]
    public void A_model_that_says_aloud_what_is_not_so_falls_silent_and_the_truth_follows()
    {
        var passage = Passage(seconds: 8);
        var call = new LedCall()
            .CallerSays("i would like an appointment", 3, 4.5)
            .Model("lies", model => model.Answers = said => said.Contains("appointment", StringComparison.Ordinal) ? [Voiced(passage), Told(passage, "You are booked for noon tomorrow. See you then. ", after: 0.6)] : null)
            .Play(hangsUpAt: 20);

        Assert.True(passage.IsWithdrawn);
        Assert.InRange(Frames(call), 1, 110); // of 400: what was on the line when its words became known
        Assert.Contains("nothing is booked", call.Heard, StringComparison.OrdinalIgnoreCase);
        Assert.Single(call.Journal.Of("claim.blocked"));
        call.Visit.NothingBooked();
    }

    private static Piece Voiced(VoicedPassage passage) => new(new VoicedContent(passage), TimeSpan.Zero);

    private static Piece Told(VoicedPassage passage, string text, double after = 0)
    {
        passage.Tell(text);
        return Piece.Text(text, after);
    }

    private static VoicedPassage Passage(double seconds)
    {
        var passage = new VoicedPassage();
        var audio = new byte[(int)(8000 * seconds)];
        Array.Fill(audio, Tone);
        passage.Add(audio);
        passage.Complete();
        return passage;
    }

    private static int Frames(PlayedLedCall call) => call.Line.Ear.Count(each => Array.IndexOf(each.Frame, Tone) >= 0);
}
