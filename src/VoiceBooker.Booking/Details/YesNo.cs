using System.Collections.Frozen;
using VoiceBooker.Booking.Languages;

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
    /// <summary>True when the agreement was said in so many words ("yes", "okay", "book it"), not only in the manner of somebody who listens or is pleased ("great", "got it", "please", "mhm").</summary>
    public bool IsExplicit { get; init; }

    /// <summary>An explicit yes with nothing beside it: the only one that may confirm a booking.</summary>
    public bool IsPlainYes => Answer == Answer.Yes && IsExplicit && Rest.Length == 0;
}

/// <summary>Yes and no as people say them.</summary>
public static class YesNo
{
    private static readonly FrozenDictionary<string, Answer> Phrases = Table();

    /// <summary>Agreement where a question only needs a nod; too little for a booking, since people say these also to show that they have heard, or when they are about to say more.</summary>
    private static readonly FrozenSet<string> Nods = FrozenSet.Create(
        "great", "good", "fine", "right", "k", "please", "works", "true", "all good", "got it", "you got it", "mhm", "mm hmm", "uh huh", "no problem", "why not", "i am", "i can", "i will", "i do",
        "thats good", "that is good", "its good", "thats great", "that is great", "its fine", "its okay", "thats okay", "that is okay", "thats all right");

    /// <summary>Words that answer only when nothing stands beside them: a letter of a spelled name, a digit of a number, a politeness.</summary>
    private static readonly FrozenSet<string> OnlyAlone = FrozenSet.Create("k", "1", "2", "please");

    private static readonly FrozenSet<string> Filler = FrozenSet.Create(
        "please", "thanks", "thank", "you", "um", "uh", "er", "oh", "well", "so", "and", "then", "it", "is", "for", "me", "very", "much", "just", "to", "all", "a", "hey", "the", "now", "sir", "maam", "go", "ahead", "do", "that", "thats", "this", "hmm", "mm", "with", "im", "i", "am", "be", "will", "would", "there", "quite", "really", "totally", "definitely", "too", "again", "lets", "book", "confirm", "its", "fine", "good", "great", "perfect", "lovely", "wonderful");

    /// <summary>Reads an answer; keys 1 and 2 are yes and no.</summary>
    /// <param name="words">What was said, typed or keyed.</param>
    /// <param name="tongue">Its language; null: English.</param>
    public static YesNoReading Read(string words, Tongue? tongue = null)
    {
        if (YesNoPhrases.Of(tongue) is { } other)
            return other.Read(words);
        var original = words.Length > 1000 ? [] : words.Split([' ', ',', '.', '!', '?', ';'], StringSplitOptions.RemoveEmptyEntries);
        var said = Array.ConvertAll(original, word => word.ToLowerInvariant().Replace("'", "", StringComparison.Ordinal).Replace("’", "", StringComparison.Ordinal));
        if (said.Length == 0)
            return new(Answer.Unclear, "");
        if (words.Contains('?', StringComparison.Ordinal) && said[0] is not ("yes" or "yeah" or "no"))
            return new(Answer.Unclear, words.Trim());

        bool yes = false, no = false, doubt = false, explicitly = false;
        var rest = new List<string>();
        var pending = new List<string>();
        for (var i = 0; i < said.Length;)
        {
            var (length, answer) = Longest(said, i);
            if (length == 1 && said.Length > 1 && OnlyAlone.Contains(said[i]))
                length = 0;
            if (length > 0 && !(rest.Count > 0 && answer is Answer.Yes or Answer.No && length == 1 && said[i] is "right" or "no" or "perfect" or "great" or "fine" or "good"))
            {
                // a refusal after other words ("tuesday doesn't work") still belongs to them
                yes |= answer == Answer.Yes;
                explicitly |= answer == Answer.Yes && !Nods.Contains(string.Join(' ', said, i, length));
                no |= answer == Answer.No;
                doubt |= answer == Answer.Unclear;
                i += length;
                pending.Clear();
                continue;
            }

            if (Filler.Contains(said[i]))
                pending.Add(original[i]);
            else
            {
                rest.AddRange(pending);
                pending.Clear();
                rest.Add(original[i]);
            }

            i++;
        }

        if (rest.Count > 0)
            rest.AddRange(pending);
        var left = string.Join(' ', rest);
        var read = (yes, no, doubt) switch
        {
            (_, _, true) => Answer.Unclear,
            (true, true, _) => Answer.Unclear,
            (true, _, _) => Answer.Yes,
            (_, true, _) => Answer.No,
            _ => Answer.Unclear,
        };
        return new(read, read == Answer.Unclear && left.Length == 0 && !yes && !no && !doubt ? words.Trim() : left) { IsExplicit = explicitly };
    }

    /// <summary>True when the words are a plain yes or no, so that nothing more need be waited for.</summary>
    public static bool IsComplete(string words) => IsComplete(words, null);

    /// <inheritdoc cref="IsComplete(string)"/>
    public static bool IsComplete(string words, Tongue? tongue) => Read(words, tongue) is { Answer: Answer.Yes or Answer.No, Rest.Length: 0 };

