using System.Text;
using VoiceBooker.Booking.Campaigns.Upload;

namespace VoiceBooker.Tests.Booking.Campaigns.Upload;

/// <summary>Lists of random people, some of them damaged, by seeded loops: each run plays the same.</summary>
public sealed class CsvDialectsTests
{
    private const int Rounds = 150;
    private static readonly string[] Pieces = ["Ann", "Müller", "+14155550147", "=1+1", "-", "@", " ", "  ", "\t", ",", ";", "|", "\"", "\"\"", "\n", "\r\n", "'", "é", "名前", "😀", "\0", "#", "sep=;", "6\" pipe", "a.b@example.com"];
    private static readonly string[] Plain = ["Ann", "Lee, Ann", "Müller; Dr.", "12 Harbour St, rear", "says \"hi\" to all", "first\nsecond", "é", "6\" pipe", "+14155550147", "x | y", "tab\tbed", "\"quoted\" at first"];

    [Theory]
    [InlineData(',')]
    [InlineData(';')]
    [InlineData('\t')]
    [InlineData('|')]
    public async Task What_is_written_in_any_dialect_is_read_back_the_same(char separator)
    {
        var random = new Random(separator);
        for (var round = 0; round < Rounds; round++)
        {
            var columns = random.Next(2, 8);
            var rows = Enumerable.Range(0, random.Next(1, 40)).Select(row => Enumerable.Range(0, columns).Select(column => column == 0 ? $"person {row}" : Text(random)).ToArray()).ToList();
            var read = await ReadAsync(await WriteAsync(rows, separator), separator, columns);

            Assert.All(read, row => Assert.Null(row.Fault));
            Assert.Equal(rows.Select(row => row.Select(cell => SpreadsheetCell.Safe(cell).Replace("\r\n", "\n", StringComparison.Ordinal))), read.Select(row => row.Cells));
            Assert.Equal(Lines(rows), read.Select(row => row.Line));
        }
    }

    [Theory]
    [InlineData(',')]
    [InlineData(';')]
    [InlineData('\t')]
    [InlineData('|')]
    public async Task The_separator_of_a_written_list_is_found(char separator)
    {
        var random = new Random(separator);
        for (var round = 0; round < Rounds; round++)
        {
            var columns = random.Next(3, 8);
            List<string[]> rows = [["phone", "name", .. Enumerable.Range(2, columns - 2).Select(column => $"note {column}")]];
            rows.AddRange(Enumerable.Range(0, random.Next(3, 30)).Select(row => (string[])[$"+1415555{row:0000}", .. Enumerable.Range(1, columns - 1).Select(_ => Plain[random.Next(Plain.Length)])]));
            var rowsRead = new CsvRows(new MemoryStream(await WriteAsync(rows, separator)), separator: null);

            Assert.Equal(rows.Count, await rowsRead.ReadAsync(CancellationToken.None).CountAsync());
            Assert.Equal(separator, rowsRead.Separator);
        }
    }

    [Theory]
    [InlineData(',')]
    [InlineData(';')]
    [InlineData('\t')]
    [InlineData('|')]
    public async Task Damage_costs_the_damaged_rows_and_no_other(char separator)
    {
        var random = new Random(100 + separator);
        for (var round = 0; round < Rounds; round++)
        {
            var columns = random.Next(2, 7);
            var rows = Enumerable.Range(0, random.Next(5, 200)).Select(row => (string[])[$"person {row}", .. Enumerable.Range(1, columns - 1).Select(_ => Plain[random.Next(Plain.Length)])]).ToList();
            var records = new List<string>();
            foreach (var row in rows)
                records.Add(Encoding.UTF8.GetString(await WriteAsync([row], separator)).TrimStart('\uFEFF'));
            // A mark that opens in one row and one that closes in a later one are a value of many lines, to everybody: rows are damaged all in one way, or one alone in any.
            var way = (Damage)random.Next(3);
            var damaged = way is Damage.Anything ? [random.Next(rows.Count)] : Enumerable.Range(0, rows.Count).Where(_ => random.Next(8) == 0).ToHashSet();
            foreach (var row in damaged)
                records[row] = Damaged(records[row], way, separator, random);

            var read = await ReadAsync(Encoding.UTF8.GetBytes(string.Concat(records)), separator, columns);

            var lines = Lines(records.Select(record => new[] { record[..^1] })).ToArray();
            var whole = Enumerable.Range(0, rows.Count).Except(damaged).ToList();
            Assert.Equal(
                whole.Select(row => $"{lines[row]}: {string.Join('¦', rows[row].Select(SpreadsheetCell.Safe))}"),
                read.Where(row => whole.Exists(each => lines[each] == row.Line)).Select(row => $"{row.Line}: {string.Join('¦', row.Cells)}{row.Fault}"));
            var torn = damaged.SelectMany(row => Enumerable.Range(lines[row], records[row].Count(letter => letter == '\n'))).ToHashSet();
            Assert.All(read.Where(row => row.Fault is not null), row => Assert.Contains(row.Line, torn));
        }
    }

