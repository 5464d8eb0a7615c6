using Microsoft.Extensions.Logging.Abstractions;
using VoiceBooker.Tests.Voice.Playing;
using VoiceBooker.Voice.Speaking;
using VoiceBooker.Voice.Time;

namespace VoiceBooker.Tests.Voice.Speaking;

public sealed class PhraseStoreTests : IDisposable
{
    private readonly DirectoryInfo _place = Directory.CreateTempSubdirectory("phrases");
    private readonly ManualClock _clock = new(VirtualTime.Start);

    private string Folder => Path.Combine(_place.FullName, "phrases");

    [Fact]
    public async Task A_phrase_survives_a_restart()
    {
        await KeepAsync("One moment, please.", Audio(1));

        var next = Store();
        Assert.Null(next.Find(Key("One moment, please.")));
        Assert.True(await next.LoadAsync(Key("One moment, please."), default));
        Assert.Equal(Audio(1), next.Find(Key("One moment, please."))!.Value.ToArray());
        Assert.False(await next.LoadAsync(Key("One moment, please.") with { Manner = "another" }, default));
        Assert.False(await next.LoadAsync(Key("One moment, please.") with { Language = "de-DE" }, default));
    }

    [Fact]
    public async Task A_torn_file_is_ignored_and_written_anew()
    {
        await KeepAsync("Hello.", Audio(1));
        var file = Assert.Single(Directory.GetFiles(Folder));
        var whole = await File.ReadAllBytesAsync(file);
        await File.WriteAllBytesAsync(file, whole[..^100]);
        Assert.False(await Store().LoadAsync(Key("Hello."), default));

        await KeepAsync("Hello.", Audio(2));
        var next = Store();
        Assert.True(await next.LoadAsync(Key("Hello."), default));
        Assert.Equal(Audio(2), next.Find(Key("Hello."))!.Value.ToArray());
    }

    [Fact]
    public async Task A_file_under_another_phrases_name_is_not_played()
    {
        await KeepAsync("Yes.", Audio(1));
        var yes = Assert.Single(Directory.GetFiles(Folder));
        await KeepAsync("No.", Audio(2));
        var no = Directory.GetFiles(Folder).Single(file => file != yes);
        File.Copy(yes, no, overwrite: true);

        Assert.False(await Store().LoadAsync(Key("No."), default));
    }

    [Fact]
    public async Task What_was_not_used_longest_goes_first()
    {
        const long Limit = 40_000; // four phrases of a second and what stands above them
        await KeepAsync("one", Audio(1), Limit);
        _clock.Advance(TimeSpan.FromDays(1));
        await KeepAsync("two", Audio(2), Limit);
        _clock.Advance(TimeSpan.FromDays(1));
        var store = Store(Limit);
        Assert.True(await store.LoadAsync(Key("one"), default));
        await RunAsync(store);
        foreach (var each in (string[])["three", "four", "five"])
        {
            _clock.Advance(TimeSpan.FromDays(1));
            await KeepAsync(each, Audio(3), Limit);
        }

        Assert.True(new DirectoryInfo(Folder).GetFiles().Sum(file => file.Length) <= Limit);
        Assert.True(await Store(Limit).LoadAsync(Key("one"), default));
        Assert.False(await Store(Limit).LoadAsync(Key("two"), default));
        Assert.True(await Store(Limit).LoadAsync(Key("five"), default));
    }

    [Fact]
    public async Task A_server_that_starts_leaves_alone_what_another_is_writing_and_removes_what_nobody_finishes()
    {
        await KeepAsync("one", Audio(1));
        var (written, abandoned) = (Path.Combine(Folder, "a.phrase.1.new"), Path.Combine(Folder, "b.phrase.2.new"));
        foreach (var file in (string[])[written, abandoned])
            await File.WriteAllTextAsync(file, "half");
        File.SetLastWriteTimeUtc(written, (_clock.GetUtcNow() - TimeSpan.FromMinutes(1)).UtcDateTime);
        File.SetLastWriteTimeUtc(abandoned, (_clock.GetUtcNow() - TimeSpan.FromHours(2)).UtcDateTime);

        await KeepAsync("two", Audio(2));
        Assert.True(File.Exists(written));
        Assert.False(File.Exists(abandoned));
    }

    [Fact]
    public async Task A_phrase_that_another_server_let_go_costs_nothing()
    {
        await KeepAsync("one", Audio(1));
        var store = Store();
        Assert.True(await store.LoadAsync(Key("one"), default));
        File.Delete(Assert.Single(Directory.GetFiles(Folder)));
        await RunAsync(store); // the use of it is noted

        Assert.NotNull(store.Find(Key("one")));
        await KeepAsync("one", Audio(1));
        Assert.True(await Store().LoadAsync(Key("one"), default));
    }

    [Fact]
    public async Task Only_the_owner_may_look_into_it()
    {
        if (OperatingSystem.IsWindows())
            return;
        await KeepAsync("Hello.", Audio(1));

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Folder));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Assert.Single(Directory.GetFiles(Folder))));
    }

    [Fact]
    public async Task What_was_rehearsed_once_is_not_spoken_again_after_a_restart()
    {
        var phrases = FixedPhrases.Of(["Hello, this is Ava. How can I help you?", "One moment, please."]);
        var voice = new ScriptedVoice(TimeProvider.System) { Delay = _ => TimeSpan.Zero };
        var store = Store();
        Assert.Equal(3, await store.RehearseAsync(voice, default, phrases, default));
        await RunAsync(store);

        Assert.Equal(0, await Store().RehearseAsync(voice, default, phrases, default));
        Assert.Equal(["Hello, this is Ava.", "How can I help you?", "One moment, please."], voice.Phrases.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_greeting_is_spoken_anew_when_the_settings_gave_its_voice_another_sound()
    {
        var phrases = FixedPhrases.Of(["Hello, this is Ava."]);
        var store = Store();
        await store.RehearseAsync(Voice("calm"), default, phrases, default);
        await RunAsync(store);

        var next = Store();
        Assert.Equal(1, await next.RehearseAsync(Voice("lively"), default, phrases, default));
        Assert.Equal(0, await next.RehearseAsync(Voice("calm"), default, phrases, default));

        static ScriptedVoice Voice(string sound) => new(TimeProvider.System) { Sound = sound, Delay = _ => TimeSpan.Zero };
    }

    public void Dispose() => _place.Delete(recursive: true);

    private static PhraseKey Key(string text) => new("scripted", "", "", text);

    private static byte[] Audio(byte tone) => [.. Enumerable.Repeat(tone, 8000)];

    private PhraseStore Store(long limit = 1 << 20) => new(Folder, limit, _clock, NullLogger<PhraseStore>.Instance);

    private async Task KeepAsync(string text, byte[] audio, long limit = 1 << 20)
    {
        var store = Store(limit);
        store.Keep(Key(text), audio);
        await RunAsync(store);
    }

    private static async Task RunAsync(PhraseStore store) => await store.RunAsync(new CancellationToken(canceled: true));
}
