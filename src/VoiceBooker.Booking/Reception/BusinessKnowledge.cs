using System.Text.RegularExpressions;
using VoiceBooker.Booking.Languages;

namespace VoiceBooker.Booking.Reception;

/// <summary>What the assistant's instructions say about the business: answers are lines that stand there, never anything else.</summary>
internal static partial class BusinessKnowledge
{
    private static readonly (string Topic, string[] Asked, string[] Stands)[] Topics =
    [
        ("hours", ["hours", "open", "opening", "close", "closed", "closing"], ["hours", "open", "opening", "closed"]),
        ("address", ["address", "where", "located", "location", "directions", "street", "find you"], ["address", "location", "located", "directions", "street", "we are at"]),
        ("price", ["price", "prices", "cost", "costs", "much", "charge", "fee", "fees", "expensive", "pay for", "rate", "rates"], ["price", "prices", "cost", "costs", "fee", "fees", "$", "€", "dollars", "euros", "free of charge"]),
        ("parking", ["parking", "park"], ["parking", "park"]),
        ("payment", ["pay", "payment", "card", "cash", "credit"], ["payment", "pay", "card", "cash"]),
        ("insurance", ["insurance", "insured"], ["insurance"]),
        ("phone", ["phone number", "telephone number"], ["phone", "telephone"]),
        ("e-mail", ["e-mail address", "email address"], ["e-mail", "email"]),
        ("website", ["website", "web site", "online"], ["website", "web site", "www"]),
    ];

    private static readonly HashSet<string> Empty = new(
        ["a", "an", "the", "is", "are", "do", "does", "you", "your", "i", "we", "to", "of", "in", "on", "at", "for", "and", "or", "what", "when", "where", "who", "how", "can", "could", "would", "have", "has", "it", "there", "me", "my", "any", "with", "about", "tell", "please", "know", "be", "will", "that", "this", "which", "much", "many", "long", "get", "need", "like", "want", "if", "from", "by", "so", "hi", "hello", "um", "uh", "am", "book", "appointment", "time", "day"],
        StringComparer.Ordinal);

    private static readonly (string Topic, string[] Asked, string[] Stands)[] TopicsInGerman =
    [
        ("hours", ["oeffnungszeiten", "geoeffnet", "offen", "oeffnen", "schliessen", "geschlossen", "sprechzeiten"], ["oeffnungszeiten", "geoeffnet", "geschlossen", "sprechzeiten"]),
        ("address", ["adresse", "anschrift", "wo", "strasse", "finde ich sie", "wegbeschreibung"], ["adresse", "anschrift", "strasse"]),
        ("price", ["preis", "preise", "kosten", "kostet", "gebuehr", "teuer", "honorar"], ["preis", "preise", "kosten", "kostet", "gebuehr", "honorar", "€", "euro", "kostenlos"]),
        ("parking", ["parken", "parkplatz", "parkplaetze", "parkhaus"], ["parken", "parkplatz", "parkplaetze", "parkhaus"]),
        ("payment", ["bezahlen", "zahlen", "zahlung", "karte", "bar"], ["bezahlen", "zahlung", "karte", "bar"]),
        ("insurance", ["versicherung", "krankenkasse", "kasse"], ["versicherung", "krankenkasse", "kassen"]),
        ("website", ["website", "webseite", "internetseite", "homepage"], ["website", "webseite", "internetseite", "homepage", "www"]),
    ];

    private static readonly (string Topic, string[] Asked, string[] Stands)[] TopicsInSpanish =
    [
        ("hours", ["horario", "horarios", "abren", "abierto", "abiertos", "cierran", "cerrado"], ["horario", "horarios", "abierto", "abrimos"]),
        ("address", ["direccion", "donde", "ubicacion", "calle", "como llegar"], ["direccion", "ubicacion", "calle"]),
        ("price", ["precio", "precios", "cuesta", "cuestan", "coste", "tarifa", "tarifas", "vale", "caro", "cobran"], ["precio", "precios", "cuesta", "tarifa", "tarifas", "€", "$", "euros", "gratis", "gratuita"]),
        ("parking", ["aparcar", "aparcamiento", "parking", "estacionamiento", "estacionar"], ["aparcamiento", "parking", "estacionamiento"]),
        ("payment", ["pagar", "pago", "tarjeta", "efectivo"], ["pago", "pagar", "tarjeta", "efectivo"]),
        ("insurance", ["seguro", "aseguradora", "mutua"], ["seguro", "aseguradora", "mutua"]),
        ("website", ["pagina web", "web", "sitio"], ["pagina web", "web", "www"]),
    ];

