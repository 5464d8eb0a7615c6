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
    private readonly ContactUpload _upload;

    public UploadsIntoACampaignTests()
    {
        _upload = new(_database, Lists.Anywhere, _clock);
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
            Encoding.UTF8.GetString(await File.ReadAllBytesAsync(_lists.PathOf("bad.csv"))));

        await using var db = _database.CreateDbContext();
        var ann = await db.Contacts.SingleAsync(contact => contact.Number == "+14155550147");
        Assert.Equal((Spring, "Ann", 2, ContactState.Waiting, Lists.Now, "=1+1"), (ann.CampaignId!.Value, ann.Name, ann.Line!.Value, ann.State, ann.NextAt, ann.Variables["note"]));
        Assert.Equal((ConsentKind.Express, "web form", Lists.AskedFor.Text), (ann.Consent, ann.ConsentChannel, ann.ConsentText));
    }

    [Fact]
    public async Task A_number_of_a_country_that_is_not_called_is_a_bad_line_and_says_which_setting_allows_it()
    {
        var file = await _lists.OpenAsync("phone,name\n+14155550147,Ann\n+493012345678,Ben\n");
        var done = Assert.IsType<UploadAnswer.Done>(await new ContactUpload(_database, Lists.Callable(""), _clock).RunAsync(Spring, file, Lists.Guess(file) with { By = "ann@example.com" }, _lists.PathOf("bad.csv"), null, CancellationToken.None));
        Assert.Equal((1, 1), (done.Result.Taken, done.Result.Bad));
        Assert.Contains("Dialling:Countries", done.Result.FirstBad[0].Because, StringComparison.Ordinal);
        await using var db = _database.CreateDbContext();
        Assert.Equal("ann@example.com", (await db.Contacts.SingleAsync()).ConsentBy);
    }

    [Fact]
    public async Task The_file_of_bad_lines_is_mended_and_uploaded_as_it_is()
    {
        await RunAsync(await _lists.OpenAsync("phone,name\n12,Ben\n"));
        var mended = (await File.ReadAllTextAsync(_lists.PathOf("bad.csv"))).Replace(",12,", ",+14155550149,", StringComparison.Ordinal);

        var done = Assert.IsType<UploadAnswer.Done>(await RunAsync(await _lists.OpenAsync(mended)));
        Assert.Equal((1, 0), (done.Result.Taken, done.Result.Bad));
        await using var db = _database.CreateDbContext();
        Assert.Equal(["name"], (await db.Contacts.SingleAsync()).Variables.Keys);
    }

    [Fact]
    public async Task A_file_that_broke_off_is_uploaded_again_without_harm()
    {
        var list = new StringBuilder("phone,name\n");
        for (var i = 0; i < 1200; i++)
            list.Append("+1415555").Append(2000 + i).Append(",P").Append(i).Append('\n');
        var file = await _lists.OpenAsync(list.ToString());
        using var breakOff = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _upload.RunAsync(Spring, file, Lists.Guess(file), _lists.PathOf("bad.csv"), new First(breakOff), breakOff.Token));
        _clock.Advance(TimeSpan.FromMinutes(1));

        var done = Assert.IsType<UploadAnswer.Done>(await RunAsync(file));
        Assert.Equal((1200, 700, 500), (done.Result.Rows, done.Result.Taken, done.Result.Bad));
        Assert.Equal("+14155552000 is in the campaign already, from line 2 of an earlier file.", done.Result.FirstBad[0].Because);
        await using var db = _database.CreateDbContext();
        Assert.Equal(1200, await db.Contacts.CountAsync());
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

        var file = Assert.IsType<ContactFileAnswer.Opened>(await ContactFile.OpenAsync(path, null, null, CancellationToken.None)).File;
        var check = new RowCheck(Lists.Guess(file), [], Lists.Now);
        var good = 0;
        List<WeakReference> rows = []; // the heap itself would tell of whatever other tests hold
        await using var reader = file.Read();
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
    public async Task Uploaded_files_are_for_the_servers_account_only_and_never_larger_than_allowed()
    {
        var folder = new UploadFolder(Options.Create(new StorageOptions { Path = _lists.PathOf("data.db") }), _clock);
        var upload = Guid.NewGuid();
        Assert.True(await folder.KeepAsync(upload, new MemoryStream("phone\n"u8.ToArray()), null, CancellationToken.None));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder.PathOf(upload)));
        folder.Remove(upload);
        Assert.False(File.Exists(folder.PathOf(upload)));
    }

    private Task<UploadAnswer> RunAsync(ContactFile file) => _upload.RunAsync(Spring, file, Lists.Guess(file), _lists.PathOf("bad.csv"), null, CancellationToken.None);

    /// <summary>Breaks off after the first batch.</summary>
    private sealed class First(CancellationTokenSource breakOff) : IProgress<UploadProgress>
    {
        public void Report(UploadProgress value) => breakOff.Cancel();
    }
}