    private static (int Length, Answer Answer) Longest(string[] said, int at)
    {
        for (var length = Math.Min(7, said.Length - at); length > 0; length--)
            if (Phrases.TryGetValue(string.Join(' ', said, at, length), out var answer))
            {
                // "right now", "correct the name", "sure thing" and "no one" are other words
                if (length == 1 && at + 1 < said.Length && (said[at], said[at + 1]) is ("right", "now" or "after" or "before") or ("correct", "the" or "my" or "it") or ("no", "one" or "problem" or "worries" or "idea" or "rush" or "matter") or ("fine", "print") or ("good", "morning" or "afternoon" or "evening") or ("great", "deal"))
                    continue;
                if (length == 1 && at > 0 && said[at - 1] is "a" or "an" or "my" or "the" or "any" or "too" or "what" or "if" or "whats" or "are" or "have" or "not" or "other" or "you" or "another")
                    continue;
                return (length, answer);
            }

        return (0, Answer.Unclear);
    }

    private static FrozenDictionary<string, Answer> Table()
    {
        string[] yes =
        [
            "yes", "yeah", "yep", "yup", "yea", "ya", "aye", "sure", "sure thing", "of course", "absolutely", "definitely", "certainly", "correct", "exactly", "right", "thats right", "that is right", "thats correct", "that is correct",
            "thats it", "okay", "ok", "k", "alright", "all right", "fine", "thats fine", "that is fine", "its fine", "sounds good", "that sounds good", "sounds great", "that sounds great", "sounds fine", "sounds perfect", "that works", "it works", "works for me", "that works for me", "works",
            "that will work", "thatll work", "that would work", "go ahead", "please do", "do it", "do that", "perfect", "great", "good", "thats good", "thats great", "thats perfect", "thats fine by me", "book it", "confirm", "confirmed", "i confirm", "i agree", "agreed", "affirmative",
            "you bet", "uh huh", "mhm", "mm hmm", "i do", "it is", "yes it is", "i would", "please", "lets do it", "lets do that", "lets book it", "make it so", "true", "by all means", "no problem", "all good", "one hundred percent", "why not", "yes indeed", "indeed", "that would be great", "that would be fine", "that would be good", "that would be perfect", "that is perfect", "that is good", "that is great", "thats the one",
            "thats all right", "thats okay", "that is okay", "its okay", "its good", "its correct", "its right", "it is correct", "it is right", "everything is correct", "all correct", "you got it", "got it", "i am", "i can", "i will", "id like that", "id love to", "i would like that", "looks good", "looks right", "that suits me", "suits me", "book that", "1",
        ];
        string[] no =
        [
            "no", "nope", "nah", "no way", "not really", "not quite", "not right", "not correct", "thats not right", "thats not correct", "thats wrong", "that is wrong", "wrong", "incorrect", "i dont think so", "i do not think so", "dont think so", "negative", "never", "never mind", "nevermind", "no thanks", "no thank you", "not at all",
            "absolutely not", "definitely not", "certainly not", "of course not", "please dont", "please do not", "dont", "do not", "dont do that", "dont do it", "dont book it", "do not book it", "dont book that", "not that one", "not that", "it isnt", "it is not", "its not", "thats not it", "that is not it", "that is not right", "that is not correct", "isnt right", "isnt correct", "is not right", "is not correct",
            "doesnt work", "does not work", "wont work", "that doesnt work", "that does not work", "that doesnt work for me", "that does not work for me", "that wont work", "it doesnt work", "doesnt suit me", "i cant", "i cannot", "i cant make it", "i cant do that", "i cant make that", "i can not", "not for me", "not today", "not now", "not yet",
            "none of those", "none of them", "none of these", "none of those work", "none of those work for me", "none of them work", "none", "neither", "neither of those", "neither of them", "neither one", "none of the above", "not okay", "not ok", "not good", "not fine", "no good", "thats no good", "thats not good", "i dont", "i do not", "i dont want that", "i dont want it", "i dont want to", "i wouldnt", "i would not", "id rather not", "i would rather not", "rather not", "not a chance", "forget it", "2",
            "i disagree", "cancel", "stop", "not sure thats right", "not happy with that", "that isnt right", "that isnt correct", "hardly", "not exactly", "not going to work", "not possible", "i didnt", "i did not", "no no", "no no no", "thats not what i said", "that is not what i said", "not agreed", "i dont agree", "i do not agree", "not confirmed", "i never said that", "dont confirm",
        ];
        string[] unclear =
        [
            "maybe", "perhaps", "i guess", "i guess so", "i suppose", "i suppose so", "possibly", "probably", "hmm", "hm", "um", "uh", "not sure", "im not sure", "i am not sure", "i dont know", "i do not know", "dont know", "let me think", "let me see", "let me check", "one moment", "hold on", "wait", "hold on a second", "one second",
            "it depends", "depends", "could be", "kind of", "sort of", "i think so", "i think", "might be", "we will see", "well see", "we'll see", "give me a second", "give me a minute", "just a moment", "just a second", "yes and no", "yes or no", "not necessarily", "what", "pardon", "sorry", "say that again", "not certain", "i might", "if you say so", "whatever", "i hope so", "are you sure", "is that right", "is that correct", "is it", "really",
        ];
        var table = new Dictionary<string, Answer>(StringComparer.Ordinal);
        foreach (var phrase in yes)
            table[phrase] = Answer.Yes;
        foreach (var phrase in no)
            table[phrase] = Answer.No;
        foreach (var phrase in unclear)
            table[phrase] = Answer.Unclear;
        foreach (var sound in (string[])["um", "uh"])
            table.Remove(sound);
        return table.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
