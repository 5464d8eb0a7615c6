using System.Text.RegularExpressions;
using NodaTime;
using VoiceBooker.CallLab.Servers;
using VoiceBooker.CallLab.StandIns.Calendars;

namespace VoiceBooker.CallLab.Scenarios;

/// <summary>Holds what the server says against what stands at the provider.</summary>
internal static class CalendarJudge
{
    /// <summary>
    /// What does not agree; empty when all is well: each booking of the server stands there once, at its time, for its attendee, with the server's mark; nothing of the server's stands there that it does not know; no time is taken twice;
    /// nobody's time is kept any longer; no request went against the provider's document.
    /// </summary>
    /// <param name="practice">The provider.</param>
    /// <param name="bookings">All bookings of the server for this provider's events, whatever their status.</param>
    /// <param name="expect">What the scenario expects.</param>
    public static IReadOnlyList<string> Compare(ICalendarPractice practice, IReadOnlyList<ServerBooking> bookings, Expectation expect)
    {
        var wrong = new List<string>();
        var there = practice.Bookings;
        var ours = there.Where(each => each.Mark is not null && each.Status != PracticeStatus.Gone).ToList();
        foreach (var twice in there.Where(each => each.Status == PracticeStatus.Stands).GroupBy(each => each.Start).Where(group => group.Count() > 1))
            wrong.Add($"the provider has {twice.Count()} bookings at {twice.Key}");
        foreach (var repeated in ours.GroupBy(each => each.Mark).Where(group => group.Count() > 1))
            wrong.Add($"one wish stands {repeated.Count()} times at the provider");

        var left = ours.ToList();
        foreach (var booking in bookings.Where(each => each.Status == "confirmed"))
        {
            var at = left.FindIndex(each => booking.Reference?.Contains(each.Reference, StringComparison.Ordinal) == true);
            if (at < 0)
            {
                wrong.Add($"the server has a booking at {booking.Start:u} that does not stand at the provider");
                continue;
            }

            var held = left[at];
            left.RemoveAt(at);
            if (held.Start != Instant.FromDateTimeOffset(booking.Start))
                wrong.Add($"the server says {booking.Start:u}, the provider {held.Start}");
            if (held.Name != booking.Name || !string.Equals(held.Email, booking.Email ?? held.Email, StringComparison.OrdinalIgnoreCase))
                wrong.Add($"the server has it for {booking.Name} <{booking.Email}>, the provider for {held.Name} <{held.Email}>");
            if (booking.AwaitsConfirmation != (held.Status == PracticeStatus.Pending))
                wrong.Add($"the server says {(booking.AwaitsConfirmation ? "it waits for the host's word" : "it stands")}, the provider {held.Status}");
            if (!bookings.Any(each => Same(each.Id, held.Mark!)))
                wrong.Add($"the provider's booking bears a mark that is no booking of the server: {held.Mark}");
        }

        wrong.AddRange(left.Select(each => $"at the provider stands a booking at {each.Start} that the server does not have"));
        foreach (var wanted in expect.Bookings)
        {
            var status = wanted.Pending ? PracticeStatus.Pending : PracticeStatus.Stands;
            if (!ours.Exists(each => each.Status == status && wanted.Answers.All(answer => Regex.IsMatch(each.Answers.GetValueOrDefault(answer.Key, ""), answer.Value, RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1)))))
                wrong.Add($"no booking at the provider is {status.ToString().ToLowerInvariant()} with the expected answers; there are: {string.Join("; ", ours.Select(each => $"{each.Start} {each.Status} {string.Join(", ", each.Answers.Select(answer => $"{answer.Key}={answer.Value}"))}"))}");
        }

        if (practice.Kept > 0)
            wrong.Add($"{practice.Kept} times are still kept at the provider");
        wrong.AddRange(practice.Violations.Select(each => $"against the provider's document: {each}"));
        return wrong;
    }

    private static bool Same(string one, string other) => Guid.TryParse(one, out var first) && Guid.TryParse(other, out var second) && first == second;
}
