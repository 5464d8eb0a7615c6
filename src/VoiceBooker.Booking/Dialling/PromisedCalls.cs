using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;
using VoiceBooker.Booking.Campaigns;
using VoiceBooker.Booking.Storage;
using VoiceBooker.Booking.Tasks;

namespace VoiceBooker.Booking.Dialling;

/// <summary>Calls that people were promised ("I'll call you again tomorrow at ten"). Where nobody will make one, or it was not made half an hour after its time, a person here is told.</summary>
internal sealed class PromisedCalls(IDbContextFactory<BookingDbContext> contexts, OperatorTasks tasks, TimeProvider time)
{
    /// <summary>So long a promised call may be late: others are on the line, or there is no opening just now.</summary>
    private static readonly Duration Patience = Duration.FromMinutes(30);

    private static readonly Duration LookEvery = Duration.FromMinutes(1);

    /// <summary>So many people are named in one task; of overdue ones so many are told at once.</summary>
    private const int MostNamed = 100;

    private static readonly ZonedDateTimePattern Told = ZonedDateTimePattern.Create("ddd d MMM, HH:mm '('z')'", CultureInfo.InvariantCulture, null, DateTimeZoneProviders.Tzdb, default);

    private Instant _nextLook = Instant.MinValue;

    /// <summary>Who waits in a campaign for a call that was promised.</summary>
    public static IQueryable<Contact> Of(BookingDbContext db, Guid campaign) =>
        db.Contacts.Where(contact => contact.CampaignId == campaign && contact.State == ContactState.Waiting && contact.Disposition == Dispositions.CallBack);

    /// <summary>A campaign ends: whoever was promised a call is named to a person, who keeps the promise. Within the transaction of <paramref name="db"/>, before the people are cancelled.</summary>
    /// <param name="db">The database; what is added to it is saved by the caller.</param>
    /// <param name="campaign">The campaign that ends.</param>
    /// <param name="name">What people here call it.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task TellDroppedAsync(BookingDbContext db, Guid campaign, string name, CancellationToken cancel)
    {
        var count = await Of(db, campaign).CountAsync(cancel);
        if (count == 0)
            return;
        var first = await Of(db, campaign).AsNoTracking().OrderBy(contact => contact.NextAt).Take(MostNamed).ToListAsync(cancel);
        var lines = string.Join('\n', first.Select(contact => $"- {Whom(contact)}, promised for {When(contact)}"));
        await tasks.PutAsync(
            db,
            TaskKind.CallBack,
            count == 1 ? $"Call {Whom(first[0])} back: the campaign '{name}' was ended" : $"Call {count} people back: the campaign '{name}' was ended",
            $"They asked to be called again at a time, which was promised, and the server calls them no more.\n{lines}{(count > MostNamed ? $"\nand {count - MostNamed} more: see the campaign's people whose last outcome is call-back." : "")}",
            $"dialling/promised/{campaign:D}",
            null,
            null,
            null,
            cancel);
    }

    /// <summary>Tells of promised calls that are half an hour late, each once. They stay where they are: the server calls as soon as it may.</summary>
    public async Task TellOverdueAsync(CancellationToken stopping)
    {
        var now = Instant.FromDateTimeOffset(time.GetUtcNow());
        if (now < _nextLook && _nextLook <= now + LookEvery)
            return;
        _nextLook = now + LookEvery;

        await using var db = await contexts.CreateDbContextAsync(stopping);
        var late = now - Patience;
        var overdue = await db.Campaigns.Where(campaign => campaign.State == CampaignState.Running || campaign.State == CampaignState.Paused)
            .SelectMany(campaign => db.Contacts.Where(contact => contact.CampaignId == campaign.Id && contact.State == ContactState.Waiting && contact.Disposition == Dispositions.CallBack && contact.NextAt < late))
            .Concat(db.Contacts.Where(contact => contact.CampaignId == null && contact.State == ContactState.Waiting && contact.Disposition == Dispositions.CallBack && contact.NextAt < late))
            .AsNoTracking()
            .OrderBy(contact => contact.NextAt)
            .Take(MostNamed)
            .ToListAsync(stopping);
        if (overdue.Count == 0)
            return;

        var matters = overdue.ToDictionary(contact => $"dialling/overdue/{contact.Id:N}/{contact.NextAt.ToUnixTimeSeconds()}");
        var names = matters.Keys.ToList();
        foreach (var told in await db.Tasks.Where(task => task.Matter != null && names.Contains(task.Matter)).Select(task => task.Matter!).ToListAsync(stopping))
            matters.Remove(told);
        foreach (var (matter, contact) in matters)
            db.Tasks.Add(new OperatorTask
            {
                Id = Guid.CreateVersion7(time.GetUtcNow()),
                Kind = TaskKind.CallBack,
                Title = $"{Whom(contact)} was promised a call for {When(contact)}, and was not called yet",
                Details = $"The server calls them as soon as it may{(contact.Remark.Length > 0 ? $" ({contact.Remark.TrimEnd('.')})" : "")}. If it cannot be soon, call {contact.Number} yourself and say so.",
                Matter = matter,
                CreatedAt = now,
            });
        try
        {
            await db.SaveChangesAsync(stopping);
        }
        catch (DbUpdateException both) when (both.IsTakenKey())
        {
            _nextLook = Instant.MinValue; // another server has just told of one of them: look again
        }
    }

    private static string Whom(Contact contact) => contact.Name.Length > 0 ? $"{contact.Name} ({contact.Number})" : contact.Number;

    private static string When(Contact contact) => Told.Format(contact.NextAt.InZone(DateTimeZoneProviders.Tzdb.GetZoneOrNull(contact.Zone) ?? DateTimeZone.Utc));
}
