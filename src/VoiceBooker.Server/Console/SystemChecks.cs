using Microsoft.Extensions.Options;
using VoiceBooker.Booking.Calendars.Mail;
using VoiceBooker.Booking.Storage;
using VoiceBooker.Providers.Local;
using VoiceBooker.Server.Calls;

namespace VoiceBooker.Server.Console;

/// <summary>One thing the server needs, and whether it has it.</summary>
/// <param name="Works">Whether it does.</param>
/// <param name="Text">What it is, or what mends it.</param>
internal sealed record SystemCheck(bool Works, string Text);

/// <summary>Looks whether everything a call needs is there.</summary>
internal sealed class SystemChecks(LocalSpeechCheck speech, IOptions<StorageOptions> storage, IOptions<CallsOptions> calls, IOptions<MailOptions> mail)
{
    /// <summary>All checks, the most needed first.</summary>
    public IReadOnlyList<SystemCheck> Look() =>
    [
        speech.Works
            ? new(true, "Speech works without an account (voice and ears are installed).")
            : new(false, $"{speech.Problem}. Until then, typed calls work."),
        Space(),
        new(true, calls.Value.Record ? "Calls are recorded." : "Calls are not recorded (Calls:Record is false)."),
        new(true, mail.Value.Host.Length > 0 ? $"Invitations are mailed through {mail.Value.Host}." : "Invitations are kept for download (no Mail:Host is set)."),
    ];

    private SystemCheck Space()
    {
        var folder = storage.Value.Folder;
        try
        {
            var free = new DriveInfo(folder).AvailableFreeSpace / (1024.0 * 1024 * 1024);
            return new(free >= 1, $"{free:0.0} GB are free for the database and the recordings.");
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return new(false, $"The data folder {folder} cannot be looked at: {unknown.Message}");
        }
    }
}
