using System.Runtime.CompilerServices;
using System.Text;
using CsvHelper;

namespace VoiceBooker.Booking.Campaigns.Upload;

/// <summary>
/// Reads separated values (RFC 4180, with any line ends) with CsvHelper, a window of whole lines at a time. To the library a quotation mark that is never closed is a value that reaches to the end of the file;
/// here it costs its own line: a record that spans lines and is damaged, too long or too wide is given back as one bad line, its first, and reading goes on at its second.
/// </summary>
/// <remarks>A mark that only opens, and one in a later line that only closes, enclose a value like any; nobody can tell them apart while the record has no more values than there are columns.</remarks>
public sealed class CsvRows
{
    /// <summary>The longest line, and the longest record, in bytes of UTF-8.</summary>
    public const int LongestRecord = 65_536;

    /// <summary>Line breaks that one record may hold.</summary>
    public const int MostLines = 60;

    private const string NeverClosed = "A quotation mark opens here and is never closed.";
    private const string ClosedWithin = "A quotation mark is closed in the middle of a value; a quotation mark within a quoted value is written twice.";
    private const string TooLong = "The line is longer than 64 KB.";
    private const int ShownOfLongLine = 200;
    private const int LeastReach = 512;

    private readonly Stream _utf8;
    private readonly int _columns;
    private readonly byte[] _window = new byte[4 * LongestRecord];
    private CsvReaderOptions _options;
    private int _filled;
    private int _at;
    private int _reach = LeastReach; // how much the library is given at once: little behind a bad line, so that a file full of them is not searched again and again
    private bool _ended;
    private int _line = 1; // the number of the first line in the window
    private bool _damaged;

    /// <summary>Nothing is read yet.</summary>
    /// <param name="utf8">The file in UTF-8, with or without a byte-order mark; not closed here.</param>
    /// <param name="separator">What stands between two values; null: found out from the first lines, or declared by one that says "sep=;".</param>
    /// <param name="columns">How many values a record has; one that spans lines must not have more. 0: not known.</param>
    public CsvRows(Stream utf8, char? separator, int columns = 0)
    {
        _utf8 = utf8;
        _columns = columns;
        _options = new CsvReaderOptions { Separator = separator, HasHeader = false, TrimWhitespace = true, TrackLineNumbers = true, OnMalformedRecord = _ => _damaged = true };
    }

    /// <summary>What stands between two values; a comma while nothing was read that tells otherwise.</summary>
    public char Separator => _options.Separator ?? ',';

