using System.Text;
using NodaTime;
using VoiceBooker.Booking.Campaigns;
using VoiceBooker.Booking.Dialling;
using VoiceBooker.Server.Api;

namespace VoiceBooker.Tests.Server.Api;

public sealed class ResultsFileTests
{
    [Fact]
    public async Task Results_are_read_by_a_spreadsheet_and_run_nothing_there()
    {
        var contact = Guid.Parse("0198c1de-0000-7000-8000-000000000001");
        ContactResult row = new(
            contact, 7, "+14155550147", "=HYPERLINK(\"x\")", ContactState.Done, Dispositions.Booked, "", 2, Instant.FromUtc(2026, 12, 1, 9, 0), null, 61, "Booked, for Tuesday.", Instant.FromUtc(2026, 12, 8, 9, 0), "ref", "busy; booked",
            new Dictionary<string, string>(StringComparer.Ordinal) { ["city"] = "Köln" });
        using var stream = new MemoryStream();
        await ResultsFile.WriteAsync(Rows(row), stream, words: true, CancellationToken.None);

        var lines = Encoding.UTF8.GetString(stream.ToArray()).Split("\r\n");
        Assert.StartsWith("\uFEFFcontact,line,to,name,", lines[0], StringComparison.Ordinal);
        Assert.Equal(
            $"{contact},7,+14155550147,\"'=HYPERLINK(\"\"x\"\")\",done,booked,,2,2026-12-01T09:00:00Z,,61,\"Booked, for Tuesday.\",2026-12-08T09:00:00Z,ref,busy; booked,\"{{\"\"city\"\":\"\"Köln\"\"}}\"",
            lines[1]);
        Assert.Equal("", lines[2]);

        using var bare = new MemoryStream();
        await ResultsFile.WriteAsync(Rows(row), bare, words: false, CancellationToken.None);
        Assert.Contains(",,61,,2026-12-08T09:00:00Z,", Encoding.UTF8.GetString(bare.ToArray()), StringComparison.Ordinal); // what was said stays out
    }

    private static async IAsyncEnumerable<ContactResult> Rows(params ContactResult[] rows)
    {
        foreach (var row in rows)
        {
            await Task.Yield();
            yield return row;
        }
    }
}
