using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Calendars.Slots;
using VoiceBooker.Booking.Connections;
using VoiceBooker.Booking.Calendars.Mail;
using VoiceBooker.Booking.Hooks;
using VoiceBooker.Booking.Journal;
using VoiceBooker.Booking.Messages;
using VoiceBooker.Booking.Reception;
using VoiceBooker.Booking.Storage;
using VoiceBooker.Booking.Tasks;

namespace VoiceBooker.Tests.Booking.Bookings;

/// <summary>A server's bookings without the server: the real ledger and what it works with, on one database and one clock.</summary>
internal sealed class LedgerParts(IDbContextFactory<BookingDbContext> database, TimeProvider clock, IReadOnlyList<ICalendar> calendars, LedgerOptions? settings = null)
{
    private SlotBook? _book;
    private ProviderHolds? _holds;
    private Leases? _leases;
    private Settlement? _settlement;
    private BookingLedger? _ledger;
    private CallJournals? _journals;
    private JournalWriter? _writer;

    public IOptions<LedgerOptions> Options { get; } = Microsoft.Extensions.Options.Options.Create(settings ?? new LedgerOptions());

    public SlotBook Book => _book ??= new SlotBook(calendars, Options, clock, NullLogger<SlotBook>.Instance);

    public ProviderHolds Holds => _holds ??= new ProviderHolds(database, Book, Options, clock, NullLogger<ProviderHolds>.Instance);

    public Leases Leases => _leases ??= new Leases(Options);

    public Settlement Settlement => _settlement ??= new Settlement(database, Leases, FollowUps, Options, clock, NullLogger<Settlement>.Instance);

    /// <summary>Who sends text messages; null: nobody.</summary>
    public IMessenger? Messenger { get; init; }

    /// <summary>What people are written.</summary>
    public MessagesOptions Messages { get; init; } = new();

    /// <summary>The mail server.</summary>
    public MailOptions Mail { get; init; } = new();

    public BookingFollowUps FollowUps => new(
        new HookOutbox(clock),
        new BookingMessages(Microsoft.Extensions.Options.Options.Create(Messages), Microsoft.Extensions.Options.Options.Create(Mail), Microsoft.Extensions.Options.Options.Create(new ReceptionOptions { BusinessName = "Harbour Dental" }), Messenger is null ? [] : [Messenger], clock));

    public BookingLedger Ledger => _ledger ??= new BookingLedger(database, Book, Leases, Holds, Settlement, new FormerHomes(database, Book, Settlement, Tasks), NullLogger<BookingLedger>.Instance);

    public OperatorTasks Tasks { get; } = new(database, clock);

    public JournalWriter Writer => _writer ??= new JournalWriter(database, clock, NullLogger<JournalWriter>.Instance);

    public CallJournals Journals => _journals ??= new CallJournals(database, Writer, new ThisNode(), clock, NullLogger<CallJournals>.Instance);

    public BackgroundReconciliation Reconciliation() =>
        new(database, Ledger, Settlement, Journals, new OpenWishes(database, Tasks), Options, clock, NullLogger<BackgroundReconciliation>.Instance);

    public BookingNews News() => new(database, Ledger, Book, Journals, Tasks, clock, NullLogger<BookingNews>.Instance);

    public NightlyComparison Comparison() =>
        new(database, new BookingComparer(database, Ledger, Journals, Tasks, Options, clock, NullLogger<BookingComparer>.Instance), Options, clock, NullLogger<NightlyComparison>.Instance);
}
