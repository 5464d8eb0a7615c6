namespace VoiceBooker.CallLab.StandIns.Minds;

/// <summary>The phrases by which a receptionist knows what a caller is about.</summary>
internal static class Cues
{
    public static readonly Cue AsksIfMachine = new(
        "are you a|an|really|even? * robot|bot|machine|computer|ai|human|person|recording|automated|real", "talking|speaking to|with a|an? * robot|bot|machine|computer|human|person|recording",
        "is this|that|it a|an? robot|bot|machine|computer|recording");

    public static readonly Cue WantsSlower = new("slower", "slow down", "too fast", "more? slowly");

    public static readonly Cue WantsAgain = new(
        "repeat", "say that|it again", "once more", "one more time", "come again", "pardon", "what did you say", "what was that", "didn't|couldn't|can't hear|catch|get|understand you|that|it", "^ what $", "^ sorry what? $", "^ again please? $");

    public static readonly Cue LeavesMessage = new("leave|take|pass|give * message", "call me back", "callback", "call back", "return my call");

    public static readonly Cue WantsPerson = new(
        "speak|talk|connect|transfer|put|pass me? * person|human|someone|somebody|agent|operator|representative|colleague|staff|receptionist|manager|boss", "real|actual|live person|human|agent|operator",
        "^ a|an|the? person|human|operator|agent|representative|somebody please? $", "transfer me", "put me through");

    public static readonly Cue StartsOver = new("start over|again", "from the start|beginning|top", "begin again");

    public static readonly Cue GivesUp = new("never mind|mind", "nevermind", "forget it|that|about", "forget the whole", "drop it", "not interested", "stop it", "^ stop $", "don't|not want|need an|the|this|that|it|to? appointment|booking|it|anything any? more|anymore?");

    public static readonly Cue SaysGoodbye = new(
        "goodbye", "good bye", "bye", "that's|that is all", "that'll|will be all", "nothing else|more", "i'm|we're done", "hang up", "that's everything", "wrong number", "have a nice|good|great day|one|evening|weekend",
        "^ no? thank? you? thanks? that's it");

    public static readonly Cue WantsMoment = new(
        "hold|hang on", "one|a|another moment|second|sec|minute please? $", "just|give a|me a? moment|second|sec|minute", "let me check|see|look|get|think", "bear with me", "^ please? wait please? $", "^ moment please? $");

    public static readonly Cue ChangesMind = new("changed? my mind", "on second thought|thoughts", "thought better of it");

    public static readonly Cue Cancels = new("cancel|canceling|cancelling|cancellation", "call off", "can't make it|my");

    public static readonly Cue Moves = new("reschedule|rescheduling|postpone", "move|change|push|shift|bring|postpone * my|our|the|an|existing appointment|booking|meeting|reservation|visit", "^ move it");

    public static readonly Cue LooksUp = new(
        "when|what time|day? is|was|are my|our next? appointment|booking|meeting", "when's my appointment|booking|meeting", "do i already? have an|any|a appointment|booking|meeting", "look|check|find|confirm up|on? my appointment|booking",
        "what appointments|bookings do i have", "forgot when|my");

    public static readonly Cue Books = new(
        "book|booking|appointment|appointments|schedule|reserve|reservation|consultation|slot", "a|the meeting", "come in|by|over", "fit me in", "sign up", "set up", "arrange", "see the|a|someone|somebody doctor|dentist|lawyer?");

    public static readonly Cue SeeksTime = new(
        "do you have|have you got", "what about", "how about", "anything|something|slots|opening|openings|available|availability|free|times", "another|other|different day|time|date|one|week", "later|earlier|sooner|instead", "could|can i|we come", "which days|times",
        "what times|days");

    public static readonly Cue TurnsToTime = new("^ wait|actually|sorry|no|hmm|oh|but", "make it|that", "instead", "rather", "what|how about", "can|could we|i", "would be better", "suits|works better");

    public static readonly Cue AsksSomething = new("^ so|and|well|but|hey|um? what|what's|who|who's|whose|why|how|where|when|which|do|does|did|is|are|can|could|will|would|should|tell|sing|explain");

    public static readonly Cue Tampers = new(
        "ignore|disregard|forget|override * instructions|instruction|rules|prompt|guidelines|everything", "system prompt|message|instructions", "your|hidden|secret|initial prompt|instructions|rules|guidelines", "developer|debug|admin|god|jailbreak mode", "pretend you", "you are now");

    public static readonly Cue AsksOfOthers = new(
        "other|else's|anyone's|somebody's|another|other's|everyone's|all * appointments|bookings|customers|clients|patients|callers|people|persons", "who else", "who is|has|are * coming|booked|appointment", "appointments|bookings do you have", "list|read * appointments|bookings|customers|clients");

    public static readonly Cue WantsClaim = new("tell|say|admit|confirm me? that? i'm|i|you're|you|it's|it am|are|is? now? booked|confirmed", "say booked|confirmed");

    public static readonly Cue AsksWhyName = new("why do|would you need|want|ask", "what do you need * for");

    public static readonly Cue RefusesDetail = new(
        "skip", "rather|prefer not", "without", "don't|no|haven't|not have|want|got|give? an|any|a|my|to? give|share? an|any|a|my? email|number|name|phone", "no email|number|thanks", "no thank you", "^ none $", "none of your business", "leave it|that out");