    private static readonly (string Topic, string[] Asked, string[] Stands)[] TopicsInFrench =
    [
        ("hours", ["horaires", "ouvert", "ouverts", "ouvrez", "fermez", "ferme", "ouverture"], ["horaires", "ouvert", "ouverture"]),
        ("address", ["adresse", "ou etes", "ou est", "ou se trouve", "situe", "situes", "rue", "plan d'acces"], ["adresse", "situe", "rue"]),
        ("price", ["prix", "tarif", "tarifs", "coute", "coutent", "combien", "cher"], ["prix", "tarif", "tarifs", "coute", "€", "$", "euros", "gratuit"]),
        ("parking", ["parking", "garer", "stationner", "stationnement"], ["parking", "stationnement"]),
        ("payment", ["payer", "paiement", "carte", "especes", "cheque"], ["paiement", "payer", "carte", "especes"]),
        ("insurance", ["assurance", "mutuelle", "securite sociale"], ["assurance", "mutuelle", "securite sociale"]),
        ("website", ["site", "site web", "internet"], ["site", "www"]),
    ];

    private static readonly HashSet<string> EmptyElsewhere = new(
        [
            "der", "die", "das", "den", "dem", "ein", "eine", "einen", "und", "oder", "ist", "sind", "sie", "ich", "wir", "fuer", "mit", "bei", "auf", "von", "was", "wie", "wann", "wer", "haben", "kann", "koennen", "bitte", "termin", "tag", "zeit", "hallo", "noch", "auch", "mal", "denn",
            "los", "las", "una", "uno", "que", "como", "cuando", "quien", "para", "con", "por", "favor", "tiene", "tienen", "puedo", "puede", "cita", "dia", "hora", "hola", "del", "hay", "son", "esta", "usted", "ustedes",
            "les", "des", "une", "que", "quel", "quelle", "comment", "quand", "qui", "pour", "avec", "vous", "avez", "est", "sont", "puis", "peux", "rendez", "jour", "heure", "bonjour", "votre", "vos", "dan", "chez",
        ],
        StringComparer.Ordinal);

    /// <summary>Fills <c>{name}</c> and the like; a variable nobody gave leaves no trace.</summary>
    public static string Fill(string text, IReadOnlyDictionary<string, string> variables)
    {
        var filled = Variable().Replace(text, match => variables.TryGetValue(match.Groups[1].Value, out var value) ? value : "");
        filled = SpaceBeforeStop().Replace(filled, "$1");
        return Spaces().Replace(filled, " ").Trim();
    }

    /// <summary>The line that answers <paramref name="question"/>, in a sentence; null when the instructions do not say.</summary>
    public static string? Find(string instructions, string question, Phrasebook say)
    {
        var tongue = say.Tongue;
        var said = $" {Plain(question, tongue)} ";
        var words = Words(question, tongue);
        (double Score, string? Line) best = (0, null);
        foreach (var line in Lines(instructions))
        {
            var lower = Plain(line, tongue);
            var label = Label().Match(line) is { Success: true } match ? Plain(match.Groups[1].Value, tongue) : "";
            var score = 0.0;
            foreach (var (_, asked, stands) in TopicsOf(tongue))
            {
                if (asked.Any(word => Has(said, word)) && stands.Any(word => Has($" {lower} ", word)))
                    score += stands.Any(word => label.Contains(word, StringComparison.Ordinal)) ? 4 : 2;
            }

            score += Words(line, tongue).Count(word => words.Contains(word)) * 1.5;
            if (score > best.Score)
                best = (score, line);
        }

        return best.Score >= 1.5 ? Sentence(best.Line!, say) : null;
    }

