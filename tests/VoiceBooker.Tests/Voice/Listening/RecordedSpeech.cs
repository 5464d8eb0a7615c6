using System.Globalization;

namespace VoiceBooker.Tests.Voice.Listening;

/// <summary>The recorded utterances in tests/audio (see their README): mono mu-law, onset and end known to 20 ms.</summary>
internal sealed record RecordedSpeech(string File, string Condition, TimeSpan Onset, TimeSpan End, byte[] MuLaw)
{
    private const int Header = 58;

    /// <summary>Where they lie.</summary>
    public static readonly string Folder = Path.Combine(House.House.Root, "tests", "audio");

    public static IReadOnlyList<RecordedSpeech> All() =>
        [.. System.IO.File.ReadLines(Path.Combine(Folder, "manifest.tsv")).Skip(1).Select(line => line.Split('\t')).Where(cells => cells[5].Length > 0 && cells[6].Length > 0).Select(cells => new RecordedSpeech(
            cells[0], cells[4], Milliseconds(cells[6]), Milliseconds(cells[7]), Bytes(cells[0])))];

    public static byte[] Bytes(string file) => System.IO.File.ReadAllBytes(Path.Combine(Folder, file))[Header..];

    private static TimeSpan Milliseconds(string cell) => TimeSpan.FromMilliseconds(double.Parse(cell, CultureInfo.InvariantCulture));
}
