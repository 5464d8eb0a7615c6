using Microsoft.Extensions.Options;
using VoiceBooker.Booking.Calendars.Mail;
using VoiceBooker.Booking.Storage;
using VoiceBooker.Server.Calls;

namespace VoiceBooker.Server.Console;

/// <summary>One thing the server needs, and whether it has it.</summary>
/// <param name="Works">Whether it does.</param>
/// <param name="Text">What it is, or what mends it.</param>
internal sealed record SystemCheck(bool Works, string Text);

/// <summary>Looks whether everything a call needs is there.</summary>
internal sealed class SystemChecks(SpeechEngines speech, IOptions<StorageOptions> storage, IOptions<CallsOptions> calls, IOptions<MailOptions> mail)
{
    /// <summary>All checks, the most needed first.</summary>
    public IReadOnlyList<SystemCheck> Look() =>
    [
        .. speech.Problem is { } problem ? [new SystemCheck(false, $"{problem}. Until then, typed calls work.")] : (SystemCheck[])[],
        .. speech.LookAtEars().Select((each, place) => Describe(each, place, "listens")),
        .. speech.LookAtVoices().Select((each, place) => Describe(each, place, "speaks")),
        .. speech.Unused.Select(unused => new SystemCheck(true, $"Not used: {unused}.")),
        Space(),
        new(true, calls.Value.Record ? "Calls are recorded." : "Calls are not recorded (Calls:Record is false)."),
        new(true, mail.Value.Host.Length > 0 ? $"Invitations are mailed through {mail.Value.Host}." : "Invitations are kept for download (no Mail:Host is set)."),
    ];

    private static SystemCheck Describe(EngineInUse engine, int place, string does)
    {
        var who = place == 0 ? $"“{engine.Name}” {does}" : $"“{engine.Name}” {does} when the one before it fails";
        return engine switch
        {
            { RestsFor: { } left } when left > TimeSpan.Zero => new(false, $"{who}, and rests for {Math.Ceiling(left.TotalSeconds):0} s after failures ({engine.Trouble})."),
            { RestsFor: not null } => new(false, $"{who}, and is tried again by the next call ({engine.Trouble})."),
            { Trouble.Length: > 0 } => new(true, $"{who}; its last failure: {engine.Trouble}."),
            _ => new(true, $"{who}."),
        };
    }

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
