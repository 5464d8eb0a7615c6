namespace VoiceBooker.Booking.Reception.Stopping;

internal sealed partial record StopRules
{
    private static class EnglishParts
    {
        public const string Call = "(call|phone|ring|contact|dial|telephone|ring up|call up)";
        public const string Called = "(called|phoned|contacted|rung|rung up|telephoned|dialed|dialled)";
        public const string Calling = "(calling|phoning|ringing|dialing|dialling|contacting|telephoning|robo ?calling|cold calling)";
        public const string Calls = "(calls|robo ?calls?|phone calls|cold calls|calling|robo ?calling|cold calling|phone call)";
        public const string Bother = "(bothering|harassing|spamming|pestering|hounding|annoying|disturbing)";
        public const string Text = "(texting|messaging|sending (me|us) (\\w+ ){0,2}(texts|messages|texting|sms)|(these|those|your|the) (\\w+ )?(texts|text messages|messages|sms))";
        public const string Dont = "(don't|do not|dont|never|don't you|do not you|don't ever|do not ever|dont ever|never ever|don't you ever|don't you dare|don't even)";
        public const string Stop = "(stop|quit|cease)";

        /// <summary>Whom, where: what follows "call" without saying anything else.</summary>
        public const string Here = "( (me|us|here|back|up|this (number|phone|line|house)|my (number|phone|house|home|cell|mobile|office|work|line|cell phone|phone number|job)|our (number|phone|house|home|office|line)|at (this number|home|my house)|on this (number|line|phone)))";
        public const string Again = "( (again|any ?more|ever again|ever|any longer|no more|at all))";
        public const string Polite = "( (please|thanks|thank you|okay|ok|alright|all right|sir|ma'am|you hear|you hear me|got it|understood|right|goodbye|bye|now|immediately|already|today|ever|at once|at all|people|guys|folks|everybody|you people|you guys|or something|would you|will you|if you don't mind|if you please|if that's okay|if possible|then|man|dude|lady|again))";

        /// <summary>What people go on with who mean it.</summary>
        public const string GoesOn = " (and (don't|do not|never|stop|take|remove|leave|delete|lose|get|that's|i)|or (i|i'll|else|texting)|because|cause|i'm not|i am not|i don't|i do not|i never|i have|i already|i said|i told|i've|i mean|we're not|we don't|you people|you guys|this is|it's|it is|stop|quit|take|remove|leave|never|don't|do not|every|all|constantly|day|ten|five|a (million|hundred|dozen|thousand)|like|what|who|people|these|from|thank|for (god's|christ's|heaven's|crying|the love))\\b";

        public const string Lead = "^((please|just|ok|okay|hey|hi|hello|look|listen|no|nope|yes|yeah|um|uh|oh|well|so|and|now|then|kindly|sir|ma'am|excuse me|sorry|but|also|again|you can|you could|can you|could you|would you|will you|can i|i said|i want you to|i need you to|i'd like you to|you need to|go ahead and|i want to|i would like to|i'd like to|how do i|how can i|let me|i wanna|get|man|dude|lady|people|you people) )*";

