using System.Text;
using NodaTime;
using VoiceBooker.Booking.Details;
using VoiceBooker.Booking.Dialling.Gate;

namespace VoiceBooker.Booking.Campaigns.Upload;

/// <summary>What a record is worth.</summary>
public abstract record RowVerdict
{
    private RowVerdict() { }

    /// <summary>A person who can be called, as far as the record tells.</summary>
    public sealed record Good(Contact Contact) : RowVerdict;

    /// <summary>It cannot be taken.</summary>
    /// <param name="Reasons">All that is wrong with it, in sentences.</param>
    public sealed record Bad(IReadOnlyList<string> Reasons) : RowVerdict
    {
        /// <summary>The reasons in one text.</summary>
        public string Because => string.Join(" ", Reasons);
    }
}

/// <summary>Reads the records of a file by its mapping. Pure: the same record gives the same person, but for the identity, which is given later.</summary>
/// <param name="mapping">How the file is understood.</param>
/// <param name="used">The variables that the campaign's texts use.</param>
/// <param name="now">The present.</param>
/// <param name="countries">The countries that are called; null: nobody can tell now, and numbers of any are taken.</param>
public sealed class RowCheck(ContactMapping mapping, IReadOnlyList<UsedVariable> used, Instant now, AllowedCountries? countries = null)
{
    /// <summary>The longest name of a person, and the longest channel of a consent, in characters.</summary>
    public const int LongestName = 200;

    /// <summary>The longest value of a variable, in characters.</summary>
    public const int LongestValue = 500;

    /// <summary>The longest text of a consent, in characters.</summary>
    public const int LongestConsent = 2000;

    private readonly Dictionary<string, string> _objections = new(StringComparer.OrdinalIgnoreCase); // the same mistake stands in many lines

    /// <summary>Reads one record.</summary>
    public RowVerdict Check(FileRow row)
    {
        if (row.Fault is { } fault)
            return new RowVerdict.Bad([fault]);
        if (row.Cells.Count > mapping.Columns.Count && row.Cells.Skip(mapping.Columns.Count).Any(cell => !string.IsNullOrWhiteSpace(cell)))
            return new RowVerdict.Bad([$"The line has {row.Cells.Count} values, but there are {mapping.Columns.Count} columns. A value that contains the separator must stand in quotation marks."]);

        List<string> wrong = [];
        var contact = new Contact { Line = row.Line, Number = Number(row, wrong) };
        TakeName(row, contact, wrong);
        TakeAddress(row, ColumnMeaning.Email, "email", contact, wrong);
        TakeAddress(row, ColumnMeaning.OrganizerEmail, "cal_email", contact, wrong);
        TakeZone(row, contact, wrong);
        TakeVariables(row, contact, wrong);
        TakeConsent(row, contact, wrong);
        NumberPlaces.Place(contact);
        if (!mapping.AllowMissing)
            wrong.AddRange(used.Where(variable => string.IsNullOrEmpty(contact.Variables.GetValueOrDefault(variable.Name))).Select(variable => $"{variable.Name} is empty. {variable.Users} it."));
        return wrong.Count > 0 ? new RowVerdict.Bad(wrong) : new RowVerdict.Good(contact);
    }

    /// <summary>A value without what nobody typed on purpose: spaces around it, control characters, the apostrophe by which spreadsheets mark text.</summary>
    internal static string Clean(string cell)
    {
        var text = cell.Trim().Trim('\uFEFF', '\u200B');
        if (text is ['\'', '=' or '+' or '-' or '@', ..])
            text = text[1..];
        if (!text.Any(letter => char.IsControl(letter)))
            return text;
        var plain = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            if (letter is '\n' or '\t' || !char.IsControl(letter))
                plain.Append(letter);
        }

