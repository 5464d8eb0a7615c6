using System.Text;
using VoiceBooker.Booking.Languages;

namespace VoiceBooker.Booking.Details;

/// <summary>A name that was understood.</summary>
/// <param name="Name">As it is to be written: "Anna Miller", "Shane O'Brien".</param>
/// <param name="Spelled">True when at least one part was given in letters; such a part is certain.</param>
/// <param name="Introduced">True when the caller said that it is a name ("my name is…", "this is…").</param>
public sealed record NameReading(string Name, bool Spelled, bool Introduced);

/// <summary>Names as they are spoken or spelled.</summary>
public static class SpokenName
{
    private static readonly string[][] Introductions =
    [
        .. new[]
        {
            "my full name is", "my name is", "my names", "my name's", "my first name is", "my last name is", "my surname is", "the name is", "the name's", "the names", "name is", "this is", "it is", "it's", "its", "i am", "i'm", "im", "you can call me", "call me", "i am called", "i'm called",
            "put it under", "it's under", "under the name", "under the name of", "first name is", "last name is", "first name", "last name", "surname is", "surname", "that's", "thats", "that is", "that would be", "name", "for", "speaking with", "they call me", "and my name is", "and this is",
        }.Select(text => text.Split(' ')).OrderByDescending(text => text.Length),
    ];

    private static readonly string[][] Corrections =
    [
        .. new[] { "yes", "yeah", "yep", "sure", "okay", "ok", "hi", "hello", "hey", "good morning", "good afternoon", "good evening", "um", "uh", "well", "so", "no", "sorry", "actually", "oh", "and", "of course", "i said", "no it's", "please", "it should be", "should be", "thank you", "thanks", "hi there", "certainly" }.Select(text => text.Split(' ')).OrderByDescending(text => text.Length),
    ];

    private static readonly HashSet<string> NotNames =
    [
        "i", "you", "he", "she", "we", "they", "it", "my", "your", "a", "an", "is", "are", "was", "were", "be", "been", "am", "do", "does", "did", "dont", "have", "has", "had", "can", "could", "would", "should", "want", "need", "like", "book", "booking", "appointment", "meeting", "schedule", "demo", "cancel", "reschedule",
        "calling", "call", "about", "to", "in", "on", "at", "of", "with", "for", "from", "if", "what", "when", "where", "why", "how", "who", "which", "not", "no", "yes", "yeah", "nope", "okay", "sure", "please", "thanks", "thank", "hello", "hi", "the", "this", "that", "there", "here", "now", "today", "tomorrow", "monday", "tuesday", "wednesday", "thursday",
        "friday", "saturday", "sunday", "morning", "afternoon", "evening", "noon", "oclock", "o'clock", "pm", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "repeat", "again", "speak", "human", "person", "agent", "transfer", "goodbye", "bye", "wrong", "correct", "right", "fine", "good", "great",
        "don't", "won't", "can't", "it's", "i'm", "i'd", "i'll", "that's", "what's", "wait", "hold", "second", "moment", "help", "weather", "play", "music", "free", "time", "later", "earlier", "first", "last", "option", "maybe", "perhaps", "interested", "looking", "trying", "going", "ready", "busy", "happy", "sick", "available", "afraid", "just", "very", "really", "some", "any", "something", "anything",
        "nothing", "none", "neither", "either", "another", "other", "more", "works", "work", "email", "phone", "number", "name", "spelled", "spell", "spelling", "absolutely", "yep", "stop", "actually", "sorry", "what", "dot", "perfect", "exactly", "half", "quarter", "next", "week", "day", "anytime", "nobody", "mind", "customer", "existing", "new", "up", "put", "through", "me", "somebody", "someone", "ate", "go", "ahead", "best", "better", "urgent", "important", "ridiculous", "possible", "impossible", "difficult", "hard", "easy", "nice", "bad", "too", "so", "because",
    ];