        public const string Remove = "(take|remove|removing|delete|strike|drop|get|scratch|pull|erase|cross|wipe|kick|have|want|need)";
        public const string Who = "(me|us|him|her|them|it|everyone|this (\\w+ )?(number|line)|my (\\w+ )?(number|numbers|name|details|info|information|data|contact|contacts|phone|husband|wife|mother|mom|mum|father|dad|son|daughter)|our (\\w+ )?(number|name|house|household|company|office|business)|the (\\w+ )?number)";
        public const string Off = "( \\w+)? (off|from|out of|off of|of)";
        public const string CallList = "(of )?(your (\\w+ ){0,3}(lists?|calls|call)|(the|this|that|any|all|these|whatever|all the|all these|all of your) (\\w+ )?(call|calls|calling|phone|telephone|dial|dialing|dialling|contact|marketing|telemarketing|sales|cold call|robo ?call|spam|campaign|do not call) (lists?|databases?|calls)|(all|any|these|future|further|sales|marketing) (\\w+ )?calls)";
        public const string AnyList = "(of )?((the|this|that|any|all|your|these|whatever|all the|all your|all of your|every|a) )?(\\w+ ){0,2}(lists?|database|data base|system|systems|records?|registry|register|files?|contacts|directory|rotation|dialer|phone book|calls|computer)";
        public const string Time = "(before|until|till|til|after|today|tonight|tomorrow|during|between|while|when|this (early|late|morning|afternoon|evening|week)|so (early|late)|too (early|late)|in the (morning|afternoon|evening|night|middle)|at (night|noon|lunch|dinner|\\d+|six|seven|eight|nine|ten|the moment|this hour|weekends)|on (the )?(weekends?|\\w+days?|holidays)|right now i|yet|just yet|right away)";
        public const string OtherWay = "(i'll|i will|i'd|i can|we'll|we will|let me|just (text|email|e mail|mail|write|send|message|use|call)|text|email|e mail|mail|write|send|message|use|instead|try|call|if|unless|first|by|that|names?|about|for|with|as|except|other than|at work|on (my|the) (work|home|cell|mobile|office|landline|other))";
        public const string Elsewhere = "(schedules?|calendar|appointments?|slots?|bookings?|hold|speaker|speakerphone|speaker phone|insurance|account|plan|policy|prescription|medication|meds|group|class|invoice|bill|emails?|e mails?|newsletter|newsletters|magazine|team|chart|waiting ?lists?|wait ?lists?|waitlist|standby|standby list|cancellation list|guest list|mailing lists?|email lists?|e mail lists?|meeting|consultation|session|reminders?|table|order|recall list|patient list|loop|mute)";
        public const string Day = "(monday|tuesday|wednesday|thursday|friday|saturday|sunday|today's|tomorrow's|today|tomorrow|morning|afternoon|evening|january|february|march|april|may|june|july|august|september|october|november|december|next week|noon|nine|ten|eleven|twelve|one|two|three|four|five)";
        public const string Title = "(sir|ma'am|madam|mam|miss|mister|mr|mrs|ms|doctor|doc|honey|hon|sweetie|sweetheart|darling|dear|love|baby|buddy|bud|bro|boss|pal|mate|names|crazy|stupid)";
        public const string Told = "(told|tell|telling|asked|ask|asking|want|wanted|need|needed|warned|begging|beg|begged|like|wish|saying to)";
        public const string You = "(you|you people|you guys|you all|y'all|all of you|u|your (\\w+ )?(company|people|boss|computer|machine|robot|office|business|colleagues?|manager|system|team|firm|friends|staff|client|bot|guys)|this company|you folks|somebody there)";
        public const string Often = "( (already|before|twice|repeatedly|last time|many times|several times|a hundred times|yesterday|last week|three times|again|again and again|all))?";
    }

