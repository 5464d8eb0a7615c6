using System.Text.RegularExpressions;
using VoiceBooker.Booking.Languages;

namespace VoiceBooker.Booking.Reception;

/// <summary>
/// What people say to a call that they did not make, in the language of the call; "stop calling me" is looked for by <see cref="Stopping.StopWords"/>. Pure: wording alone.
/// </summary>
internal static partial class OutboundWords
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

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
}