    /// <summary>True for words that ask about the business rather than for a time.</summary>
    public static bool AsksAboutBusiness(string said, Tongue tongue)
    {
        var text = $" {Plain(said, tongue)} ";
        return TopicsOf(tongue).Any(topic => topic.Asked.Any(word => Has(text, word))) && (tongue == Tongue.English ? QuestionLike() : QuestionLikeElsewhere()).IsMatch(said);
    }

    /// <summary>The facts of the instructions, one each; orders to the assistant ("be polite") are not facts.</summary>
    public static IEnumerable<string> Lines(string instructions) =>
        instructions
            .Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .SelectMany(line => Label().IsMatch(line) ? [line] : SentenceEnd().Split(line))
            .Select(line => line.Trim().TrimStart('-', '*', '•').Trim())
            .Where(line => line.Length > 2 && !Order().IsMatch(line));

    private static string Sentence(string line, Phrasebook say)
    {
        if (Label().Match(line) is not { Success: true } match)
            return Phrasebook.Ended(line);
        return say.BusinessFact(match.Groups[1].Value.Trim(), line[match.Length..].Trim());
    }

    private static bool Has(string text, string word) => word.Length == 1 ? text.Contains(word, StringComparison.Ordinal) : Regex.IsMatch(text, $@"(?<!\w){Regex.Escape(word)}(?!\w)", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    private static HashSet<string> Words(string text, Tongue tongue) =>
        [.. WordPattern().Matches(Plain(text, tongue)).Select(match => match.Value.TrimEnd('s')).Where(word => word.Length > 2 && !(tongue == Tongue.English ? Empty : EmptyElsewhere).Contains(word))];

    private static string Plain(string text, Tongue tongue) => tongue == Tongue.English ? text.ToLowerInvariant() : Folding.Fold(text, tongue);

    private static (string Topic, string[] Asked, string[] Stands)[] TopicsOf(Tongue tongue) => tongue.Code switch
    {
        "de" => TopicsInGerman,
        "es" => TopicsInSpanish,
        "fr" => TopicsInFrench,
        _ => Topics,
    };

    [GeneratedRegex(@"\{\s*([A-Za-z0-9_.\-]+)\s*\}", RegexOptions.CultureInvariant, 1000)]
    internal static partial Regex Variable();

    [GeneratedRegex(@"\s+([,.!?;:])", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex SpaceBeforeStop();

    [GeneratedRegex(@"[ \t]{2,}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Spaces();

    [GeneratedRegex(@"^(\p{L}[\p{L} \-&'’]{1,30}):\s*", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Label();

    [GeneratedRegex(@"(?<=[.!?])\s+(?=[A-Z])", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"^(be|never|always|do not|don't|you are|you're|you should|you must|if|ask|speak|keep|use|offer|say|tell|please|avoid|act|behave|make sure|your (job|task|role|goal)|remember|sei|seien sie|niemals|immer|du bist|sie sind|wenn|frage|fragen sie|sag|sagen sie|bitte|antworte|nunca|siempre|eres|usted es|si|pregunta|pregunte|di|diga|habla|hable|sois|soyez|jamais|toujours|tu es|vous êtes|demande|demandez|dis|dites|parle|parlez)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Order();

    [GeneratedRegex(@"\b(what|what's|when|where|where's|who|how|which|do|does|is|are|can|could|may|tell me|i (want|need) to know|your)\b|\?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex QuestionLike();

    [GeneratedRegex(@"\b(was|wann|wo|wer|wie|welche\w*|gibt|sind|ist|kann|koennen|haben|nehmen|que|cual\w*|cuando|donde|quien|como|cuanto\w*|hay|puedo|pueden|tienen|aceptan|quel\w*|quand|ou|qui|comment|combien|est-ce|y a|peut|puis-je|avez|acceptez|vos|votre)\b|\?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex QuestionLikeElsewhere();

    [GeneratedRegex(@"[a-z0-9$€']+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex WordPattern();
}