    [Fact]
    public async Task Whatever_bytes_come_every_row_has_its_line_and_every_bad_one_a_reason()
    {
        var random = new Random(7);
        for (var round = 0; round < 400; round++)
        {
            var bytes = new byte[random.Next(1, 3000)];
            random.NextBytes(bytes);
            for (var i = 0; i < bytes.Length; i++)
                bytes[i] = random.Next(3) == 0 ? (byte)"\",;\n\r a"[random.Next(7)] : bytes[i];
            var read = await ReadAsync(bytes, ',', columns: 3);

            Assert.Equal(read.Select(row => row.Line).Order().Distinct(), read.Select(row => row.Line));
            Assert.All(read, row => Assert.True(row.Fault is null ? row.Cells.Count > 0 : row.Fault.EndsWith('.')));
        }
    }

    [Fact]
    public async Task A_file_longer_than_what_is_held_of_it_is_read_without_a_seam()
    {
        // rows, values with line breaks, and open quotation marks fall on every place of the pieces in which it is read
        var list = new StringBuilder();
        var expected = new List<(int, string)>();
        var random = new Random(3);
        for (var line = 1; line < 30_000;)
        {
            var (text, lines, cell) = random.Next(20) switch
            {
                0 => ($"{line},\"open {line}\r\n", 1, null),
                1 => ($"{line},\"first\r\nsecond {line}\"\r\n", 2, $"first\nsecond {line}"),
                2 => ($"{line},{new string('x', random.Next(5000))}\r\n", 1, ""),
                _ => ($"{line},Ann {line}\r\n", 1, $"Ann {line}"),
            };
            list.Append(text);
            if (cell is null || cell.Length > 0)
                expected.Add((line, cell ?? "!"));
            line += lines;
        }

        var read = await ReadAsync(Encoding.UTF8.GetBytes(list.ToString()), ',', columns: 2);
        Assert.Equal(expected, read.Where(row => row.Fault is not null || !row.Cells[1].All(letter => letter == 'x')).Select(row => (row.Line, row.Fault is null ? row.Cells[1] : "!")));
    }

    [Theory]
    [InlineData(70_000)]
    [InlineData(600_000)]
    [InlineData(3_000_000)]
    public async Task An_endless_line_is_one_bad_row_however_long(int length)
    {
        var read = await ReadAsync(Encoding.UTF8.GetBytes($"a,b\r\n{new string('é', length)}\r\nc,d\r\n"), ',', columns: 2);

        Assert.Equal([1, 2, 3], read.Select(row => row.Line));
        Assert.Contains("longer than", Assert.Single(read, row => row.Fault is not null).Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_value_that_spans_more_lines_than_is_sane_is_a_mark_never_closed()
    {
        var read = await ReadAsync(Encoding.UTF8.GetBytes($"a,\"b{new string('\n', CsvRows.MostLines + 1)}\"\nc,d\n"), ',', columns: 2);

        Assert.Contains("never closed", read[0].Fault, StringComparison.Ordinal);
        Assert.Equal("d", read[^1].Cells[1]);
    }

    private static async Task<byte[]> WriteAsync(IEnumerable<string[]> rows, char separator)
    {
        using var written = new MemoryStream();
        await using (var file = new SpreadsheetFile(written, separator, leaveOpen: true))
        {
            foreach (var row in rows)
                await file.WriteAsync(row, CancellationToken.None);
        }

        return written.ToArray();
    }

    private static async Task<List<FileRow>> ReadAsync(byte[] utf8, char separator, int columns) =>
        await new CsvRows(new MemoryStream(utf8), separator, columns).ReadAsync(CancellationToken.None).ToListAsync();

    private static string Text(Random random) => string.Concat(Enumerable.Range(0, random.Next(0, 6)).Select(_ => Pieces[random.Next(Pieces.Length)]));

    /// <summary>The line on which each row begins.</summary>
    private static IEnumerable<int> Lines(IEnumerable<string[]> rows)
    {
        var line = 1;
        foreach (var row in rows)
        {
            yield return line;
            line += 1 + row.Sum(cell => cell.Count(letter => letter == '\n'));
        }
    }

    private static string Damaged(string record, Damage way, char separator, Random random)
    {
        var marks = Enumerable.Range(0, record.Length).Where(at => record[at] == '"').ToArray();
        return way switch
        {
            Damage.Opened when marks.Length > 0 => record.Remove(marks[^1], 1),
            Damage.Opened => record.Insert(record.IndexOf(separator, StringComparison.Ordinal) + 1, "\""),
            Damage.Closed when marks.Length > 0 => record.Remove(marks[0], 1),
            Damage.Closed => record.Insert(record.IndexOf('\r', StringComparison.Ordinal), "\""),
            _ => marks.Length > 0 && random.Next(2) == 0 ? record.Remove(marks[random.Next(marks.Length)], 1) : record.Insert(random.Next(record.Length - 1), "\""),
        };
    }

    /// <summary>What was done to rows.</summary>
    private enum Damage
    {
        /// <summary>A quotation mark opens and does not close.</summary>
        Opened,

        /// <summary>One closes that did not open.</summary>
        Closed,

        /// <summary>One is too many or too few, wherever.</summary>
        Anything,
    }
}
