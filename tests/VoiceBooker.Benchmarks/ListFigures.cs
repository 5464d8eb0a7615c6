using System.Diagnostics;
using System.Globalization;
using System.Text;
using VoiceBooker.Booking.Campaigns.Upload;

namespace VoiceBooker.Benchmarks;

/// <summary>
/// What it costs to read a list of 100,000 people and to write it again, in good order and with an open quotation mark on every line:
/// <c>dotnet run -c Release --project tests/VoiceBooker.Benchmarks -- lists [people]</c>.
/// </summary>
internal static class ListFigures
{
    private const int Rounds = 5;

    public static async Task RunAsync(int people)
    {
        var good = List(people, person => $"\"Person {person}, Esq.\"");
        var open = List(people, person => $"\"Person {person}");
        for (var round = 1; round <= Rounds; round++)
        {
            await MeasureAsync("read", good.Length, () => ReadAsync(good));
            await MeasureAsync("read, a quotation mark open on every line", open.Length, () => ReadAsync(open));
            await MeasureAsync("write", good.Length, () => WriteAsync(people));
        }
    }

    private static async Task MeasureAsync(string what, int bytes, Func<Task<(int Rows, long Peak)>> act)
    {
        GC.Collect();
        var (held, allocated, began) = (GC.GetTotalMemory(forceFullCollection: true), GC.GetTotalAllocatedBytes(precise: true), Stopwatch.GetTimestamp());
        var (rows, peak) = await act();
        var took = Stopwatch.GetElapsedTime(began);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what}: {rows:#,0} rows, {bytes / 1e6:F1} MB, {took.TotalMilliseconds:F0} ms, {(GC.GetTotalAllocatedBytes(precise: true) - allocated) / 1e6:F1} MB allocated, at most {(peak - held) / 1e6:F1} MB more on the heap"));
    }

    private static async Task<(int Rows, long Peak)> ReadAsync(byte[] list)
    {
        var (rows, peak) = (0, 0L);
        await foreach (var row in new CsvRows(new MemoryStream(list), separator: null, columns: 5).ReadAsync(CancellationToken.None))
        {
            if (++rows % 5000 == 0)
                peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: false));
        }

        return (rows, peak);
    }

    private static async Task<(int Rows, long Peak)> WriteAsync(int people)
    {
        var peak = 0L;
        await using var file = new SpreadsheetFile(Stream.Null);
        for (var person = 0; person < people; person++)
        {
            await file.WriteAsync([$"+1{4_152_000_000 + person}", $"Person {person}, Esq.", $"p{person}@example.com", "America/Los_Angeles", "The number has 9 digits."], CancellationToken.None);
            if (person % 5000 == 0)
                peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: false));
        }

        return (people, peak);
    }

    private static byte[] List(int people, Func<int, string> name)
    {
        var list = new StringBuilder("to,name,email,timezone,company\n");
        for (var person = 0; person < people; person++)
            list.Append(CultureInfo.InvariantCulture, $"+1{4_152_000_000 + person},{name(person)},p{person}@example.com,America/Los_Angeles,Company {person}\n");
        return Encoding.UTF8.GetBytes(list.ToString());
    }
}
