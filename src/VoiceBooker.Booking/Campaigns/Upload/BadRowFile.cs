using System.Text;

namespace VoiceBooker.Booking.Campaigns.Upload;

/// <summary>The records that were not taken, as a file that can be mended and uploaded again: the columns as they were, and why.</summary>
internal sealed class BadRowFile : IAsyncDisposable
{
    private readonly StreamWriter _text;
    private readonly ContactMapping _mapping;
    private readonly char _separator;

    private BadRowFile(StreamWriter text, ContactMapping mapping, char separator)
    {
        _text = text;
        _mapping = mapping;
        _separator = separator;
    }

    /// <summary>Makes the file.</summary>
    public static async Task<BadRowFile> CreateAsync(string path, ContactMapping mapping, char separator)
    {
        var file = new BadRowFile(new StreamWriter(UploadFolder.Create(path), new UTF8Encoding(encoderShouldEmitUTF8Identifier: true)), mapping, separator);
        await file.WriteAsync([ColumnNames.LineHeading, .. mapping.Columns.Select(column => column.Title), ColumnNames.ReasonHeading]);
        return file;
    }

    /// <summary>Adds a record.</summary>
    public Task AddAsync(FileRow row, string because)
    {
        IEnumerable<string> cells = row.Cells.Count >= _mapping.Columns.Count ? row.Cells.Take(_mapping.Columns.Count - 1).Append(string.Join(_separator, row.Cells.Skip(_mapping.Columns.Count - 1))) : row.Cells.Concat(Enumerable.Repeat("", _mapping.Columns.Count - row.Cells.Count));
        return WriteAsync([row.Line.ToString(), .. cells, because]);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _text.DisposeAsync();

    private Task WriteAsync(IEnumerable<string> cells) => _text.WriteAsync(string.Join(_separator, cells.Select(cell => SpreadsheetCell.Field(cell, _separator))) + "\r\n");
}
