namespace VoiceBooker.Tests.Providers.Local;

/// <summary>How far what was understood is from what was said.</summary>
internal static class WordError
{
    /// <summary>The fewest words to put in, take out or exchange.</summary>
    public static int Between(string said, string understood)
    {
        var (a, b) = (said.Split(' ', StringSplitOptions.RemoveEmptyEntries), understood.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var (diagonal, _) = (row[0], row[0] = i);
            for (var j = 1; j <= b.Length; j++)
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)));
        }

        return row[^1];
    }
}
