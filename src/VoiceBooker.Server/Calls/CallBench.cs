using Microsoft.Extensions.Options;
using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Calendars.Mail;
using VoiceBooker.Booking.Minds;
using VoiceBooker.Booking.Reception;
using VoiceBooker.Booking.Storage;
using VoiceBooker.Booking.Tasks;
using VoiceBooker.Providers.Local;
using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Listening;
using VoiceBooker.Voice.Speaking;
using VoiceBooker.Voice.Turns;

namespace VoiceBooker.Server.Calls;

/// <summary>What all calls share: ears, voice, minds, ledger and settings.</summary>
public sealed class CallBench(
    LocalSpeechCheck speech,
    IEnumerable<ISpeechToText> ears,
    IEnumerable<ITextToSpeech> voices,
    ModelList models,
    IBookingLedger ledger,
    IServiceProvider services,
    ILoggerFactory logs)
{
    /// <summary>Whether speech works on this machine.</summary>
    public LocalSpeechCheck Speech => speech;

    /// <summary>Who listens, in the order in which they are asked.</summary>
    public IReadOnlyList<ISpeechToText> Ears { get; } = [.. ears];

    /// <summary>Who speaks, in the order in which they are asked.</summary>
    public IReadOnlyList<ITextToSpeech> Voices { get; } = [.. voices];

    /// <summary>The hosted models that decide what to say, in the order in which they are asked; none: the embedded script does.</summary>
    public ModelList Models => models;

    /// <summary>Who books.</summary>
    public IBookingLedger Ledger => ledger;

    /// <summary>Who takes what calls leave for people to do.</summary>
    public ICallNotes Notes => services.GetRequiredService<ICallNotes>();

    /// <summary>How the receptionist behaves.</summary>
    public ReceptionOptions Reception => services.GetRequiredService<IOptions<ReceptionOptions>>().Value;

    /// <summary>Timing and limits of a call.</summary>
    public CallSessionOptions Session => services.GetRequiredService<IOptions<CallSessionOptions>>().Value;

    /// <summary>How turns are told apart.</summary>
    public TurnOptions Turns => services.GetRequiredService<IOptions<TurnOptions>>().Value;

    /// <summary>When sound on the line counts as a voice.</summary>
    public SpeechDetectorOptions Detector => services.GetRequiredService<IOptions<SpeechDetectorOptions>>().Value;

    /// <summary>Where everything is kept.</summary>
    public StorageOptions Storage => services.GetRequiredService<IOptions<StorageOptions>>().Value;

    /// <summary>Whether mail leaves this server.</summary>
    public bool SendsMail => services.GetRequiredService<IOptions<MailOptions>>().Value.SendsMail;

    /// <summary>The logs.</summary>
    public ILoggerFactory Logs => logs;
}
