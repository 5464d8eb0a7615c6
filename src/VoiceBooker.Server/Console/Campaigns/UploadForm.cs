using NodaTime;
using VoiceBooker.Booking.Campaigns;
using VoiceBooker.Booking.Campaigns.Upload;

namespace VoiceBooker.Server.Console.Campaigns;

/// <summary>How an uploaded file is understood, as it is edited.</summary>
public sealed class UploadForm
{
    public bool HasNames { get; set; }

    public List<ColumnRow> Columns { get; private set; } = [];

    public string Country { get; set; } = "US";

    public bool DayFirst { get; set; }

    public ConsentKind ConsentKind { get; set; }

    public DateOnly? ConsentDate { get; set; }

    public string ConsentText { get; set; } = "";

    public string ConsentChannel { get; set; } = "";

    public ConsentKind YesMeans { get; set; }

    public bool AllowMissing { get; set; }

    /// <summary>Takes over what a guess says of the columns; what was declared stays.</summary>
    public void Take(ContactMapping guess, ContactFile file)
    {
        HasNames = guess.HasNames;
        Country = guess.Country;
        DayFirst = guess.DayFirst;
        var rows = file.Sample.Where(row => row.Fault is null).Skip(guess.HasNames ? 1 : 0).ToArray();
        Columns =
        [
            .. guess.Columns.Select((column, place) => new ColumnRow(column.Title, string.Join(" · ", rows.Where(row => place < row.Cells.Count).Select(row => row.Cells[place].Trim()).Where(cell => cell.Length > 0).Distinct().Take(3)))
            {
                Meaning = column.Meaning,
                Variable = column.Variable,
            }),
        ];
    }

    /// <summary>As a mapping.</summary>
    /// <param name="by">Who uploads the file.</param>
    public ContactMapping ToMapping(string by) => new()
    {
        HasNames = HasNames,
        Columns = [.. Columns.Select(column => new ColumnUse(column.Title, column.Meaning, column.Meaning == ColumnMeaning.Variable ? column.Variable.Trim() : ""))],
        Country = Country,
        DayFirst = DayFirst,
        Consent = new(ConsentKind, ConsentDate is { } date ? LocalDate.FromDateOnly(date) : null, ConsentText.Trim(), ConsentChannel.Trim()),
        YesMeans = Columns.Exists(column => column.Meaning == ColumnMeaning.ConsentKind) ? YesMeans : ConsentKind.None,
        By = by,
        AllowMissing = AllowMissing,
    };

    /// <summary>One column.</summary>
    public sealed class ColumnRow(string title, string sample)
    {
        public string Title { get; } = title;

        /// <summary>The first values that stand in it.</summary>
        public string Sample { get; } = sample;

        public ColumnMeaning Meaning { get; set; }

        public string Variable { get; set; } = "";

        /// <summary>Called when another meaning is chosen: a variable gets a name that can be kept.</summary>
        public void Name()
        {
            if (Meaning == ColumnMeaning.Variable && Variable.Length == 0)
                Variable = ContactMapping.VariableOf(Title);
        }
    }
}
