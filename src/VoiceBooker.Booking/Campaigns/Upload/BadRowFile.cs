using System.Text;

namespace VoiceBooker.Booking.Campaigns.Upload;

/// <summary>The records that were not taken, as a file that can be mended and uploaded again: the columns as they were, and why.</summary>
internal sealed class BadRowFile : IAsyncDisposable
{
    private readonly Stream _file;
    private readonly StreamWriter _text;
    private readonly ContactMapping _mapping;
    private readonly char _separator;

    private BadRowFile(Stream file, ContactMapping mapping, char separator)
    {
        _file = file;
        _text = new StreamWriter(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), bufferSize: 16_384, leaveOpen: true); // a writer would close it in the blocking way
        _mapping = mapping;
        _separator = separator;
    }

    /// <summary>Begins the file; it is let go of with this.</summary>
    public static async Task<BadRowFile> CreateAsync(Stream stream, ContactMapping mapping, char separator)
    {
        var file = new BadRowFile(stream, mapping, separator);
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
    public async ValueTask DisposeAsync()
    {
        await _text.DisposeAsync();
        await _file.DisposeAsync();
    }

    private Task WriteAsync(IEnumerable<string> cells) => _text.WriteAsync(string.Join(_separator, cells.Select(cell => SpreadsheetCell.Field(cell, _separator))) + "\r\n");
}
