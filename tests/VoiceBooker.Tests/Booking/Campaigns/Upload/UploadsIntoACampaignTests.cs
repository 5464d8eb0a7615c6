using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using VoiceBooker.Booking.Campaigns;
using VoiceBooker.Booking.Campaigns.Upload;
using VoiceBooker.Booking.Dialling;
using VoiceBooker.Booking.Storage;
using VoiceBooker.Tests.Booking.Storage;
using VoiceBooker.Voice.Time;

namespace VoiceBooker.Tests.Booking.Campaigns.Upload;

public sealed class UploadsIntoACampaignTests : IDisposable
{
    private static readonly Guid Spring = Guid.NewGuid();

    private readonly Lists _lists = new();
    private readonly TestDatabase _database = TestDatabase.InMemory();
    private readonly ManualClock _clock = new(Lists.Now.ToDateTimeOffset());
    private readonly Uploads _uploads;
    private readonly ContactUpload _upload;
    private Guid _last;

    public UploadsIntoACampaignTests()
    {
        _uploads = new(_database, Options.Create(new StorageOptions { Path = _lists.PathOf("data.db"), ConnectionString = _database.ConnectionString }), _clock);
        _upload = new(_database, _uploads, Lists.Anywhere, _clock);
        using var db = _database.CreateDbContext();
        db.Campaigns.Add(new Campaign { Id = Spring, Name = "Spring" });
        db.SaveChanges();
    }

    public void Dispose()
    {
        _lists.Dispose();
        _database.Dispose();
    }

    [Fact]
    public async Task Good_lines_become_contacts_and_bad_ones_a_file_with_their_reasons()
    {
        var file = await _lists.OpenAsync("phone;name;note\n+14155550147;Ann;=1+1\n12;Ben;\n+1 (415) 555-0147;Ann again;\n+14155550148;Cy;\n", mark: true);

        var done = Assert.IsType<UploadAnswer.Done>(await RunAsync(file));
        Assert.Equal((4, 2, 2), (done.Result.Rows, done.Result.Taken, done.Result.Bad));
        Assert.Equal([(3, "“12” has 2 digits; a number in the United States has 10. Numbers of other countries begin with + and the country's code."), (4, "Line 2 has the same number, +14155550147.")], done.Result.FirstBad.Select(row => (row.Line, row.Because)));
        Assert.Equal(
            "\uFEFFLine;phone;name;note;Why it was not taken\r\n3;12;Ben;;\"“12” has 2 digits; a number in the United States has 10. Numbers of other countries begin with + and the country's code.\"\r\n4;+1 (415) 555-0147;Ann again;;Line 2 has the same number, +14155550147.\r\n",
            await NotTakenAsync());

        await using var db = _database.CreateDbContext();
        var ann = await db.Contacts.SingleAsync(contact => contact.Number == "+14155550147");
        Assert.Equal((Spring, "Ann", 2, ContactState.Waiting, Lists.Now, "=1+1"), (ann.CampaignId!.Value, ann.Name, ann.Line!.Value, ann.State, ann.NextAt, ann.Variables["note"]));
        Assert.Equal((ConsentKind.Express, "web form", Lists.AskedFor.Text), (ann.Consent, ann.ConsentChannel, ann.ConsentText));
    }

    [Fact]
    public async Task A_number_of_a_country_that_is_not_called_is_a_bad_line_and_says_which_setting_allows_it()
    {
        var file = await _lists.OpenAsync("phone,name\n+14155550147,Ann\n+493012345678,Ben\n");
        var done = Assert.IsType<UploadAnswer.Done>(await new ContactUpload(_database, _uploads, Lists.Callable(""), _clock).RunAsync(await KeepAsync(""), file, Lists.Guess(file) with { By = "ann@example.com" }, null, CancellationToken.None));
        Assert.Equal((1, 1), (done.Result.Taken, done.Result.Bad));
        Assert.Contains("Dialling:Countries", done.Result.FirstBad[0].Because, StringComparison.Ordinal);
        await using var db = _database.CreateDbContext();
        Assert.Equal("ann@example.com", (await db.Contacts.SingleAsync()).ConsentBy);
    }

