using System.Runtime.CompilerServices;

namespace VoiceBooker.Booking.Campaigns.Upload;

/// <summary>The telephone numbers of an uploaded file, such as a list of numbers not to be called: one a line, or a column of them.</summary>
/// <param name="file">The file.</param>
/// <param name="country">The country of numbers written without one, two letters.</param>
public sealed class NumberList(ContactFile file, string country)
{
    private readonly ContactMapping _mapping = ContactMapping.Guess(file, country);

    /// <summary>Whether there is a column of numbers at all.</summary>
    public bool HasNumbers => _mapping.Has(ColumnMeaning.Number);

    /// <summary>The lines that hold none, with the reason; the first 200.</summary>
    public IReadOnlyList<BadRow> Unread => _unread;

    /// <summary>How many lines hold none.</summary>
    public int UnreadCount { get; private set; }

    private readonly List<BadRow> _unread = [];

    /// <summary>The numbers, E.164, as they come.</summary>
    public async IAsyncEnumerable<string> ReadAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        var column = _mapping.Columns.TakeWhile(each => each.Meaning != ColumnMeaning.Number).Count();
        await using var reader = await file.ReadAsync();
        var isFirst = _mapping.HasNames;
        await foreach (var row in reader.ReadAsync(cancel))
        {
            if (isFirst)
            {
                isFirst = false;
                continue;
            }

            var cell = row.Fault is null && column < row.Cells.Count ? RowCheck.Clean(row.Cells[column]) : "";
            if (row.Fault is null && NationalNumber.Read(cell, country) is NumberReading.Known(var number))
            {
                yield return number.E164;
                continue;
            }

            UnreadCount++;
            if (_unread.Count < UploadProgress.MostShown)
                _unread.Add(new(row.Line, cell, row.Fault ?? (NationalNumber.Read(cell, country) is NumberReading.Wrong(var because) ? because : "")));
        }
    }
}
