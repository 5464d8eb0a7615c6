using System.Globalization;
using System.Text;
using System.Text.Json;
using VoiceBooker.Booking.Campaigns;

namespace VoiceBooker.Server.Api;

/// <summary>What came of a campaign, as a CSV file (RFC 4180) that spreadsheets read: UTF-8 with a byte-order mark, text that would be taken for a formula is made text.</summary>
internal static class ResultsFile
{
    private const string Columns = "contact,line,to,name,state,disposition,remark,attempts,last_attempt_at,last_call,seconds,summary,booking_start,booking_reference,outcomes,variables";

    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes row by row; nothing is held but the row in hand.</summary>
    public static async Task WriteAsync(IAsyncEnumerable<ContactResult> results, Stream stream, CancellationToken cancel)
    {
        await using var file = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true) { NewLine = "\r\n" };
        await file.WriteLineAsync(Columns.AsMemory(), cancel);
        await foreach (var result in results.WithCancellation(cancel))
            await file.WriteLineAsync(Row(result).AsMemory(), cancel);
    }

    private static string Row(ContactResult result) => string.Join(
        ',',
        result.ContactId.ToString("D"),
        Number(result.Line),
        result.Number,
        Text(result.Name),
        result.State.ToString().ToLowerInvariant(),
        result.Disposition,
        Text(result.Remark),
        Number(result.Attempts),
        Moments.Write(result.LastAttemptAt),
        result.LastCallId?.ToString("D"),
        Number(result.Seconds),
        Text(result.Summary),
        Moments.Write(result.BookingStart),
        Text(result.BookingReference),
        Text(result.Outcomes),
        Text(result.Variables.Count == 0 ? "" : JsonSerializer.Serialize(result.Variables, Plain)));

    private static string Number(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string Text(string text)
    {
        if (text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..])
            text = "'" + text;
        return text.AsSpan().IndexOfAny(",\"\r\n;") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
