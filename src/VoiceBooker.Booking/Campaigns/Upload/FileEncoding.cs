using System.Buffers;
using System.Text;

namespace VoiceBooker.Booking.Campaigns.Upload;

/// <summary>
/// In which letters a file is written: told by its first bytes, or found by reading it once. What is no UTF-8 is Windows-1252: a short list of names holds too few letters for statistics, which take
/// it for one of a dozen code pages, and UTF-16 without a mark for none.
/// </summary>
internal static class FileEncoding
{
    private const int SampleBytes = 4096;

    /// <summary>Those that are understood, by the name the console shows.</summary>
    public static readonly IReadOnlyList<string> Names = ["UTF-8", "UTF-16 LE", "UTF-16 BE", "Windows-1252"];

    /// <summary>The encoding of that name.</summary>
    private static Encoding Of(string name) => name switch
    {
        "UTF-16 LE" => Encoding.Unicode,
        "UTF-16 BE" => Encoding.BigEndianUnicode,
        "Windows-1252" => CodePagesEncodingProvider.Instance.GetEncoding(1252)!,
        _ => new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: false),
    };

    /// <summary>The file as UTF-8; what is not valid in its letters becomes U+FFFD. The file itself is left open.</summary>
    public static Stream AsUtf8(Stream file, string name) => Encoding.CreateTranscodingStream(file, Of(name), Encoding.UTF8, leaveOpen: true);

    /// <summary>One of <see cref="Names"/>; null, with the reason, when it is no text.</summary>
    /// <param name="file">The file, at its beginning.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<(string? Name, string Because)> FindAsync(Stream file, CancellationToken cancel)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(65_536);
        try
        {
            var read = await file.ReadAtLeastAsync(buffer.AsMemory(0, SampleBytes), SampleBytes, throwOnEndOfStream: false, cancel);
            if (Recognize(buffer.AsSpan(0, read)) is { } known)
                return known;

            var decoder = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetDecoder();
            var letters = new char[buffer.Length + 4];
            for (; read > 0; read = await file.ReadAsync(buffer, cancel))
            {
                if (buffer.AsSpan(0, read).Contains((byte)0))
                    return (null, "This is no text file. Save the list as CSV and choose that file.");
                decoder.GetChars(buffer.AsSpan(0, read), letters, flush: false);
            }

            decoder.GetChars([], letters, flush: true);
            return ("UTF-8", "");
        }
        catch (DecoderFallbackException)
        {
            return ("Windows-1252", "");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static (string? Name, string Because)? Recognize(ReadOnlySpan<byte> sample) => sample switch
    {
        [] => (null, "The file is empty."),
        [0xEF, 0xBB, 0xBF, ..] => ("UTF-8", ""),
        [0xFF, 0xFE, 0, 0, ..] or [0, 0, 0xFE, 0xFF, ..] => (null, "The file is written in UTF-32, which is not understood. Save it as “CSV UTF-8”."),
        [0xFF, 0xFE, ..] => ("UTF-16 LE", ""),
        [0xFE, 0xFF, ..] => ("UTF-16 BE", ""),
        [(byte)'P', (byte)'K', 3, 4, ..] or [0xD0, 0xCF, 0x11, 0xE0, ..] => (null, "This is a spreadsheet. In your spreadsheet program choose “Save as” and “CSV UTF-8”, then choose that file."),
        [(byte)'%', (byte)'P', (byte)'D', (byte)'F', ..] => (null, "This is a PDF document. The list must be a CSV file."),
        _ => WithoutMark(sample),
    };

    /// <summary>Without a mark at the start, UTF-16 is told by its zeros: of most letters one of the two bytes is zero.</summary>
    private static (string? Name, string Because)? WithoutMark(ReadOnlySpan<byte> sample)
    {
        int even = 0, odd = 0;
        for (var i = 0; i < sample.Length; i++)
        {
            if (sample[i] != 0)
                continue;
            if (i % 2 == 0)
                even++;
            else
                odd++;
        }

        var enough = Math.Max(1, sample.Length / 8);
        return odd >= enough && even < odd / 8 + 1 ? ("UTF-16 LE", "")
            : even >= enough && odd < even / 8 + 1 ? ("UTF-16 BE", "")
            : null;
    }
}
