namespace VoiceBooker.Providers.Local.Words;

/// <summary>The pronouncing dictionary that comes with the acoustic model: 134,000 lines "word PH ON ES", read when asked because few of its words are ever needed.</summary>
/// <param name="path">The file.</param>
internal sealed class PronouncingDictionary(string path)
{
    /// <summary>The entries of <paramref name="words"/>, other pronunciations ("word(2)") among them, in the file's order.</summary>
    public IReadOnlyList<(string Entry, string Phones)> Find(IEnumerable<string> words)
    {
        var wanted = words.ToHashSet(StringComparer.Ordinal);
        var lookup = wanted.GetAlternateLookup<ReadOnlySpan<char>>();
        var found = new List<(string, string)>();
        foreach (var line in File.ReadLines(path))
        {
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            if (space > 0 && lookup.Contains(Word(line.AsSpan(0, space))))
                found.Add((line[..space], line[(space + 1)..]));
        }

        return found;
    }

    /// <summary>The word an entry pronounces: "the" for "the(2)".</summary>
    public static ReadOnlySpan<char> Word(ReadOnlySpan<char> entry) => entry.IndexOf('(') is var bracket and > 0 ? entry[..bracket] : entry;
}
