using Microsoft.EntityFrameworkCore;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Connections;
using VoiceBooker.Booking.Storage;

namespace VoiceBooker.Booking.Events;

/// <summary>Whether an event can be kept as it is wished for.</summary>
public abstract record EventSetupResult
{
    private EventSetupResult() { }

    /// <summary>It can be satisfied; the provider's part is filled in.</summary>
    public sealed record Ready(BookingEvent Event) : EventSetupResult;

    /// <summary>It cannot, and why.</summary>
    public sealed record Wrong(IReadOnlyList<EventMistake> Mistakes) : EventSetupResult;

    /// <summary>The provider could not be asked now, so nobody knows.</summary>
    public sealed record Unreachable(string Reason) : EventSetupResult;
}

/// <summary>Makes sure that an event can be satisfied before it is kept: the one check of the console and the JSON API.</summary>
public sealed class EventSetup(IDbContextFactory<BookingDbContext> contexts, Connections.Connections connections, AccountEvents accounts, IEnumerable<ICalendar> calendars)
{
    /// <summary>The calendar without an account.</summary>
    public const string BuiltIn = "built-in";

    /// <summary>Checks the wish and fills in what the provider says. With a connection, empty zone, organizer and meeting link become the account's and the event's own.</summary>
    /// <param name="wish">The settings as wished for; changed in place.</param>
    /// <param name="asks">The owner's own sentences for the provider's questions, by the question's identity.</param>
    /// <param name="stored">The event as it stands, when it is edited: while the provider is away, what it said before goes on to hold.</param>
    /// <param name="cancel">The asker went away.</param>
    public async Task<EventSetupResult> PrepareAsync(BookingEvent wish, IReadOnlyDictionary<string, string> asks, BookingEvent? stored, CancellationToken cancel)
    {
        List<EventMistake> mistakes = [];
        if (wish.ConnectionId is { } connection)
        {
            if (await FitAsync(connection, wish, asks, stored, mistakes, cancel) is { } away)
                return away;
        }
        else
        {
            await CheckBuiltInAsync(wish, mistakes, cancel);
        }

        await using var db = await contexts.CreateDbContextAsync(cancel);
        if (wish.AssistantId is { } assistant && !await db.Assistants.AnyAsync(each => each.Id == assistant, cancel))
            mistakes.Add(new("assistantId", $"{assistant} names no assistant (GET /api/assistants)."));
        mistakes.InsertRange(0, EventFitting.FindMistakes(wish));
        return mistakes.Count > 0 ? new EventSetupResult.Wrong(mistakes) : new EventSetupResult.Ready(wish);
    }

    private async Task<EventSetupResult.Unreachable?> FitAsync(Guid id, BookingEvent wish, IReadOnlyDictionary<string, string> asks, BookingEvent? stored, List<EventMistake> mistakes, CancellationToken cancel)
    {
        if (await connections.FindAsync(id, cancel) is not { State: not ConnectionState.Disconnected } connection)
        {
            mistakes.Add(new("connectionId", $"{id} names no connected account (GET /api/connections)."));
            return null;
        }

        wish.Provider = connection.Provider;
        wish.TimeZone = wish.TimeZone.Length > 0 ? wish.TimeZone : connection.AccountZone;
        wish.OrganizerEmail = wish.OrganizerEmail.Length > 0 ? wish.OrganizerEmail : connection.AccountEmail;
        if (wish.ProviderEvent.Length == 0)
        {
            mistakes.Add(new("providerEvent", $"Choose one of the account's events (GET /api/connections/{id}/events)."));
            return null;
        }

        switch (await accounts.FindAsync(id, cancel))
        {
            case ProviderEventsAnswer.Found(var events):
                if (events.FirstOrDefault(each => each.Id == wish.ProviderEvent) is { } offered)
                    mistakes.AddRange(EventFitting.Fit(wish, offered, asks));
                else
                    mistakes.Add(new("providerEvent", $"The account of {connection.AccountName} has no event '{wish.ProviderEvent}'; choose another (GET /api/connections/{id}/events)."));
                return null;

            case ProviderEventsAnswer.Refused(var reason):
                mistakes.Add(new("connectionId", reason));
                return null;

            case ProviderEventsAnswer.Unavailable(var reason):
                return KeepsProviderPart(wish, asks, stored) ? null : new EventSetupResult.Unreachable(reason);

            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>An event that stays at its place at the provider keeps what the provider said when it was last asked.</summary>
    private static bool KeepsProviderPart(BookingEvent wish, IReadOnlyDictionary<string, string> asks, BookingEvent? stored)
    {
        if (stored is null || (stored.ConnectionId, stored.ProviderEvent, stored.MeetingLink) != (wish.ConnectionId, wish.ProviderEvent, wish.MeetingLink) || (wish.Minutes ?? stored.Minutes) != stored.Minutes)
            return false;
        (wish.Minutes, wish.NeedsEmail, wish.NeedsPhone, wish.MeetingSpoken) = (stored.Minutes, stored.NeedsEmail, stored.NeedsPhone, stored.MeetingSpoken);
        wish.Questions = [.. stored.Questions.Select(question => question with { Ask = asks.GetValueOrDefault(question.Id)?.Trim() ?? question.Ask })];
        return true;
    }

    private async Task CheckBuiltInAsync(BookingEvent wish, List<EventMistake> mistakes, CancellationToken cancel)
    {
        if (wish.Provider != BuiltIn)
        {
            mistakes.Add(calendars.Any(calendar => calendar.Provider == wish.Provider)
                ? new("connectionId", $"Events of '{wish.Provider}' need the account that holds them (GET /api/connections).")
                : new("provider", $"'{wish.Provider}' is no calendar here; there are {string.Join(", ", calendars.Select(calendar => $"'{calendar.Provider}'"))}."));
            return;
        }

        (wish.MeetingLink, wish.MeetingSpoken, wish.Minutes, wish.Questions, wish.NeedsEmail, wish.NeedsPhone) = ("place", "", null, [], false, false);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        if (wish.ProviderEvent.Length == 0)
            mistakes.Add(new("providerEvent", "Choose the calendar it is booked in."));
        else if (EventFitting.ScheduleOf(wish.ProviderEvent) is not { } schedule || !await db.Schedules.AnyAsync(each => each.Id == schedule, cancel))
            mistakes.Add(new("providerEvent", $"'{wish.ProviderEvent}' names no calendar; it must be the id of one (GET /api/schedules), alone or as \"id/45\" for meetings of 45 minutes."));
    }
}
