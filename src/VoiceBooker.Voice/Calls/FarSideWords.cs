using System.Text;
using System.Text.RegularExpressions;

namespace VoiceBooker.Voice.Calls;

/// <summary>What words from the far side sound like.</summary>
public enum FarSideSpeech
{
    /// <summary>Anybody could say that.</summary>
    Neutral,

    /// <summary>A person who has just picked up, or who answers.</summary>
    Person,

    /// <summary>A turn of phrase of answering machines that people use as well ("you have reached").</summary>
    MachinePerhaps,

    /// <summary>What answering machines say of whom they stand for, and living people of themselves and of others ("can't come to the phone").</summary>
    Excuse,

    /// <summary>What only answering machines say ("leave a message after the tone").</summary>
    Machine,

    /// <summary>A screening assistant asks who calls and why.</summary>
    ScreeningAsks,

    /// <summary>A screening assistant asks for patience.</summary>
    ScreeningHolds,

    /// <summary>A screening assistant, or whoever it asked, does not take the call.</summary>
    ScreeningRefuses,

    /// <summary>A key for leaving word ("to leave a message press one"): answering machines offer it, and companies' menus among other things.</summary>
    MessageKey,

    /// <summary>What companies' menus say, and answering machines of companies as well ("your call is important to us", "for more options press star").</summary>
    MenuPerhaps,

    /// <summary>A company's menu: a key for something that no answering machine has to offer.</summary>
    Menu,

    /// <summary>A company's menu, told as nobody living tells one: several keys, or that the options have changed.</summary>
    WholeMenu,
}

/// <summary>
/// Tells by the wording who speaks on the far side: people, answering machines, screening assistants, menus. In English, German, Spanish and French at once, since a mailbox may speak another language than the person. Pure.
/// </summary>
public static partial class FarSideWords
{
    private const int LongestAnswer = 9;

    /// <summary>What <paramref name="said"/> sounds like; what may be two things is taken for the more particular one.</summary>
    public static FarSideSpeech Read(string said)
    {
        var words = Plain(said);
        if (words.Length == 0)
            return FarSideSpeech.Neutral;
        if (Screening().IsMatch(words))
            return FarSideSpeech.ScreeningAsks;
        var unkeyed = MessageKeys().Replace(words, " ");
        if (Machine().IsMatch(unkeyed))
            return FarSideSpeech.Machine;
        var own = OtherKeys().Replace(unkeyed, " ");
        var keys = Keys().Matches(own).Select(each => each.Groups["key"].Value).Distinct(StringComparer.Ordinal).Count();
        var phrases = MenuPhrases().Count(own);
        if (keys + phrases > 1)
            return FarSideSpeech.WholeMenu;
        if (Excuses().IsMatch(words))
            return FarSideSpeech.Excuse;
        if (keys + phrases > 0)
            return FarSideSpeech.Menu;
        if (unkeyed.Length < words.Length)
            return FarSideSpeech.MessageKey;
        var perhaps = Perhaps().Count(words);
        if (perhaps > 1 || perhaps + Besides().Count(words) > 1)
            return FarSideSpeech.Excuse;
        if (own.Length < unkeyed.Length || PerhapsMenu().IsMatch(words))
            return FarSideSpeech.MenuPerhaps;
        if (Refuses().IsMatch(words))
            return FarSideSpeech.ScreeningRefuses;
        if (Holds().IsMatch(words))
            return FarSideSpeech.ScreeningHolds;
        if (perhaps > 0)
            return FarSideSpeech.MachinePerhaps;
        return Answers().IsMatch(words) || (words.Split(' ').Length <= LongestAnswer && Begins().IsMatch(words) && !Openings().IsMatch(words)) ? FarSideSpeech.Person : FarSideSpeech.Neutral;
    }

    /// <summary>Whether <paramref name="said"/> opens a business's line and leaves open who speaks: a person, who has finished, or a menu, which goes on. Who asks something, gives a name or declines waits for an answer.</summary>
    public static bool Opens(string said) => Openings().IsMatch(Plain(said)) && !Personal().IsMatch(Plain(said)) && !AwaitsAnswer(said);