    public static readonly Cue NamesName = new("name", "called", "spelled wrong", "misspelled");

    public static readonly Cue NamesEmail = new("email|mail|address");

    public static readonly Cue NamesPhone = new("phone|telephone|number|mobile|cell");

    public static readonly Cue NamesTime = new("time|day|date|hour|slot|appointment");

    public static readonly Cue NamesEvent = new("event|service|kind|type", "something else");

    public static readonly Cue AsksHow = new("how are|'re you|things", "how's it going", "how do you do");

    public static readonly Cue AsksWho = new("who are you", "who is this", "who am i speaking|talking", "what's|what is? your name");

    public static readonly Cue AsksWhatItCan = new("what can|do you do", "^ help me? $", "how does this work", "what are my options");

    public static readonly Cue AsksIfThere = new("are you still? there", "can you hear me", "anybody|anyone there");

    public static readonly Cue Thanks = new("^ oh|okay|ok|great|perfect? thanks|cheers $", "^ oh|okay|ok|great|perfect? thank you so|very? much? $");

    public static readonly Cue Greets = new("^ oh? hi|hello|hey there? $", "^ good morning|afternoon|evening|day $");

    public static readonly Cue Apologises = new("^ i'm? so? sorry about? that? $");

    private static readonly Cue Hours = new(
        "at|around|about|after|before|until|till|between|by|past|from one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|noon|half|quarter", "half past", "quarter past|to", "as soon as", "the? first|next|earliest|soonest|last * time|one|appointment|slot|opening you|available|free",
        "the? first|next|earliest free|available|opening|appointment|time", "any|another|other|different|that|same|what|which day|time|days|times|week|month", "in * days|weeks|month|months", "next|this|following week|month|year");

    private static readonly HashSet<string> TimeWords = new(
        [
            "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mondays", "tuesdays", "wednesdays", "thursdays", "fridays", "today", "tomorrow", "tonight", "yesterday", "morning", "mornings", "afternoon", "afternoons", "evening", "evenings",
            "noon", "midnight", "lunchtime", "weekend", "asap", "earliest", "soonest", "anytime", "whenever", "o'clock", "am", "pm", "later", "earlier", "sooner",
        ], StringComparer.Ordinal);

    private static readonly HashSet<string> Months = new(["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"], StringComparer.Ordinal);

    private static readonly HashSet<string> Ordinals = new(
        [
            "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth", "twenty", "thirtieth", "thirty",
        ], StringComparer.Ordinal);

    /// <summary>True for words about a day or a time. "Good morning" is none, nor is the bare name of a month: it is also a girl's, and what "no thank you" is misheard as.</summary>
    public static bool SpeaksOfTime(IReadOnlyList<string> words)
    {
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            var before = i > 0 ? words[i - 1] : "";
            if (TimeWords.Contains(word) && !(before is "good" && word is "morning" or "afternoon" or "evening") && !(word is "am" && before is "i" or "who"))
                return true;
            if (Months.Contains(word) && (before is "in" or "of" or "next" or "early" or "late" or "mid" or "until" or "by" || IsDayOfMonth(before) || (i + 1 < words.Count && (IsDayOfMonth(words[i + 1]) || words[i + 1] is "the"))))
                return true;
            if (word.Length is 4 or 5 && word[^3] == ':' && char.IsAsciiDigit(word[0]))
                return true;
            if (word.Length is 3 or 4 && char.IsAsciiDigit(word[0]) && (word.EndsWith("am", StringComparison.Ordinal) || word.EndsWith("pm", StringComparison.Ordinal)))
                return true;
            if (before is "at" or "around" or "after" or "before" && char.IsAsciiDigit(word[0]) && word.Length <= 2)
                return true;
            if (before is "the" && IsDayOfMonth(word) && word is not ("first" or "second" or "third" or "fourth" or "fifth"))
                return true;
        }

        return Hours.In(words);
    }

    /// <summary>The place in a list that an utterance picks, from 0; -1 is the last one; null when it picks none.</summary>
    public static int? Pick(IReadOnlyList<string> words)
    {
        if (words.Any(Months.Contains) || words.Contains("day") || words.Contains("week"))
            return null;
        if (FirstOf.In(words))
            return 0;
        if (SecondOf.In(words))
            return 1;
        if (ThirdOf.In(words))
            return 2;
        return LastOf.In(words) ? -1 : null;
    }

    /// <summary>The name of a weekday or a month.</summary>
    public static bool IsDayOrMonth(string word) => Months.Contains(word) || word.EndsWith("day", StringComparison.Ordinal);

    private static readonly Cue FirstOf = new("^ * the? first|1st one|please|time|option? please? $", "number|option one|1");
    private static readonly Cue SecondOf = new("^ * the second|2nd one|please|time|option? please? $", "^ second one? please? $", "number|option two|2");
    private static readonly Cue ThirdOf = new("^ * the? third|3rd one|please|time|option? please? $", "number|option three|3");
    private static readonly Cue LastOf = new("^ * the last|latter one|please|time|option? please? $");

    private static bool IsDayOfMonth(string word) => Ordinals.Contains(word) || (word.Length is >= 1 and <= 4 && char.IsAsciiDigit(word[0]));
}
