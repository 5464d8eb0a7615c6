using NodaTime;
using VoiceBooker.Booking.Details;

namespace VoiceBooker.Booking.Campaigns.Upload;

/// <summary>How a file is understood: what its columns hold, and what is said for the whole of it.</summary>
public sealed record ContactMapping
{
    /// <summary>The longest name of a variable.</summary>
    public const int LongestVariableName = 64;

    /// <summary>The most variables of one person.</summary>
    public const int MostVariables = 50;

    /// <summary>Whether the first record holds the names of the columns.</summary>
    public bool HasNames { get; init; } = true;

    /// <summary>The columns in their order.</summary>
    public IReadOnlyList<ColumnUse> Columns { get; init; } = [];

    /// <summary>The country of numbers that are written without one: two letters (ISO 3166).</summary>
    public string Country { get; init; } = "US";

    /// <summary>Whether 03/04/2026 is the third of April.</summary>
    public bool DayFirst { get; init; }

    /// <summary>What is declared for all.</summary>
    public DeclaredConsent Consent { get; init; } = DeclaredConsent.Nothing;

    /// <summary>What a plain yes in the column of consent stands for, in the word of whoever uploads the file; <see cref="ConsentKind.None"/>: it is not said, and such a yes is none.</summary>
    public ConsentKind YesMeans { get; init; }

    /// <summary>Who uploads the file, and answers for the consents in it; empty: not known.</summary>
    public string By { get; init; } = "";

    /// <summary>Whether people are taken of whom a variable is missing that the texts use; the texts are then said without it.</summary>
    public bool AllowMissing { get; init; }

    /// <summary>The usual meaning of a file's columns, by their names and, without names, by what stands in them.</summary>
    public static ContactMapping Guess(ContactFile file, string country) => Guess(file, country, HasNamesOn(file.Sample, country));

    /// <inheritdoc cref="Guess(ContactFile, string)"/>
    public static ContactMapping Guess(ContactFile file, string country, bool hasNames)
    {
        var rows = file.Sample.Where(row => row.Fault is null).Skip(hasNames ? 1 : 0).ToArray();
        var titles = Enumerable.Range(0, file.ColumnCount).Select(column => hasNames && Cell(file.Sample[0], column) is { Length: > 0 } title ? title : $"Column {column + 1}").ToArray();
        var columns = new List<ColumnUse>();
        foreach (var (title, place) in titles.Select((title, place) => (title, place)))
        {
            var meaning = hasNames && Cell(file.Sample[0], place).Length > 0 ? ColumnNames.Guess(title) : ByContent([.. rows.Select(row => Cell(row, place))], country);
            if (meaning is not ColumnMeaning.Ignored and not ColumnMeaning.Variable && columns.Any(other => other.Meaning == meaning))
                meaning = ColumnMeaning.Variable; // the first of two numbers is called
            var variable = meaning == ColumnMeaning.Variable ? ColumnNames.VariableOf(title) : "";
            if (meaning == ColumnMeaning.Variable && (variable.Length == 0 || columns.Any(other => other.Variable == variable) || columns.Count(other => other.Meaning == ColumnMeaning.Variable) >= MostVariables - 10))
                (meaning, variable) = (ColumnMeaning.Ignored, "");
            columns.Add(new(title, meaning, variable));
        }

        if (columns.All(column => column.Meaning != ColumnMeaning.Number) && columns.FindIndex(column => ByContent([.. rows.Select(row => Cell(row, columns.IndexOf(column)))], country) == ColumnMeaning.Number) is >= 0 and var numbers)
            columns[numbers] = columns[numbers] with { Meaning = ColumnMeaning.Number, Variable = "" };
        return new() { HasNames = hasNames, Columns = columns, Country = country, DayFirst = DaysFirst(columns, rows, country) };
    }

    /// <summary>Every column that holds telephone numbers, by its name or by what stands in it; not only the one that a campaign would call.</summary>
    public static IReadOnlyList<int> FindNumbers(ContactFile file, string country)
    {
        var hasNames = HasNamesOn(file.Sample, country);
        var rows = file.Sample.Where(row => row.Fault is null).Skip(hasNames ? 1 : 0).ToArray();
        return [.. Enumerable.Range(0, file.ColumnCount).Where(column =>
            (hasNames && ColumnNames.Guess(Cell(file.Sample[0], column)) == ColumnMeaning.Number) || ByContent([.. rows.Select(row => Cell(row, column))], country) == ColumnMeaning.Number)];
    }

    /// <summary>What must be changed before the file can be taken in, in sentences; empty: nothing.</summary>
    /// <param name="used">The variables that the campaign's texts use.</param>
    /// <param name="today">The present day.</param>
    /// <param name="sample">The file's first records, with the names of the columns if it has any.</param>
    public IReadOnlyList<string> Problems(IReadOnlyList<UsedVariable> used, LocalDate today, IReadOnlyList<FileRow> sample)
    {
        List<string> problems = [];
        if (!Has(ColumnMeaning.Number))
            problems.Add("No column is the number to call. Say which one it is.");
        foreach (var twice in Columns.Where(column => column.Meaning is not ColumnMeaning.Ignored and not ColumnMeaning.Variable).GroupBy(column => column.Meaning).Where(group => group.Count() > 1))
            problems.Add($"{string.Join(" and ", twice.Select(column => $"“{column.Title}”"))} cannot both be the same. Keep one of them and ignore the other, or make it a variable.");
        foreach (var column in Columns.Where(column => column.Meaning == ColumnMeaning.Variable && !ColumnNames.IsVariable(column.Variable)))
            problems.Add($"“{column.Variable}” cannot be the name of a variable (column “{column.Title}”): use up to {LongestVariableName} letters, digits, hyphens and underscores.");
        foreach (var twice in Columns.Where(column => column.Meaning == ColumnMeaning.Variable).GroupBy(column => column.Variable, StringComparer.Ordinal).Where(group => group.Count() > 1))
            problems.Add($"Two columns are the variable {twice.Key}: {string.Join(" and ", twice.Select(column => $"“{column.Title}”"))}.");
        if (Columns.Count(column => column.Meaning == ColumnMeaning.Variable) > MostVariables)
            problems.Add($"At most {MostVariables} columns can be variables. Ignore those that the calls do not need.");
        if (CallingCountry.Find(Country) is null)
            problems.Add("Choose the country of numbers that are written without one.");
        AddConsentProblems(problems, today);
        if (YesMeans == ConsentKind.None && FindYes(sample) is var (title, yes))
            problems.Add($"“{yes}” in the column “{title}” says that somebody agreed, but not to what: choose what a yes means there.");
        if (!AllowMissing)
            problems.AddRange(used.Where(variable => !Provides(variable.Name)).Select(variable => $"{variable.Users} {{{variable.Name}}}, and no column is that variable. Choose the column, or allow people without it below."));
        return problems;
    }

