namespace VoiceBooker.Booking.Campaigns.Upload;

/// <summary>The records that were not taken, as a file that can be mended and uploaded again: the columns as they were, and why.</summary>
internal sealed class BadRowFile : IAsyncDisposable
{
    private readonly SpreadsheetFile _file;
    private readonly ContactMapping _mapping;
    private readonly char _separator;

    private BadRowFile(SpreadsheetFile file, ContactMapping mapping, char separator)
    {
        _file = file;
        _mapping = mapping;
        _separator = separator;
    }

    /// <summary>Begins the file; it is let go of with this.</summary>
    public static async Task<BadRowFile> CreateAsync(Stream stream, ContactMapping mapping, char separator)
    {
        var file = new SpreadsheetFile(stream, separator);
        await file.WriteAsync([ColumnNames.LineHeading, .. mapping.Columns.Select(column => column.Title), ColumnNames.ReasonHeading], CancellationToken.None);
        return new BadRowFile(file, mapping, separator);
    }

    /// <summary>Adds a record.</summary>
    public ValueTask AddAsync(FileRow row, string because)
    {
        IEnumerable<string> cells = row.Cells.Count >= _mapping.Columns.Count ? row.Cells.Take(_mapping.Columns.Count - 1).Append(string.Join(_separator, row.Cells.Skip(_mapping.Columns.Count - 1))) : row.Cells.Concat(Enumerable.Repeat("", _mapping.Columns.Count - row.Cells.Count));
        return _file.WriteAsync([row.Line.ToString(), .. cells, because], CancellationToken.None);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _file.DisposeAsync();
}