    /// <summary>English.</summary>
    public static readonly StopRules English = new()
    {
        Hints = ["call", "phon", "ring", "rung", "dial", "contact", "list", "stop", "quit", "cease", "off", "take", "get", "remov", "delet", "eras", "unsub", "opt", "alone", "peace", "leave", "number", "bother", "disturb", "harass", "pester", "annoy", "consent", "permission", "authori", "desist", "system", "databa", "block", "report", "sue", "suing", "ftc", "fcc", "lawyer", "police", "attorney", "text", "messag", "sms", "hear from", "sign up", "signed up", "agree", "forget", "lose", "spam"],

        Limits = Any(
            @"\b(the |this |my )?calls? (to be |being )?recorded\b",
            $@"\b(on|off|from|out of|off of) ((the|your|my|that|this) )*(\w+ )?list for ((the|a|my|next|this) )*({EnglishParts.Day}|cancellations?|{EnglishParts.Elsewhere})\b",
            $@"\b({EnglishParts.Call}|{EnglishParts.Called}|{EnglishParts.Calls}){EnglishParts.Here}*{EnglishParts.Again}* {EnglishParts.Time}\b",
            $@"\b(don't|do not|dont|never|not|can't) (ever |please |need to |have to )?{EnglishParts.Call}{EnglishParts.Here}* {EnglishParts.OtherWay}\b",
            $@"\bno (more )?{EnglishParts.Calls} (scheduled|today|waiting|in|yet|now|just|only)\b",
            $@"\b(off|from|out of|off of|for|of) ((the|your|my|that|this|our|any|a|of|his|her|next) )*(\w+ )?(\w+ )?{EnglishParts.Elsewhere}\b",
            $@"\b(off|from|out of|off of|for) ((the|your|my|this|next|that) )*{EnglishParts.Day}\b",
            $@"\bopt(ing|ed)? (me )?out of ((the|your|my|that|our) )+(\w+ )?(insurance|plan|policy|fluoride|x ?rays?|study|program|programme|newsletter|emails?|reminders?|class|service|membership|vaccine|test|coverage|surgery|procedure|portal)\b",
            $@"\b{EnglishParts.Stop} (calling|phoning) ((me|us|him|her|them|it|my \w+) )?{EnglishParts.Title}\b"),

        Meant = Any(
            $@"\b(make|makes|be) sure (that )?(nobody|no one|none of you|you don't|you never|i don't|we don't|i never|i'm not|this number) (\w+ ){{0,4}}(calls?|called|contacts?|contacted|rings?)\b",
            $@"\b(been|be|were) (told|asked|warned) (not to|to stop|to quit|never to)( \w+)? ?({EnglishParts.Call}|{EnglishParts.Calling})\b",
            $@"\byou (people|guys|folks|all) (\w+ )?{EnglishParts.Dont} (ever )?{EnglishParts.Call}{EnglishParts.Here}*{EnglishParts.Again}",
            $@"\b{EnglishParts.Told} {EnglishParts.You}{EnglishParts.Often} (to )?(please )?(stop|quit|cease|never|not) (to )?(ever )?({EnglishParts.Calling}|{EnglishParts.Call}|{EnglishParts.Bother}|bother|disturb)\b",
            $@"\b(why|when|can|how come|could|would|will) (don't|won't|can't|will|are|do|would|aren't)?( )?(you|you people|you guys|y'all|your \w+) (please |just |ever |all |not )*(going to |gonna )?(stop|quit|cease) {EnglishParts.Calling}\b",
            $@"\bkeep (on )?{EnglishParts.Calling} (me |us |here )?(even though|although|after) i (told|asked|said)\b",
            $@"\b(you|they) ((still|have|just) )*(didn't|never|did not|haven't|have not) (take|took|taken|remove|removed) {EnglishParts.Who}{EnglishParts.Off} {EnglishParts.CallList}\b"),

        Denials = Any(
            @"\b(don't|do not|dont) (need|have) (a|any|to) (\w+ )?(calls?|be called)\b|\bstop (taking|answering) calls\b",
            @"\b(never|don't|didn't|haven't|do not|did not) (\w+ )?(get|got|gotten|receive|received|answer|hesitate|forget|mind|recall|remember|hear|miss|missed|return|make|made|see|seen|know) (\w+ ){0,3}(call|calls|called|calling)\b",
            @"\b(nobody|no one) (has |ever |else |\w+ )?(calls?|called)\b|\b(don't|do not) want to call\b",
            $@"\b(don't|do not|dont|never|didn't|did not|not|won't|will not|can't|cannot|couldn't|wouldn't) (\w+ )?{EnglishParts.Stop} ({EnglishParts.Calling}|{EnglishParts.Bother}|{EnglishParts.Text}|these|the|your)\b",
            $@"\b(don't|do not|dont|never|didn't|did not|not|won't|can't|cannot) (\w+ ){{0,2}}(want you to )?{EnglishParts.Remove} {EnglishParts.Who}{EnglishParts.Off}\b",
            @"\b(don't|do not|dont|never|didn't|not|won't) (\w+ )?(unsubscribe|opt|lose|forget|erase|delete|remove|scratch)( me| us)?( my| this| our| out)?( \w+)?\b",
            @"\b(always|might|i|i'll|i'd|we|would|will) (\w+ )?(forget|lose) (my|this|our)( \w+)?\b",
            @"\b(don't|do not|dont|never|didn't) (\w+ )?(want|wish|need|like|ask|asked) to be (taken|removed|deleted|dropped|unsubscribed)( off| from)?( \w+){0,3}\b",
            $@"\b(i|we|they|he|she|it|who|nobody|if|usually|doctors|friends|people who) (\w+ )?{EnglishParts.Dont} (\w+ )?{EnglishParts.Call}{EnglishParts.Here}*{EnglishParts.Again}*",
            @"\bnot (asking|telling|wanting|saying) (\w+ ){0,3}(stop|take|remove|delete)( \w+){0,3}\b",
            @"\b(didn't|did not|never) (say|ask|tell|mean|want) (\w+ ){0,4}(stop|take|remove|delete|taken|removed)( \w+){0,3}\b",
            $@"\b(have|has|had|got|are|is|were|was|there's|be|get|getting|take|taking|expecting|i've|received|missed|makes|make|with|saw|see) no (more )?(\w+ )?{EnglishParts.Calls}\b",
            $@"\b(why|how come) (\w+ |\w+'t ){{1,3}}(not )?{EnglishParts.Call}\b",
            @"\bdon't leave (me|us) alone\b"),

        Reports = Any(
            $@"\byou (\w+ )?{EnglishParts.Dont} (\w+ )?{EnglishParts.Call}{EnglishParts.Here}*{EnglishParts.Again}*",
            $@"\b(tell|ask|told|asked|telling|asking|make|get|let|want|wanted|wish|need) (him|her|them|everybody|everyone|someone|somebody|\w+|my \w+|the \w+|that \w+|his \w+|her \w+) (to (please )?(stop|quit|cease|not|never)|not to) (ever )?({EnglishParts.Calling}|{EnglishParts.Call}|{EnglishParts.Bother})\b",
            $@"\b(he|she|they|bob|who|my \w+|his \w+|her \w+|the \w+) (said|says|keeps saying|told me|tells me|yelled|goes|wrote|kept saying) (to )?(\w+ )?(stop|quit|don't|never|take|remove) (\w+ ){{0,3}}({EnglishParts.Calling}|{EnglishParts.Call}|off|from)\b",
            $@"\b(he|she|they|it|phone|bob|\w+) (won't|doesn't|didn't|wouldn't|will not|can't|never|finally|did|does|would|might) (\w+ )?{EnglishParts.Stop} {EnglishParts.Calling}\b",
            @"\b(i'm|i am|we're) on (a|the|your) do not call\b"),

        NamesCalls = Any(
            $@"\b{EnglishParts.Stop} (calling|phoning|ringing) my (mother|mom|mum|wife|husband|father|dad|parents|family|kids|son|daughter|elderly \w+)\b",
            $@"\b(refrain|abstain|desist) from (ever )?{EnglishParts.Calling}\b",
            $@"\bnot (getting|receiving|being|having) ((any|more|these|your|those) )*({EnglishParts.Called}|{EnglishParts.Calls})( (again|any ?more|by you|at all))*$",
            $@"\b(don't|do not|dont|never) be {EnglishParts.Calling}\b",
            $@"\b(don't|do not|dont|no longer|never) (want|like|need) (\w+ ){{0,5}}{EnglishParts.Calling} (me|us|here|this number|my \w+)( (again|any ?more|ever|please))*$",
            $@"\bwant (off|out of) (of )?{EnglishParts.CallList}\b",
            $@"\b(don't|do not|no longer) (want|wish|like) to be (on|in) (your|this|a|the) (\w+ )?(call list|calling list|contact list)\b",
            $@"\bso (please )?{EnglishParts.Dont} {EnglishParts.Call}{EnglishParts.Here}*{EnglishParts.Polite}*$",
            $@"\b{EnglishParts.Stop} (all )?(of )?(this |your |the |these )?{EnglishParts.Calling}({EnglishParts.Here}|{EnglishParts.Again})*(({EnglishParts.Polite}*$)|{EnglishParts.GoesOn})",
            $@"\b({EnglishParts.Stop}|end|halt|cut out|knock off|enough with|enough of|stop making|stop getting|stop receiving|stop sending me|no more of)( with| it with)? (these|those|this|your|all|all these|all the|all of these|all your|any|any more|further|future|the)( \w+){{0,2}} {EnglishParts.Calls}\b",
            $@"\b{EnglishParts.Stop} (sales |marketing |robo |cold )?(calls|robo ?calls)\b",
            $@"\bmake (these|the|those|your) (\w+ )?{EnglishParts.Calls} stop\b",
            $@"\b{EnglishParts.Remove} {EnglishParts.Who}{EnglishParts.Off} {EnglishParts.CallList}\b",
            $@"\b(taken|removed|deleted|dropped|scratched|erased|struck) (\w+ )?(off|from|out of|off of) {EnglishParts.CallList}\b",
            $@"\bget off (of )?{EnglishParts.CallList}\b",
            $@"\b(unsubscribe|opt(ing)?)( me| us)?( out)? (from|of|to) (\w+ ){{0,3}}({EnglishParts.Calls}|being {EnglishParts.Called}|calling lists?|call lists?)\b",
            $@"\b{EnglishParts.Dont} (dare )?(please )?{EnglishParts.Call}{EnglishParts.Here}*{EnglishParts.Again}",
            $@"\b{EnglishParts.Dont} (dare )?(please )?{EnglishParts.Call}{EnglishParts.Here}+(({EnglishParts.Polite}*$)|{EnglishParts.GoesOn})",
            $@"{EnglishParts.Lead}{EnglishParts.Dont} {EnglishParts.Call}{EnglishParts.Polite}*$",
            $@"\b(can|could|would|will|if) you (please |just |maybe |people |guys |kindly )*(not|never) (ever )?{EnglishParts.Call}({EnglishParts.Here}|{EnglishParts.Again})*{EnglishParts.Polite}*$",
            $@"\b(rather|prefer|like|want|wish|wanted|asked|ask|asking|requested|told them) (not|not to|never to|to not|to never|never) (ever )?be {EnglishParts.Called}{EnglishParts.Again}*",
            $@"\b(rather|prefer|prefer it|like it|better|appreciate it) (if |that )?(you |you people |you guys )(didn't|did not|don't|do not|wouldn't|not|never) (ever )?{EnglishParts.Call}\b",
            $@"\bsaid not to (ever )?{EnglishParts.Call}\b",
            $@"\b(don't|do not|dont|no longer|never|didn't) (ever |really |even )?(want|wish|like|need|care|agree|consent|ask|agreed)( to| for)? (to )?(ever )?be {EnglishParts.Called}({EnglishParts.Again}|{EnglishParts.Polite}| by you| by anyone| by your company| by phone| on this number)*$",
            $@"\b(don't|do not|dont|no longer|never) (ever |really |even )?(want|wish|like|need|appreciate|consent to) (\w+ )?(you|you people|you guys|anyone|anybody|your \w+)( \w+)? (to )?(ever )?({EnglishParts.Call}|{EnglishParts.Calling})({EnglishParts.Here}|{EnglishParts.Again})*(({EnglishParts.Polite}*$)|{EnglishParts.GoesOn})",
            $@"\b(don't|do not|dont|no longer|never) (ever |really |even )?(want|wish|like|need|care for|care|appreciate|consent|agree)( to)?( (get|receive|receiving|have|take|keep getting|keep receiving|be getting|be receiving|accept|getting))? ((any|more|these|your|this|those|further|such|of|to|for|unsolicited|sales|marketing|telemarketing|future|unwanted) )*{EnglishParts.Calls}\b",
            $@"(^|\b(please|want|wish|said|just|okay|ok|no|and|with|like|i) )no more ((phone|sales|of|these|your|any|damn|marketing) )*calls\b",
            $@"\bno more ((phone|sales|of|these|your) )*calls( (please|from you|to (me|us|this number)|here|at all|okay|ever|thanks|thank you))*$",
            @"\b(put|place|add|get|want|need|register|mark|list|flag) (me|us|this number|my number|it) (down )?(on|onto|as|for|to|in)( (the|your|a|that))? (do not|don't|no) call\b",
            @"^((please|just) )*do not call (list|registry)( please)*$",
            $@"\b(revoke|withdraw|cancel|retract|rescind|take back|taking back|revoking|withdrawing) (\w+ )?(my |our |any |all )?(consent|permission|authorization|authorisation) (\w+ ){{0,4}}({EnglishParts.Call}|{EnglishParts.Calls}|{EnglishParts.Called})\b",
            $@"\b(don't|do not|never|no|didn't) (\w+ )?(have|give|gave|given|got)? ?(you |anyone |your company )?(\w+ )?(consent|permission|authorization) to {EnglishParts.Call}\b",
            $@"\b(is|are|am) not to be {EnglishParts.Called}\b",
            @"\blose (my|this|our) (phone |telephone )?number\b"),

        ToCallers = Any(
            @"\bwant (off|out of) (of )?(this|that|the|any) (\w+ )?lists?\b",
            @"\b(don't|do not|no longer|never) (want|wish|like|ask|asked)( to)? (to )?be (on|in) (your|this|that|any|the) (\w+ )?(lists?|database|system)\b",
            $@"\b(delete|erase|remove) (all )?(of )?(my|our) (\w+ )?(information|info|data|details|records?){EnglishParts.Polite}*$",
            @"\b(don't|do not|never) (\w+ )?(have|had|got|give|gave) (\w+ )?(my|our|any) (consent|permission|authorization)\b",
            $@"\b{EnglishParts.Stop} {EnglishParts.Bother}\b",
            $@"\b{EnglishParts.Remove} {EnglishParts.Who}{EnglishParts.Off} {EnglishParts.AnyList}\b",
            $@"\b(taken|removed|deleted|dropped|scratched|erased) (\w+ )?(off|from|out of|off of) {EnglishParts.AnyList}\b",
            $@"\bget off (of )?(this|the|that) (\w+ )?(list|system|database)\b",
            $@"\b(take|get) {EnglishParts.Who} off{EnglishParts.Polite}*$",
            $@"{EnglishParts.Lead}(remove|delete|unsubscribe|unlist) (me|us){EnglishParts.Polite}*$",
            $@"\b(want|like|wish|asked|need|can i|could i|to) (\w+ )?be (removed|taken off|unsubscribed|deleted){EnglishParts.Polite}*$",
            $@"\b(remove|delete|erase|unlist|scratch|drop|take off|cross out) (my|this|our) (\w+ )?number({EnglishParts.Polite}*$|{EnglishParts.GoesOn}| from (your|all|the) (\w+ )?(phones?|computers?|machine|end|side))",
            $@"{EnglishParts.Lead}forget (my|this|our) (phone )?number{EnglishParts.Polite}*$",
            $@"\bunsubscribe( me| us| my number| this number)?{EnglishParts.Polite}*$",
            $@"\bopt(ing)?( me| us)? out{EnglishParts.Polite}*$",
            @"\bopt(ing)?( me| us)? out of (this|these|it|that|everything|all|your)\b",
            @"^((please|just|i said|i want) )*opt out\b",
            $@"{EnglishParts.Lead}no calls( (please|from you|to (me|us|this number)|here|at all|okay|ever|thanks|thank you|anymore|any more))*$",
            $@"\b(sick|tired|fed up|enough|had it|sick and tired|done) (of|with|from) (all )?(of )?(your|these|those|this|the|you|being|getting|you people|you guys)( \w+){{0,2}} ({EnglishParts.Calls}|{EnglishParts.Calling}|{EnglishParts.Called})\b",
            $@"\benough {EnglishParts.Calls}\b",
            $@"\b(don't|do not|dont|never) (take|accept|do|answer|respond to) ((your|these|sales|cold|robot|marketing|telemarketing|solicitation|any|unsolicited) )+{EnglishParts.Calls}\b",
            $@"\bnot (taking|accepting|interested in) ((your|these|any|more|sales|any more) )+{EnglishParts.Calls}\b",
            @"\b(revoke|withdraw|cancel|retract|rescind|take back|revoking|withdrawing) (\w+ )?(my|our|any|all) (\w+ )?(consent|permission|authorization|authorisation)\b",
            @"\bcease and desist\b|\bdesist\b",
            @"\bleave (me|us) (the (hell|heck|fuck) )?(alone|in peace|be)\b",
            $@"\b{EnglishParts.Dont} (bother|disturb|harass|pester|annoy|hassle) (me|us)\b",
            @"\bdo[ -]not[ -]call (list|registry|register)\b",
            @"\b(never|don't ever) (want to )?hear from you (people |guys )?(again|any ?more)\b",
            @"\b(don't|do not) want to hear from (you|your company)( people| guys)?( again| any ?more| ever)?\b",
            $@"\bif (you|anyone|anybody) (people |guys )?(ever )?{EnglishParts.Call}{EnglishParts.Here}* again\b"),

        NamesTexts = Any(
            $@"\b(stop|quit|cease|no more|end) {EnglishParts.Text}\b",
            $@"\b{EnglishParts.Dont} (text|message|sms|write|write to|send)( (me|us|this number))?( \w+){{0,2}}( again| any ?more| ever)\b",
            $@"\b{EnglishParts.Dont} (text|message|sms)( (me|us|this number))({EnglishParts.Polite}*)$",
            @"\bno more (texts|messages|text messages|sms)\b",
            @"\b(don't|do not|dont|no longer) (want|wish)( to (get|receive))? ((any|more|these|your|further) )*(texts|messages|text messages|sms|spam)\b",
            $@"\b{EnglishParts.Stop} (please|sending|this|these|it|spam)\b|\b(please|just) {EnglishParts.Stop}$"),

        Doubtful = Any(
            $@"\b{EnglishParts.Stop} {EnglishParts.Calling} (me|us)\b",
            $@"\b{EnglishParts.Remove} (me|us|my (\w+ )?(number|name)|this number) (off|from|out of|of) (of )?(this|that|it|there|these|those|whatever|everything|here)\b",
            @"^(please )?(take|get) (me|us) (off|out)$"),

        DoubtfulToCallers = Any(
            @"\b(don't|do not|dont|never|stop|no more|not to|not be|no longer|refrain|quit|last time|done|not) (\w+ |\w+'\w+ ){0,5}(call|calls|called|calling|contact|contacted|contacting|phoning|ringing)\b",
            $@"\b{EnglishParts.Dont} {EnglishParts.Call} (me|us|here|this number|my (number|phone|house|home|cell|mobile))\b",
            $@"\b(make|made|want|get) (it|this|that|them) (to )?stop\b|\bwhen will this stop\b|\bi want this to stop\b",
            @"\b(don't|do not) (use|dial|have permission to use|keep) (this|my) number\b",
            @"\b(block|blocking|report|reporting|sue|suing) (you|this number|your (number|company))\b|\b(ftc|fcc|attorney general|call the police|my lawyer|harassment|harassing me)\b",
            @"\b(don't|do not|never) (consent|agreed|gave (my |you )?(consent|permission))\b|\bdidn't (consent|agree|sign up|give (you )?(my )?(consent|permission|number))\b|\bnever signed up\b",
            @"\bmailing lists?\b"),
    };
}
