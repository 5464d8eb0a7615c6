using System.Text.RegularExpressions;
using VoiceBooker.Booking.Languages;

namespace VoiceBooker.Booking.Reception;

/// <summary>Talk that is not about business.</summary>
internal enum SmallTalkKind
{
    None,
    Hello,
    HowAreYou,
    Thanks,
    WhoAreYou,
    WhatCanYouDo,
    AreYouThere,
    Sorry,
}

/// <summary>
/// What callers' phrases are for, by their wording alone, in one language. All take words as <see cref="Plain"/> leaves them: in lower case, without punctuation, and in any language but
/// English without accents, so that the patterns meet what transcribers and hurried typists write.
/// </summary>
internal sealed partial class SaidWords
{
    /// <summary>None of the patterns can take long by itself; a starved machine can make any of them seem to.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private static readonly SaidWords[] All =
    [
        new(Tongue.English, InEnglish),
        new(Tongue.German, Patterns(InGerman)),
        new(Tongue.Spanish, Patterns(InSpanish)),
        new(Tongue.French, Patterns(InFrench)),
    ];

    private static readonly HashSet<string> LabelIdle = new(
        [
            "the", "your", "you", "for", "what", "which", "how", "many", "are", "have", "will", "did", "does", "this", "that", "please", "and", "any",
            "der", "das", "den", "dem", "des", "ihr", "ihre", "ihren", "sie", "was", "wie", "viele", "fuer", "ist", "sind", "und", "bitte", "von",
            "los", "las", "una", "que", "cual", "cuanto", "cuantos", "cuantas", "para", "con", "por", "favor", "sus",
            "les", "des", "une", "quel", "quelle", "combien", "pour", "votre", "vos", "vous", "est", "sont", "avec",
        ],
        StringComparer.Ordinal);

    private readonly Func<Saying, Regex> _pattern;

    private SaidWords(Tongue tongue, Func<Saying, Regex> pattern) => (Tongue, _pattern) = (tongue, pattern);

    /// <summary>English phrases.</summary>
    public static SaidWords English => All[0];

    /// <summary>The language.</summary>
    public Tongue Tongue { get; }

    /// <summary>Phrases of a language.</summary>
    public static SaidWords Of(Tongue tongue) => Array.Find(All, each => each.Tongue == tongue)!;

    /// <summary>Lower case, one space between words, no punctuation but apostrophes, at signs and hyphens; accents only in English.</summary>
    public string Plain(string said) => Marks().Replace(Tongue == Tongue.English ? said.ToLowerInvariant().Replace('’', '\'') : Folding.Fold(said, Tongue), " ").Trim();

    /// <summary>True when the words are for that.</summary>
    public bool Is(Saying saying, string words) => _pattern(saying).IsMatch(words);

    public bool AsksIfRobot(string words) => Is(Saying.AsksIfRobot, words);

    public bool WantsRepeat(string words) => Is(Saying.WantsRepeat, words);

    public bool WantsSlower(string words) => Is(Saying.WantsSlower, words);

    public bool WantsMoment(string words) => Is(Saying.WantsMoment, words);

    public bool WantsPerson(string words) => Is(Saying.WantsPerson, words);

    public bool WantsMessage(string words) => Is(Saying.WantsMessage, words);

    public bool StartsOver(string words) => Is(Saying.StartsOver, words);

    public bool NeverMind(string words) => Is(Saying.NeverMind, words);

    public bool SaysGoodbye(string words) => Is(Saying.SaysGoodbye, words);

    public bool ChangesMind(string words) => Is(Saying.ChangesMind, words);

    public bool Cancels(string words) => Is(Saying.Cancels, words);

    /// <summary>"Keep it": somebody who was asked whether to cancel would rather not.</summary>
    public bool Keeps(string words) => Is(Saying.Keeps, words);

    /// <summary>The name of a month or a letter's word, and nothing else about time: "november you" is "no thank you" misheard, not a wish. English only: the mishearing is.</summary>
    public bool OnlyMonthOrLetter(string words) =>
        Tongue == Tongue.English && MonthOrLetter().IsMatch(words) && !Books(words) && !SeeksTimes(words) && MonthOrLetter().Replace(words, " ") is var rest && !rest.Any(char.IsAsciiDigit) && !When.WhenResolver.MentionsTime(rest) && !OrdinalWords().IsMatch(rest);

    /// <summary>"The second one": one of several things just named.</summary>
    public bool Picks(string words) => Is(Saying.Picks, words);

    public bool Moves(string words) => Is(Saying.Moves, words);

    public bool LooksUp(string words) => Is(Saying.LooksUp, words);

    public bool Books(string words) => Is(Saying.Books, words);

    public bool SeeksTimes(string words) => Is(Saying.SeeksTimes, words);

    public bool TurnsBack(string words) => Is(Saying.TurnsBack, words);

