using CsvHelper;

namespace VoiceBooker.Booking.Campaigns.Upload;

/// <summary>A file of separated values for people with a spreadsheet program, written record by record: UTF-8 with a byte-order mark, lines ended by CR and LF, no value that would be taken for a formula.</summary>
/// <param name="stream">Where to; closed at the end unless it is left open.</param>
/// <param name="separator">What stands between two values.</param>
/// <param name="leaveOpen">Whether the stream is left open.</param>
public sealed class SpreadsheetFile(Stream stream, char separator = ',', bool leaveOpen = false) : IAsyncDisposable
{
    private readonly CsvWriter _writer = CsvWriter.Create(stream, new CsvWriterOptions { Separator = separator, WriteByteOrderMark = true, Quoting = CsvQuoting.WhenNeededOrWhitespace }, leaveOpen);

    /// <summary>Adds a record; all must have as many values as the first.</summary>
    public ValueTask WriteAsync(IEnumerable<string> values, CancellationToken cancel) => _writer.WriteRecordAsync([.. values.Select(SpreadsheetCell.Safe)], cancel);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _writer.DisposeAsync();
}