        return plain.ToString().Trim();
    }

    private string Cell(FileRow row, ColumnMeaning meaning)
    {
        for (var column = 0; column < mapping.Columns.Count && column < row.Cells.Count; column++)
        {
            if (mapping.Columns[column].Meaning == meaning)
                return Clean(row.Cells[column]);
        }

        return "";
    }

    private string Number(FileRow row, List<string> wrong)
    {
        switch (NationalNumber.Read(Cell(row, ColumnMeaning.Number), mapping.Country))
        {
            case NumberReading.Known(var number) when NumberPlaces.IsPremium(number):
                wrong.Add($"{number.E164} is a premium-rate number, which is never called.");
                break;
            case NumberReading.Known(var number) when countries?.ObjectionTo(number.E164) is { } objection:
                wrong.Add(objection);
                break;
            case NumberReading.Known(var number):
                return number.E164;
            case NumberReading.Wrong(var because):
                wrong.Add(because);
                break;
        }

        return "";
    }

    private void TakeName(FileRow row, Contact contact, List<string> wrong)
    {
        var (first, last) = (Line(Cell(row, ColumnMeaning.FirstName)), Line(Cell(row, ColumnMeaning.LastName)));
        var whole = Line(Cell(row, ColumnMeaning.Name));
        contact.Name = whole.Length > 0 ? whole : $"{first} {last}".Trim();
        if (contact.Name.Length > LongestName)
            wrong.Add($"The name has {contact.Name.Length} characters; at most {LongestName} are taken.");
        Put(contact, "name", contact.Name);
        if (mapping.Has(ColumnMeaning.FirstName))
            Put(contact, "first_name", first);
        if (mapping.Has(ColumnMeaning.LastName))
            Put(contact, "last_name", last);
    }

    private void TakeAddress(FileRow row, ColumnMeaning meaning, string variable, Contact contact, List<string> wrong)
    {
        var address = Cell(row, meaning);
        if (address.Length > 0 && !SpokenEmail.IsValid(address))
            wrong.Add($"“{Short(address)}” is no e-mail address.");
        Put(contact, variable, address);
    }

    private void TakeZone(FileRow row, Contact contact, List<string> wrong)
    {
        if (Zone(row, ColumnMeaning.Zone, wrong) is { } calendar)
        {
            (contact.Zone, contact.ZoneSource) = (calendar, ZoneSource.Calendar);
            Put(contact, "cal_timezone", calendar);
        }

        if (Zone(row, ColumnMeaning.Place, wrong) is { } place)
            (contact.Zone, contact.ZoneSource) = (place, ZoneSource.Given);
    }

    private string? Zone(FileRow row, ColumnMeaning meaning, List<string> wrong)
    {
        var name = Cell(row, meaning);
        if (name.Length == 0)
            return null;
        if (ZoneNames.Find(name) is { } id)
            return id;
        if (name.Length > 60)
        {
            wrong.Add($"“{Short(name)}” is no time zone.");
            return null;
        }

        if (!_objections.TryGetValue(name, out var objection))
        {
            if (_objections.Count >= 1000)
                _objections.Clear();
            _objections[name] = objection = ZoneNames.ObjectionTo(name);
        }

        wrong.Add(objection);
        return null;
    }

    private void TakeVariables(FileRow row, Contact contact, List<string> wrong)
    {
        for (var column = 0; column < mapping.Columns.Count; column++)
        {
            if (mapping.Columns[column] is not { Meaning: ColumnMeaning.Variable, Variable: var name })
                continue;
            var value = column < row.Cells.Count ? Clean(row.Cells[column]) : "";
            if (value.Length > LongestValue)
                wrong.Add($"{name} has {value.Length} characters; at most {LongestValue} are taken.");
            else
                Put(contact, name, value);
        }
    }

    private void TakeConsent(FileRow row, Contact contact, List<string> wrong)
    {
        var declared = mapping.Consent;
        contact.ConsentBy = mapping.By;
        if (ConsentKindOf(row) is not { } kind)
        {
            var word = Short(Cell(row, ColumnMeaning.ConsentKind));
            wrong.Add(ConsentWords.IsYes(word) ? $"“{word}” says that the person agreed, but not how: say what a yes means in this column, or write express or written." : $"“{word}” is no kind of consent. Write express, written or none.");
            return;
        }

        contact.Consent = kind;
        if (contact.Consent == ConsentKind.None)
        {
            wrong.Add("The person has not agreed to be called.");
            return;
        }

        contact.ConsentAt = declared.Date?.AtMidnight().InUtc().ToInstant();
        if (Cell(row, ColumnMeaning.ConsentDate) is { Length: > 0 } date)
        {
            contact.ConsentAt = ConsentWords.Date(date, mapping.DayFirst);
            if (contact.ConsentAt is null)
                wrong.Add($"“{Short(date)}” is no date. Write it as 2026-03-31.");
            else if (contact.ConsentAt > now)
                wrong.Add($"The consent of {Short(date)} lies in the future.");
        }
        else if (contact.ConsentAt is null)
        {
            wrong.Add("It is not said when the person agreed to be called.");
        }

        contact.ConsentText = Cell(row, ColumnMeaning.ConsentText) is { Length: > 0 } text ? text : declared.Text.Trim();
        if (contact.ConsentText.Length == 0)
            wrong.Add("It is not said what the person agreed to.");
        else if (contact.ConsentText.Length > LongestConsent)
            wrong.Add($"The text of the consent has {contact.ConsentText.Length} characters; at most {LongestConsent} are taken.");
        contact.ConsentChannel = Line(Cell(row, ColumnMeaning.ConsentChannel)) is { Length: > 0 } channel ? channel : declared.Channel.Trim();
        if (contact.ConsentChannel.Length > LongestName)
            wrong.Add($"Where the consent was given has {contact.ConsentChannel.Length} characters; at most {LongestName} are taken.");
    }

    /// <summary>What kind of consent a record has; null: its word tells none. Where a yes stands for a consent, an empty cell is a box that nobody ticked.</summary>
    private ConsentKind? ConsentKindOf(FileRow row) => Cell(row, ColumnMeaning.ConsentKind) switch
    {
        "" => mapping.Has(ColumnMeaning.ConsentKind) && mapping.YesMeans != ConsentKind.None ? ConsentKind.None : mapping.Consent.Kind,
        var yes when ConsentWords.IsYes(yes) => mapping.YesMeans == ConsentKind.None ? null : mapping.YesMeans,
        var word => ConsentWords.Kind(word),
    };

    private static void Put(Contact contact, string variable, string value)
    {
        if (value.Length > 0)
            contact.Variables[variable] = value;
    }

    private static string Line(string text) => text.ReplaceLineEndings(" ");

    private static string Short(string text) => text.Length > 40 ? text[..40] + "…" : text;
}
