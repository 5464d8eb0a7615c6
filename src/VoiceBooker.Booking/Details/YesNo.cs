namespace VoiceBooker.Booking.Details;

/// <summary>Whether somebody agreed.</summary>
public enum Answer
{
    /// <summary>Neither: "maybe", "i guess", or something else altogether.</summary>
    Unclear,

    /// <summary>Real agreement.</summary>
    Yes,

    /// <summary>Real refusal.</summary>
    No,
}

/// <summary>An answer and what was said beside it.</summary>
/// <param name="Answer">Whether somebody agreed.</param>
/// <param name="Rest">What else was said ("but at three", "i said friday"), as it was said; empty when nothing of meaning. A yes with a rest is no plain yes: read the rest first.</param>
public sealed record YesNoReading(Answer Answer, string Rest)
{
    /// <summary>An explicit yes with nothing beside it: the only one that may confirm a booking.</summary>
    public bool IsPlainYes => Answer == Answer.Yes && Rest.Length == 0;
}

/// <summary>Yes and no as people say them.</summary>
public static class YesNo
{
    /// <summary>Reads an answer; keys 1 and 2 are yes and no.</summary>
    public static YesNoReading Read(string words) => throw new NotImplementedException();

    /// <summary>True when the words are a plain yes or no, so that nothing more need be waited for.</summary>
    public static bool IsComplete(string words) => throw new NotImplementedException();
}