    /// <summary>The records that are not empty, in order; the line that names the separator is none.</summary>
    public async IAsyncEnumerable<FileRow> ReadAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        var isCut = false; // the window begins within a line that is too long
        while (await FillAsync(cancel))
        {
            var end = WholeLines(0, _filled);
            if (end == 0)
            {
                if (!isCut)
                    yield return new FileRow(_line, [Shortened(_window.AsSpan(0, _filled))], TooLong);
                isCut = true;
                Drop(_filled - 1); // the last byte may be half of a line end
                continue;
            }

            _at = isCut ? EndOfFirst(_window.AsSpan(0, end)) : 0;
            _line += isCut ? 1 : 0;
            isCut = false;
            FindSeparator(_window.AsMemory(_at, end - _at));
            foreach (var row in Rows(end))
                yield return row;
            Drop(_at);
        }
    }

    /// <summary>The records of whole lines; stops before one whose end may come with the next window.</summary>
    private IEnumerable<FileRow> Rows(int end)
    {
        while (_at < end)
        {
            var till = WholeLines(_at, Math.Min(_at + _reach, end));
            if (till == _at)
            {
                _reach *= 4;
                continue;
            }

            using var reader = CsvReader.Create(new ReadOnlyMemory<byte>(_window, _at, till - _at), _options);
            var (from, line) = (_at, _line);
            while (true)
            {
                _damaged = false;
                if (!reader.Read())
                {
                    (_at, _line) = (till, line + Lines(_window.AsSpan(from, till - from)));
                    _reach = Math.Min(2 * _reach, _window.Length);
                    break;
                }

                (_at, _line) = (from + (int)reader.ByteOffset, line + (int)reader.LineNumber - 1);
                var lines = Lines(reader.RawRecord);
                var isOpen = _at + reader.RawRecord.Length == till; // a closed record ends before its line end
                if (isOpen && lines <= MostLines && reader.RawRecord.Length <= LongestRecord)
                {
                    if (till == end && !_ended && _at > 0)
                        yield break;
                    if (till < end)
                    {
                        _reach *= 4;
                        break;
                    }
                }

                if (lines > 0 && (isOpen || !IsWhole(reader, lines)))
                {
                    var first = EndOfFirst(reader.RawRecord);
                    yield return new FileRow(_line, [Encoding.UTF8.GetString(reader.RawRecord[..first].TrimEnd("\r\n"u8))], NeverClosed);
                    (_at, _line, _reach) = (_at + first, _line + 1, LeastReach);
                    break;
                }

                var row = Row(reader);
                if (row.Fault is not null || (row.Cells.Any(cell => !string.IsNullOrWhiteSpace(cell)) && !IsDeclaration(row)))
                    yield return row;
            }
        }
    }

    private FileRow Row(CsvReader reader)
    {
        if (reader.RawRecord.Length > LongestRecord)
            return new(_line, [Shortened(reader.RawRecord)], TooLong);
        if (_damaged && !IsWellQuoted(reader))
            return new(_line, [Encoding.UTF8.GetString(reader.RawRecord)], ClosedWithin);
        var cells = new string[reader.FieldCount];
        for (var field = 0; field < cells.Length; field++)
            cells[field] = reader.GetString(field) is var cell && cell.Contains('\r', StringComparison.Ordinal) ? cell.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n') : cell;
        return new(_line, cells, null);
    }

    /// <summary>Whether a record that spans lines can be believed.</summary>
    private bool IsWhole(CsvReader reader, int lines) =>
        lines <= MostLines && reader.RawRecord.Length <= LongestRecord && (_columns == 0 || reader.FieldCount <= _columns) && (!_damaged || IsWellQuoted(reader));

    /// <summary>Whether each value that begins with a quotation mark ends with its closing one. A quotation mark within a value that does not begin with one is a letter like any: 6" pipe.</summary>
    private static bool IsWellQuoted(CsvReader reader)
    {
        for (var field = 0; field < reader.FieldCount; field++)
        {
            var raw = reader.GetRawSpan(field).Trim(" \t"u8);
            if (raw is not [(byte)'"', ..])
                continue;
            if (raw is not [_, .. var within, (byte)'"'] || within.Count((byte)'"') != 2 * within.Count("\"\""u8))
                return false;
        }

        return true;
    }

    private static bool IsDeclaration(FileRow row) => row.Line == 1 && row.Cells[0].StartsWith("sep=", StringComparison.OrdinalIgnoreCase);

    private void FindSeparator(ReadOnlyMemory<byte> lines)
    {
        if (_options.Separator is not null)
            return;
        using var reader = CsvReader.Create(lines, _options);
        _options = _options with { Separator = reader.Separator };
    }

    /// <summary>Reads until the window is full or the file ends; the last line gets an end. False when nothing is left.</summary>
    private async ValueTask<bool> FillAsync(CancellationToken cancel)
    {
        while (!_ended && _filled < _window.Length - 1)
        {
            var read = await _utf8.ReadAsync(_window.AsMemory(_filled, _window.Length - 1 - _filled), cancel);
            _filled += read;
            _ended = read == 0;
        }

        if (_ended && _filled > 0 && _window[_filled - 1] is not (byte)'\n' and not (byte)'\r')
            _window[_filled++] = (byte)'\n';
        return _filled > 0;
    }

    private void Drop(int bytes)
    {
        _filled -= bytes;
        Buffer.BlockCopy(_window, bytes, _window, 0, _filled);
    }

    /// <summary>Behind the last line end between two places of the window; half of one is none yet.</summary>
    private int WholeLines(int from, int to)
    {
        if (_window[to - 1] == '\r' && (to < _filled ? _window[to] == '\n' : !_ended))
            to--;
        return from + _window.AsSpan(from, to - from).LastIndexOfAny((byte)'\r', (byte)'\n') + 1;
    }

    /// <summary>Behind the first line end.</summary>
    private static int EndOfFirst(ReadOnlySpan<byte> lines) => lines.IndexOfAny((byte)'\r', (byte)'\n') + 1 is var end && end < lines.Length && lines[end - 1] == '\r' && lines[end] == '\n' ? end + 1 : end;

    private static int Lines(ReadOnlySpan<byte> bytes) => bytes.Count((byte)'\n') + (bytes.Contains((byte)'\r') ? bytes.Count((byte)'\r') - bytes.Count("\r\n"u8) : 0);

    private static string Shortened(ReadOnlySpan<byte> line) => Encoding.UTF8.GetString(line[..ShownOfLongLine]) + "…";
}
