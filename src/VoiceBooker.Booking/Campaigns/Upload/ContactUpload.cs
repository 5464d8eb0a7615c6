using Microsoft.EntityFrameworkCore;
using NodaTime;
using VoiceBooker.Booking.Dialling;
using VoiceBooker.Booking.Storage;

namespace VoiceBooker.Booking.Campaigns.Upload;

/// <summary>Takes the people of a file into a campaign. The file is read in batches. An upload that broke off, with the server that read it or otherwise, is read once more from its beginning: whoever was taken is found in the campaign, and counts as taken.</summary>
/// <param name="contexts">The database.</param>
/// <param name="uploads">The files.</param>
/// <param name="callable">The countries that are called.</param>
/// <param name="time">The clock.</param>
public sealed class ContactUpload(IDbContextFactory<BookingDbContext> contexts, Uploads uploads, CallableCountries callable, TimeProvider time)
{
    private const int BatchRows = 500;
    private const int Tries = 3;

    /// <summary>What a campaign's texts use; empty for one that is not there.</summary>
    public async Task<IReadOnlyList<UsedVariable>> UsedAsync(Guid campaign, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.Campaigns.AsNoTracking().FirstOrDefaultAsync(each => each.Id == campaign, cancel) is { } found
            ? UsedVariable.Of(found, await db.Assistants.AsNoTracking().FirstOrDefaultAsync(assistant => assistant.Id == found.AssistantId, cancel))
            : [];
    }

    /// <summary>The first records as they will be understood; nothing is written.</summary>
    public async Task<IReadOnlyList<(FileRow Row, RowVerdict Verdict)>> PreviewAsync(ContactFile file, ContactMapping mapping, IReadOnlyList<UsedVariable> used, CancellationToken cancel)
    {
        var check = new RowCheck(mapping, used, Instant.FromDateTimeOffset(time.GetUtcNow()), await callable.FindAsync(cancel));
        return [.. file.Sample.Skip(mapping.HasNames ? 1 : 0).Select(row => (row, check.Check(row)))];
    }

    /// <summary>Reads the file of an upload and takes whom it can into its campaign.</summary>
    /// <param name="upload">The upload.</param>
    /// <param name="file">The file.</param>
    /// <param name="mapping">How it is understood.</param>
    /// <param name="progress">Is told after every batch.</param>
    /// <param name="cancel">Breaks it off; whoever was taken stays, and the same call goes on with it, here or on another server.</param>
    public async Task<UploadAnswer> RunAsync(Guid upload, ContactFile file, ContactMapping mapping, IProgress<UploadProgress>? progress, CancellationToken cancel)
    {
        var now = Instant.FromDateTimeOffset(time.GetUtcNow());
        if (await uploads.BeginAsync(upload, cancel) is not { CampaignId: { } campaign, BeganAt: { } moment })
            return new UploadAnswer.Unusable([Uploads.Gone]);
        try
        {
            var used = await UsedAsync(campaign, cancel);
            if (mapping.Problems(used, now.InUtc().Date.PlusDays(1), file.Sample) is { Count: > 0 } problems)
                return new UploadAnswer.Unusable(problems);
            var answer = await ReadAsync(upload, campaign, file, mapping, new RowCheck(mapping, used, now, await callable.FindAsync(cancel)), (moment, now), progress, cancel);
            await uploads.EndAsync(upload, cancel);
            return answer;
        }
        finally
        {
            await uploads.LetGoAsync(upload, CancellationToken.None);
        }
    }

