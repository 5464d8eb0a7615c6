using System.Text.RegularExpressions;

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

/// <summary>What callers' phrases are for, by their wording alone. All take words in lower case without punctuation (<see cref="Plain"/>).</summary>
internal static partial class SaidWords
{
    /// <summary>Lower case, one space between words, no punctuation but apostrophes, at signs and hyphens.</summary>
    public static string Plain(string said) => Marks().Replace(said.ToLowerInvariant().Replace('’', '\''), " ").Trim();

    public static bool AsksIfRobot(string words) => Robot().IsMatch(words);

    public static bool WantsRepeat(string words) => RepeatWords().IsMatch(words);

    public static bool WantsSlower(string words) => SlowerWords().IsMatch(words);

    public static bool WantsMoment(string words) => MomentWords().IsMatch(words);

    public static bool WantsPerson(string words) => PersonWords().IsMatch(words);

    public static bool WantsMessage(string words) => MessageWords().IsMatch(words);

    public static bool StartsOver(string words) => OverWords().IsMatch(words);

    public static bool NeverMind(string words) => NeverMindWords().IsMatch(words);

    public static bool SaysGoodbye(string words) => GoodbyeWords().IsMatch(words);

    public static bool ChangesMind(string words) => MindWords().IsMatch(words);

    public static bool Cancels(string words) => CancelWords().IsMatch(words);

    /// <summary>"Keep it": somebody who was asked whether to cancel would rather not.</summary>
    public static bool Keeps(string words) => KeepWords().IsMatch(words);

    /// <summary>The name of a month or a letter's word, and nothing else about time: "november you" is "no thank you" misheard, not a wish.</summary>
    public static bool OnlyMonthOrLetter(string words) =>
        MonthOrLetter().IsMatch(words) && !Books(words) && !SeeksTimes(words) && MonthOrLetter().Replace(words, " ") is var rest && !rest.Any(char.IsAsciiDigit) && !When.WhenResolver.MentionsTime(rest) && !OrdinalWords().IsMatch(rest);

    /// <summary>"The second one": one of several things just named.</summary>
    public static bool Picks(string words) => PickWords().IsMatch(words);

    public static bool Moves(string words) => MoveWords().IsMatch(words);

    public static bool LooksUp(string words) => LookUpWords().IsMatch(words);

    public static bool Books(string words) => BookWords().IsMatch(words);

    public static bool SeeksTimes(string words) => SeekWords().IsMatch(words);

    public static bool TurnsBack(string words) => BackWords().IsMatch(words);

    public static bool Introduces(string words) => IntroWords().IsMatch(words);

    /// <summary>"Wednesday instead", "make it four": a time that takes another's place.</summary>
    public static bool TurnsAway(string words) => AwayWords().IsMatch(words);

    /// <summary>"Call me", "text me": how somebody is to get back.</summary>
    public static bool GetsBack(string words) => BackToMeWords().IsMatch(words);

    /// <summary>True when <paramref name="words"/> name what <paramref name="label"/> is called: most of its words, or one that is no name, number or time.</summary>
    public static bool Names(string label, string words)
    {
        var said = Stems(words);
        var its = Stems(label);
        var hits = its.Where(said.Contains).ToList();
        return hits.Count > 0 && (hits.Count == its.Count || (hits.Count * 2 >= its.Count && hits.Exists(hit => Corrected(hit) is null)));
    }

    /// <summary>The words that carry meaning, plurals cut: what a label and a caller's words are compared by.</summary>
    public static HashSet<string> Stems(string text) =>
        [.. Plain(text).Split([' ', '-', '.'], StringSplitOptions.RemoveEmptyEntries).Where(word => word.Length > 2 && !LabelIdle.Contains(word)).Select(Stem)];

    /// <summary>A word without its plural.</summary>
    public static string Stem(string word) => word.Length > 3 ? word.TrimEnd('s') : word;

    private static readonly HashSet<string> LabelIdle = new(["the", "your", "you", "for", "what", "which", "how", "many", "are", "have", "will", "did", "does", "this", "that", "please", "and", "any"], StringComparer.Ordinal);

