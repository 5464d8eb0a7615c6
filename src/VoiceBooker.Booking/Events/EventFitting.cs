using NodaTime;
using VoiceBooker.Booking.Calendars.BuiltIn;
using VoiceBooker.Booking.Connections;

namespace VoiceBooker.Booking.Events;

/// <summary>What is wrong with an event's settings.</summary>
/// <param name="Field">The setting, as the JSON API calls it.</param>
/// <param name="Sentence">What is wrong and what to do, for the owner.</param>
public sealed record EventMistake(string Field, string Sentence);

/// <summary>Checks an event's settings, and fits them to what the provider's event allows. Pure; the same for the console and the JSON API.</summary>
public static class EventFitting
{
    /// <summary>What can be told without asking anybody.</summary>
    public static IReadOnlyList<EventMistake> FindMistakes(BookingEvent wish)
    {
        List<EventMistake> mistakes = [];
        Text("name", "The name", wish.Name, longest: 100);
        if (string.IsNullOrWhiteSpace(wish.Name))
            mistakes.Add(new("name", "Callers need a name for it."));
        Text("description", "The description", wish.Description, longest: 2000);
        Text("meetingPlace", "The place", wish.MeetingPlace, longest: 500);
        if (wish.OrganizerEmail.Length > 0 && !IsEmail(wish.OrganizerEmail))
            mistakes.Add(new("organizerEmail", $"“{wish.OrganizerEmail}” is no e-mail address."));
        if (string.IsNullOrWhiteSpace(wish.TimeZone))
            mistakes.Add(new("timeZone", "A time zone is needed, such as Europe/Berlin."));
        else if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(wish.TimeZone) is null)
            mistakes.Add(new("timeZone", $"“{wish.TimeZone}” is no IANA time zone, such as Europe/Berlin."));
        Number("daysToOffer", "Days for offering dates", wish.DaysToOffer, 1, 365);
        Number("slotsPerDay", "Appointment slots per day", wish.SlotsPerDay, 1, 50);
        if (wish.HoursBetweenSlots is not (>= 0 and <= 24))
            mistakes.Add(new("hoursBetweenSlots", $"Hours between slots: {wish.HoursBetweenSlots} is not possible; allowed are 0 to 24."));
        if (wish.DailyCap is { } cap)
            Number("dailyCap", "Most bookings per day", cap, 1, 1000);
        return mistakes;

        void Text(string field, string name, string value, int longest)
        {
            if (value.Length > longest)
                mistakes.Add(new(field, $"{name} has {value.Length} characters; at most {longest} are allowed."));
        }

        void Number(string field, string name, int value, int least, int most)
        {
            if (value < least || value > most)
                mistakes.Add(new(field, $"{name}: {value} is not possible; allowed are {least} to {most}."));
        }
    }

    /// <summary>
    /// Writes into the event what the provider's event asks of those who book it, and gives what cannot be satisfied. Without a meeting link the provider's first is taken, without a length the usual one.
    /// </summary>
    /// <param name="wish">The event; its provider's part is filled in.</param>
    /// <param name="offered">What the provider has.</param>
    /// <param name="asks">The owner's own sentences for its questions, by the question's identity.</param>
    public static IReadOnlyList<EventMistake> Fit(BookingEvent wish, ProviderEvent offered, IReadOnlyDictionary<string, string> asks)
    {
        List<EventMistake> mistakes = [.. offered.Obstacles.Select(obstacle => new EventMistake("providerEvent", $"“{offered.Name}” cannot be booked by telephone: {obstacle}"))];
        (wish.NeedsEmail, wish.NeedsPhone) = (offered.NeedsEmail, offered.NeedsPhone);

        wish.Minutes ??= offered.Minutes;
        var lengths = offered.MinutesToChoose.Append(offered.Minutes).Distinct().Order().ToList();
        if (!lengths.Contains(wish.Minutes.Value))
            mistakes.Add(new("minutes", $"“{offered.Name}” cannot last {wish.Minutes} minutes; allowed are {string.Join(", ", lengths)}."));

        FitLocation(wish, offered, mistakes);
        wish.Questions = [.. offered.Questions.Select(question => question with { Ask = asks.GetValueOrDefault(question.Id)?.Trim() ?? question.Ask })];
        CheckQuestions(wish, offered, asks, mistakes);
        return mistakes;
    }

    /// <summary>A built-in calendar's event is the calendar's identity, alone or with a length of its own: "id/45".</summary>
    /// <returns>The calendar it names; null when it names none.</returns>
    public static Guid? ScheduleOf(string providerEvent)
    {
        var parts = providerEvent.Split('/');
        var minutes = 0;
        return parts.Length <= 2
            && Guid.TryParse(parts[0], out var id)
            && (parts.Length == 1 || (int.TryParse(parts[1], out minutes) && minutes is >= 5 and <= 1440 && minutes % CalendarSchedule.CellMinutes == 0))
                ? id
                : null;
    }

    private static void FitLocation(BookingEvent wish, ProviderEvent offered, List<EventMistake> mistakes)
    {
        if (wish.MeetingLink is "" or "place")
            wish.MeetingLink = offered.Locations.Count > 0 ? offered.Locations[0].Id : "";
        var location = offered.Locations.FirstOrDefault(each => each.Id == wish.MeetingLink);
        wish.MeetingSpoken = location?.Spoken ?? "";
        wish.NeedsPhone |= location?.NeedsPhone == true;
        if (location is null && wish.MeetingLink.Length > 0)
        {
            mistakes.Add(new("meetingLink", offered.Locations.Count == 0
                ? $"“{offered.Name}” has no way to meet that could be chosen; leave the meeting link empty."
                : $"“{offered.Name}” does not offer the meeting link '{wish.MeetingLink}'; it offers {string.Join(", ", offered.Locations.Select(each => $"{each.Title} ({each.Id})"))}."));
        }
    }

    private static void CheckQuestions(BookingEvent wish, ProviderEvent offered, IReadOnlyDictionary<string, string> asks, List<EventMistake> mistakes)
    {
        foreach (var question in wish.Questions)
        {
            if (question is { Required: true, Kind: QuestionKind.OneOf or QuestionKind.SomeOf, Options.Count: 0 })
                mistakes.Add(new("providerEvent", $"“{offered.Name}” requires a choice for “{question.Label}” but names nothing to choose from."));
            if (question.Ask.Length > 300)
                mistakes.Add(new("questions", $"The sentence for “{question.Label}” has {question.Ask.Length} characters; at most 300 are allowed."));
        }

        foreach (var unknown in asks.Keys.Except(offered.Questions.Select(question => question.Id), StringComparer.Ordinal))
            mistakes.Add(new("questions", $"“{offered.Name}” asks no question '{unknown}'."));
    }

    private static bool IsEmail(string text) =>
        text.Length <= 254 && System.Net.Mail.MailAddress.TryCreate(text, out var address) && address.Address == text && address.Host.Contains('.', StringComparison.Ordinal);
}
