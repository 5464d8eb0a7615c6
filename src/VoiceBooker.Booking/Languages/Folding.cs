using System.Text;

namespace VoiceBooker.Booking.Languages;

/// <summary>
/// Letters without their marks, so that words match however a transcriber or a hurried typist writes them: "mañana" and "manana", "früh" and "frueh".
/// </summary>
internal static class Folding
{
    /// <summary>The text in lower case and plain letters. German umlauts become two letters ("ue"), all other marks are dropped; apostrophes become straight.</summary>
    public static string Fold(string text, Tongue tongue)
    {
        var german = tongue == Tongue.German;
        var folded = new StringBuilder(text.Length + 8);
        foreach (var letter in text)
            _ = char.ToLowerInvariant(letter) switch
            {
                'ä' => folded.Append(german ? "ae" : "a"),
                'ö' => folded.Append(german ? "oe" : "o"),
                'ü' => folded.Append(german ? "ue" : "u"),
                'ß' => folded.Append("ss"),
                'œ' => folded.Append("oe"),
                'æ' => folded.Append("ae"),
                'á' or 'à' or 'â' or 'ã' or 'å' or 'ª' => folded.Append('a'),
                'é' or 'è' or 'ê' or 'ë' => folded.Append('e'),
                'í' or 'ì' or 'î' or 'ï' => folded.Append('i'),
                'ó' or 'ò' or 'ô' or 'õ' or 'º' or '°' => folded.Append('o'),
                'ú' or 'ù' or 'û' => folded.Append('u'),
                'ç' => folded.Append('c'),
                'ñ' => folded.Append('n'),
                'ÿ' or 'ý' => folded.Append('y'),
                '’' or '‘' or '`' or '´' or 'ʼ' => folded.Append('\''),
                '‐' or '‑' => folded.Append('-'),
                '\u0308' when german && folded.Length > 0 && folded[^1] is 'a' or 'o' or 'u' => folded.Append('e'),
                >= '\u0300' and <= '\u036f' => folded,
                '\u00a0' or '\u202f' => folded.Append(' '),
                var other => folded.Append(other),
            };
        return folded.ToString();
    }
}
