using Microsoft.EntityFrameworkCore;
using VoiceBooker.Booking.Storage;
using VoiceBooker.Voice.Calls;

namespace VoiceBooker.Booking.Messages;

/// <summary>In which language a person is written to about a meeting: the one they spoke with us.</summary>
internal static class MessageLanguage
{
    /// <summary>The language of the assistant who spoke, else of the event's; a BCP 47 tag, "en-US" where there is neither.</summary>
    /// <param name="db">The database.</param>
    /// <param name="call">The call on which it was booked; null: none.</param>
    /// <param name="assistant">The event's assistant; null: none in particular.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<string> OfAsync(BookingDbContext db, CallId? call, Guid? assistant, CancellationToken cancel)
    {
        var who = (call is { } spoken ? await db.Calls.Where(row => row.Id == spoken).Select(row => row.AssistantId).FirstOrDefaultAsync(cancel) : null) ?? assistant;
        return who is null ? "en-US" : await db.Assistants.Where(row => row.Id == who).Select(row => row.Language).FirstOrDefaultAsync(cancel) ?? "en-US";
    }
}
