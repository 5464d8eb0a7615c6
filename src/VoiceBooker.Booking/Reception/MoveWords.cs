using System.Text.RegularExpressions;
using VoiceBooker.Booking.Languages;

namespace VoiceBooker.Booking.Reception;

/// <summary>The two times in "move my appointment from Tuesday to Wednesday at ten".</summary>
internal static partial class MoveWords
{
    /// <summary>The time to which an appointment is to be moved, within the whole sentence.</summary>
    public static Regex ToWhen(Tongue tongue) => tongue.Code switch
    {
        "de" => ToWhenInGerman(),
        "es" => ToWhenInSpanish(),
        "fr" => ToWhenInFrench(),
        _ => ToWhen(),
    };

    [GeneratedRegex(@"\b(?:to|until)\s+((?!an? appointment|my appointment|change|move|reschedule)\S.*)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.RightToLeft, 1000)]
    private static partial Regex ToWhen();

    /// <summary>"Vom Dienstag", "del martes", "de mardi": the day an appointment is on, not one from which on another is wanted.</summary>
    public static Regex OfWhen(Tongue tongue) => tongue == Tongue.English ? Nothing() : OfWhenElsewhere();

    [GeneratedRegex(@"(?!)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Nothing();

    [GeneratedRegex(@"\b(?:vom|von|del?|du)\s+(?=\S+\s*$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex OfWhenElsewhere();

    [GeneratedRegex(@"\b(?:auf|zu)\s+(?:den\s+|die\s+|einen\s+|eine\s+)?(\S.*?)(?:\s+(?:verschieben|verlegen|umbuchen|zu verschieben))?[.?!]?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ToWhenInGerman();

    [GeneratedRegex(@"\b(?:al|para(?:\s+el|\s+la)?)\s+(\S.*)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ToWhenInSpanish();

    [GeneratedRegex(@"(?:\bau|\bpour|\bà|\ba)\s+((?:le\s+)?(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|demain|après-demain|apres-demain|la semaine)\b.*)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ToWhenInFrench();
}
