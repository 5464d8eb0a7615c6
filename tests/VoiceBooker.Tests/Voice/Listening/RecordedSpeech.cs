using System.Globalization;
using System.Runtime.CompilerServices;

namespace VoiceBooker.Tests.Voice.Listening;

/// <summary>The recorded utterances that lie beside the checkout (see their README): mono mu-law, onset and end known to 20 ms.</summary>
internal sealed record RecordedSpeech(string File, string Condition, TimeSpan Onset, TimeSpan End, byte[] MuLaw)
{
    private const int Header = 58;

    /// <summary>Null where the folder is missing.</summary>
    public static string? Folder([CallerFilePath] string here = "")
    {
        for (var up = new DirectoryInfo(Path.GetDirectoryName(here)!); up is not null; up = up.Parent)
            foreach (var audio in new[] { Path.Combine(up.FullName, "shared", "audio"), Path.Combine(up.FullName, "..", "shared", "audio") })
                if (System.IO.File.Exists(Path.Combine(audio, "manifest.tsv")))
                    return audio;
        return null;
    }

    public static IReadOnlyList<RecordedSpeech> All(string folder) =>
        [.. System.IO.File.ReadLines(Path.Combine(folder, "manifest.tsv")).Skip(1).Select(line => line.Split('\t')).Where(cells => cells[5].Length > 0 && cells[6].Length > 0).Select(cells => new RecordedSpeech(
            cells[0], cells[4], Milliseconds(cells[6]), Milliseconds(cells[7]), Bytes(folder, cells[0])))];

    public static byte[] Bytes(string folder, string file) => System.IO.File.ReadAllBytes(Path.Combine(folder, file))[Header..];

    private static TimeSpan Milliseconds(string cell) => TimeSpan.FromMilliseconds(double.Parse(cell, CultureInfo.InvariantCulture));
}
