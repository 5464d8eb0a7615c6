using Microsoft.Extensions.Options;
using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Calendars.Mail;
using VoiceBooker.Booking.Conclusions;
using VoiceBooker.Booking.Dialling;
using VoiceBooker.Booking.Messages;
using VoiceBooker.Booking.Minds;
using VoiceBooker.Booking.Reception;
using VoiceBooker.Booking.Storage;
using VoiceBooker.Booking.Tasks;
using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Engines;
using VoiceBooker.Voice.Listening;
using VoiceBooker.Voice.Speaking;
using VoiceBooker.Voice.Turns;

namespace VoiceBooker.Server.Calls;

/// <summary>What all calls share: ears, voice, minds, ledger and settings.</summary>
public sealed class CallBench(
    SpeechEngines speech,
    EngineHealth health,
    PhraseStore phrases,
    ModelList models,
    IBookingLedger ledger,
    IServiceProvider services,
    ILoggerFactory logs)
{
    /// <summary>Who listens and who speaks.</summary>
    public SpeechEngines Speech => speech;

    /// <summary>What all calls know of those engines.</summary>
    public EngineHealth Health => health;

    /// <summary>Fixed phrases that were spoken before.</summary>
    public PhraseStore Phrases => phrases;

    /// <summary>The hosted models that decide what to say, in the order in which they are asked; none: the embedded script does.</summary>
    public ModelList Models => models;

    /// <summary>Who books.</summary>
    public IBookingLedger Ledger => ledger;

    /// <summary>Who takes what calls leave for people to do.</summary>
    public ICallNotes Notes => services.GetRequiredService<ICallNotes>();

    /// <summary>Who takes what people wish about being called.</summary>
    public ICallWishes Wishes => services.GetRequiredService<ICallWishes>();

    /// <summary>How calls that we make begin, and what is done with machines.</summary>
    public OutboundOptions Outbound => services.GetRequiredService<IOptions<OutboundOptions>>().Value;

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

    /// <summary>Who texts links to people on the line.</summary>
    public TextLinks Links => services.GetRequiredService<TextLinks>();

    /// <summary>Who says what came of a call.</summary>
    public CallConclusions Conclusions => services.GetRequiredService<CallConclusions>();

    /// <summary>The logs.</summary>
    public ILoggerFactory Logs => logs;
}