    /// <summary>Whether a column holds that.</summary>
    public bool Has(ColumnMeaning meaning) => Columns.Any(column => column.Meaning == meaning);

    private bool Provides(string variable) => variable switch
    {
        "name" => Has(ColumnMeaning.Name) || Has(ColumnMeaning.FirstName) || Has(ColumnMeaning.LastName),
        "first_name" when Has(ColumnMeaning.FirstName) => true,
        "last_name" when Has(ColumnMeaning.LastName) => true,
        "email" => Has(ColumnMeaning.Email),
        "cal_email" => Has(ColumnMeaning.OrganizerEmail),
        "cal_timezone" => Has(ColumnMeaning.Zone),
        _ => Columns.Any(column => column.Meaning == ColumnMeaning.Variable && column.Variable == variable),
    };

    private void AddConsentProblems(List<string> problems, LocalDate today)
    {
        const string Declare = "Choose its column, or declare it for the whole file.";
        if (Consent.Kind == ConsentKind.None && !Has(ColumnMeaning.ConsentKind))
            problems.Add($"It is not said what kind of consent these people gave. {Declare}");
        if (Consent.Date is null && !Has(ColumnMeaning.ConsentDate))
            problems.Add($"It is not said when these people agreed to be called. {Declare}");
        if (string.IsNullOrWhiteSpace(Consent.Text) && !Has(ColumnMeaning.ConsentText))
            problems.Add($"It is not said what these people agreed to. {Declare}");
        if (Consent.Date > today)
            problems.Add("The declared consent lies in the future.");
        if (Consent.Text.Length > RowCheck.LongestConsent)
            problems.Add($"The text of the declared consent is longer than {RowCheck.LongestConsent} characters.");
        if (Consent.Channel.Length > RowCheck.LongestName)
            problems.Add($"Where the declared consent was given is longer than {RowCheck.LongestName} characters.");
    }

    private (string Title, string Yes)? FindYes(IReadOnlyList<FileRow> sample)
    {
        var column = Columns.Index().FirstOrDefault(each => each.Item.Meaning == ColumnMeaning.ConsentKind);
        if (column.Item is null)
            return null;
        return sample.Skip(HasNames ? 1 : 0).Select(row => Cell(row, column.Index)).FirstOrDefault(ConsentWords.IsYes) is { } yes ? (column.Item.Title, yes) : null;
    }

    /// <summary>A heading as the name of a variable: "First Visit" is <c>first_visit</c>.</summary>
    public static string VariableOf(string title) => ColumnNames.VariableOf(title);

    private static string Cell(FileRow row, int column) => column < row.Cells.Count ? RowCheck.Clean(row.Cells[column]) : "";

    /// <summary>Names of columns are known words, or at least no numbers and addresses, and no two are alike.</summary>
    private static bool HasNamesOn(IReadOnlyList<FileRow> sample, string country)
    {
        if (sample[0].Fault is not null)
            return false;
        var cells = sample[0].Cells.Select(RowCheck.Clean).Where(cell => cell.Length > 0).ToArray();
        if (cells.Any(cell => NationalNumber.Read(cell, country) is NumberReading.Known || cell.Contains('@', StringComparison.Ordinal)))
            return false;
        return cells.Any(cell => ColumnNames.Guess(cell) is not ColumnMeaning.Variable and not ColumnMeaning.Ignored) || cells.Distinct(StringComparer.OrdinalIgnoreCase).Count() == cells.Length;
    }

    private static ColumnMeaning ByContent(string[] cells, string country)
    {
        var filled = cells.Where(cell => cell.Length > 0).ToArray();
        if (filled.Length == 0)
            return ColumnMeaning.Ignored;
        bool Most(Func<string, bool> holds) => filled.Count(holds) * 2 > filled.Length;
        return Most(cell => NationalNumber.Read(cell, country) is NumberReading.Known) ? ColumnMeaning.Number
            : Most(SpokenEmail.IsValid) ? ColumnMeaning.Email
            : Most(cell => cell.Contains('/', StringComparison.Ordinal) && DateTimeZoneProviders.Tzdb.GetZoneOrNull(cell) is not null) ? ColumnMeaning.Zone
            : ColumnMeaning.Ignored;
    }

    private static bool DaysFirst(List<ColumnUse> columns, FileRow[] rows, string country)
    {
        var column = columns.FindIndex(each => each.Meaning == ColumnMeaning.ConsentDate);
        return (column >= 0 ? rows.Select(row => ConsentWords.DayFirst(Cell(row, column))).FirstOrDefault(told => told is not null) : null) ?? country is not ("US" or "PH");
    }
}
