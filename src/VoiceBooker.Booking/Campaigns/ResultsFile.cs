using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;
using VoiceBooker.Booking.Campaigns.Upload;
using VoiceBooker.Booking.Storage;

namespace VoiceBooker.Booking.Campaigns;

/// <summary>What came of a campaign as a file of separated values: one line a person, the variables behind, nothing held but the batch in hand.</summary>
/// <param name="contexts">The database.</param>
/// <param name="results">What came of each person.</param>
public sealed class ResultsFile(IDbContextFactory<BookingDbContext> contexts, CampaignResults results)
{
    private static readonly string[] Headings = ["line", "number", "name", "state", "disposition", "remark", "attempts", "outcomes", "last_attempt", "call", "seconds", "summary", "booking", "booking_reference"];

    /// <summary>The lines of the file with their ends, the names of the columns first. Written in UTF-8 it should begin with a byte order mark, so that spreadsheets read it right.</summary>
    public async IAsyncEnumerable<string> ReadAsync(Guid campaign, [EnumeratorCancellation] CancellationToken cancel)
    {
        var variables = await VariablesAsync(campaign, cancel);
        yield return Line([.. Headings, .. variables.Select(name => Headings.Contains(name) ? $"variable_{name}" : name)]);
        await foreach (var result in results.ReadAsync(campaign, cancel))
        {
            yield return Line(
            [
                result.Line?.ToString() ?? "",
                result.Number,
                result.Name,
                State(result.State),
                result.Disposition,
                result.Remark,
                result.Attempts.ToString(),
                result.Outcomes,
                At(result.LastAttemptAt),
                result.LastCallId?.ToString("D") ?? "",
                result.Seconds?.ToString() ?? "",
                result.Summary,
                At(result.BookingStart),
                result.BookingReference,
                .. variables.Select(name => result.Variables.GetValueOrDefault(name, "")),
            ]);
        }
    }

    /// <summary>The word for where a contact stands: "waiting", "calling", "done", "cancelled".</summary>
    public static string State(ContactState state) => state switch
    {
        ContactState.Waiting => "waiting",
        ContactState.Calling => "calling",
        ContactState.Done => "done",
        _ => "cancelled",
    };

    /// <summary>The names of all variables but the person's name, which has its column.</summary>
    private async Task<IReadOnlyList<string>> VariablesAsync(Guid campaign, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        SortedSet<string> names = new(StringComparer.Ordinal);
        await foreach (var variables in db.Contacts.AsNoTracking().Where(contact => contact.CampaignId == campaign).Select(contact => contact.Variables).AsAsyncEnumerable().WithCancellation(cancel))
            names.UnionWith(variables.Keys);
        names.Remove("name");
        return [.. names];
    }

    private static string At(Instant? at) => at is { } known ? InstantPattern.General.Format(known) : "";

    private static string Line(IEnumerable<string> values) => string.Join(',', values.Select(value => SpreadsheetCell.Field(value, ','))) + "\r\n";
}
