using System.Runtime.CompilerServices;
using System.Text;

namespace VoiceBooker.Booking.Campaigns.Upload;

/// <summary>
/// Reads separated values line by line (RFC 4180, with any line ends). It knows on which line a record begins, and a quotation mark that is never closed
/// costs its own line, not the rest of the file: both are more than a general reader of such files gives.
/// </summary>
/// <param name="text">The file; not closed here.</param>
/// <param name="separator">What stands between two values.</param>
/// <param name="columns">How many values a record has; one that spans lines must not have more. 0: not known.</param>
internal sealed class CsvRows(TextReader text, char separator, int columns = 0)
{
    /// <summary>The longest line, and the longest record, in characters.</summary>
    public const int LongestRecord = 32_768;

    /// <summary>Lines that one value may span.</summary>
    public const int MostLines = 60;

    private const string NeverClosed = "A quotation mark opens here and is never closed.";
    private const string TooLong = "The line is longer than 32,768 characters.";

    private readonly char[] _block = new char[8192];
    private readonly LinkedList<string> _ahead = new(); // read in search of a closing quotation mark, and given back
    private int _at;
    private int _filled;
    private bool _afterReturn;
    private int _line;

    /// <summary>The records that are not empty, in order.</summary>
    public async IAsyncEnumerable<FileRow> ReadAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        while (await NextLineAsync(cancel) is { } line)
        {
            _line++;
            if (line.Length > LongestRecord)
            {
                yield return new(_line, [line[..200] + "…"], TooLong);
                continue;
            }

            var record = Split(line);
            var row = record.IsOpen ? await JoinAsync(line, record, cancel) : Whole(_line, line, record);
            if (row.Fault is not null || row.Cells.Any(cell => !string.IsNullOrWhiteSpace(cell)))
                yield return row;
        }
    }

    /// <summary>A record whose value goes on over the next lines; when it never ends well, only its first line is lost.</summary>
    private async Task<FileRow> JoinAsync(string first, Record open, CancellationToken cancel)
    {
        var begins = _line;
        var whole = new StringBuilder(first);
        List<string> taken = [];
        var record = open;
        while (record.IsOpen && taken.Count < MostLines && whole.Length <= LongestRecord && await NextLineAsync(cancel) is { } next)
        {
            taken.Add(next);
            whole.Append('\n').Append(next);
            if (next.Contains('"', StringComparison.Ordinal))
                record = Split(whole.ToString());
        }

        if (!record.IsOpen && record.Fault is null && (columns == 0 || record.Cells.Count <= columns))
        {
            _line += taken.Count;
            return Whole(begins, whole.ToString(), record);
        }

        for (var i = taken.Count - 1; i >= 0; i--)
            _ahead.AddFirst(taken[i]);
        return new(begins, [first], NeverClosed);
    }

    private static FileRow Whole(int line, string text, Record record) => record.Fault is null ? new(line, record.Cells, null) : new(line, [text], record.Fault);

    private Record Split(string record)
    {
        List<string> cells = [];
        var cell = new StringBuilder();
        var at = 0;
        while (true)
        {
            cell.Clear();
            var start = at;
            while (start < record.Length && record[start] == ' ' && separator != ' ')
                start++;
            if (start < record.Length && record[start] == '"')
            {
                at = start + 1;
                if (!TakeQuoted(record, ref at, cell))
                    return new(cells, IsOpen: true, null);
                while (at < record.Length && record[at] == ' ')
                    at++;
                if (at < record.Length && record[at] != separator)
                    return new(cells, IsOpen: false, "A quotation mark is closed in the middle of a value; a quotation mark within a quoted value is written twice.");
            }
            else
            {
                var end = record.IndexOf(separator, at);
                if (end < 0)
                    end = record.Length;
                cell.Append(record, at, end - at);
                at = end;
            }

            cells.Add(cell.ToString());
            if (at >= record.Length)
                return new(cells, IsOpen: false, null);
            at++; // the separator
        }
    }

    /// <summary>Takes what stands between two quotation marks; false when the second is not there.</summary>
    private static bool TakeQuoted(string record, ref int at, StringBuilder cell)
    {
        for (; at < record.Length; at++)
        {
            if (record[at] != '"')
            {
                cell.Append(record[at]);
                continue;
            }

            if (at + 1 >= record.Length || record[at + 1] != '"')
            {
                at++;
                return true;
            }

            cell.Append('"');
            at++;
        }

        return false;
    }

    /// <summary>The next line without its end; of an endless one only as much as shows that it is too long. Null at the end of the file.</summary>
    private async ValueTask<string?> NextLineAsync(CancellationToken cancel)
    {
        if (_ahead.First is { } given)
        {
            _ahead.RemoveFirst();
            return given.Value;
        }

        var line = new StringBuilder();
        var any = false;
        while (true)
        {
            if (_at == _filled)
            {
                (_at, _filled) = (0, await text.ReadAsync(_block, cancel));
                if (_filled == 0)
                    return any ? line.ToString() : null;
            }

            if (_afterReturn && _block[_at] == '\n')
                _at++;
            _afterReturn = false;
            if (_at == _filled)
                continue;

            any = true;
            var end = _block.AsSpan(_at, _filled - _at).IndexOfAny('\r', '\n');
            var length = end < 0 ? _filled - _at : end;
            line.Append(_block, _at, Math.Min(length, Math.Max(0, LongestRecord + 1 - line.Length)));
            _at += length;
            if (end < 0)
                continue;
            _afterReturn = _block[_at] == '\r';
            _at++;
            return line.ToString();
        }
    }

    private readonly record struct Record(List<string> Cells, bool IsOpen, string? Fault);
}