    private static readonly HashSet<string> Particles = ["van", "von", "der", "den", "de", "la", "da", "di", "du", "del", "bin", "al", "zu", "ter", "ten", "dos", "das", "le", "of", "y"];

    private static readonly HashSet<string> Titles = ["mr", "mrs", "ms", "miss", "mister", "missus", "doctor", "dr", "professor", "prof", "sir", "madam"];

    /// <summary>Reads a name ("my name is anna miller", "m i double l e r"); false for sentences that are not names.</summary>
    /// <param name="words">What was said.</param>
    /// <param name="reading">The name.</param>
    /// <param name="tongue">The language of the words; null: English.</param>
    public static bool TryRead(string words, out NameReading reading, Tongue? tongue = null)
    {
        if (SpokenTongue.Of(tongue) is { } other)
            return other.TryReadName(words, out reading);
        reading = new("", false, false);
        if (words.Length is 0 or > 300)
            return false;
        var said = words.ToLowerInvariant().Replace('’', '\'').Replace("x-ray", "xray", StringComparison.Ordinal).Split([' ', ',', '.', '!', ';', ':', '"'], StringSplitOptions.RemoveEmptyEntries).ToList();
        if (words.Contains('?', StringComparison.Ordinal) || said.Exists(word => word.Contains('@', StringComparison.Ordinal)))
            return false;
        var introduced = false;
        while (Strip(said, Corrections) || (Strip(said, Introductions) && (introduced = true)))
        {
        }

        Trailing(said);
        if (said.Count == 0)
            return false;

        var parts = new List<string>();
        var spelled = false;
        for (var i = 0; i < said.Count;)
        {
            if (said[i] is "and" or "then" or "spelled" or "spelt" or "that's" or "which" or "is" or "with" or "it's" or "space" or "by" or "surname" or "last" or "family" or "first" or "name" && (parts.Count > 0 || i + 1 < said.Count) && Continues(said, i, parts.Count))
            {
                i++;
                continue;
            }

            if (SpelledRun(said, i, out var letters) is > 0 and var length)
            {
                spelled = true;
                i += length;
                // a name said and then spelled is one name
                if (parts.Count > 0 && IsLike(parts[^1], letters))
                    parts[^1] = letters;
                else if (letters.Length > 1)
                    parts.Add(letters);
                else
                    parts.Add(letters.ToUpperInvariant() + ".");
                continue;
            }

            if (NotNames.Contains(said[i]) && !Particles.Contains(said[i]))
                return false;
            if (Titles.Contains(said[i]))
            {
                i++;
                continue;
            }

            if (!said[i].All(letter => char.IsLetter(letter) || letter is '\'' or '-'))
                return false;
            parts.Add(said[i++]);
        }

        if (parts.Count is 0 or > 6 || parts.TrueForAll(Particles.Contains) || (parts.Count > 4 && !spelled && !introduced))
            return false;
        reading = new(string.Join(' ', parts.Select((part, place) => Written(part, place))), spelled, introduced);
        return true;
    }

    /// <summary>The name <paramref name="known"/> after a correction: a single word, spelled or said, replaces the part it is most like; more words replace the whole.</summary>
    public static string Correct(string known, NameReading correction)
    {
        var parts = known.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToList();
        if (parts.Count < 2 || correction.Name.Contains(' ', StringComparison.Ordinal))
            return correction.Name;
        var place = Enumerable.Range(0, parts.Count).OrderBy(i => Distance(parts[i].ToLowerInvariant(), correction.Name.ToLowerInvariant())).ThenByDescending(i => i).First();
        if (Distance(parts[place].ToLowerInvariant(), correction.Name.ToLowerInvariant()) > Math.Max(parts[place].Length, correction.Name.Length) * 2 / 3)
            place = parts.Count - 1;
        parts[place] = correction.Name;
        return string.Join(' ', parts);
    }

    private static bool Strip(List<string> said, string[][] leads)
    {
        foreach (var lead in leads)
            if (said.Count > lead.Length && said.Take(lead.Length).SequenceEqual(lead))
            {
                said.RemoveRange(0, lead.Length);
                return true;
            }

        return false;
    }