    public bool Introduces(string words) => Is(Saying.Introduces, words);

    /// <summary>"Wednesday instead", "make it four": a time that takes another's place.</summary>
    public bool TurnsAway(string words) => Is(Saying.TurnsAway, words);

    /// <summary>"Call me", "text me": how somebody is to get back.</summary>
    public bool GetsBack(string words) => Is(Saying.GetsBack, words);

    /// <summary>True when the words speak of an appointment that stands, or of booking one.</summary>
    public bool NamesAppointment(string words) => Is(Saying.Appointment, words);

    public bool Hurries(string words) => Is(Saying.Hurries, words);

    public bool TellsPlace(string words) => Is(Saying.TellsPlace, words);

    public bool OffTopic(string words) => Is(Saying.OffTopic, words);

    /// <summary>True when somebody does not care which time it is.</summary>
    public bool IsIndifferent(string words) => Is(Saying.Indifferent, words);

    /// <summary>True when somebody would rather not give what was asked.</summary>
    public bool Skips(string said) => said.Trim(' ', '.', '!') is "#" or "skip" || Is(Saying.Skips, Plain(said));

    /// <summary>True when somebody would rather not answer a question. "No" and "none" may well be answers.</summary>
    public bool Refuses(string said) => said.Trim() is "#" or "skip" || Is(Saying.Refuses, Plain(said));

    /// <summary>True for a call, false for a text message; null when the words do not say. Who does not mind is called.</summary>
    public bool? WantsCall(string said)
    {
        var words = Plain(said);
        var text = Is(Saying.Text, words);
        var call = Is(Saying.Call, words);
        return text && !call ? false : call || Is(Saying.Either, words) ? true : null;
    }

    /// <summary>True when <paramref name="words"/> name what <paramref name="label"/> is called: most of its words, or one that is no name, number or time.</summary>
    public bool Names(string label, string words)
    {
        var said = Stems(words);
        var its = Stems(label);
        var hits = its.Where(said.Contains).ToList();
        return hits.Count > 0 && (hits.Count == its.Count || (hits.Count * 2 >= its.Count && hits.Exists(hit => Corrected(hit) is null)));
    }

    /// <summary>The words that carry meaning, plurals cut: what a label and a caller's words are compared by.</summary>
    public HashSet<string> Stems(string text) =>
        [.. Plain(text).Split([' ', '-', '.'], StringSplitOptions.RemoveEmptyEntries).Where(word => word.Length > 2 && !LabelIdle.Contains(word)).Select(Stem)];

    /// <summary>A word without its plural.</summary>
    public static string Stem(string word) => word.Length > 3 ? word.TrimEnd('s') : word;

    /// <summary>"n as in november", "n wie Nordpol", "n de Navarra", "n comme Nicolas" is a letter, not a month.</summary>
    public bool Spells(string words) => Tongue == Tongue.English ? words.Contains(" as in ", StringComparison.OrdinalIgnoreCase) : SpelledElsewhere().IsMatch(words);

    /// <summary>What is to be changed: "time", "name", "email", "phone", "event"; null when the words do not say.</summary>
    public string? Corrected(string words) =>
        Is(Saying.Name, words) ? "name"
        : Is(Saying.Email, words) ? "email"
        : Is(Saying.Phone, words) ? "phone"
        : Is(Saying.Time, words) ? "time"
        : Is(Saying.Event, words) ? "event"
        : null;

    public SmallTalkKind SmallTalkOf(string words) =>
        Is(Saying.HowAreYou, words) ? SmallTalkKind.HowAreYou
        : Is(Saying.WhoAreYou, words) ? SmallTalkKind.WhoAreYou
        : Is(Saying.WhatCanYouDo, words) ? SmallTalkKind.WhatCanYouDo
        : Is(Saying.AreYouThere, words) ? SmallTalkKind.AreYouThere
        : Is(Saying.Thanks, words) ? SmallTalkKind.Thanks
        : Is(Saying.Hello, words) ? SmallTalkKind.Hello
        : Is(Saying.Sorry, words) ? SmallTalkKind.Sorry
        : SmallTalkKind.None;

    /// <summary>Patterns that are made when they are first wanted.</summary>
    private static Func<Saying, Regex> Patterns(Func<Saying, string> of)
    {
        var made = Enum.GetValues<Saying>().ToDictionary(saying => saying, saying => new Lazy<Regex>(() => new Regex(of(saying), RegexOptions.CultureInvariant, Longest)));
        return saying => made[saying].Value;
    }

    [GeneratedRegex(@"(?<![\p{L}\p{N}'])\p{L} (wie|de|comme) \p{L}{2,}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SpelledElsewhere();

    [GeneratedRegex(@"[^\p{L}\p{N}'@.\-+]+|\.(?=\s|$)", Plainly, 1000)]
    private static partial Regex Marks();
}
