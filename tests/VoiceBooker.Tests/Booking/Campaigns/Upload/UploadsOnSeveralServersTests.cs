using System.Diagnostics;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using VoiceBooker.Booking.Campaigns;
using VoiceBooker.Booking.Campaigns.Upload;
using VoiceBooker.Booking.Storage;
using VoiceBooker.Tests.Booking.Storage;
using VoiceBooker.Voice.Time;
using Xunit.Abstractions;

namespace VoiceBooker.Tests.Booking.Campaigns.Upload;

/// <summary>Servers that share a database, each with a folder that no other one sees.</summary>
public sealed class UploadsOnSeveralServersTests(ITestOutputHelper output)
{
    private static readonly Guid Spring = Guid.NewGuid();

    private readonly ManualClock _clock = new(Lists.Now.ToDateTimeOffset());

    [PostgresFact]
    public async Task A_list_that_came_by_one_server_is_mapped_by_a_second_gone_on_with_by_a_third_and_its_bad_lines_are_had_from_any()
    {
        using var database = TestDatabase.OnServer();
        await using (var db = database.CreateDbContext())
        {
            db.Campaigns.Add(new Campaign { Id = Spring, Name = "Spring" });
            await db.SaveChangesAsync();
        }

        var list = new StringBuilder("phone,name\n");
        for (var i = 0; i < 4000; i++)
            list.Append(i % 4 == 0 ? "12" : $"+1415{2_000_000 + i}").Append(",Zoë ").Append(i).Append(' ', 40).Append(".\n");
        var (first, second, third) = (Server(database), Server(database), Server(database));
        var upload = Assert.NotNull(await first.Uploads.KeepAsync(Spring, "people.csv", new MemoryStream(Encoding.UTF8.GetBytes(list.ToString())), null, CancellationToken.None));
        await using (var db = database.CreateDbContext())
            Assert.True(await db.UploadedPieces.CountAsync() >= 4);

        using (var dies = new CancellationTokenSource())
        {
            var half = await OpenAsync(second, upload);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second.Upload.RunAsync(upload, half, Lists.Guess(half), new After(3, dies), dies.Token));
        }

        var file = await OpenAsync(third, upload);
        var done = Assert.IsType<UploadAnswer.Done>(await third.Upload.RunAsync(upload, file, Lists.Guess(file), null, CancellationToken.None));
        Assert.Equal((4000, 3000, 1000), (done.Result.Rows, done.Result.Taken, done.Result.Bad));
        await using (var db = database.CreateDbContext())
            Assert.Equal(3000, await db.Contacts.CountAsync(contact => contact.CampaignId == Spring));

        foreach (var (uploads, _) in new[] { first, second, third })
        {
            await using var rows = (await uploads.OpenNotTakenAsync(Spring, upload, CancellationToken.None))!;
            using var text = new StreamReader(rows);
            var lines = (await text.ReadToEndAsync()).TrimEnd().Split("\r\n");
            Assert.Equal((1001, "Line,phone,name,Why it was not taken"), (lines.Length, lines[0]));
            Assert.StartsWith("3998,12,", lines[^1], StringComparison.Ordinal);
        }

        Assert.Null(await first.Uploads.OpenNotTakenAsync(Guid.NewGuid(), upload, CancellationToken.None)); // another campaign's
    }

    [PostgresFact]
    public async Task A_hundred_thousand_lines_pass_through_the_database_without_being_held()
    {
        using var database = TestDatabase.OnServer();
        var (uploads, _) = Server(database);
        var since = Stopwatch.StartNew();
        var upload = Assert.NotNull(await uploads.KeepAsync(Spring, "long.csv", new Lines(100_000), null, CancellationToken.None));
        var kept = since.Elapsed;

        var file = await OpenAsync((uploads, new ContactUpload(database, uploads, Lists.Anywhere, _clock)), upload);
        var (lines, rows) = (0, new List<WeakReference>());
        await using (var reader = await file.ReadAsync())
        {
            await foreach (var row in reader.ReadAsync(CancellationToken.None))
            {
                lines++;
                if (row.Line % 1000 == 0)
                    rows.Add(new WeakReference(row));
            }
        }

        GC.Collect();
        Assert.Equal(100_001, lines);
        Assert.InRange(rows.Count(row => row.IsAlive), 0, 2);
        output.WriteLine($"{file.Length / 1_000_000.0:0.0} MB kept in {kept.TotalSeconds:0.00} s, looked at and read in {(since.Elapsed - kept).TotalSeconds:0.00} s.");
    }

    private static async Task<ContactFile> OpenAsync((Uploads Uploads, ContactUpload Upload) server, Guid upload) =>
        Assert.IsType<ContactFileAnswer.Opened>(await server.Uploads.OpenAsync(upload, null, null, CancellationToken.None)).File;

    private (Uploads Uploads, ContactUpload Upload) Server(TestDatabase database)
    {
        var folder = Path.Combine(Path.GetTempPath(), "voicebooker-none-" + Guid.NewGuid().ToString("N"));
        var uploads = new Uploads(database, Options.Create(new StorageOptions { Path = Path.Combine(folder, "v.db"), ConnectionString = database.ConnectionString }), _clock);
        return (uploads, new ContactUpload(database, uploads, Lists.Anywhere, _clock));
    }

    /// <summary>Ends after so many batches.</summary>
    private sealed class After(int batches, CancellationTokenSource dies) : IProgress<UploadProgress>
    {
        private int _left = batches;

        public void Report(UploadProgress value)
        {
            if (--_left == 0)
                dies.Cancel();
        }
    }

    /// <summary>A list that is written while it is read.</summary>
    private sealed class Lines(int count) : MemoryStream
    {
        private byte[] _line = "to,name,email,timezone,company\n"u8.ToArray();
        private int _at;
        private int _number;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_at == _line.Length)
            {
                if (_number == count)
                    return ValueTask.FromResult(0);
                (_line, _at) = (Encoding.UTF8.GetBytes($"+1{415 + (_number / 50_000)}{2_000_000 + _number},\"Person {_number}, Esq.\",p{_number}@example.com,America/Los_Angeles,Company {_number}\n"), 0);
                _number++;
            }

            var taken = Math.Min(buffer.Length, _line.Length - _at);
            _line.AsMemory(_at, taken).CopyTo(buffer);
            _at += taken;
            return ValueTask.FromResult(taken);
        }
    }
}