    /// <summary>"n as in november" is a letter, not a month.</summary>
    public static bool Spells(string words) => words.Contains(" as in ", StringComparison.OrdinalIgnoreCase);

    public static bool Hurries(string words) => SoonWords().IsMatch(words);

    public static bool TellsPlace(string words) => PlaceWords().IsMatch(words);

    public static bool OffTopic(string words) => QuestionWords().IsMatch(words);

    /// <summary>What is to be changed: "time", "name", "email", "phone", "event"; null when the words do not say.</summary>
    public static string? Corrected(string words) =>
        NameWord().IsMatch(words) ? "name"
        : EmailWord().IsMatch(words) ? "email"
        : PhoneWord().IsMatch(words) ? "phone"
        : TimeWord().IsMatch(words) ? "time"
        : EventWord().IsMatch(words) ? "event"
        : null;

    public static SmallTalkKind SmallTalkOf(string words) =>
        HowWords().IsMatch(words) ? SmallTalkKind.HowAreYou
        : WhoWords().IsMatch(words) ? SmallTalkKind.WhoAreYou
        : WhatWords().IsMatch(words) ? SmallTalkKind.WhatCanYouDo
        : ThereWords().IsMatch(words) ? SmallTalkKind.AreYouThere
        : ThanksWords().IsMatch(words) ? SmallTalkKind.Thanks
        : HelloWords().IsMatch(words) ? SmallTalkKind.Hello
        : SorryWords().IsMatch(words) ? SmallTalkKind.Sorry
        : SmallTalkKind.None;

    private const RegexOptions Plainly = RegexOptions.CultureInvariant;

    [GeneratedRegex(@"[^\p{L}\p{N}'@.\-+]+|\.(?=\s|$)", Plainly, 1000)]
    private static partial Regex Marks();

    [GeneratedRegex(@"\b(are|r) you (a |an |even |really |actually )*(robot|bot|machine|computer|ai|human|real|person|recording|automated|chatbot)\b|\bam i (talking|speaking) (to|with) (a |an )*(robot|bot|machine|computer|ai|human|real|person|recording)\b|\bis (this|that|it) (a |an )*(robot|bot|machine|computer|ai|recording|real (person|human)|human)\b", Plainly, 1000)]
    private static partial Regex Robot();

    [GeneratedRegex(@"\b(repeat( that| it| please)?|say (that|it) again|once more|one more time|come again|pardon( me)?|what did you say|what was that|didn't (catch|hear|get) (that|you|it)|couldn't hear|can't hear you|read (that|it) (back )?again)\b|^(what|sorry what|excuse me|again please|again)$", Plainly, 1000)]
    private static partial Regex RepeatWords();

    [GeneratedRegex(@"\b(slower|slow down|more slowly|too fast|speak slowly)\b", Plainly, 1000)]
    private static partial Regex SlowerWords();

    [GeneratedRegex(@"\b(hold on|hang on|(one|just a|give me a|wait a) (moment|second|sec|minute)|let me (check|see|look|get|think)|bear with me|wait a bit|where's my pen|looking for my)\b|^(please )?wait( please)?$|^(one )?moment( please)?$", Plainly, 1000)]
    private static partial Regex MomentWords();

    [GeneratedRegex(@"\b(speak|talk|connect|transfer|put|pass)\b.*\b(person|human|someone|somebody|agent|representative|operator|colleague|staff|receptionist|manager|boss|people)\b|\b(real|actual|live) (person|human|agent)\b|^(a |an )?(operator|agent|representative|human|person|human being|somebody)( please)?$", Plainly, 1000)]
    private static partial Regex PersonWords();

    [GeneratedRegex(@"\b(leave|take|pass on|give) (a|you a|her a|him a|them a|my|the) message\b|\bcall me back\b|\bcall ?back\b|\breturn my call\b", Plainly, 1000)]
    private static partial Regex MessageWords();

