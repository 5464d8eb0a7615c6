using Microsoft.EntityFrameworkCore;
using NodaTime;
using VoiceBooker.Booking.Campaigns;
using VoiceBooker.Booking.Storage;

namespace VoiceBooker.Booking.Dialling.Gate;

/// <summary>The facts of a batch of contacts, read at once.</summary>
internal sealed class GateReading
{
    private readonly Dictionary<string, List<DoNotCallEntry>> _listed;
    private readonly Dictionary<string, NumberHistory> _histories = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, int> _tries = [];
    private readonly IReadOnlySet<string>? _own;
    private readonly IReadOnlySet<string> _house;
    private readonly IReadOnlyDictionary<Guid, Campaign> _tested;

    private GateReading(IEnumerable<DoNotCallEntry> listed, IReadOnlySet<string>? own, IReadOnlySet<string> house, IReadOnlyDictionary<Guid, Campaign> tested)
    {
        _listed = listed.GroupBy(entry => entry.Number, StringComparer.Ordinal).ToDictionary(entries => entries.Key, entries => entries.ToList(), StringComparer.Ordinal);
        (_own, _house, _tested) = (own, house, tested);
    }

    /// <summary>Reads what the gate must know of these contacts.</summary>
    /// <param name="db">The database.</param>
    /// <param name="contacts">Whom it is about.</param>
    /// <param name="own">The numbers we own; null: not known.</param>
    /// <param name="options">Over which time attempts count.</param>
    /// <param name="tests">Whether people of a campaign that is a test are among them, so that the numbers of the house matter.</param>
    /// <param name="now">The clock.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<GateReading> ReadAsync(BookingDbContext db, IReadOnlyList<Contact> contacts, IReadOnlySet<string>? own, DiallingOptions options, bool tests, Instant now, CancellationToken cancel)
    {
        var numbers = contacts.Select(contact => contact.Number).Distinct(StringComparer.Ordinal).ToList();
        var testIds = contacts.Select(contact => contact.TestOf).OfType<Guid>().Distinct().ToList();
        var house = tests || testIds.Count > 0 ? await FindHouseAsync(db, own, cancel) : [];
        var tested = testIds.Count == 0 ? [] : await db.Campaigns.AsNoTracking().Where(campaign => testIds.Contains(campaign.Id)).ToDictionaryAsync(campaign => campaign.Id, cancel);
        var reading = new GateReading(await FindListedAsync(db, numbers, cancel), own, house, tested);
        var since = now - Duration.FromTimeSpan(options.AttemptsWithin);
        var made = await db.Attempts.AsNoTracking()
            .Where(attempt => EF.Parameter(numbers).Contains(attempt.Number))
            .Select(attempt => new { attempt.Number, attempt.ContactId, attempt.Try, attempt.ClaimedAt, attempt.State, attempt.CarrierStatus, attempt.Disposition, Reached = attempt.CallSid != null })
            .ToListAsync(cancel);
        foreach (var attempt in made.OrderBy(attempt => attempt.ClaimedAt))
        {
            var history = reading.HistoryOf(attempt.Number);
            var live = attempt.State != AttemptState.Ended;
            history.OnTheLine |= live && attempt.CarrierStatus.Length == 0;
            if (attempt.ClaimedAt > since && (live || (attempt.Reached && attempt.Disposition is not (Dispositions.NeverDialled or Dispositions.Canceled))))
                history.AttemptedAt.Add(attempt.ClaimedAt);
            reading._tries[attempt.ContactId] = Math.Max(reading._tries.GetValueOrDefault(attempt.ContactId), attempt.Try);
        }

        return reading;
    }

    /// <summary>The numbers of the house: those we own, and the assistants' own and transfer numbers.</summary>
    public static async Task<HashSet<string>> FindHouseAsync(BookingDbContext db, IReadOnlySet<string>? own, CancellationToken cancel)
    {
        var house = new HashSet<string>(own ?? new HashSet<string>(StringComparer.Ordinal), StringComparer.Ordinal);
        foreach (var assistant in await db.Assistants.AsNoTracking().ToListAsync(cancel))
            house.UnionWith([.. assistant.Numbers, assistant.TransferNumber]);
        return house;
    }

    /// <summary>The entries of the do-not-call list with one of these numbers, of whatever scope, with those that were taken back.</summary>
    public static Task<List<DoNotCallEntry>> FindListedAsync(BookingDbContext db, IReadOnlyList<string> numbers, CancellationToken cancel) =>
        db.DoNotCall.IgnoreQueryFilters().AsNoTracking().Where(entry => EF.Parameter(numbers).Contains(entry.Number)).ToListAsync(cancel); // one parameter: the SQL is the same for however many

    /// <summary>The entry that holds for a contact; null: none.</summary>
    public static DoNotCallEntry? Holding(IEnumerable<DoNotCallEntry> entries, Contact contact)
    {
        var scope = contact.CampaignId?.ToString("D");
        return entries.Where(entry => entry.TakenBackAt is null && entry.Number == contact.Number && (entry.Scope == DoNotCallEntry.Everywhere || entry.Scope == scope)).OrderBy(entry => entry.Scope == DoNotCallEntry.Everywhere ? 0 : 1).FirstOrDefault();
    }

    /// <summary>The facts of one contact.</summary>
    public DialFacts FactsOf(Contact contact, string from)
    {
        var history = _histories.GetValueOrDefault(contact.Number);
        return new DialFacts
        {
            From = from,
            OwnNumbers = _own,
            Listed = _listed.TryGetValue(contact.Number, out var entries) ? Holding(entries, contact) : null,
            OptedOutAt = entries?.Find(entry => entry.TakenBackAt is not null)?.At,
            AttemptedAt = history?.AttemptedAt ?? [],
            OnTheLine = history?.OnTheLine ?? false,
            OfTheHouse = _house.Contains(contact.Number),
        };
    }

    /// <summary>The campaign that a call is a test of; null: it is none.</summary>
    public Campaign? TestedBy(Contact contact) => contact.TestOf is { } id ? _tested.GetValueOrDefault(id) : null;

    /// <summary>The number of the contact's next attempt.</summary>
    public int NextTryOf(Contact contact) => _tries.GetValueOrDefault(contact.Id) + 1;

    /// <summary>Who called us and talks with us is on the line, too.</summary>
    public void NoteCallers(IEnumerable<string> numbers)
    {
        foreach (var number in numbers)
            HistoryOf(number).OnTheLine = true;
    }

    /// <summary>From here on the number is on the line, for the others of the batch.</summary>
    public void NoteClaim(Contact contact, Instant now)
    {
        var history = HistoryOf(contact.Number);
        history.OnTheLine = true;
        history.AttemptedAt.Add(now);
    }

    private NumberHistory HistoryOf(string number)
    {
        if (!_histories.TryGetValue(number, out var history))
            _histories[number] = history = new NumberHistory();
        return history;
    }

    private sealed class NumberHistory
    {
        public List<Instant> AttemptedAt { get; } = [];

        public bool OnTheLine { get; set; }
    }
}