    [Fact]
    public async Task The_file_of_bad_lines_is_mended_and_uploaded_as_it_is()
    {
        await RunAsync(await _lists.OpenAsync("phone,name\n12,Ben\n"));
        var mended = (await NotTakenAsync()).TrimStart('\uFEFF').Replace(",12,", ",+14155550149,", StringComparison.Ordinal);

        var done = Assert.IsType<UploadAnswer.Done>(await RunAsync(await _lists.OpenAsync(mended)));
        Assert.Equal((1, 0), (done.Result.Taken, done.Result.Bad));
        await using var db = _database.CreateDbContext();
        Assert.Equal(["name"], (await db.Contacts.SingleAsync()).Variables.Keys);
    }

    [Fact]
    public async Task A_file_that_broke_off_is_uploaded_again_without_harm()
    {
        var file = await _lists.OpenAsync(TwelveHundred());
        using var breakOff = new CancellationTokenSource();
        var first = await KeepAsync("");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _upload.RunAsync(first, file, Lists.Guess(file), new First(breakOff), breakOff.Token));
        _clock.Advance(TimeSpan.FromMinutes(1));

        var done = Assert.IsType<UploadAnswer.Done>(await RunAsync(file));
        Assert.Equal((1200, 700, 500), (done.Result.Rows, done.Result.Taken, done.Result.Bad));
        Assert.Equal("+14155552000 is in the campaign already, from line 2 of an earlier file.", done.Result.FirstBad[0].Because);
        await using var db = _database.CreateDbContext();
        Assert.Equal(1200, await db.Contacts.CountAsync());
    }

    [Fact]
    public async Task An_import_whose_server_died_is_gone_on_with_as_if_nothing_had_been()
    {
        var first = await KeepAsync(TwelveHundred() + "12,Short\n");
        using (var dies = new CancellationTokenSource())
        {
            var file = await OpenAsync(first);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _upload.RunAsync(first, file, Lists.Guess(file), new First(dies), dies.Token));
        }

        // A server that dies says nothing: half a minute long it may still be at it.
        await using (var db = _database.CreateDbContext())
            await db.Uploads.ExecuteUpdateAsync(set => set.SetProperty(upload => upload.ReadAt, Lists.Now));
        var unfinished = Assert.Single(await _uploads.UnfinishedAsync(Spring, CancellationToken.None));
        Assert.Equal(("people.csv", 500, true), (unfinished.Name, unfinished.Rows, _uploads.IsBeingRead(unfinished)));
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.False(_uploads.IsBeingRead(unfinished));

        var again = await OpenAsync(first);
        var done = Assert.IsType<UploadAnswer.Done>(await _upload.RunAsync(first, again, Lists.Guess(again), null, CancellationToken.None));
        Assert.Equal((1201, 1200, 1, Lists.Now), (done.Result.Rows, done.Result.Taken, done.Result.Bad, done.Moment));
        Assert.Equal(2, (await NotTakenAsync()).TrimEnd().Split("\r\n").Length);
        await using (var db = _database.CreateDbContext())
            Assert.Equal(1200, await db.Contacts.CountAsync(contact => contact.CreatedAt == Lists.Now));

        // The file is gone now; whoever goes on with it once more is told what to do.
        Assert.Empty(await _uploads.UnfinishedAsync(Spring, CancellationToken.None));
        Assert.Contains("Upload it again", Assert.IsType<ContactFileAnswer.Unreadable>(await _uploads.OpenAsync(first, null, null, CancellationToken.None)).Because, StringComparison.Ordinal);
        Assert.Contains("Upload it again", Assert.Single(Assert.IsType<UploadAnswer.Unusable>(await _upload.RunAsync(first, again, Lists.Guess(again), null, CancellationToken.None)).Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_uploaded_is_gone_after_a_week()
    {
        var old = await KeepAsync("phone\n+14155550147\n");
        _clock.Advance(TimeSpan.FromDays(7) + TimeSpan.FromSeconds(1));
        Assert.Empty(await _uploads.UnfinishedAsync(Spring, CancellationToken.None));
        if (_database.ConnectionString.Length == 0)
            File.SetLastWriteTimeUtc(Path.Combine(_lists.PathOf("uploads"), $"{old:N}.csv"), Lists.Now.ToDateTimeUtc());
        await KeepAsync("phone\n+14155550148\n");

        await using var db = _database.CreateDbContext();
        Assert.Single(await db.Uploads.ToListAsync());
        Assert.IsType<ContactFileAnswer.Unreadable>(await _uploads.OpenAsync(old, null, null, CancellationToken.None));
        Assert.Equal(_database.ConnectionString.Length == 0 ? 0 : 1, await db.UploadedPieces.CountAsync());
    }

    [Fact]
    public async Task What_is_larger_than_allowed_leaves_nothing_behind()
    {
        Assert.Null(await _uploads.KeepAsync(Spring, "large.csv", new Endless(ContactFile.MostBytes + 1), null, CancellationToken.None));
        await using var db = _database.CreateDbContext();
        Assert.Empty(await db.Uploads.ToListAsync());
        Assert.Empty(await db.UploadedPieces.Select(piece => piece.Number).ToListAsync());
    }

    [Fact]
    public async Task One_person_is_removed_but_not_who_was_tried_and_the_campaign_ends_with_the_last()
    {
        await RunAsync(await _lists.OpenAsync("phone\n+14155550147\n+14155550148\n"));
        await using var db = _database.CreateDbContext();
        var people = await db.Contacts.AsNoTracking().OrderBy(contact => contact.Number).ToListAsync();
        db.Attempts.Add(new Attempt { Id = Guid.NewGuid(), ContactId = people[0].Id, Try = 1, Number = people[0].Number });
        await db.SaveChangesAsync();
        await db.Campaigns.ExecuteUpdateAsync(set => set.SetProperty(campaign => campaign.State, CampaignState.Running));
        await db.Contacts.Where(contact => contact.Id == people[0].Id).ExecuteUpdateAsync(set => set.SetProperty(contact => contact.State, ContactState.Done));

        Assert.False(await _upload.RemoveAsync(Spring, people[0].Id, CancellationToken.None));
        Assert.False(await _upload.RemoveAsync(Guid.NewGuid(), people[1].Id, CancellationToken.None)); // not in that campaign
        Assert.True(await _upload.RemoveAsync(Spring, people[1].Id, CancellationToken.None));
        Assert.Equal(people[0].Id, Assert.Single(await db.Contacts.Select(contact => contact.Id).ToListAsync()));
        Assert.Equal(CampaignState.Finished, await db.Campaigns.Select(campaign => campaign.State).SingleAsync());
    }

    [Fact]
    public async Task An_upload_is_taken_back_but_for_whom_was_tried()
    {
        var done = Assert.IsType<UploadAnswer.Done>(await RunAsync(await _lists.OpenAsync("phone\n+14155550147\n+14155550148\n")));
        await using (var db = _database.CreateDbContext())
        {
            var tried = await db.Contacts.FirstAsync();
            db.Attempts.Add(new Attempt { Id = Guid.NewGuid(), ContactId = tried.Id, Try = 1, Number = tried.Number });
            await db.SaveChangesAsync();
        }

        var listed = Assert.Single(await _upload.ListAsync(Spring, CancellationToken.None));
        Assert.Equal((done.Moment, 2, 1), (listed.Moment, listed.People, listed.Tried));
        Assert.NotNull(listed.File);
        Assert.Equal(1, await _upload.TakeBackAsync(Spring, done.Moment, CancellationToken.None));
    }

    [Fact]
    public async Task A_campaign_that_is_over_takes_nobody()
    {
        await using (var db = _database.CreateDbContext())
            await db.Campaigns.ExecuteUpdateAsync(set => set.SetProperty(campaign => campaign.State, CampaignState.Stopped));

        Assert.Contains("stopped", Assert.IsType<UploadAnswer.NotNow>(await RunAsync(await _lists.OpenAsync("phone\n+14155550147\n"))).Because, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Numbers_on_the_do_not_call_list_are_counted()
    {
        await using (var db = _database.CreateDbContext())
        {
            db.DoNotCall.Add(new DoNotCallEntry { Id = Guid.NewGuid(), Number = "+14155550147", Source = "call", At = Lists.Now });
            await db.SaveChangesAsync();
        }

        Assert.Equal(1, Assert.IsType<UploadAnswer.Done>(await RunAsync(await _lists.OpenAsync("phone\n+14155550147\n+14155550148\n"))).Result.OnDoNotCall);
    }

    [Fact]
    public async Task A_hundred_thousand_lines_are_read_and_checked_without_being_held()
    {
        var path = _lists.PathOf("long.csv");
        await using (var text = new StreamWriter(path))
        {
            await text.WriteAsync("to,name,email,timezone,company\n");
            for (var i = 0; i < 100_000; i++)
                await text.WriteAsync($"+1{415 + i / 50_000}{2_000_000 + i},\"Person {i}, Esq.\",p{i}@example.com,America/Los_Angeles,Company {i}\n");
        }

        var file = Assert.IsType<ContactFileAnswer.Opened>(await Lists.OpenPathAsync(path)).File;
        var check = new RowCheck(Lists.Guess(file), [], Lists.Now);
        var good = 0;
        List<WeakReference> rows = []; // the heap itself would tell of whatever other tests hold
        await using var reader = await file.ReadAsync();
        await foreach (var row in reader.ReadAsync(CancellationToken.None))
        {
            if (check.Check(row) is RowVerdict.Good)
                good++;
            if (row.Line % 1000 == 0)
                rows.Add(new WeakReference(row));
        }

        GC.Collect();
        Assert.Equal(100_000, good);
        Assert.InRange(rows.Count(row => row.IsAlive), 0, 2);
    }

    [Fact]
    [FileOnly]
    public async Task Uploaded_files_are_for_the_servers_account_only()
    {
        var upload = await KeepAsync("phone\n");
        var path = Path.Combine(_lists.PathOf("uploads"), $"{upload:N}.csv");
        Assert.Equal("phone\n", await File.ReadAllTextAsync(path));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        await _uploads.RemoveAsync(upload, CancellationToken.None);
        Assert.False(File.Exists(path));
    }

    private static string TwelveHundred()
    {
        var list = new StringBuilder("phone,name\n");
        for (var i = 0; i < 1200; i++)
            list.Append("+1415555").Append(2000 + i).Append(",P").Append(i).Append('\n');
        return list.ToString();
    }

    private async Task<Guid> KeepAsync(string text) => _last = Assert.NotNull(await _uploads.KeepAsync(Spring, "people.csv", new MemoryStream(Encoding.UTF8.GetBytes(text)), null, CancellationToken.None));

    private async Task<ContactFile> OpenAsync(Guid upload) => Assert.IsType<ContactFileAnswer.Opened>(await _uploads.OpenAsync(upload, null, null, CancellationToken.None)).File;

    /// <summary>The file of the last upload's rows that were not taken, as it is downloaded.</summary>
    private async Task<string> NotTakenAsync()
    {
        await using var rows = (await _uploads.OpenNotTakenAsync(Spring, _last, CancellationToken.None))!;
        using var bytes = new MemoryStream();
        await rows.CopyToAsync(bytes);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private async Task<UploadAnswer> RunAsync(ContactFile file) => await _upload.RunAsync(await KeepAsync(""), file, Lists.Guess(file), null, CancellationToken.None);

    /// <summary>Breaks off after the first batch.</summary>
    private sealed class First(CancellationTokenSource breakOff) : IProgress<UploadProgress>
    {
        public void Report(UploadProgress value) => breakOff.Cancel();
    }

    /// <summary>So many bytes, none of which is held.</summary>
    private sealed class Endless(long left) : MemoryStream
    {
        private long _left = left;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = (int)Math.Min(buffer.Length, _left);
            buffer.Span[..read].Fill((byte)'1');
            _left -= read;
            return ValueTask.FromResult(read);
        }
    }
}