    [GeneratedRegex(@"\b(start (over|again|from)|from the (start|beginning|top)|begin again)\b", Plainly, 1000)]
    private static partial Regex OverWords();

    [GeneratedRegex(@"\b(never ?mind|forget (it|about it|that|the whole)|drop it|don't (want|need) (it|that|to book|an appointment|the appointment|this)( any ?more)?|not interested|leave it|stop it)\b|^stop$", Plainly, 1000)]
    private static partial Regex NeverMindWords();

    [GeneratedRegex(@"\b(good ?bye|bye|that's all|that is all|that will be all|that'll be all|nothing else|nothing more|i'm done|we're done|hang up|that's everything|have a (nice|good|great) (day|one|evening|weekend))\b|^(no )?(thank you |thanks )?that's it( for (today|now))?( thanks| thank you)?$", Plainly, 1000)]
    private static partial Regex GoodbyeWords();

    [GeneratedRegex(@"\b(chang(e|ed) my mind|on second thoughts?|i'd rather (do|have|take) (a )?(different|another)|thought (about|better) (it|of it))\b", Plainly, 1000)]
    private static partial Regex MindWords();

    [GeneratedRegex(@"\bcancel(l?ing|lation)?\b|\bcall off\b|\bcan't (make|come to) (it|my appointment)\b", Plainly, 1000)]
    private static partial Regex CancelWords();

    [GeneratedRegex(@"\b(keep|leave) (it|that|them|the appointment|my appointment)\b|\bi('ll| will) (keep|be there|come)\b|\bi changed my mind\b", Plainly, 1000)]
    private static partial Regex KeepWords();

    [GeneratedRegex(@"(?<!\b(in|for|next|this|early|late|mid|until|by) )\b(january|february|march|april|may|june|july|august|september|october|november|december|alpha|alfa|bravo|charlie|delta|echo|foxtrot|golf|hotel|india|juliet|juliett|kilo|lima|mike|oscar|papa|quebec|romeo|sierra|tango|uniform|victor|whiskey|whisky|x-?ray|yankee|zulu)\b", Plainly, 1000)]
    private static partial Regex MonthOrLetter();

    [GeneratedRegex(@"\b(\w+teenth|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|twentieth|thirtieth|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty)\b", Plainly, 1000)]
    private static partial Regex OrdinalWords();

    [GeneratedRegex(@"\b(first|second|third|last|latter|former|earlier|later|middle|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|noon|that (one|time)|either|any)\b", Plainly, 1000)]
    private static partial Regex PickWords();

    [GeneratedRegex(@"\breschedul\w*\b|\b(move|change|postpone|push|shift|bring forward) (back )?(my|our|an|the existing|an existing) (\w+ )?(appointment|booking|meeting|reservation|visit)\b|\b(move|change|postpone) the appointment\b|\bmove it\b", Plainly, 1000)]
    private static partial Regex MoveWords();

    [GeneratedRegex(@"\b(when|what time|what day|which day)('s| is| was| are)? (my|our) (next )?(appointment|booking|meeting|reservation)s?\b|\bdo i (already )?have (an|any|a) (appointment|booking|meeting)s?\b|\b(check|look up|find|confirm) (on |about )?my (appointment|booking|meeting|reservation)s?\b|\bwhat (appointment|booking)s? do i have\b|\bi (already )?have an appointment (and|but) (i )?(forgot|don't (know|remember))\b", Plainly, 1000)]
    private static partial Regex LookUpWords();

    [GeneratedRegex(@"\b(book|booking|appointment|appointments|schedule|reserve|reservation|meeting|come in|consultation|slot|sign up|set up|see (the|a) (doctor|dentist|lawyer)|make an? (appointment|booking|date)|arrange)\b", Plainly, 1000)]
    private static partial Regex BookWords();

    [GeneratedRegex(@"\b(do you have|have you got|anything|any (time|slot|opening|appointment)s?|slots?|available|availability|free|openings?|options|appointments?|come (in|by)|book|what about|how about|could (i|we)|can (i|we)|what (times|days|have you)|other|later|earlier|another|instead|else)\b", Plainly, 1000)]
    private static partial Regex SeekWords();

