using VoiceBooker.Booking.Connections;
using VoiceBooker.Booking.Events;

namespace VoiceBooker.Providers.CalCom;

/// <summary>Asks in the name of an event's account: a credential that is refused is renewed, and the request sent once more; a renewed one that is refused too is dead.</summary>
internal sealed class CalComLine(Connections connections, CalComApi api)
{
    /// <summary>The event's account with its credential; null when there is none that can be used.</summary>
    public async Task<Access?> OpenAsync(BookingEvent bookingEvent, CancellationToken cancel) =>
        bookingEvent.ConnectionId is { } id ? await connections.OpenAsync(id, cancel) : null;

    /// <summary>Sends it.</summary>
    public async Task<CalComReply> SendAsync(BookingEvent bookingEvent, CalComCall call, CancellationToken cancel) =>
        await OpenAsync(bookingEvent, cancel) is { } access ? await SendAsync(access, call, cancel) : new CalComReply.Dead("The event's account is not connected.");

    /// <summary>Sends it for an account that is open already.</summary>
    public async Task<CalComReply> SendAsync(Access access, CalComCall call, CancellationToken cancel)
    {
        var reply = await api.SendAsync(access, call, cancel);
        if (reply is not CalComReply.Dead(var reason) || await connections.RefusedAsync(access, reason, cancel) is not { } renewed)
            return reply;

        // Surely not carried out before: it did not get past the door.
        var again = await api.SendAsync(renewed, call, cancel);
        if (again is CalComReply.Dead(var still))
            await connections.KillAsync(renewed.Connection, still, cancel);
        return again;
    }
}
