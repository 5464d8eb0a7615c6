using VoiceBooker.Booking.Campaigns;

namespace VoiceBooker.Booking.Dialling;

/// <summary>Single calls that somebody asks for.</summary>
public sealed class CallRequests
{
    /// <summary>Puts a call on the list of those to be made, in its own time and as far as the gate allows. Fills in the identity, the times and, where it is not given, the zone that the number's area tells.</summary>
    public Task<Contact> AddAsync(Contact contact, CancellationToken cancel) => throw new NotSupportedException();

    /// <summary>Takes the request back; false: too late or unknown.</summary>
    public Task<bool> CancelAsync(Guid contact, CancellationToken cancel) => throw new NotSupportedException();
}
