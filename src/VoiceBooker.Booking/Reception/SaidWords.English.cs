using System.Text.RegularExpressions;

namespace VoiceBooker.Booking.Reception;

/// <content>English.</content>
internal sealed partial class SaidWords
{
    private const RegexOptions Plainly = RegexOptions.CultureInvariant;

    private static Regex InEnglish(Saying saying) => saying switch
    {
        Saying.AsksIfRobot => Robot(),
        Saying.WantsRepeat => RepeatWords(),
        Saying.WantsSlower => SlowerWords(),
        Saying.WantsMoment => MomentWords(),
        Saying.WantsPerson => PersonWords(),
        Saying.WantsMessage => MessageWords(),
        Saying.StartsOver => OverWords(),
        Saying.NeverMind => NeverMindWords(),
        Saying.SaysGoodbye => GoodbyeWords(),
        Saying.ChangesMind => MindWords(),
        Saying.Cancels => CancelWords(),
        Saying.Keeps => KeepWords(),
        Saying.Picks => PickWords(),
        Saying.Moves => MoveWords(),
        Saying.LooksUp => LookUpWords(),
        Saying.Books => BookWords(),
        Saying.SeeksTimes => SeekWords(),
        Saying.Hurries => SoonWords(),
        Saying.TurnsBack => BackWords(),
        Saying.TurnsAway => AwayWords(),
        Saying.GetsBack => BackToMeWords(),
        Saying.Introduces => IntroWords(),
        Saying.TellsPlace => PlaceWords(),
        Saying.OffTopic => QuestionWords(),
        Saying.Name => NameWord(),
        Saying.Email => EmailWord(),
        Saying.Phone => PhoneWord(),
        Saying.Time => TimeWord(),
        Saying.Event => EventWord(),
        Saying.HowAreYou => HowWords(),
        Saying.WhoAreYou => WhoWords(),
        Saying.WhatCanYouDo => WhatWords(),
        Saying.AreYouThere => ThereWords(),
        Saying.Thanks => ThanksWords(),
        Saying.Hello => HelloWords(),
        Saying.Sorry => SorryWords(),
        Saying.Skips => SkipsWords(),
        Saying.Refuses => RefusesWords(),
        Saying.Indifferent => IndifferentWords(),
        Saying.Call => CallWords(),
        Saying.Text => TextWords(),
        Saying.Either => EitherWords(),
        Saying.Appointment => AppointmentWords(),
        _ => throw new ArgumentOutOfRangeException(nameof(saying)),
    };

    [GeneratedRegex(@"(?<!\b(in|for|next|this|early|late|mid|until|by) )\b(january|february|march|april|may|june|july|august|september|october|november|december|alpha|alfa|bravo|charlie|delta|echo|foxtrot|golf|hotel|india|juliet|juliett|kilo|lima|mike|oscar|papa|quebec|romeo|sierra|tango|uniform|victor|whiskey|whisky|x-?ray|yankee|zulu)\b", Plainly, 1000)]
    private static partial Regex MonthOrLetter();

    [GeneratedRegex(@"\b(\w+teenth|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|twentieth|thirtieth|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty)\b", Plainly, 1000)]
    private static partial Regex OrdinalWords();

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

    [GeneratedRegex(@"^(#|skip|none|no thanks|no thank you)$|\b(skip|without (an? )?(e-?mail|number|name)|(don't|do not|haven't|have no|no) (have |got |an? |any )*(e-?mail|number|phone)|rather not|prefer not|no e-?mail|don't want to (give|say)|leave (it|that) out)\b", Plainly, 1000)]
    private static partial Regex SkipsWords();

    [GeneratedRegex(@"^(skip|skip it|skip that|pass|next|no comment)$|^(?=.{0,59}$).*\b(rather not|prefer not|don't want to|do not want to|skip this|skip that|leave it out|leave that out|none of your business)(?= |$)", Plainly, 1000)]
    private static partial Regex RefusesWords();

    [GeneratedRegex(@"any|anytime|whenever|what do you have|what have you|what times|available|availability|don't mind|do not mind|doesn't matter|you choose|you tell me|next free|next available|free|options|openings|flexible|whatever|soon", Plainly, 1000)]
    private static partial Regex IndifferentWords();

    [GeneratedRegex(@"\b(call|calls|calling|ring|phone|telephone|callback)\b", Plainly, 1000)]
    private static partial Regex CallWords();

    [GeneratedRegex(@"\b(text|texts|texted|texting|sms|message)\b", Plainly, 1000)]
    private static partial Regex TextWords();

    [GeneratedRegex(@"\b(either|whichever|both|don't mind|doesn't matter|whatever)\b", Plainly, 1000)]
    private static partial Regex EitherWords();

    [GeneratedRegex(@"appointment|booking", Plainly, 1000)]
    private static partial Regex AppointmentWords();
}
