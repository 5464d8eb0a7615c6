using System.Text;
using Microsoft.Extensions.Options;
using NodaTime;
using VoiceBooker.Booking.Campaigns;
using VoiceBooker.Booking.Campaigns.Upload;
using VoiceBooker.Booking.Dialling;
using VoiceBooker.Tests.Booking.Dialling;
using VoiceBooker.Voice.Time;

namespace VoiceBooker.Tests.Booking.Campaigns.Upload;

/// <summary>Files of contacts, on disk as an upload leaves them; they go with it.</summary>
internal sealed class Lists : IDisposable
{
    public static readonly Instant Now = Instant.FromUtc(2026, 3, 27, 12, 0);

    public static readonly DeclaredConsent AskedFor = new(ConsentKind.Express, new LocalDate(2026, 1, 15), "I agree to be called about my check-up.", "web form");

    /// <summary>Every country is called.</summary>
    public static readonly CallableCountries Anywhere = Callable("*");

    private readonly string _folder = Directory.CreateTempSubdirectory("voicebooker-lists-").FullName;

    /// <summary>What the settings let be called, by a server with a number of the United States.</summary>
    public static CallableCountries Callable(string countries)
    {
        var options = Options.Create(new DiallingOptions { Countries = countries });
        return new(new OwnNumbers(new ScriptedCarrier(new ManualClock(Now.ToDateTimeOffset())), options), options);
    }

    public string PathOf(string name) => Path.Combine(_folder, name);

    public async Task<ContactFile> OpenAsync(string text, Encoding? encoding = null, bool mark = false) =>
        Assert.IsType<ContactFileAnswer.Opened>(await AnswerAsync([.. mark ? (encoding ?? Encoding.UTF8).GetPreamble() : [], .. (encoding ?? new UTF8Encoding(false)).GetBytes(text)])).File;

    public async Task<ContactFileAnswer> AnswerAsync(byte[] bytes)
    {
        var path = PathOf("list.csv");
        await File.WriteAllBytesAsync(path, bytes);
        return await OpenPathAsync(path);
    }

    public static Task<ContactFileAnswer> OpenPathAsync(string path) => ContactFile.OpenAsync(() => Task.FromResult<Stream>(File.OpenRead(path)), null, null, CancellationToken.None);

    public static ContactMapping Guess(ContactFile file, string country = "US") => ContactMapping.Guess(file, country) with { Consent = AskedFor };

    public static async Task<List<FileRow>> RowsAsync(ContactFile file)
    {
        await using var reader = await file.ReadAsync();
        List<FileRow> rows = [];
        await foreach (var row in reader.ReadAsync(CancellationToken.None))
            rows.Add(row);
        return rows;
    }

    /// <summary>What each line is worth, by the usual mapping.</summary>
    public static async Task<List<RowVerdict>> CheckAsync(ContactFile file, ContactMapping? mapping = null, params UsedVariable[] used)
    {
        mapping ??= Guess(file);
        var check = new RowCheck(mapping, used, Now);
        return [.. (await RowsAsync(file)).Skip(mapping.HasNames ? 1 : 0).Select(check.Check)];
    }

    public static Contact Good(RowVerdict verdict) => Assert.IsType<RowVerdict.Good>(verdict).Contact;

    public static string Why(RowVerdict verdict) => Assert.IsType<RowVerdict.Bad>(verdict).Because;

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