    /// <summary>Whether whoever said this waits for what we say.</summary>
    public static bool AwaitsAnswer(string said) => said.TrimEnd().EndsWith('?') || Asks().IsMatch(Plain(said));

    /// <summary>Whether somebody who has just taken a screened call may say so: a short sentence, and not merely the assistant's thanks.</summary>
    public static bool MayTakeCall(string said) => Plain(said) is { Length: > 0 } words && words.Split(' ').Length <= LongestAnswer && !Courtesies().IsMatch(words);

    /// <summary>Lower case, plain letters, one space between words.</summary>
    private static string Plain(string said)
    {
        var plain = new StringBuilder(said.Length);
        foreach (var letter in said)
            _ = char.ToLowerInvariant(letter) switch
            {
                'ß' => plain.Append("ss"),
                'œ' => plain.Append("oe"),
                'á' or 'à' or 'â' or 'ä' => plain.Append('a'),
                'é' or 'è' or 'ê' or 'ë' => plain.Append('e'),
                'í' or 'ì' or 'î' or 'ï' => plain.Append('i'),
                'ó' or 'ò' or 'ô' or 'ö' => plain.Append('o'),
                'ú' or 'ù' or 'û' or 'ü' => plain.Append('u'),
                'ç' => plain.Append('c'),
                'ñ' => plain.Append('n'),
                '’' or '‘' or '`' => plain.Append('\''),
                >= '\u0300' and <= '\u036f' => plain,
                var other => plain.Append(other),
            };
        return NoWord().Replace(plain.ToString(), " ").Trim();
    }

