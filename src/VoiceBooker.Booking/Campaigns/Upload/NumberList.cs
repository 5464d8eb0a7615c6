using System.Runtime.CompilerServices;

namespace VoiceBooker.Booking.Campaigns.Upload;

/// <summary>The telephone numbers of an uploaded file, such as a list of numbers not to be called: one a line, or every column that holds any.</summary>
/// <param name="file">The file.</param>
/// <param name="country">The country of numbers written without one, two letters.</param>
public sealed class NumberList(ContactFile file, string country)
{
    private readonly ContactMapping _mapping = ContactMapping.Guess(file, country);
    private readonly IReadOnlyList<int> _columns = ContactMapping.FindNumbers(file, country);

    /// <summary>Whether there is a column of numbers at all.</summary>
    public bool HasNumbers => _columns.Count > 0;

    /// <summary>The headings of the columns that are read.</summary>
    public IEnumerable<string> Columns => _columns.Select(column => _mapping.Columns[column].Title);

    /// <summary>The lines that hold none, or besides one something in these columns that is none; with the reason; the first 200.</summary>
    public IReadOnlyList<BadRow> Unread => _unread;

    /// <summary>How many lines those are.</summary>
    public int UnreadCount { get; private set; }

    private readonly List<BadRow> _unread = [];

    /// <summary>The numbers, E.164, as they come.</summary>
    public async IAsyncEnumerable<string> ReadAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        await using var reader = await file.ReadAsync();
        var isFirst = _mapping.HasNames;
        await foreach (var row in reader.ReadAsync(cancel))
        {
            if (isFirst)
            {
                isFirst = false;
                continue;
            }

            var (found, shown, because) = (false, "", row.Fault ?? "");
            foreach (var cell in row.Fault is null ? _columns.Where(column => column < row.Cells.Count).Select(column => RowCheck.Clean(row.Cells[column])).Where(cell => cell.Length > 0) : [])
            {
                if (NationalNumber.Read(cell, country) is NumberReading.Known(var number))
                {
                    found = true;
                    yield return number.E164;
                }
                else if (because.Length == 0)
                {
                    (shown, because) = (cell, NationalNumber.Read(cell, country) is NumberReading.Wrong(var wrong) ? wrong : "");
                }
            }

            if (because.Length == 0 && !found && NationalNumber.Read("", country) is NumberReading.Wrong(var missing))
                because = missing;
            if (because.Length == 0)
                continue;
            UnreadCount++;
            if (_unread.Count < UploadProgress.MostShown)
                _unread.Add(new(row.Line, shown, because));
        }
    }
}
