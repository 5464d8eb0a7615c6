using System.Globalization;
using System.Text.Json;
using VoiceBooker.Booking.Campaigns;
using VoiceBooker.Booking.Campaigns.Upload;

namespace VoiceBooker.Server.Api;

/// <summary>What came of a campaign, as a CSV file (RFC 4180) for spreadsheets (<see cref="SpreadsheetFile"/>).</summary>
internal static class ResultsFile
{
    private static readonly string[] Columns =
    [
        "contact", "line", "to", "name", "state", "disposition", "remark", "attempts",
        "last_attempt_at", "last_call", "seconds", "summary", "booking_start", "booking_reference", "outcomes", "variables",
    ];

    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes row by row; nothing is held but the row in hand.</summary>
    /// <param name="results">What came of each contact.</param>
    /// <param name="stream">Where to.</param>
    /// <param name="words">Whether who asks may read what was said: the summaries; else that column stays empty.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task WriteAsync(IAsyncEnumerable<ContactResult> results, Stream stream, bool words, CancellationToken cancel)
    {
        await using var file = new SpreadsheetFile(stream, leaveOpen: true);
        await file.WriteAsync(Columns, cancel);
        await foreach (var result in results.WithCancellation(cancel))
            await file.WriteAsync(Row(words ? result : result with { Summary = "" }), cancel);
    }

    private static string[] Row(ContactResult result) =>
    [
        result.ContactId.ToString("D"),
        Number(result.Line),
        result.Number,
        result.Name,
        result.State.ToString().ToLowerInvariant(),
        result.Disposition,
        result.Remark,
        Number(result.Attempts),
        Moments.Write(result.LastAttemptAt) ?? "",
        result.LastCallId?.ToString("D") ?? "",
        Number(result.Seconds),
        result.Summary,
        Moments.Write(result.BookingStart) ?? "",
        result.BookingReference,
        result.Outcomes,
        result.Variables.Count == 0 ? "" : JsonSerializer.Serialize(result.Variables, Plain),
    ];

    private static string Number(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
