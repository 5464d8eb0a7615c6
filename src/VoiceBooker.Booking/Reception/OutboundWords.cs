using System.Text.RegularExpressions;
using VoiceBooker.Booking.Languages;

namespace VoiceBooker.Booking.Reception;

/// <summary>
/// What people say to a call that they did not make. "Stop calling me" is looked for in every language, whatever the call's, and on every call; the rest in the language of the call. Pure: wording alone.
/// </summary>
internal static partial class OutboundWords
{
    private const int LongestRow = 400;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private static readonly (Tongue Tongue, Regex Says, Regex Denies)[] Stops =
    [
        (Tongue.English, EnglishStop(), EnglishGoOn()),
        (Tongue.German, GermanStop(), GermanGoOn()),
        (Tongue.Spanish, SpanishStop(), SpanishGoOn()),
        (Tongue.French, FrenchStop(), FrenchGoOn()),
    ];

    /// <summary>True when somebody does not want to be called any more: "stop calling me", "take me off your list", "don't call again".</summary>
    public static bool StopsCalls(string said)
    {
        if (said.Length > LongestRow)
            said = said[^LongestRow..];
        foreach (var (tongue, says, denies) in Stops)
        {
            var words = SaidWords.Of(tongue).Plain(said).Replace(".", "", StringComparison.Ordinal);
            if (says.IsMatch(denies.Replace(words, " ")))
                return true;
        }

        return false;
    }

    /// <summary>"Stop!", and nothing else: to a call that they did not make people say no more.</summary>
    public static bool SaysStop(string said) => LoneStop().IsMatch(SaidWords.Of(Tongue.French).Plain(said).Replace(".", "", StringComparison.Ordinal));

    /// <summary>"Call me later", "it's not a good time", "I'm driving".</summary>
    public static bool CallsLater(string words, Tongue tongue) => Of(tongue).Later.IsMatch(words);

    /// <summary>"Not interested", in so many words.</summary>
    public static bool NotInterested(string words, Tongue tongue) => Of(tongue).NotInterested.IsMatch(words);

    /// <summary>"No thanks", and nothing else.</summary>
    public static bool NoThanks(string words, Tongue tongue) => Of(tongue).NoThanks.IsMatch(words);

    /// <summary>"You have the wrong number", "I'm her husband".</summary>
    public static bool WrongPerson(string words, Tongue tongue) => Of(tongue).WrongPerson.IsMatch(words);

