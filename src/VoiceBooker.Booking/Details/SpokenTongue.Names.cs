using System.Text;

namespace VoiceBooker.Booking.Details;

/// <content>Names.</content>
internal sealed partial class SpokenTongue
{
    private const int MostParts = 6;

    private static readonly HashSet<string> Titles = ["herr", "frau", "fraeulein", "doktor", "doktorin", "dr", "professor", "professorin", "prof", "senor", "senora", "senorita", "don", "dona", "sr", "sra", "doctor", "doctora", "monsieur", "madame", "mademoiselle", "docteur", "maitre", "mme", "mlle"];

    private static readonly HashSet<string> Particles = ["van", "von", "vom", "zu", "zum", "zur", "der", "den", "de", "la", "las", "los", "da", "di", "du", "des", "del", "bin", "al", "le", "ter", "ten", "dos", "das", "y", "e"];

    private static readonly HashSet<string> Joints = ["und", "dann", "geschrieben", "buchstabiert", "nachname", "vorname", "familienname", "mit", "also", "y", "luego", "apellido", "apellidos", "nombre", "con", "se", "escribe", "deletreado", "et", "puis", "nom", "prenom", "famille", "avec", "ca", "s'ecrit", "sa", "ecrit", "qui", "das", "ist", "es", "c'est"];

    /// <summary>Reads a name ("mein name ist anna müller", "m ü doppel l e r", "je m'appelle anne dupont"); false for sentences that are not names.</summary>
    public bool TryReadName(string words, out NameReading reading)
    {
        reading = new("", false, false);
        if (words.Length is 0 or > 300 || words.Contains('?', StringComparison.Ordinal) || words.Contains('@', StringComparison.Ordinal))
            return false;
        var said = words.ToLowerInvariant().Replace('’', '\'').Replace("doppel-", "doppel ", StringComparison.Ordinal).Split([' ', ',', '.', '!', ';', ':', '"', '¿', '¡', '\u00a0'], StringSplitOptions.RemoveEmptyEntries).ToList();
        var introduced = false;
        while ((Strip(said, NameIntroductions) && (introduced = true)) || Strip(said, Leads))
        {
        }

        while (NameTails.FirstOrDefault(tail => said.Count > tail.Length && said.TakeLast(tail.Length).Select(Folded).SequenceEqual(tail, StringComparer.Ordinal)) is { } tail)
            said.RemoveRange(said.Count - tail.Length, tail.Length);
        if (said.Count == 0 || !Parts(said, out var parts, out var spelled))
            return false;
        if (parts.Count is 0 or > MostParts || parts.TrueForAll(Particles.Contains) || (parts.Count > 4 && !spelled && !introduced))
            return false;
        reading = new(string.Join(' ', parts.Select(SpokenName.Written)), spelled, introduced);
        return true;
    }

    private bool Parts(List<string> said, out List<string> parts, out bool spelled)
    {
        parts = [];
        spelled = false;
        for (var i = 0; i < said.Count;)
        {
            var word = Folded(said[i]);
            if (Joints.Contains(word) && Joined(said, i, parts.Count))
            {
                i++;
                continue;
            }

            if (SpelledRun(said, i, out var letters) is > 0 and var length)
            {
                spelled = true;
                i += length;
                if (parts.Count > 0 && SpokenName.IsLike(parts[^1], letters))
                    parts[^1] = letters;
                else
                    parts.Add(letters.Length > 1 ? letters : letters.ToUpperInvariant() + ".");
                continue;
            }

            if (Titles.Contains(word))
            {
                i++;
                continue;
            }

            if ((NotNames.Contains(word) && !(Particles.Contains(word) && parts.Count > 0 && i + 1 < said.Count) && !(Particles.Contains(word) && i + 1 < said.Count && word is "von" or "van" or "de" or "le" or "la" or "du")) || !said[i].All(letter => char.IsLetter(letter) || letter is '\'' or '-'))
                return false;
            parts.Add(said[i++]);
        }

        return true;
    }

    /// <summary>A joining word counts only where a spelling follows, perhaps after another joining word.</summary>
    private bool Joined(List<string> said, int i, int parts)
    {
        var next = i + 1;
        while (next < said.Count && next < i + 4 && SpelledRun(said, next, out _) == 0 && Joints.Contains(Folded(said[next])))
            next++;
        return next < said.Count && (SpelledRun(said, next, out _) > 0 || (parts > 0 && next > i + 1 && !NotNames.Contains(Folded(said[next]))) || (parts > 0 && Folded(said[i]) is "nachname" or "familienname" or "apellido" or "apellidos" or "nom"));
    }

    private int SpelledRun(List<string> said, int i, out string letters)
    {
        var read = new StringBuilder();
        var (at, count) = (i, 0);
        var sure = false;
        var alphabet = true;
        while (at < said.Count)
        {
            if (count > 0 && at + 1 < said.Count && Folded(said[at]) is "und" or "y" or "et" && said[at + 1].Length == 1 && said[at].Length > 1)
                at++;
            if (said[at].Contains('-', StringComparison.Ordinal) && said[at].Split('-') is { Length: > 1 } hyphened && hyphened.All(part => part.Length == 1 && char.IsLetter(part[0])))
            {
                read.AppendJoin("", hyphened);
                (at, count, sure, alphabet) = (at + 1, count + hyphened.Length, true, false);
                continue;
            }

            // a letter's name that is another word as well counts only inside the run
            if (count == 0 && Letters.IsDoubtful(said[at]) && !(at + 1 < said.Count && said[at + 1].Length == 1))
                break;
            var length = Letters.Read(said, at, read);
            if (length == 0)
                break;
            sure |= length > 1 || said[at].Length == 1;
            alphabet &= Letters.IsAlphabetWord(said[at]) || length > 1;
            at += length;
            count++;
        }

        letters = read.ToString();
        if ((count >= 2 && sure) || (count >= 3 && alphabet) || (count == 1 && said[i].Length == 1 && i > 0 && i + 1 < said.Count))
            return at - i;
        letters = "";
        return 0;
    }
}
