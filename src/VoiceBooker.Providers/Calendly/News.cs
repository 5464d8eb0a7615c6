using VoiceBooker.Booking.Connections;

namespace VoiceBooker.Providers.Calendly;

/// <summary>
/// What a genuine delivery tells. A meeting moved at Calendly is told in two deliveries, in any order: that the old one is cancelled, and that a new one was created. The second alone says everything, so it is the news, and the
/// first says nothing by itself. There is no delivery id: what happened to whom is the key, the same for every repetition.
/// </summary>
internal static class News
{
    /// <summary>The kinds we ask for.</summary>
    public static readonly IReadOnlyList<string> Kinds = ["invitee.created", "invitee.canceled"];

    /// <summary>Reads a delivery whose signature was checked.</summary>
    public static NewsReading Read(ReadOnlyMemory<byte> body)
    {
        if (WireBody.Read(body, CalendlyJson.Default.News) is not { Payload: { Uri: { } reference } invitee } news)
            return new NewsReading.Unconcerning();

        switch (news.Event)
        {
            case "invitee.created" when HeldBooking.SlotOf(invitee.ScheduledEvent) is { } slot:
                return invitee.OldInvitee is { Length: > 0 } old
                    ? new NewsReading.Read($"moved {old} {reference}", new CalendarNews.Moved(old, reference, slot))
                    : new NewsReading.Read($"created {reference} {news.CreatedAt}", new CalendarNews.Confirmed(reference, slot));

            case "invitee.canceled" when invitee.Rescheduled != true:
                return new NewsReading.Read($"canceled {reference} {news.CreatedAt}", new CalendarNews.Cancelled(reference, Bookings.WhyCancelled(invitee.Cancellation)));

            default:
                return new NewsReading.Unconcerning();
        }
    }
}