    /// <summary>"I'm not Ana", "this is Maria": a name is told, and <paramref name="person"/>'s it is not. Null: no name is told.</summary>
    /// <param name="said">What was said.</param>
    /// <param name="person">Whom we wanted to speak to.</param>
    /// <param name="tongue">Its language.</param>
    public static bool? IsNamed(string said, string person, Tongue tongue)
    {
        var hear = SaidWords.Of(tongue);
        var names = hear.Plain(person).Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(name => name.Length > 1).ToHashSet(StringComparer.Ordinal);
        var words = hear.Plain(said).Split([' ', '-'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Any(names.Contains))
            return !Denial().IsMatch(string.Join(' ', words));
        return FactParts.Read(said, tongue).Name is not null ? false : null;
    }

    /// <summary>"She's not here."</summary>
    public static bool NotThere(string words, Tongue tongue) => Of(tongue).NotThere.IsMatch(words);

    /// <summary>"Speaking", "that's me".</summary>
    public static bool IsSelf(string words, Tongue tongue) => Of(tongue).Self.IsMatch(words);

    /// <summary>"What is this about?"</summary>
    public static bool AsksWhy(string words, Tongue tongue) => Of(tongue).Why.IsMatch(words);

    /// <summary>"Who is calling?"</summary>
    public static bool AsksWho(string words, Tongue tongue) => Of(tongue).Who.IsMatch(words) || SaidWords.Of(tongue).Is(Saying.WhoAreYou, words);

    private static Patterns Of(Tongue tongue) => tongue.Code switch
    {
        "de" => InGerman,
        "es" => InSpanish,
        "fr" => InFrench,
        _ => InEnglish,
    };

    private static Regex Make(string pattern) => new(pattern, RegexOptions.CultureInvariant, Longest);

    private sealed record Patterns(Regex Later, Regex NotInterested, Regex NoThanks, Regex WrongPerson, Regex NotThere, Regex Self, Regex Why, Regex Who);

    private static readonly Patterns InEnglish = new(
        Make(@"\b(call|ring|phone) (me|us) (on|at|in|this|next|after|before|around|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b|\b(call|ring|phone|try) (me |us |again |back )*(back|later|again|tomorrow|tonight|another (time|day)|some other time|next week|in (a|an|half|one|two|\d+)\b)|\bcall ?back\b|\b(not|isn't) (really |exactly )?a (good|great|convenient) (time|moment)\b|\b(a )?bad (time|moment)\b|\bi('m| am) (driving|in a meeting|at work|at lunch|on the road|in the middle of|working|busy (right now|now|at the moment)|busy$)|\b(can't|cannot|can not) (talk|speak)( right)?( now| at the moment)?$|\bcan (we|you) (talk|speak|do this|call) (later|another time|tomorrow)\b|\bnot (right )?now$|\bi (can't|cannot|can not) (come|get) to the phone\b"),
        Make(@"\b(not|no longer|never) interested\b|\bno interest\b|\bi (don't|do not) (want|need) (it|that|this|one|any|anything|any of (it|this)|an appointment|your \w+|to (book|buy|come|make an appointment))\b|\b(we're|i'm|i am) (all set|good thanks|fine thanks)\b|\bi already (have|had|went|did) (a|one|my|it|that)\b"),
        Make(@"^(oh |um |uh |well )*(no )?(no )?(thanks|thank you|thanks a lot|thank you very much)( no| but no| anyway)?$|^no thank you( \w+)?$|^(no )?i'd rather not$"),
        Make(@"\bwrong (number|person|guy|house)\b|\b(nobody|no one|there's no|there is no|there isn't any) .{0,20}(by that name|called|named|here (by|with))\b|\b(no longer|doesn't|does not) (lives?|works?) here\b|\bi('m| am) (not (him|her|he|she|that person|the person)$|(her|his|the) (husband|wife|mother|father|son|daughter|brother|sister|roommate|partner|secretary|assistant|colleague|neighbou?r))\b|\bthis is(n't| not) (him|her|he|she)\b|\byou (have|got|must have) the wrong\b|\b(not|isn't) (my|her|his) number\b"),
        Make(@"\b(he|she|they|\w+)('s| is| are)? (not|isn't|aren't) (here|in|home|at home|around|available|at (her|his|the) desk)\b|\b(he|she|they) (isn't|aren't) (here|in|home|at home|around|available)\b|\b(he|she|they)('s| is| are) (out|away|asleep|sleeping|at work|at school|travelling|traveling|on vacation|on holiday)\b|\b(stepped|gone|just) (out|left)\b|\b(he|she|they) (can't|cannot|can not) (come|get|make it) to the phone\b|\b(he|she|they) (can't|cannot|can not) (talk|speak|take (the|your|this) call)\b"),
        Make(@"^(yes |yeah |yep |oh |hi |hello )*(this is|it's|it is|that's|that is) (me|he|she|him|her|i)\b|^(yes |yeah )*speaking\b|\byou('re| are) (speaking|talking) (to|with) (me|him|her)\b|^(yes |yeah )*i am$|^(yes |yeah )*that('s| would be) me\b"),
        Make(@"\bwhy (are|do|did) (you|u) (call|ring|phon)\w*|\bwhat('s| is)? (this|it|that)?( call)? ?(about|regarding|concerning)\b|\bwhat('s| is) (this|the call|it) (about|for|regarding)\b|\bwhat (do|did) you want\b|\bwhat (are )?you call(ing|ed)? (about|for|me about|me for)\b|\b(purpose|reason) (of|for) (this|your|the) call\b|\bwhat are you (selling|offering)\b"),
        Make(@"\bwho('s| is) (this|that|calling|speaking|there)\b|\b(what|which) (company|business|office|firm) (is this|are you|do you)\b|\bwhere are you calling from\b|\bwho do you (work|call) for\b"));

    private static readonly Patterns InGerman = new(
        Make(@"\b(ruf\w*|anrufen|melden|versuchen) (sie |es |bitte |mich |uns )*(\w+ )?(spaeter|morgen|uebermorgen|zurueck|ein andermal|noch ?mal|wieder|naechste)\b|\b(spaeter|morgen|ein andermal|noch ?mal|wieder) (noch ?mal |wieder )?(an|anrufen|melden)\b|\bzurueck(ge)?rufen\b|\brufen sie (mich |uns )?(bitte )?.{0,40}\b(an|zurueck)$|\b(passt|ist) (gerade |jetzt |mir |es )*(nicht|schlecht|unguenstig)( gut)?$|\b(schlechter|unguenstiger|falscher) (zeitpunkt|moment)\b|\b(kein|nicht der) (guter|richtige|guenstige\w*) (zeitpunkt|moment)\b|\bich (fahre (gerade|auto)|bin (gerade |jetzt )?(am steuer|im auto|unterwegs|in einer (besprechung|sitzung)|bei der arbeit|beschaeftigt))\b|\bkann (gerade|jetzt|im moment) nicht (sprechen|reden|telefonieren)\b|\b(jetzt|gerade) nicht$"),
        Make(@"\b(kein|nicht) (interesse|interessiert)\b|\b(brauche|will|moechte) (ich )?(das |es |so etwas |sowas )?nicht\b|\b(brauche|will|moechte) (ich )?keinen? (termin|\w+)$|\bhabe ich (schon|bereits)\b"),
        Make(@"^(ach |oh |aeh |hm )*nein,? (danke|vielen dank|danke schoen|dankeschoen)( nein)?$|^(danke )?nein danke$|^lieber nicht$"),
        Make(@"\b(falsch\w* (nummer|person|verbunden)|verwaehlt|hier gibt es (keine?n?|niemanden?)|niemand(en)? (mit diesem namen|der so heisst)|wohnt (hier )?nicht (mehr )?hier|wohnt nicht mehr|arbeitet nicht mehr hier)\b|\bich bin (nicht (frau|herr|er|sie|der|die)\b|(ihr|sein|der|die) (mann|frau|ehemann|ehefrau|mutter|vater|sohn|tochter|bruder|schwester|kollege|kollegin|nachbar\w*))\b|\bdas (bin ich|ist) nicht( meine nummer)?\b"),
        Make(@"\b(er|sie|\w+) ist (gerade |leider |heute |im moment |momentan )*(nicht (da|hier|zu hause|zuhause|im haus|am platz)|unterwegs|ausser haus|bei der arbeit|im urlaub|nicht (erreichbar|zu erreichen))\b|\b(er|sie|\w+) kann (gerade |leider |jetzt |im moment )*nicht ans telefon\b"),
        Make(@"\b(am apparat|das bin ich|ich bin (es|'s|selbst)|bin ich selbst|hoechstpersoenlich)\b|^(ja )?bin ich$|^(ja )?(selbst|persoenlich)$"),
        Make(@"\b(warum|weshalb|wieso|weswegen) rufen sie\b|\bworum geht('s| es)?\b|\bum was geht('s| es)?\b|\bwas (wollen|moechten) sie\b|\bwas ist der grund\b|\bwas verkaufen sie\b"),
        Make(@"\bwer (ist (da|dran|am apparat)|spricht|sind sie|ruft)\b|\b(welche|von welcher) firma\b|\bwoher rufen sie\b|\bfuer wen (rufen|arbeiten)\b"));

    private static readonly Patterns InSpanish = new(
        Make(@"\b(llam\w*|marque|vuelva a llamar\w*|volver a llamar\w*) (me |por favor )*(mas tarde|luego|manana|otro (dia|momento)|en otro momento|despues|dentro de|en (una|media|un|dos)|la semana|el (lunes|martes|miercoles|jueves|viernes|sabado|domingo))\b|\bllame(me|n)? .{0,20}\b(manana|tarde|luego|las \w+)\b|\b(no es|es) (un )?(buen|mal) momento\b|\b(estoy|voy) (conduciendo|manejando|trabajando|ocupad[oa]|en una reunion|en el coche|comiendo)\b|\bno puedo (hablar|atender\w*)( ahora| en este momento)?\b|\bahora no( puedo)?$"),
        Make(@"\bno (me|nos) interesa\b|\bno estoy interesad[oa]\b|\bno (lo|la)? ?(quiero|necesito)( nada| ninguna?( \w+)?| una cita)?$|\bya (tengo|fui|lo hice)\b"),
        Make(@"^(ah |eh |bueno )*no,? (muchas )?gracias( no)?$|^(muchas )?gracias pero no$|^prefiero que no$"),
        Make(@"\b(numero equivocado|se (ha )?equivoc\w+|persona equivocada|aqui no (hay|vive|trabaja)|no (vive|trabaja) (ya )?aqui|ya no vive)\b|\bno soy (yo|el|ella|esa persona)\b|\bsoy (su|el|la) (marido|mujer|esposo|esposa|madre|padre|hijo|hija|hermano|hermana|companero|companera)\b|\beste no es (su|mi) numero\b"),
        Make(@"\b(no esta|ha salido|salio|esta (fuera|de viaje|de vacaciones|en el trabajo|trabajando|durmiendo))( \w+)?$|\bno (esta|se encuentra) (en casa|aqui|ahora|en este momento)\b|\bno puede (ponerse|atender\w*|hablar)\b"),
        Make(@"\b(soy yo|al habla|al aparato|yo mism[oa]|el mismo|la misma|con (el|ella))\b"),
        Make(@"\bpor que (me |nos )?llama\b|\bde que se trata\b|\bque (quiere|desea|vende)\b|\b(cual es el )?motivo de (la|su) llamada\b|\bpara que (me )?llama\b"),
        Make(@"\bquien (es|habla|llama)\b|\bde parte de quien\b|\bde (que|donde) (empresa|llama|me llama)\b|\bde donde (me )?llama\b"));

    private static readonly Patterns InFrench = new(
        Make(@"\b(r?appel\w*|retelephon\w*|essayez)[- ]?(moi |nous |me )?(plus tard|demain|apres[- ]demain|une autre fois|un autre jour|a un autre moment|ce soir|dans (une|un|deux|\d+)|la semaine|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|vers|a \w+ heures?)\b|\brappel(ez|er|le)\b|\b(ce n'est|c'est) (pas )?(vraiment )?(le |un )?(bon|mauvais) moment\b|\bvous tombez mal\b|\bje (conduis|travaille|suis (au volant|en (reunion|voiture|train de)|occupee?|au travail))\b|\b(peux|puis) pas (vous )?(parler|repondre)( maintenant| la)?\b|\bpas maintenant$|\bje suis (absente?|indisponible)\b"),
        Make(@"\b(pas|plus) interessee?s?\b|\b(ca|cela) ne m'interesse pas\b|\bm'interesse pas\b|\bj(e n)?'?ai pas besoin\b|\bje n'en (veux|ai) pas\b|\bj'ai deja\b"),
        Make(@"^(ah |euh |oh )*non,? merci( beaucoup| bien| non)?$|^merci,? mais non$|^sans facon$"),
        Make(@"\b((faux|mauvais) numero|trompez? de (numero|personne)|vous vous (trompez|etes trompe)|erreur (de numero)?|il n'y a (pas|personne) .{0,20}(ici|de ce nom)|n'habite (pas|plus) ici|ne travaille plus ici)\b|\bje ne suis pas (lui|elle|cette personne)\b|\bc'est pas (moi|lui|elle)\b|\bje suis (son|sa|le|la) (mari|femme|mere|pere|fils|fille|frere|soeur|collegue|voisine?)\b"),
        Make(@"\b(il|elle|\w+) (n'est|est) (pas|absente?|sortie?|parti?e?|au travail|en (vacances|deplacement|voyage))( \w+)?( la| ici| disponible| chez (lui|elle))?\b|\b(il|elle) ne peut pas (venir au telephone|repondre|parler)\b"),
        Make(@"\b(c'est (moi|bien moi|lui|elle)|lui[- ]meme|elle[- ]meme|moi[- ]meme|a l'appareil|en personne)\b"),
        Make(@"\bpourquoi (m'|vous |est-ce que vous )?(m')?appelez\b|\bc'est (a quel sujet|pour quoi|pourquoi)\b|\b(de quoi s'agit|que (voulez|vendez)[- ]vous|qu'est-ce que vous (voulez|vendez))\b|\bquel est (le (motif|but)|l'objet)\b|\ba quel sujet\b"),
        Make(@"\b(qui (est[- ]ce|etes[- ]vous|parle|appelle|est a l'appareil)|c'est qui|de la part de qui|quelle (societe|entreprise)|vous appelez d'ou)\b"));

    [GeneratedRegex(@"\b(not|isn't|no|nicht|kein|pas)\b", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Denial();

    /// <summary>In all languages at once, as plain French leaves them.</summary>
    [GeneratedRegex(@"^((please|hey|ok|okay|just|bitte|nein|non|oh|por favor|ya|no(?= stopp?\b)) )*((stopp?|arretez?|pare|para|paren|basta)( (it|this|that|now|please|right now|immediately|bitte|sofort|jetzt|damit|ca|maintenant|s'il vous plait|svp|ya|por favor))*( |$))+$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex LoneStop();

    [GeneratedRegex(
        """
        \b(stop|quit|cease)\ (calling|phoning|ringing|dialing|dialling|contacting|bothering|harassing|spamming|robocalling)(\ (me|us|here|this|my|our|again|now|already|please|all|and|or|at|people|these|with)\b|$)
        |\bstop\ (with\ )?(these|those|this|your|the|all|all\ these|all\ the)\ (\w+\ )?(calls?|calling)\b|\bmake\ (it|these\ calls|the\ calls)\ stop\b
        |\b(take|remove|delete|strike|drop|get|scratch|pull|erase)\ (me|us|my\ (phone\ |telephone\ |cell\ )?(number|name|details|info|information|data|contact)|(this|our)\ (phone\ |telephone\ )?(number|name))(\ \w+)?\ (off|from|out\ of)\b(?!.{0,40}\bwait(ing)?\ ?list)
        |\b(remove|delete|erase|unlist|lose|forget)\ (my|this|our)\ (phone\ |telephone\ |cell\ )?number\b|^(please\ )?(remove|delete|unsubscribe)\ me(\ please)?$|\bunsubscribe(\ me)?$|\bunsubscribe\ me\b|\bopt(ing)?\ (me\ )?out\b|\bopt-out\b
        |(?:(?<!\b(?:i|we|they|he|she|it|you|who|why|if|will|would|ll|nobody)\ )\b(?:don't|do\ not|dont|never)|(?<!\b(?:why|come)\ )\b(?:can|could|would|will)\ you\ (?:please\ |just\ )?not)\ (you\ )?(ever\ |please\ )?(?:call|phone|ring|contact|dial|bother|disturb)\ (me\ |us\ |here\ |this\ number\ |my\ number\ |back\ |on\ this\ number\ )*(again|any\ ?more|ever)\b(?!\ (?:me\ |us\ |here\ |again\ )*(?:before|until|till|after|today|tonight|during|between|on\ (?:the\ )?(?:weekends?|\w+days?)|so\ (?:early|late)|this\ (?:early|late|morning|afternoon|evening|week)|in\ the\ (?:morning|afternoon|evening)|at\ night)\b)
        |(?:(?<!\b(?:i|we|they|he|she|it|you|who|why|if|will|would|ll|nobody)\ )\b(?:don't|do\ not|dont|never)|(?<!\b(?:why|come)\ )\b(?:can|could|would|will)\ you\ (?:please\ |just\ )?not)\ (you\ )?(ever\ )?(?:call|phone|ring|contact|dial|bother|disturb)\ (me|us|here|this\ number|my\ number)(\ please)?$|^(please\ |no\ )*(don't|do\ not|never)\ (call|phone|ring)(\ (me\ |us\ )?back)?(\ please)?$
        |\b((told|asked|warned|want|wanted)\ (you|you\ (people|guys|all)|your\ \w+)|i\ (already\ )?said)\ not\ to\ (ever\ )?(?:call|phone|ring|contact|dial|bother|disturb)\b(?!\ (?:me\ |us\ |here\ |again\ )*(?:before|until|till|after|today|tonight|during|between|on\ (?:the\ )?(?:weekends?|\w+days?)|so\ (?:early|late)|this\ (?:early|late|morning|afternoon|evening|week)|in\ the\ (?:morning|afternoon|evening)|at\ night)\b)
        |(^|\b(please|want|wish|said|just|okay|ok|no|and|with|like)\ )no\ more\ (phone\ |sales\ |of\ |these\ |your\ )*calls\b(?!\ (?:me\ |us\ |here\ |again\ )*(?:before|until|till|after|today|tonight|during|between|on\ (?:the\ )?(?:weekends?|\w+days?)|so\ (?:early|late)|this\ (?:early|late|morning|afternoon|evening|week)|in\ the\ (?:morning|afternoon|evening)|at\ night)\b)(?!\ scheduled)
        |(?<!\b(have|has|had|got|are|is|were|was|there's|be|get|take|taking|expecting|i've)\ )\bno\ more\ (phone\ |sales\ |of\ |these\ |your\ )*calls(\ (please|from\ you|to\ (me|us|this\ number)|here|at\ all|okay|ever|thanks|thank\ you))*$
        |\b(don't|do\ not|dont)\ want\ (any\ more\ |any\ |more\ |these\ |your\ |to\ (get|receive|have)\ (any\ |any\ more\ |more\ |these\ |your\ )?)(phone\ |sales\ )?calls\b(?!\ (?:me\ |us\ |here\ |again\ )*(?:before|until|till|after|today|tonight|during|between|on\ (?:the\ )?(?:weekends?|\w+days?)|so\ (?:early|late)|this\ (?:early|late|morning|afternoon|evening|week)|in\ the\ (?:morning|afternoon|evening)|at\ night)\b)|\b(don't|do\ not|dont|never)\ (want|wish|like)\ (you\ )?to\ (be\ )?(call|called|contact|contacted)(\ me|\ us)?(\ (again|any\ ?more|ever))?(\ please)?$
        |\bdo[- ]not[- ]call\ (list|registry|me)\b|\b(put|place|add)\ me\ on\ (the|your)\ (do\ not|don't)\ call\b|\bleave\ (me|us)\ alone\b|\btake\ me\ off(\ (please|that|it))?$
        """,
        RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace,
        1000)]
    private static partial Regex EnglishStop();

    /// <summary>What looks like it and means the contrary.</summary>
    [GeneratedRegex(@"\b(don't|do not|dont|never|didn't|not|won't) (ever |want (you|them) to |asking you to |say )*(stop|quit|cease|remove|delete|take|drop|unsubscribe|opt|lose|forget)( calling| phoning| my| me| this| our)?( \w+)?( off| from)?\b|\b(don't|do not|never) forget (my|this|our) (phone )?number\b", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex EnglishGoOn();

    [GeneratedRegex(
        """
        (?<!\b(?:sie|er|die|ihr|warum|wieso|weshalb|wenn)\ )\bruf(en|t|e)?\ (sie\ |ihr\ )?(bitte\ )?(mich|uns|hier|diese\ nummer|bei\ (mir|uns))?\ ?(bitte\ )?(nie|niemals|nicht)\ (mehr|wieder|noch\ ?mal|noch\ einmal)(\ (hier|bei\ (mir|uns)))?(\ an)?\b
        |(?<!\b(?:sie|er|die|ihr|warum|wieso|weshalb|wenn)\ )\bruf(en|t|e)?\ (sie\ |ihr\ )?(bitte\ |doch\ |hier\ |mich\ |uns\ |diese\ nummer\ |bei\ (mir|uns)\ )*nicht\ an(\ bitte)?$
        |\b(bitte|mich|uns|hier|diese\ nummer|bei\ mir|bei\ uns)\ (bitte\ )?(nie|niemals|nicht)\ (mehr|wieder)\ (an(zu)?rufen|belaestigen|kontaktieren|stoeren)\b|^(nie|niemals|nicht)\ (mehr|wieder)\ anrufen\b|^(bitte\ )?nicht\ anrufen$
        |\b(hoeren|hoert|hoer)\ (sie\ )?(bitte\ |endlich\ |sofort\ )*(auf|damit\ auf)\ .{0,12}(anzurufen|zu\ belaestigen|zu\ stoeren|zu\ nerven)\b
        |^(bitte\ |nein\ |ab\ (jetzt|sofort)\ |und\ |also\ |danke\ )*(?:keine?|nie\ (?:mehr|wieder))\ (?:weiteren?\ |solchen?\ |mehr\ )*(?:werbe)?anrufe?\b(?!\ (?:mehr\ )?(?:nach|vor|am|bis|heute|um|morgens?|abends|nachts)\b)|\b(will|moechte|wuensche|wollen|moechten|wuenschen|bitte|verbitte)\ (\w+\ ){0,3}(?:keine?|nie\ (?:mehr|wieder))\ (?:weiteren?\ |solchen?\ |mehr\ )*(?:werbe)?anrufe?\b(?!\ (?:mehr\ )?(?:nach|vor|am|bis|heute|um|morgens?|abends|nachts)\b)
        |(?<!\b(habe?|hatte|haben|gibt|bekomme|bekommen|erhalte|kamen|sind|waren)\ (\w+\ ){0,2})\b(?:keine?|nie\ (?:mehr|wieder))\ (?:weiteren?\ |solchen?\ |mehr\ )*(?:werbe)?anrufe?\b(\ (mehr|bitte|von\ ihnen))+$
        |\b(streich\w*|loesch\w*|nehm\w*|nimm|entfern\w*|trag\w*|setz\w*)\ (sie\ )?(bitte\ )?(mich|uns|meine\ (\w*nummer|daten|kontaktdaten)|diese\ (\w*nummer)|unsere\ (\w*nummer)).{0,30}\b(liste|verteiler|datenbank|kartei|system|datei|aus)\b
        |\b(streich\w*|loesch\w*|entfern\w*)\ (sie\ )?(bitte\ )?(meine|diese|unsere)\ (\w*nummer|daten)\b|\b(mich|meine\ (\w*nummer|daten)|diese\ \w*nummer)\ .{0,30}\b(loeschen|streichen|entfernen|austragen)\b
        |\b(lassen|lasst|lass)\ (sie\ )?(mich|uns)\ (doch\ |bitte\ |endlich\ )*in\ (ruhe|frieden)\b|\b(will|moechte|wuensche)\ (ich\ )?(nicht|nie|keinesfalls)\ (mehr\ |wieder\ )*(von\ ihnen\ )?(angerufen|kontaktiert|belaestigt)\ werden\b|\b(sperrliste|robinsonliste)\b
        """,
        RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace,
        1000)]
    private static partial Regex GermanStop();

    [GeneratedRegex(@"\b(nicht|nie) (aufhoeren|loeschen|streichen|entfernen)\b|\b(loeschen|streichen|entfernen) sie .{0,30}\bnicht\b|\b(rufen|ruf) (sie )?(mich |uns )?nicht mehr (vor|nach|so|am|um|heute|morgen)\b", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex GermanGoOn();

    [GeneratedRegex(
        """
        \b(no|nunca|jamas)\ (me\ |nos\ |lo\ |aqui\ )?(vuelva[ns]?|vuelvas)\ a\ (llamar|marcar|molestar|contactar)\w*\b|\b(no|nunca)\ (me|nos)\ (llame[ns]?|llamen|molesten?|contacten?)\ (mas(?!\ (tarde|temprano|adelante|pronto))|nunca|jamas|otra\ vez)\b|\b(no|nunca)\ (me|nos)\ (llame[ns]?|molesten?)(\ (por\ favor|aqui|a\ este\ numero))*$|\bno\ llame[ns]?\ (mas(?!\ (tarde|temprano|adelante|pronto))|nunca)\b
        |\b(deje[ns]?|deja|paren?|pare)\ (ya\ )?de\ (llamar|molestar|marcar)\w*\b|\bno\ (quiero|deseo)\ (que\ (me|nos)\ (llamen?|molesten?|vuelvan\ a\ llamar)|(recibir\ )?(mas|sus|estas)\ llamadas|recibir\ llamadas)\b|(?<!\b(tengo|tenemos|hay|tuve|he\ recibido|recibi)\ )\b(ninguna|ni\ una)\ llamada\ mas\b|\bno\ mas\ llamadas\b
        |\b(quit|borr|elimin|sac|saqu|retir|tach)\w*\ (me\ |por\ favor\ |a\ )*(mi\ (numero|nombre|telefono)|este\ numero|mis\ datos)?.{0,12}\b(de\ (la|su|esta|sus|las)|del)\ (\w+\ )?(listas?|base|registro|sistema|fichero)\b|\b(quit|borr|elimin|retir)\w*\ (por\ favor\ )?(mi|este)\ (numero|telefono)\b|\b(quiteme|borreme|saqueme|elimineme|denme\ de\ baja|deme\ de\ baja|darme\ de\ baja)\b
        |\b(dejeme|dejenme|dejame)\ (en\ paz|tranquil[oa])\b|\blista\ robinson\b
        """,
        RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace,
        1000)]
    private static partial Regex SpanishStop();

    [GeneratedRegex(@"\bno (deje[ns]?|dejes|pare[ns]?) de llamar\w*\b|\bno (quite|borre|elimine|saque)\w*\b", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex SpanishGoOn();

    [GeneratedRegex(
        """
        (?<!\b(?:vous|il|elle|ils|elles|on|tu|qui|personne|pourquoi)\ (?:ne\ |n'|me\ |nous\ )*)(\bne\ (nous\ |me\ )?|\bn'|\bm'|\bne\ m'|\bme\ |\bnous\ )(r?appelez|r?appeler|r?appelle|telephonez|contactez|derangez|harcelez)\ (plus(?!\ (tard|tot|souvent))|jamais)\b|\b(plus\ jamais|jamais\ plus)\ .{0,10}appel|\b(arretez|cessez|arrete)\ (tout\ de\ suite\ |immediatement\ )?(de\ |d')?(m'|nous\ |me\ |ces\ |vos\ )?(appeler|rappeler|telephoner|harceler|deranger|contacter|appels)\b
        |\b(retirez|enlevez|supprimez|effacez|rayez|otez|sortez|desinscrivez)[- ]?(moi|nous|mon\ (numero|nom)|mes\ (donnees|coordonnees)|ce\ numero|le\ numero)?\ ?.{0,12}\b(de|du)\ (votre|vos|la|cette|votre)?\ ?(listes?|fichiers?|base|systeme)\b|\b(retirez|enlevez|supprimez|effacez|retirer|enlever|supprimer|effacer)\ (mon|ce)\ (numero|telephone)\b|\b(desinscrivez|desabonnez)[- ]?(moi)?\b
        |(?<!\b(?:vous|il|elle|ils|elles|on|tu|qui|personne|pourquoi)\ (?:ne\ |n'|me\ |nous\ )*)(\bne\ (nous\ |me\ |m')?|\bm'|\bme\ |\bnous\ )(r?appelez|telephonez|contactez|derangez|harcelez)\ pas(\ (s'il\ vous\ plait|svp|ici|a\ ce\ numero|merci))*$
        |\bne\ (plus|jamais|pas)\ (m'|me\ |nous\ )(r?appeler|contacter|deranger|telephoner)\b(?!\ (avant|apres|le|pendant|trop|demain|aujourd|ce|a\ \w+\ heures?|plus\ tard)\b)|\b(merci|priere|veuillez)\ (de\ )?ne\ plus\ r?appeler\b
        |\bje\ (ne\ )?(veux|souhaite|desire)\ (plus|pas)\ (etre\ (r?appelee?|contactee?|derangee?)|recevoir\ (d'|vos\ |de\ vos\ |ces\ )?appels|(de\ vos|d')\ ?appels|que\ vous\ (m'|me\ )r?appeliez)\b|\bassez\ (d'|de\ vos\ |de\ ces\ )appels?\b|(?<!\b(ai|avons|a|eu|recois|recu)\ )\bplus\ (d'|de\ vos\ |de\ ces\ )appels?\b(?!\ (apres|avant))|\b(laissez|fichez|foutez)[- ]?moi\ (tranquille|en\ paix|la\ paix)\b|\bbloctel\b
        """,
        RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace,
        1000)]
    private static partial Regex FrenchStop();

    [GeneratedRegex(@"\bn'(arretez|enlevez|effacez) (pas|surtout pas)( de)?( m'| me)?( ?\w+)?\b|\bne (supprimez|retirez|cessez|rayez) pas( de)?( m'| me| mon)?( ?\w+)?\b", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex FrenchGoOn();
}
