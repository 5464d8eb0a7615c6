using VoiceBooker.Booking.Campaigns;
using VoiceBooker.Booking.Events;

namespace VoiceBooker.Booking.Dialling.Pacing;

/// <summary>How many more people may be on the line for each event in one round of dialling. A call on which anything may be booked counts for every event, and so does whoever called us.</summary>
internal sealed class OpeningsOfRound
{
    private readonly Dictionary<Guid, string?> _diaries = [];
    private readonly Dictionary<string, int> _onTheLine = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, OpeningsLeft> _left = [];
    private int _anywhere;

    /// <summary>
    /// Asks the calendars. What is under way, and how many people called us and are on the line, must have been read before: whoever books and hangs up in between is then counted twice, and never not at all.
    /// </summary>
    public static async Task<OpeningsOfRound> ReadAsync(Openings openings, IReadOnlyDictionary<Guid, BookingEvent> events, IEnumerable<Guid> paced, IReadOnlyList<CallsUnderWay> underWay, int callers, CancellationToken cancel)
    {
        var round = new OpeningsOfRound { _anywhere = callers };
        foreach (var (id, bookingEvent) in events)
            round._diaries[id] = openings.DiaryOf(bookingEvent);
        foreach (var calls in underWay)
        {
            if (calls.EventId is null)
                round._anywhere += calls.Count;
            else if (calls.EventId is { } id && round._diaries.GetValueOrDefault(id) is { } diary)
                round._onTheLine[diary] = round._onTheLine.GetValueOrDefault(diary) + calls.Count;
        }

        foreach (var id in paced)
        {
            round._left[id] = events.TryGetValue(id, out var bookingEvent)
                ? await openings.FindAsync(bookingEvent, round.OnTheLineFor(id), cancel)
                : new OpeningsLeft(null, "The event that is to be booked does not exist any more.");
        }

        return round;
    }

    /// <summary>Why nobody may be called for an event; null: somebody may.</summary>
    public string? FindObstacle(CampaignRules rules, Guid? bookingEvent)
    {
        if (!rules.PaceByOpenings)
            return null;
        if (bookingEvent is not { } id)
            return Words.NoEvent;
        if (!_left.TryGetValue(id, out var left))
            return null;
        if (left.Count is not { } count)
            return $"The calendar cannot be asked for openings: {left.Because}";
        return count == 0 ? Words.NoneLeft : OnTheLineFor(id) >= count ? Words.AllSpokenFor : null;
    }

    /// <summary>One more person is on the line for the event.</summary>
    public void Take(Guid? bookingEvent)
    {
        if (bookingEvent is null)
            _anywhere++;
        else if (bookingEvent is { } id && _diaries.GetValueOrDefault(id) is { } diary)
            _onTheLine[diary] = _onTheLine.GetValueOrDefault(diary) + 1;
    }

    private int OnTheLineFor(Guid bookingEvent) => _anywhere + (_diaries.GetValueOrDefault(bookingEvent) is { } diary ? _onTheLine.GetValueOrDefault(diary) : 0);

    /// <summary>Why a campaign stands still.</summary>
    internal static class Words
    {
        public const string NoEvent = "It is paced by the openings of an event, but has no event: choose the event, or switch pacing by openings off.";
        public const string NoneLeft = "No openings are left.";
        public const string AllSpokenFor = "As many people are on the line as there are openings left.";
    }
}
