using System.Globalization;
using NodaTime;
using NodaTime.Extensions;
using VoiceBooker.CallLab.Scenarios;

namespace VoiceBooker.CallLab.Suites;

/// <summary>One call, told live: what was said, understood, heard, and what stands in the calendar afterwards.</summary>
internal static class OneCall
{
    /// <summary>Plays it; 0 when it ended with a booking (or, for a scenario that expects none, when it went as expected).</summary>
    public static async Task<int> RunAsync(Bench bench, Scenario scenario, bool text, string? folder)
    {
        Console.WriteLine($"{scenario.Name}: {scenario.Note}");
        var result = await bench.Scenarios.PlayAsync(scenario, text, line => Console.WriteLine($"  {line}"));
        Console.WriteLine();
        if (result.Story.Recording is { } recording && folder is not null)
        {
            var path = Path.Combine(folder, $"{scenario.Name}.wav");
            Directory.CreateDirectory(folder);
            await File.WriteAllBytesAsync(path, recording);
            Console.WriteLine($"recording (left: caller, right: what was played to the caller): {path}");
        }

        var call = await bench.Api.FindCallAsync(result.Story.CallSid);
        var readBack = call is null ? null : (await bench.Api.EventsAsync(call.Id, 0, 0)).LastOrDefault(each => each.Kind == "bot.heard" && each.Data.TryGetProperty("tags", out var tags) && tags.EnumerateArray().Any(tag => tag.GetString()?.Contains("read-back", StringComparison.Ordinal) == true));
        if (readBack is not null)
            Console.WriteLine($"heard read-back: {readBack.Text("text")}");
        foreach (var booking in result.Booked)
        {
            var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(booking.Zone ?? "") ?? DateTimeZone.Utc;
            Console.WriteLine($"booked: {booking.Start.ToInstant().InZone(zone).ToString("dddd d MMMM yyyy HH:mm", CultureInfo.InvariantCulture)} ({zone.Id}) for {booking.Name} <{booking.Email}> {booking.Phone}");
        }

        if (result.Story.Greetings.Count > 0)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"from the start of the stream to the greeting's first audio: {result.Story.Greetings[0]:0} ms"));
        if (result.Story.Replies.Count > 0)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{result.Story.Turns} answers in {result.Story.Took.TotalSeconds:0} s; from the caller's last word to the answer: {result.Story.Replies.Average():0} ms on average, {result.Story.Replies.Max():0} ms at worst"));
        foreach (var fault in result.Faults)
            Console.WriteLine($"! {fault}");
        // A name misheard by the embedded ears is told above and not held against the call; a wrong or missing booking is.
        var held = result.Passed;
        Console.WriteLine(held ? $"call: {result.Outcome}" : $"call: {result.Outcome}, not as expected");
        return held ? 0 : 1;
    }
}
