namespace VoiceBooker.Booking.Details;

/// <summary>Spanish: one word up to twenty nine, "y" between tens and units after that.</summary>
internal sealed class SpanishNumbers : NumberWords
{
    private static readonly Dictionary<string, int> Small = Table(
        "cero=0 uno|un|una=1 dos=2 tres=3 cuatro=4 cinco=5 seis=6 siete=7 ocho=8 nueve=9 diez=10 once=11 doce=12 trece=13 catorce=14 quince=15 dieciseis=16 diecisiete=17 dieciocho=18 diecinueve=19 "
        + "veinte=20 veintiuno|veintiun|veintiuna=21 veintidos=22 veintitres=23 veinticuatro=24 veinticinco=25 veintiseis=26 veintisiete=27 veintiocho=28 veintinueve=29");

    private static readonly Dictionary<string, int> Tens = Table("veinte=20 treinta=30 cuarenta=40 cincuenta=50 sesenta=60 setenta=70 ochenta=80 noventa=90");

    private static readonly Dictionary<string, int> Hundreds = Table(
        "cien|ciento=100 doscientos|doscientas=200 trescientos|trescientas=300 cuatrocientos|cuatrocientas=400 quinientos|quinientas=500 seiscientos|seiscientas=600 setecientos|setecientas=700 ochocientos|ochocientas=800 novecientos|novecientas=900");

    private static readonly Dictionary<string, int> Ordinals = Table(
        "primero|primer|primera=1 segundo|segunda=2 tercero|tercer|tercera=3 cuarto|cuarta=4 quinto|quinta=5 sexto|sexta=6 septimo|septima=7 octavo|octava=8 noveno|novena=9 decimo|decima=10");

    /// <inheritdoc/>
    public override string DecimalPoint => "coma";

    /// <inheritdoc/>
    public override bool IsArticle(string word) => word is "un" or "una";

    /// <inheritdoc/>
    public override int ReadOrdinal(IReadOnlyList<string> words, int at, out int value)
    {
        value = 0;
        return at < words.Count && Ordinals.TryGetValue(words[at], out value) ? 1 : 0;
    }

    /// <inheritdoc/>
    protected override int InWords(IReadOnlyList<string> words, int at, out int value)
    {
        var small = 0;
        var length = words[at] == "mil" ? 0 : Below1000(words, at, out small);
        value = length == 0 ? 1 : small;
        if (at + length < words.Count && words[at + length] == "mil")
        {
            var thousands = value * 1000;
            var rest = at + length + 1 < words.Count ? Below1000(words, at + length + 1, out value) : 0;
            value = thousands + (rest > 0 ? value : 0);
            return length + 1 + rest;
        }

        if (length == 0)
            value = 0;
        return length;
    }

    private static int Below1000(IReadOnlyList<string> words, int at, out int value)
    {
        if (!Hundreds.TryGetValue(words[at], out var hundreds))
            return Below100(words, at, out value);
        var rest = at + 1 < words.Count ? Below100(words, at + 1, out value) : (value = 0);
        value = hundreds + (rest > 0 ? value : 0);
        return 1 + rest;
    }

    private static int Below100(IReadOnlyList<string> words, int at, out int value)
    {
        if (Tens.TryGetValue(words[at], out var tens))
        {
            value = tens;
            if (at + 2 < words.Count && words[at + 1] == "y" && Small.TryGetValue(words[at + 2], out var ones) && ones is > 0 and < 10)
            {
                value += ones;
                return 3;
            }

            return 1;
        }

        return Small.TryGetValue(words[at], out value) ? 1 : 0;
    }
}
