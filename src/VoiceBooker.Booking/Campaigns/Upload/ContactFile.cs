namespace VoiceBooker.Booking.Campaigns.Upload;

/// <summary>What came of opening an uploaded file.</summary>
public abstract record ContactFileAnswer
{
    private ContactFileAnswer() { }

    /// <summary>It can be read.</summary>
    public sealed record Opened(ContactFile File) : ContactFileAnswer;

    /// <summary>It cannot.</summary>
    /// <param name="Because">Why, and what to do about it.</param>
    public sealed record Unreadable(string Because) : ContactFileAnswer;
}

/// <summary>An uploaded file of separated values, as it was recognized: its letters, its separator, and its first records. It stays where it lies and is read from there.</summary>
public sealed class ContactFile
{
    /// <summary>The largest file that is taken, in bytes.</summary>
    public const long MostBytes = 50_000_000;

    /// <summary>The most columns a file may have.</summary>
    public const int MostColumns = 100;

    private const int SampleRows = 25;

    private readonly Func<Task<Stream>> _open;

    private ContactFile(Func<Task<Stream>> open, string encoding, char separator, int columns, IReadOnlyList<FileRow> sample, long length)
    {
        _open = open;
        Encoding = encoding;
        Separator = separator;
        ColumnCount = columns;
        Sample = sample;
        Length = length;
    }

    /// <summary>The names of the letters it may be written in.</summary>
    public static IReadOnlyList<string> Encodings => FileEncoding.Names;

    /// <summary>The separators it may have, with a name for each.</summary>
    public static IReadOnlyList<(char Separator, string Name)> Separators { get; } = [(',', "comma"), (';', "semicolon"), ('\t', "tab"), ('|', "vertical bar")];

    /// <summary>One of <see cref="Encodings"/>.</summary>
    public string Encoding { get; }

    /// <summary>What stands between two values.</summary>
    public char Separator { get; }

    /// <summary>How many values its records have.</summary>
    public int ColumnCount { get; }

    /// <summary>Its first records, with the names of the columns if it has any.</summary>
    public IReadOnlyList<FileRow> Sample { get; }

    /// <summary>Its size in bytes.</summary>
    public long Length { get; }

    /// <summary>Looks at a file.</summary>
    /// <param name="open">Opens it where it lies; to be read from any place, as often as it is needed.</param>
    /// <param name="encoding">One of <see cref="Encodings"/>; null: found out.</param>
    /// <param name="separator">One of <see cref="Separators"/>; null: found out.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<ContactFileAnswer> OpenAsync(Func<Task<Stream>> open, string? encoding, char? separator, CancellationToken cancel)
    {
        await using var stream = await open();
        if (stream.Length > MostBytes)
            return new ContactFileAnswer.Unreadable($"The file has {stream.Length / 1_000_000} MB; at most {MostBytes / 1_000_000} MB are taken. Split it and upload the parts one after the other.");
        if (encoding is null)
        {
            (encoding, var because) = await FileEncoding.FindAsync(stream, cancel);
            if (encoding is null)
                return new ContactFileAnswer.Unreadable(because);
        }

        stream.Position = 0;
        await using var text = FileEncoding.AsUtf8(stream, encoding);
        var rows = new CsvRows(text, separator);
        var sample = await rows.ReadAsync(cancel).Take(SampleRows).ToListAsync(cancel);
        if (sample.Count == 0)
            return new ContactFileAnswer.Unreadable("The file has no lines with anything in them.");
        var most = sample.Max(row => row.Cells.Count);
        if (most > MostColumns)
            return new ContactFileAnswer.Unreadable($"The file has {most} columns; at most {MostColumns} are taken. Remove those that the calls do not need.");
        var usual = sample.Where(row => row.Fault is null).GroupBy(row => row.Cells.Count).OrderByDescending(group => group.Count()).FirstOrDefault()?.Key ?? 1;
        return new ContactFileAnswer.Opened(new(open, encoding, rows.Separator, sample[0].Fault is null ? Math.Max(usual, sample[0].Cells.Count) : usual, sample, stream.Length));
    }

    /// <summary>Begins to read it from its start.</summary>
    public async Task<ContactFileReader> ReadAsync() => new(await _open(), Encoding, Separator, ColumnCount);
}

/// <summary>A file that is being read.</summary>
public sealed class ContactFileReader : IAsyncDisposable
{
    private readonly Stream _stream;
    private readonly Stream _text;
    private readonly CsvRows _rows;

    internal ContactFileReader(Stream stream, string encoding, char separator, int columns)
    {
        _stream = stream;
        _text = FileEncoding.AsUtf8(stream, encoding);
        _rows = new CsvRows(_text, separator, columns);
    }

    /// <summary>How much of it was read, 0 to 1.</summary>
    public double Share => _stream.Length == 0 ? 1 : (double)_stream.Position / _stream.Length;

    /// <summary>Its records, one after the other.</summary>
    public IAsyncEnumerable<FileRow> ReadAsync(CancellationToken cancel) => _rows.ReadAsync(cancel);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _text.DisposeAsync();
        await _stream.DisposeAsync();
    }
}