    private static void Trailing(List<string> said)
    {
        string[][] tails = [["speaking"], ["here"], ["please"], ["thank", "you"], ["thanks"], ["is", "my", "name"], ["calling"], ["is", "the", "name"], ["all", "one", "word"]];
        bool found;
        do
        {
            found = false;
            foreach (var tail in tails)
                if (said.Count > tail.Length && said.TakeLast(tail.Length).SequenceEqual(tail))
                {
                    said.RemoveRange(said.Count - tail.Length, tail.Length);
                    found = true;
                }
        }
        while (found);
    }

    /// <summary>Joining words count only where a spelling follows, or a name already stands.</summary>
    private static bool Continues(List<string> said, int i, int parts) => said[i] is "spelled" or "spelt" or "then" or "space" || (i + 1 < said.Count && (SpelledRun(said, i + 1, out _) > 0 || (parts > 0 && said[i] is "and" && said[i + 1] is "then" or "last" or "the" or "surname")
        || (parts > 0 && said[i] is "surname" or "last" or "family" or "name" or "that's" or "which" or "it's" or "is" && (said[i + 1] is "name" or "is" or "spelled" or "spelt"))));

    private static int SpelledRun(List<string> said, int i, out string letters)
    {
        var read = new StringBuilder();
        var at = i;
        var count = 0;
        var sure = false;
        while (at < said.Count)
        {
            if (said[at] is "and" && count > 0 && at + 1 < said.Count && said[at + 1].Length == 1)
                at++;
            if (said[at].Contains('-', StringComparison.Ordinal) && said[at].Split('-') is { Length: > 1 } hyphened && hyphened.All(part => part.Length == 1 && char.IsAsciiLetter(part[0])))
            {
                read.AppendJoin("", hyphened);
                (at, count, sure) = (at + 1, count + hyphened.Length, true);
                continue;
            }

            if (Spelling.Letter(said[at]) is { } letter && char.IsAsciiDigit(letter))
                break;
            if (said[at] is "apostrophe" && count > 0)
            {
                read.Append('\'');
                at++;
                continue;
            }

            var length = Spelling.Read(said, at, read);
            if (length == 0)
                break;
            sure |= length > 1 || said[at].Length == 1;
            at += length;
            count++;
        }

        letters = read.ToString();
        var alphabet = count >= 3 && Enumerable.Range(i, Math.Min(at, said.Count) - i).All(place => Spelling.IsAlphabetWord(said[place]));
        if (count >= 2 && sure || alphabet || (count == 1 && said[i].Length == 1 && i > 0 && i + 1 < said.Count))
            return at - i;
        letters = "";
        return 0;
    }

    internal static bool IsLike(string said, string spelled) => said[0] == spelled[0] && Distance(said, spelled) <= Math.Max(2, spelled.Length / 2);

    internal static string Written(string part, int place)
    {
        if (place > 0 && Particles.Contains(part))
            return part;
        if (part.Contains('-', StringComparison.Ordinal))
            return string.Join('-', part.Split('-').Select(piece => piece.Length == 0 ? piece : Written(piece, 0)));
        if (part.StartsWith("mc", StringComparison.Ordinal) && part.Length > 4)
            return "Mc" + SpokenEnglish.Capital(part[2..]);
        if (part.Length > 3 && part[0] is 'o' or 'd' && part[1] == '\'')
            return $"{char.ToUpperInvariant(part[0])}'{SpokenEnglish.Capital(part[2..])}";
        return SpokenEnglish.Capital(part);
    }

    /// <summary>How many letters must change to make one word the other.</summary>
    internal static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var corner = row[0]++;
            for (var j = 1; j <= b.Length; j++)
                (corner, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, corner + (a[i - 1] == b[j - 1] ? 0 : 1)));
        }

        return row[^1];
    }
}