    /// <summary>Takes back an upload: whoever came with it and was not tried yet leaves the campaign. Gives how many did.</summary>
    /// <param name="campaign">The campaign.</param>
    /// <param name="moment">The moment of the upload, as its answer told it.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<int> TakeBackAsync(Guid campaign, Instant moment, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await RemoveAsync(db, campaign, db.Contacts.Where(contact => contact.CampaignId == campaign && contact.CreatedAt == moment && contact.Line != null), cancel);
    }

    /// <summary>Removes one person from their campaign; false when they were tried already, or are not there.</summary>
    /// <param name="campaign">The campaign.</param>
    /// <param name="contact">The person.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<bool> RemoveAsync(Guid campaign, Guid contact, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await RemoveAsync(db, campaign, db.Contacts.Where(each => each.CampaignId == campaign && each.Id == contact), cancel) > 0;
    }

    /// <summary>The files whose people are in a campaign, the newest first.</summary>
    /// <param name="campaign">The campaign.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<IReadOnlyList<TakenUpload>> ListAsync(Guid campaign, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var uploaded = db.Contacts.Where(contact => contact.CampaignId == campaign && contact.Line != null);
        var people = await uploaded.GroupBy(contact => contact.CreatedAt).Select(file => new { file.Key, Count = file.Count() }).ToListAsync(cancel);
        var tried = await uploaded
            .Where(contact => contact.State == ContactState.Calling || db.Attempts.Any(attempt => attempt.ContactId == contact.Id))
            .GroupBy(contact => contact.CreatedAt)
            .Select(file => new { file.Key, Count = file.Count() })
            .ToDictionaryAsync(file => file.Key, file => file.Count, cancel);
        var files = (await db.Uploads.AsNoTracking().Where(upload => upload.CampaignId == campaign && upload.BeganAt != null).ToListAsync(cancel)).ToLookup(upload => upload.BeganAt!.Value);
        return [.. people.OrderByDescending(file => file.Key).Select(file => new TakenUpload(file.Key, files[file.Key].FirstOrDefault(), file.Count, tried.GetValueOrDefault(file.Key)))];
    }

    /// <summary>Removes whoever of these was not tried yet; a campaign in which nobody is left to be called is over.</summary>
    private async Task<int> RemoveAsync(BookingDbContext db, Guid campaign, IQueryable<Contact> contacts, CancellationToken cancel)
    {
        var removed = await contacts.Where(contact => contact.State != ContactState.Calling && !db.Attempts.Any(attempt => attempt.ContactId == contact.Id)).ExecuteDeleteAsync(cancel);
        if (removed > 0)
            await AttemptEnding.FinishCampaignsAsync(db, [campaign], Instant.FromDateTimeOffset(time.GetUtcNow()), CancellationToken.None);
        return removed;
    }

    private async Task<UploadAnswer> ReadAsync(Guid upload, Guid campaign, ContactFile file, ContactMapping mapping, RowCheck check, (Instant File, Instant Reading) moment, IProgress<UploadProgress>? progress, CancellationToken cancel)
    {
        var tally = new Tally();
        await using var bad = await BadRowFile.CreateAsync(await uploads.CreateNotTakenAsync(upload, cancel), mapping, file.Separator);
        await using var reader = await file.ReadAsync();
        var batch = new List<(FileRow Row, RowVerdict Verdict)>(BatchRows);
        var isFirst = mapping.HasNames;
        await foreach (var row in reader.ReadAsync(cancel))
        {
            if (isFirst)
            {
                isFirst = false;
                continue;
            }

            batch.Add((row, check.Check(row)));
            if (batch.Count < BatchRows)
                continue;
            if (await TakeAsync(campaign, batch, tally, bad, moment, cancel) is { } because)
                return new UploadAnswer.NotNow(because, tally.At(reader.Share));
            batch.Clear();
            await uploads.NoteAsync(upload, tally.Rows, cancel);
            progress?.Report(tally.At(reader.Share));
            await Task.Yield(); // whoever waits on the same page gets a turn: a database in a file answers without letting go
        }

        return await TakeAsync(campaign, batch, tally, bad, moment, cancel) is { } ended
            ? new UploadAnswer.NotNow(ended, tally.At(reader.Share))
            : new UploadAnswer.Done(tally.At(share: 1), moment.File);
    }

    /// <summary>Takes a batch; gives the reason when the campaign takes nobody.</summary>
    private async Task<string?> TakeAsync(Guid campaign, List<(FileRow Row, RowVerdict Verdict)> batch, Tally tally, BadRowFile bad, (Instant File, Instant Reading) moment, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            await using var db = await contexts.CreateDbContextAsync(cancel);
            if (await ObjectionAsync(db, campaign, cancel) is { } objection)
                return objection;
            var duplicates = await AddAsync(db, campaign, batch, moment, cancel);
            try
            {
                await db.SaveChangesAsync(cancel);
            }
            catch (DbUpdateException refused) when (refused.IsTakenKey() && attempt < Tries)
            {
                continue; // somebody else has just added one of them: look again
            }

            await CountAsync(db, batch, duplicates, tally, bad, cancel);
            return null;
        }
    }

    private static async Task<string?> ObjectionAsync(BookingDbContext db, Guid campaign, CancellationToken cancel) =>
        await db.Campaigns.Where(each => each.Id == campaign).Select(each => (CampaignState?)each.State).FirstOrDefaultAsync(cancel) switch
        {
            null => "There is no such campaign.",
            CampaignState.Stopped => "The campaign was stopped; it takes nobody any more.",
            CampaignState.Archived => "The campaign is archived; it takes nobody any more.",
            _ => null,
        };

    /// <summary>Adds those whose number the campaign has not yet; gives the reasons by their line of those that stand there from elsewhere.</summary>
    private static async Task<Dictionary<int, string>> AddAsync(BookingDbContext db, Guid campaign, List<(FileRow Row, RowVerdict Verdict)> batch, (Instant File, Instant Reading) moment, CancellationToken cancel)
    {
        var good = batch.Select(each => each.Verdict).OfType<RowVerdict.Good>().Select(each => each.Contact).ToArray();
        var numbers = good.Select(contact => contact.Number).Distinct(StringComparer.Ordinal).ToArray();
        var there = await db.Contacts.Where(contact => contact.CampaignId == campaign && numbers.Contains(contact.Number))
            .Select(contact => new { contact.Number, contact.Line, contact.CreatedAt })
            .ToDictionaryAsync(contact => contact.Number, contact => (contact.Line, IsOfThisFile: contact.CreatedAt == moment.File), StringComparer.Ordinal, cancel);
        Dictionary<int, string> duplicates = [];
        foreach (var contact in good)
        {
            if (there.TryGetValue(contact.Number, out var other))
            {
                if (other == (contact.Line, IsOfThisFile: true))
                    continue; // this very record was taken before the upload broke off
                duplicates[contact.Line!.Value] = other switch
                {
                    (var line, IsOfThisFile: true) => $"Line {line} has the same number, {contact.Number}.",
                    ({ } line, _) => $"{contact.Number} is in the campaign already, from line {line} of an earlier file.",
                    _ => $"{contact.Number} is in the campaign already.",
                };
                continue;
            }

            there[contact.Number] = (contact.Line, true);
            contact.Id = Guid.CreateVersion7(moment.File.ToDateTimeOffset());
            contact.CampaignId = campaign;
            contact.State = ContactState.Waiting;
            contact.NextAt = moment.Reading; // a campaign that finished before somebody went on with the file is not started by it
            contact.CreatedAt = moment.File; // one moment for the whole file: it tells its people from those of another
            db.Contacts.Add(contact);
        }

        return duplicates;
    }

    private static async Task CountAsync(BookingDbContext db, List<(FileRow Row, RowVerdict Verdict)> batch, Dictionary<int, string> duplicates, Tally tally, BadRowFile bad, CancellationToken cancel)
    {
        List<string> taken = [];
        foreach (var (row, verdict) in batch)
        {
            tally.Rows++;
            var because = verdict switch { RowVerdict.Bad wrong => wrong.Because, _ => duplicates.GetValueOrDefault(row.Line) };
            if (because is null)
            {
                taken.Add(((RowVerdict.Good)verdict).Contact.Number);
                continue;
            }

            await bad.AddAsync(row, because);
            tally.AddBad(row, because);
        }

        tally.Taken += taken.Count;
        tally.OnDoNotCall += await db.DoNotCall.CountAsync(entry => entry.Scope == DoNotCallEntry.Everywhere && taken.Contains(entry.Number), cancel);
    }

    private sealed class Tally
    {
        private readonly List<BadRow> _first = [];
        private int _bad;

        public int Rows { get; set; }

        public int Taken { get; set; }

        public int OnDoNotCall { get; set; }

        public void AddBad(FileRow row, string because)
        {
            _bad++;
            if (_first.Count >= UploadProgress.MostShown)
                return;
            var shown = string.Join(" · ", row.Cells.Select(cell => cell.Trim()).Where(cell => cell.Length > 0));
            _first.Add(new(row.Line, shown.Length > 120 ? shown[..120] + "…" : shown, because));
        }

        public UploadProgress At(double share) => new(share, Rows, Taken, _bad, OnDoNotCall, [.. _first]);
    }
}
