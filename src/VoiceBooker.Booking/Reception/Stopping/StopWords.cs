using System.Text;
using VoiceBooker.Booking.Languages;

namespace VoiceBooker.Booking.Reception.Stopping;

/// <summary>Whether somebody does not want to be called any more.</summary>
public enum StopWish
{
    /// <summary>They said something else.</summary>
    None,

    /// <summary>It may be meant, and something else as well ("take me off that"): they are asked.</summary>
    Unclear,

    /// <summary>It is meant: no more calls.</summary>
    Clear,
}

/// <summary>Where the words came from: the same words mean one thing to a stranger who rings and another to a receptionist one has rung.</summary>
public enum StopPlace
{
    /// <summary>A call that we made.</summary>
    OurCall,

    /// <summary>A call that came in: only what names calls, or the list of those who are called, is clear there.</summary>
    TheirCall,

    /// <summary>A text message sent to a number of ours; read as on a call that we made, and "stop texting me" is clear.</summary>
    Message,
}

/// <summary>
/// Reads the wish to be called no more from what people say or write, in every language at once, whatever the call's. Pure, and quick whatever is said: no pattern can be made slow, so that none needs a limit of time.
/// What looks like it and is not ("don't stop calling", "not before nine", "take me off the calendar") is crossed out before the wish is looked for.
/// </summary>
public static class StopWords
{
    private const int LongestRow = 2000;

    private static readonly (Tongue Fold, StopRules Rules)[] Languages = [(Tongue.English, StopRules.English), (Tongue.German, StopRules.German), (Tongue.Spanish, StopRules.Spanish), (Tongue.French, StopRules.French)];

    /// <summary>Runs every pattern once, so that the first caller does not wait for that. For the start of the server.</summary>
    public static void MakeReady()
    {
        foreach (var (_, rules) in Languages)
            rules.Run("¤");
        _ = Read("stop", StopPlace.OurCall);
    }

    /// <summary>What <paramref name="said"/> is, in that <paramref name="place"/>.</summary>
    /// <param name="said">What was said, typed or written; of more than 2000 characters the last.</param>
    /// <param name="place">Where.</param>
    public static StopWish Read(string said, StopPlace place)
    {
        if (said.Length > LongestRow)
            said = said[^LongestRow..];
        var wish = StopWish.None;
        foreach (var (fold, rules) in Languages)
        {
            foreach (var sentence in Sentences(Folding.Fold(said, fold)))
            {
                var found = Read(sentence, rules, place);
                if (found is StopWish.Clear)
                    return found;
                wish = found is StopWish.None ? wish : found;
            }
        }

        if (place is StopPlace.TheirCall)
            return wish;
        var whole = string.Join(' ', Sentences(Folding.Fold(said, Tongue.French)));
        return StopRules.LoneStop.Match(whole) ? StopWish.Clear : StopRules.LoneHalt.Match(whole) ? StopWish.Unclear : wish;
    }

    /// <summary>1. what limits or denies the wish is crossed out; 2. what is meant whoever reports it; 3. what others said to others is crossed out; 4. the wish, as clear as it is in that place.</summary>
    private static StopWish Read(string sentence, StopRules rules, StopPlace place)
    {
        if (!Array.Exists(rules.Hints, hint => sentence.Contains(hint, StringComparison.Ordinal)))
            return StopWish.None;
        var ours = place is not StopPlace.TheirCall;
        var words = rules.Limits.CrossOut(sentence);
        if (rules.Meant.Match(words))
            return StopWish.Clear;
        words = rules.Denials.CrossOut(words);
        var own = rules.Reports.CrossOut(words);
        if (rules.NamesCalls.Match(own) || (ours && rules.ToCallers.Match(own)) || (place is StopPlace.Message && rules.NamesTexts.Match(own)))
            return StopWish.Clear;
        if (rules.Doubtful.Match(own) || rules.ToCallers.Match(own))
            return StopWish.Unclear;
        return ours && (rules.DoubtfulToCallers.Match(own) || rules.NamesCalls.Match(words) || rules.NamesTexts.Match(own)) ? StopWish.Unclear : StopWish.None;
    }

    /// <summary>The sentences in plain letters, one space between words, without marks but apostrophes.</summary>
    private static List<string> Sentences(string folded)
    {
        List<string> sentences = [];
        var sentence = new StringBuilder(folded.Length);
        foreach (var letter in folded)
        {
            if (char.IsLetterOrDigit(letter) || letter == '\'')
                sentence.Append(letter);
            else if (letter is '.' or '!' or '?' or ';' or ':' or '…' or '\n')
                End();
            else if (sentence.Length > 0 && sentence[^1] != ' ')
                sentence.Append(' ');
        }

        End();
        return sentences;

        void End()
        {
            if (sentence.ToString().TrimEnd() is { Length: > 0 } whole)
                sentences.Add(whole);
            sentence.Clear();
        }
    }
}