    [GeneratedRegex(@"\b(as soon as (possible|you can)|asap|the (earliest|soonest|next (free|available|open)))\b", Plainly, 1000)]
    private static partial Regex SoonWords();

    [GeneratedRegex(@"^(no|actually|wait|sorry|hmm|oh|but|well|can we|could we|make (it|that)|i'd rather|rather|instead|let's|how about|what about)\b|\binstead\b|\brather\b", Plainly, 1000)]
    private static partial Regex BackWords();

    [GeneratedRegex(@"^(no|actually|wait|sorry|oh|hmm)\b|\b(instead|make it|make that|another (day|time)|i'd rather)\b", Plainly, 1000)]
    private static partial Regex AwayWords();

    [GeneratedRegex(@"\b(call|ring|phone|text|sms|message)\b|\bcall ?back\b|\b(either|whichever|don't mind)\b", Plainly, 1000)]
    private static partial Regex BackToMeWords();

    [GeneratedRegex(@"\b(my name|the name|name's|name is|this is|under the name)\b", Plainly, 1000)]
    private static partial Regex IntroWords();

    [GeneratedRegex(@"\b(i'm (calling from|in|based in|over in)|i am (calling from|in)|i live in|time ?zone|\w+ (standard |daylight )?time|we're in|calling from)\b", Plainly, 1000)]
    private static partial Regex PlaceWords();

    [GeneratedRegex(@"^(so |and |well |okay |ok |but |um |uh |hey )*(what|what's|who|who's|why|how|where|when|which|do|does|did|is|are|can|could|will|would|should|have|has|tell me|sing|explain|ignore)\b", Plainly, 1000)]
    private static partial Regex QuestionWords();

    [GeneratedRegex(@"\b(name|spelled wrong|misspelled)\b", Plainly, 1000)]
    private static partial Regex NameWord();

    [GeneratedRegex(@"\b(e-?mail|mail|address)\b", Plainly, 1000)]
    private static partial Regex EmailWord();

    [GeneratedRegex(@"\b(phone|telephone|number|mobile|cell)\b", Plainly, 1000)]
    private static partial Regex PhoneWord();

    [GeneratedRegex(@"\b(time|day|date|hour|when|slot|appointment)\b", Plainly, 1000)]
    private static partial Regex TimeWord();

    [GeneratedRegex(@"\b(event|something else|service|kind|type)\b", Plainly, 1000)]
    private static partial Regex EventWord();

    [GeneratedRegex(@"\bhow (are|'re) (you|things)\b|\bhow's it going\b|\bhow do you do\b|\bhow is your day\b", Plainly, 1000)]
    private static partial Regex HowWords();

    [GeneratedRegex(@"\b(who (are you|is this|am i (speaking|talking))|what('s| is) your name|what are you)\b", Plainly, 1000)]
    private static partial Regex WhoWords();

    [GeneratedRegex(@"\bwhat (can|do) you do\b|\bwhat can i (say|do|ask)\b|^help( me)?$|\bhow does this work\b|\bwhat are my options\b", Plainly, 1000)]
    private static partial Regex WhatWords();

    [GeneratedRegex(@"\b(are you (still )?there|can you hear me|is anybody there|anyone there)\b", Plainly, 1000)]
    private static partial Regex ThereWords();

    [GeneratedRegex(@"^(oh |okay |ok |great |perfect |wonderful )*(thanks|thank you|thank you (so|very) much|many thanks|cheers)( a lot| so much)?$", Plainly, 1000)]
    private static partial Regex ThanksWords();

    [GeneratedRegex(@"^(oh )?(hi|hello|hey|good (morning|afternoon|evening|day))( there| hi| hello)?$", Plainly, 1000)]
    private static partial Regex HelloWords();

    [GeneratedRegex(@"^(i'm )?(so )?sorry( about that)?$", Plainly, 1000)]
    private static partial Regex SorryWords();
}