    [GeneratedRegex(@"^((ok|okay|thanks|thank you( very much| so much)?|got it|all right|alright|great|perfect|sure|danke|vielen dank|gracias|muchas gracias|de acuerdo|merci( beaucoup)?|d'accord|bien|gut)\ ?)+$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Courtesies();

    [GeneratedRegex(@"[^\p{L}\p{N}']+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NoWord();

    [GeneratedRegex(
        """
        \b(state|say|record|tell\ me|give|leave)\ your\ (full\ )?name\b.{0,40}\b(reason|why|purpose|calling)\b
        |\bname\ and\ (the\ |your\ )?(reason|purpose)\b|(?<!\b(i|you)\ )\b(say|state)\ (who's|who\ is|who\ you\ are|why\ you('re|\ are))\ calling\b.{0,20}$
        |\busing\ a\ (call\ )?screening\b|\bscreening\ (service|assistant)\b|\bscreens?\ (their|his|her|this)\ calls?\b|\bmore\ (info|information|details)\ about\ (why|the\ reason|your\ call)\b
        |\bsee\ if\ (this|the)\ person\ is\ available\b
        |\b(nennen|sagen)\ sie\ (bitte\ )?(ihren\ )?namen\b.{0,40}\b(grund|warum|weshalb|anliegen)\b|\bgrund\ (fue?r\ )?(ihres?|ihren)\ anrufe?s?\b|\bnimmt\ (ihre|seine)\ anrufe\ .*\bassistent
        |\b(diga|indique|grabe)\ su\ nombre\b.{0,40}\b(motivo|por\ que|razon)\b|\bmotivo\ de\ (su|la)\ llamada\b|\bservicio\ de\ filtrado\b|\bfiltra\ sus\ llamadas\b
        |\b(indiquez|dites|enregistrez|donnez)\ votre\ nom\b.{0,40}\b(raison|motif|pourquoi)\b|\b(motif|raison)\ de\ votre\ appel\b|\bfiltrage\ d'appels?\b|\bfiltre\ (ses|les)\ appels\b
        """,
        RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace,
        1000)]
    private static partial Regex Screening();

    [GeneratedRegex(
        """
        \b(after|at)\ the\ (tone|beep|signal|sound)\b|\b(leave|record)\ (me\ |us\ |him\ |her\ |your\ |a\ |an\ |brief\ |short\ |detailed\ |voice\ )*(name\ and\ number|name\ number|message)\b
        |\b(mail\ ?box|voice\ ?mail\ ?box|voice\ ?mail)\ (of|is|has|belonging|service|system|that)\b|\b(mail\ ?box|voice\ ?mail)\ (\w+\ )?(is\ )?(full|not\ been\ set\ up)\b|\bforwarded\ to\ (an?\ )?(automated\ )?(voice|answering|message)
        |\b(the|this)\ (number|person|subscriber|customer|party|caller|mobile)\ (that\ )?(you|you've|you're)\ (have\ |are\ )?(dialed|dialled|called|trying|calling)\b.{0,40}\b(not|un)\ ?(available|reachable)
        |\b(nach|hinter)\ dem\ (signal|piep|ton|signalton|pfeifton|piepton)\w*\b|\bhinterlass\w*\ (sie\ )?(bitte\ |mir\ |uns\ )*(eine|ihre)\ (kurze\ )?nachricht\b|\b(nachricht)\ (bitte\ )?(hinterlassen|nach\ dem|aufsprechen)\b|\b(mailbox|sprachbox|anrufbeantworter)\ (von|ist|der|des)\b
        |\b(der|die)\ (angerufene|gewue?nschte)\ (teilnehmer|person|gesprachspartner)
        |\b(despues|al\ escuchar|tras|al\ oir)\ (de\ )?(la|el|del)?\ ?(senal|tono|pitido|bip)\b|\bdeje\ (su|un|me\ un)?\ ?(mensaje|nombre|recado)\b|\bbuzon\ (de\ voz|esta\ lleno|de)\b|\bcontestador(a)?\ automatic[oa]\b
        |\b(el|la)\ (numero|persona|abonado|cliente|usuario)\ (que\ (usted\ )?(ha\ )?(marcado|llamado|llama)|al\ que\ llama)\b.{0,40}\bno\ (esta\ )?disponible
        |\bapres\ le\ (bip|signal|ton|signal\ sonore)\b|\blaiss\w*([- ]moi|[- ]nous)?\ (moi\ |nous\ )?(un|votre)\ (court\ )?message\b|\b(messagerie|boite)\ vocale\b|\brepondeur\ (de|du|est)\b|\bmessagerie\ (de|est\ pleine)\b
        |\b(votre|le)\ correspondant\ (n'est|est)\ (pas|actuellement|in)
        """,
        RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace,
        1000)]
    private static partial Regex Machine();

    [GeneratedRegex(
        """
        \b(can't|cannot|can\ not|unable\ to|not\ able\ to)\ (come|get|make\ it)\ to\ (the|my|our)\ phone\b|\b(can't|cannot|can\ not|unable\ to|not\ able\ to)\ (take|answer)\ (your|the)\ (phone\ )?call\b
        |\b(sorry\ )?(i|we)('ve|\ have)?\ missed\ your\ call\b|\b(get|call)\ (right\ )?back\ to\ you\ as\ soon\ as\b|\b(return|call)\ (you\ back|your\ call)\ as\ soon\ as\b
        |\b(derzeit|momentan|zur\ zeit|gerade|leider)\ (leider\ )?nicht\ (erreichbar|zu\ erreichen|ans\ telefon)\b
        |\bno\ (puedo|podemos)\ (atender|contestar)(le|lo|la|te)?\b
        |\b(suis|sommes)\ (actuellement\ |pour\ le\ moment\ )?(indisponible|absente?)s?\b
        """,
        RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace,
        1000)]
    private static partial Regex Excuses();

    [GeneratedRegex(
        """
        \byou('ve|\ have)\ reached\ (?!the\ wrong|a\ wrong|an?\ end)|\b(is|am|are)\ (currently\ )?(not\ available|unavailable|away\ from)\b
        |\b(sie|du)\ (haben|hast|sind)\ (den|mit\ dem|die|verbunden\ mit)\b.{0,30}\b(anschluss|mailbox|anrufbeantworter|nummer)\b
        |\b(ha|has)\ llamado\ (a|al)\b
        |\bvous\ etes\ (bien\ )?(sur|chez|au)\b.{0,20}\b(messagerie|repondeur|numero|portable)\b
        """,
        RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace,
        1000)]
    private static partial Regex Perhaps();

    /// <summary>Machines say so, and so do businesses whose people pick up: it counts only beside something else.</summary>
    [GeneratedRegex(
        """
        \bvoice\ ?mail\b|\bplease\ try\ (again|your\ call)\ later\b|\bas\ soon\ as\ (i|we)\ can\b|\bthanks?\ (you\ )?for\ (your\ call|calling)\b|\b(i|we)'ll\ get\ back\ to\ you\b
        |\bversuchen\ sie\ es\ (bitte\ )?spae?ter\b|\b(melde|melden)\ (ich\ mich|wir\ uns|mich)\b.{0,30}\bzurue?ck\b|\brufen?\ (ich\ |wir\ )?(sie\ )?(so\ bald|sobald)\b|\b(danke|dank)\ fue?r\ (ihren|den)\ anruf\b
        |\bintentelo\ (de\ nuevo\ )?mas\ tarde\b|\bgracias\ por\ (su\ llamada|llamar)\b|\ble\ (llamare|llamaremos|devolveremos)\b
        |\brappeler(ai|ons)\ (des|aussi)\b|\bmerci\ de\ (votre\ appel|rappeler)\b|\bje\ vous\ rappelle\b
        """,
        RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace,
        1000)]
    private static partial Regex Besides();

    /// <summary>Keys for leaving word, told or about to be told, with what they are for.</summary>
    [GeneratedRegex(
        """
        \b(press|hit)\ (\w+)\ (now\ )?(to|if\ you('d|\ would)?\ (like|wish|want)\ to)\ (leave|record|send|enter)\ (\w+\ ){0,3}?(message|voice\ ?mail|number|page)\b
        |\bto\ ((leave|record|send)\ (\w+\ ){0,3}?(message|voice\ ?mail|number|page)|enter\ (a\ |your\ )?(call\ ?back|numeric)\ number)\b((\ (?!after|at|tone|beep|signal|press)\w+){0,5}?\ (press|hit|say)\ \w+|$)
        |\bum\ (\w+\ ){0,3}?nachricht\ zu\ hinterlassen\ drue?cken\ sie\ (bitte\ )?(die\ )?\w+|\bdrue?cken\ sie\ (die\ )?\w+\ um\ (\w+\ ){0,3}?nachricht\ zu\ hinterlassen\b
        |\bpara\ dejar\ (\w+\ ){0,3}?(mensaje|recado|numero)\ (pulse|marque|oprima|presione)\ (el\ |la\ )?\w+|\b(pulse|marque|oprima|presione)\ (el\ |la\ )?\w+\ para\ dejar\ (\w+\ ){0,3}?(mensaje|recado|numero)\b
        |\bpour\ laisser\ (\w+\ ){0,3}?(message|numero)\ (tapez|appuyez\ sur|faites)\ (le\ |la\ )?(touche\ )?\w+|\b(tapez|appuyez\ sur|faites)\ (le\ |la\ )?(touche\ )?\w+\ pour\ laisser\ (\w+\ ){0,3}?(message|numero)\b
        """,
        RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace,
        1000)]
    private static partial Regex MessageKeys();

    /// <summary>Keys that lead on from a recording as well as from a menu: more options, the beginning again, the end of a greeting, a page.</summary>
    [GeneratedRegex(
        """
        \bfor\ (more|further|other|additional|delivery)\ options\ press\ \w+|\bpress\ \w+\ for\ (more|further|other|additional|delivery)\ options\b
        |\bto\ ((page|reach)\ (me|him|her|them|this\ person)|skip|bypass|interrupt|re\ ?record|(hear|review|mark|erase|repeat|listen\ to)\ (it|(\w+\ )?(message|recording|greeting)))(\ \w+){0,4}?\ press\ \w+
        |\bpress\ \w+\ to\ ((page|reach)\ (me|him|her|them|this\ person)|skip|bypass|interrupt|re\ ?record|(hear|review|mark|erase|repeat|listen\ to)\ (it|(\w+\ )?(message|recording|greeting)))\b
        |\bwhen\ you('re|\ are|\ have)\ (finished|done)(\ \w+){0,5}?\ press\ \w+
        """,
        RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace,
        1000)]
    private static partial Regex OtherKeys();

    [GeneratedRegex(
        """
        (?<!\b(i|we|just|i'll|only|not|never)\ )\bpress\ (?<key>\d|one|two|three|four|five|six|seven|eight|nine|zero|star|pound|the)\b
        |\bdrue?cken\ sie\ (bitte\ )?(die\ )?(?<key>\d|eins|zwei|drei|vier|fue?nf|sechs|sieben|acht|neun|null|raute|stern)\b|\bwae?hlen\ sie\ (bitte\ )?(die\ )?(?<key>\d|eins|zwei|drei|vier|null)\b
        |\b(pulse|marque|oprima|presione)\ (el\ |la\ )?(?<key>\d|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|cero|numero|almohadilla|asterisco)\b
        |\b(tapez|appuyez\ sur|faites)\ (le\ |la\ )?(?<key>\d|un|deux|trois|quatre|cinq|six|sept|huit|neuf|zero|touche|diese|etoile)\b
        """,
        RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex Keys();

    [GeneratedRegex(
        """
        \b(options|menu)\ have\ (recently\ )?changed\b|\bmain\ menu\b|\bfor\ (sales|support|billing|service|customer|english|reception|appointments|all\ other)\b.{0,30}\bsay\b|\blisten\ (carefully|closely)\ (as|to\ (the|our|all|these))\b|\bparty's\ extension\b
        |\b(hauptmenue?|nae?chster\ freier\ mitarbeiter)\b
        |\bmenu\ principal\b
        """,
        RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace,
        1000)]
    private static partial Regex MenuPhrases();

    [GeneratedRegex(
        """
        \bcall\ (may|will|is)\ (be\ )?(being\ )?recorded\b|\byour\ call\ is\ (very\ )?important\b|\bin\ a\ few\ words\b
        |\b(zu\ schulungszwecken|zur\ qualitae?tssicherung)\b
        |\bsu\ llamada\ (es|sera|puede\ ser)\ (muy\ )?(importante|grabada)\b
        |\bvotre\ appel\ (est|sera|peut\ etre|va\ etre)\ (tres\ )?(important|enregistre)\b
        """,
        RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace,
        1000)]
    private static partial Regex PerhapsMenu();

    [GeneratedRegex(
        """
        \bthanks?\ (you\ )?for\ (your\ call|calling)\b|\bwelcome\ to\b
        |\b(danke|dank)\ fue?r\ (ihren|den)\ anruf\b|\bwillkommen\ (bei|beim|im)\b
        |\bgracias\ por\ (su\ llamada|llamar)\b|\bbienvenid[oa]s?\ (a|al)\b
        |\bmerci\ (de|pour)\ votre\ appel\b|\bbienvenue\ (a|chez|au)\b
        """,
        RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace,
        1000)]
    private static partial Regex Openings();

    [GeneratedRegex(
        """
        \b(help|assist)\ you\b|\b(my\ name|speaking|go\ ahead)\b
        |\b(was|wie)\ kann\ ich\b|\bmein\ name\b|\bam\ apparat\b|\bsie\ sprechen\ mit\b
        |\ben\ que\ (puedo|podemos)\b|\b(le\ atiende|le\ habla|mi\ nombre)\b
        |\b(que\ puis[- ]je|puis[- ]je|comment\ puis)\b|\ba\ l'appareil\b
        """,
        RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace,
        1000)]
    private static partial Regex Asks();

    [GeneratedRegex(@"\b(this is|i|i'm|i'd|but|no|not|ich|aber|nicht|kein\w*|soy|pero|je|mais|pas)\b", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Personal();

    [GeneratedRegex(
        """
        \b(isn't|is\ not|not)\ available\ (right\ now|at\ the\ moment|to\ talk)\b|\b(can't|cannot|won't|will\ not)\ (take|accept|answer)\ (your|this|the)\ call\b|\b(doesn't|does\ not|don't|do\ not)\ (accept|take)\ (calls|this\ call|your\ call)\b|\bcall\ (was\ |has\ been\ )?(declined|rejected)\b|\bplease\ remove\ (this|the|your)\ number\b
        |\b(nimmt|nehmen)\ (den|diesen|ihren)\ anruf\ (leider\ )?nicht\b|\banruf\ (wurde\ )?abgelehnt\b
        |\bno\ (puede|acepta|desea)\ (atender|aceptar|tomar|responder)\b|\bllamada\ (ha\ sido\ )?rechazada\b
        |\bne\ (peut|souhaite)\ pas\ (prendre|repondre|accepter)\b|\bappel\ (a\ ete\ )?(refuse|rejete)
        """,
        RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace,
        1000)]
    private static partial Regex Refuses();

    [GeneratedRegex(
        """
        \b(stay|hold|remain)\ on\ the\ line\b|\bplease\ (hold|wait|stay)\b|\b(i'll|i\ will|let\ me)\ (check|see\ if|connect|try\ to\ connect)\b|\b(connecting|trying\ to\ reach|ringing)\b.{0,20}\b(you|now|them|person)\b
        |\bbleiben\ sie\ (bitte\ )?(dran|am\ apparat|in\ der\ leitung)\b|\bbitte\ warten\b|\bich\ (prue?fe|verbinde|schaue)\b
        |\b(no\ cuelgue|permanezca|espere)\b|\bvoy\ a\ (comprobar|ver\ si)\b
        |\b(ne\ quittez\ pas|restez\ en\ ligne|veuillez\ patienter)\b|\bje\ (verifie|vous\ mets\ en\ relation)\b
        """,
        RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace,
        1000)]
    private static partial Regex Holds();

    [GeneratedRegex(
        """
        \bwho('s|\ is)\ (this|that|calling|speaking|there)\b|\b(anybody|anyone|is\ somebody)\ there\b|\bare\ you\ (still\ )?there\b|\bcan\ you\ hear\ me\b|\b(i\ just|i've\ just|i)\ (picked|pick)\ up\b|\bi'm\ (here|home|at\ home|on\ the\ (line|phone))\b|\bwhat\ (do\ you\ want|is\ this\ about|are\ you\ selling)\b|\bspeaking$|\bdon't\ hang\ up\b
        |\bwer\ (ist\ (da|dran|am\ apparat)|spricht|sind\ sie)\b|\bsind\ sie\ (noch\ )?(da|dran)\b|\bhoe?ren\ sie\ mich\b|\b(am\ apparat|ich\ bin\ (da|dran|zuhause|zu\ hause))$|\b(was\ wollen\ sie|worum\ geht\ es)\b|\bnicht\ auflegen\b
        |\b(quien\ (es|habla|llama)|de\ parte\ de\ quien)\b|\b(sigue|esta|hay\ alguien)\ (usted\ )?ahi\b|\bme\ (oye|escucha)\b|\b(estoy\ aqui|soy\ yo|al\ habla)\b|\b(que\ quiere|que\ desea)\b|\bno\ cuelgue\ estoy\b
        |\bqui\ (est\ (la|ce|a\ l'appareil)|etes[- ]vous|parle|appelle)\b|\bc'est\ qui\b|\bvous\ (etes\ (toujours\ )?la|m'entendez)\b|\b(je\ suis\ la|j'ecoute|lui[- ]meme|elle[- ]meme)\b|\bne\ raccrochez\ pas\b|\bc'est\ (pour|a\ quel)\ (quoi|sujet)\b
        """,
        RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace,
        1000)]
    private static partial Regex Answers();

    [GeneratedRegex(@"^(oh |uh |um |ah |ja |well )*(hello|hi|hey|yes|yeah|yep|yup|speaking|sorry|wait|good (morning|afternoon|evening)|hallo|ja|jawohl|moment|guten (morgen|tag|abend)|gruss gott|moin|servus|hola|si|diga|digame|bueno|buen(o|a)s (dias|tardes|noches)|alo|allo|oui|bonjour|bonsoir|attendez|espere)\b", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Begins();
}
