using System.Collections.Frozen;
using VoiceBooker.Booking.Languages;

namespace VoiceBooker.Booking.Details;

/// <content>Places as Germans, Spaniards and French people call them, in the English names the table of zones knows. A place that is called the same everywhere needs no entry.</content>
public static partial class SpokenZone
{
    private const int LongestPlace = 3;

    private static readonly FrozenDictionary<string, FrozenDictionary<string, string>> Exonyms = new Dictionary<string, FrozenDictionary<string, string>>(StringComparer.Ordinal)
    {
        ["de"] = Named(
            "deutschland|deutsche|deutscher|mitteleuropaeische|mez|mesz=germany, muenchen=munich, koeln=cologne, duesseldorf|nuernberg|dresden|hannover|bremen|dortmund|bonn|mainz=germany, oesterreich|graz|linz|innsbruck=austria, wien|wiener=vienna, schweiz|schweizer|luzern|winterthur=switzerland, zuerich|zuericher=zurich, genf=geneva, frankreich=france, "
            + "spanien=spain, italien=italy, mailand=milan, rom=rome, venedig=venice, florenz=florence, neapel=naples, niederlande|holland=netherlands, belgien=belgium, bruessel=brussels, luxemburg=belgium, daenemark=denmark, kopenhagen=copenhagen, schweden=sweden, norwegen=norway, finnland=finland, polen=poland, warschau=warsaw, tschechien=czechia, prag=prague, "
            + "ungarn=hungary, griechenland=greece, athen=athens, tuerkei=turkey, portugal=portugal, lissabon=lisbon, irland=ireland, grossbritannien|britische|vereinigtes koenigreich=great britain, england=england, schottland=scotland, russland|moskau=moscow, vereinigte staaten|vereinigten staaten|amerika=united states, kalifornien=california, kanada=canada, "
            + "mexiko=mexico, brasilien=brazil, argentinien=argentina, indien=india, japan|tokio=tokyo, suedkorea=south korea, singapur=singapore, hongkong=hong kong, australien=australia, neuseeland=new zealand, suedafrika=south africa, aegypten|kairo=cairo, weltzeit=utc, ostkueste=east coast, westkueste=west coast, zentralzeit=central time, pazifikzeit=pacific time, ostzeit=eastern time"),
        ["es"] = Named(
            "espana|peninsular|peninsula|sevilla|bilbao|malaga|zaragoza|espanola=spain, francia=france, alemania=germany, italia=italy, roma=rome, reino unido|inglaterra=england, londres=london, irlanda=ireland, portugal=portugal, lisboa=lisbon, suiza=switzerland, ginebra=geneva, austria=austria, viena=vienna, belgica=belgium, bruselas=brussels, "
            + "holanda|paises bajos=netherlands, suecia=sweden, noruega=norway, dinamarca=denmark, polonia=poland, grecia=greece, turquia=turkey, rusia|moscu=moscow, marruecos=morocco, estados unidos|eeuu|ee uu=united states, nueva york=new york, los angeles=los angeles, florida=florida, california=california, tejas|texas=texas, canada=canada, mexico|ciudad de mexico|cdmx=mexico city, "
            + "brasil=brazil, peru|lima=peru, colombia|bogota=colombia, chile=chile, argentina=argentina, buenos aires=buenos aires, venezuela=venezuela, caracas=caracas, panama=panama, costa rica=costa rica, japon|tokio=tokyo, india=india, australia=australia, este|hora del este=eastern time, hora del pacifico=pacific time, hora central=central time, hora de la montana=mountain time, hora universal=utc"),
        ["fr"] = Named(
            "france|metropole|francaise|lille|bordeaux|nantes|toulouse|strasbourg|nice|rennes|montpellier=france, allemagne=germany, espagne=spain, italie=italy, rome=rome, belgique|liege=belgium, bruxelles=brussels, suisse|lausanne=switzerland, geneve=geneva, zurich=zurich, luxembourg=belgium, royaume uni|angleterre=england, londres=london, irlande=ireland, lisbonne=lisbon, pays bas|hollande=netherlands, autriche=austria, vienne=vienna, "
            + "suede=sweden, norvege=norway, danemark=denmark, copenhague=copenhagen, pologne=poland, varsovie=warsaw, grece=greece, athenes=athens, turquie=turkey, russie|moscou=moscow, maroc|rabat=morocco, egypte|le caire=cairo, etats unis|amerique=united states, new york=new york, californie=california, floride=florida, canada=canada, quebec=quebec, montreal=montreal, mexique|mexico=mexico, "
            + "bresil=brazil, argentine=argentina, chili=chile, perou=peru, colombie=colombia, japon=tokyo, chine|pekin=china, inde=india, singapour=singapore, coree=south korea, australie=australia, nouvelle zelande=new zealand, afrique du sud=south africa, heure de l est=eastern time, heure du pacifique=pacific time, heure universelle|temps universel=utc"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, FrozenSet<string>> Idle = new Dictionary<string, FrozenSet<string>>(StringComparer.Ordinal)
    {
        ["de"] = Words("ich bin wir sind in im aus der die das den dem ist es von hier zeit zeitzone ortszeit lokale uhr und bei nahe naehe stadt bitte ja nein also aeh lebe wohne sitze rufe an gerade momentan zurzeit nach nehmen sie nimm gern gerne meine mein region raum gegend entschuldigung nicht doch ich's winterzeit sommerzeit zu fuer mich uns okay ok genau grossraum danke"),
        ["es"] = Words("yo estoy soy somos estamos en de del la el lo los las es hora horario zona horaria local aqui y ciudad por favor si no pues eh vivo llamo desde ahora mismo cerca mi use usa ponga para mi nosotros perdon bueno verano invierno vale ok gracias a al"),
        ["fr"] = Words("je suis on nous sommes a en au aux de du des la le les l d heure fuseau horaire locale ici et ville s il vous plait oui non alors euh ben c est j habite vis appelle depuis actuellement pres mon ma utilisez prenez pour moi pardon ete hiver dans ok merci cote region bien sur"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> Answers = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["erste"] = "first", ["ersten"] = "first", ["erstere"] = "first", ["ersteres"] = "first", ["zweite"] = "second", ["zweiten"] = "second", ["dritte"] = "third", ["dritten"] = "third", ["letzte"] = "last", ["letzten"] = "last", ["letzteres"] = "last",
        ["amerikanische"] = "american", ["europaeische"] = "european", ["australische"] = "australian", ["asiatische"] = "asian",
        ["primero"] = "first", ["primera"] = "first", ["segundo"] = "second", ["segunda"] = "second", ["tercero"] = "third", ["tercera"] = "third", ["ultimo"] = "last", ["ultima"] = "last", ["americana"] = "american", ["americano"] = "american", ["europea"] = "european", ["europeo"] = "european",
        ["premier"] = "first", ["premiere"] = "first", ["deuxieme"] = "second", ["seconde"] = "second", ["troisieme"] = "third", ["dernier"] = "last", ["derniere"] = "last", ["americain"] = "american", ["americaine"] = "american", ["europeen"] = "european", ["europeenne"] = "european",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>What was said of a place in another language, in the words the English table knows.</summary>
    private static string InEnglish(string words, Tongue tongue)
    {
        var said = NotLetters().Replace(Folding.Fold(words, tongue).Replace('\'', ' '), " ").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var (names, idle) = (Exonyms[tongue.Code], Idle[tongue.Code]);
        var made = new List<string>(said.Length);
        for (var i = 0; i < said.Length;)
        {
            var length = Math.Min(LongestPlace + 1, said.Length - i);
            string? name = null;
            while (length > 0 && !names.TryGetValue(string.Join(' ', said, i, length), out name))
                length--;
            if (name is not null)
            {
                made.Add(name);
                i += length;
                continue;
            }

            if (Answers.TryGetValue(said[i], out var answer))
                made.Add(answer);
            else if (!idle.Contains(said[i]))
                made.Add(said[i]);
            i++;
        }

        return string.Join(' ', made);
    }

    private static FrozenDictionary<string, string> Named(string names) =>
        names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(entry => entry.Split('=')).SelectMany(pair => pair[0].Split('|').Select(name => (name, pair[1]))).ToFrozenDictionary(each => each.name, each => each.Item2, StringComparer.Ordinal);

    private static FrozenSet<string> Words(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
