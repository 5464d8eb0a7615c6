using System.Text.RegularExpressions;
using VoiceBooker.Booking.Languages;

namespace VoiceBooker.Booking.Campaigns.Upload;

/// <summary>What the names of columns usually mean, in the languages calls are held in.</summary>
internal static partial class ColumnNames
{
    /// <summary>The heading under which the line's number stands in a file of rows that were not taken.</summary>
    public const string LineHeading = "Line";

    /// <summary>The heading of the reasons there.</summary>
    public const string ReasonHeading = "Why it was not taken";

    private static readonly Dictionary<string, ColumnMeaning> Known = new(StringComparer.Ordinal);

    static ColumnNames()
    {
        Add(ColumnMeaning.Number, "to number phone phonenumber telephone telephonenumber tel telno mobile mobilephone mobilenumber cell cellphone cellnumber msisdn e164 phoneno contactnumber callto telefon telefonnummer rufnummer mobil mobilnummer mobiltelefon handy handynummer telefono numero movil celular telephonemobile portable numerodetelephone phone1 primaryphone workphone homephone");
        Add(ColumnMeaning.Name, "name fullname contact contactname person personname customer customername client clientname patient patientname lead leadname attendee displayname kunde kundenname nombre nombrecompleto nom nomcomplet ansprechpartner");
        Add(ColumnMeaning.FirstName, "firstname first givenname forename vorname primernombre prenom");
        Add(ColumnMeaning.LastName, "lastname last surname familyname nachname familienname apellido apellidos nomdefamille");
        Add(ColumnMeaning.Email, "email emailaddress mail mailaddress emailadresse correo correoelectronico courriel adressemail attendeeemail");
        Add(ColumnMeaning.OrganizerEmail, "calemail organizer organizeremail owneremail");
        Add(ColumnMeaning.Zone, "caltimezone timezone zone tz timezoneid ianatimezone zeitzone zonahoraria fuseauhoraire fuseau");
        Add(ColumnMeaning.Place, "personzone persontimezone personstimezone customertimezone clienttimezone contacttimezone patienttimezone leadtimezone recipienttimezone");
        Add(ColumnMeaning.ConsentKind, "consent consentkind consenttype consented optin einwilligung consentimiento consentement");
        Add(ColumnMeaning.ConsentDate, "consentdate consentat consentedat consenttime consenttimestamp optindate optinat einwilligungam einwilligungsdatum einwilligungvom fechadeconsentimiento dateduconsentement");
        Add(ColumnMeaning.ConsentText, "consenttext consentwording consentstatement optintext einwilligungstext textodeconsentimiento texteduconsentement");
        Add(ColumnMeaning.ConsentChannel, "consentchannel consentsource consentvia optinsource optinchannel");
        Add(ColumnMeaning.Ignored, "line whyitwasnottaken");
    }

    /// <summary>What a column of that name holds: <see cref="ColumnMeaning.Variable"/> where it is none of the known ones.</summary>
    public static ColumnMeaning Guess(string title)
    {
        var bare = Bare(title);
        return bare.Length == 0 ? ColumnMeaning.Ignored : Known.GetValueOrDefault(bare, ColumnMeaning.Variable);
    }

    /// <summary>A heading as the name of a variable: "First Visit" is <c>first_visit</c>; empty when nothing of it can be one.</summary>
    public static string VariableOf(string title)
    {
        var name = NoWord().Replace(Folding.Fold(title, Tongue.English), "_").Trim('_');
        return name.Length > ContactMapping.LongestVariableName ? name[..ContactMapping.LongestVariableName] : name;
    }

    /// <summary>Whether that can be a variable's name, as texts write it between braces.</summary>
    public static bool IsVariable(string name) => VariableName().IsMatch(name);

    private static void Add(ColumnMeaning meaning, string names)
    {
        foreach (var name in names.Split(' '))
            Known[name] = meaning;
    }

    private static string Bare(string title) => string.Concat(Folding.Fold(title, Tongue.English).Where(char.IsLetterOrDigit));

    [GeneratedRegex(@"[^a-z0-9]+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NoWord();

    [GeneratedRegex(@"^[A-Za-z0-9_.\-]{1,64}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex VariableName();
}
