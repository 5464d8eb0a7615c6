using Microsoft.Extensions.Logging.Abstractions;
using VoiceBooker.Tests.Voice.Playing;
using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Dialogue;
using VoiceBooker.Voice.Engines;
using VoiceBooker.Voice.Speaking;

namespace VoiceBooker.Tests.Voice.Speaking;

[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001", Justification = "The calls dispose their voices.")]
public sealed class VoiceChainTests
{
    private const byte OtherTone = 0x90;
    private const string ReadBack = "That is Tuesday, the first of December, at ten in the morning, for Ada Lovelace.";

    private ScriptedVoice? _first;
    private ScriptedVoice? _second;

    [Fact]
    public void A_voice_that_dies_between_two_phrases_is_not_noticed_but_for_its_sound()
    {
        var call = new CallScript()
            .Voices(time => [_first = new ScriptedVoice(time) { Name = "first", Fails = phrase => phrase.StartsWith("Would", StringComparison.Ordinal) ? new IOException("gone") : null }, _second = Second(time)])
            .CallerSays("what is free", from: 2, until: 3)
            .BotAnswers("On Monday I have nine and eleven. Would that suit you? Or another day?").CallerHangsUp(14).Play();

        Assert.Equal("On Monday I have nine and eleven. Would that suit you? Or another day?", call.Conversation.LastOfBot!.Text);
        Assert.False(call.Conversation.LastOfBot.CutOff);
        Assert.Equal(["Would that suit you? ", "Or another day?"], _second!.Phrases); // and who took over stays
        var over = Assert.Single(call.Journal.Of("failed-over"));
        Assert.Equal(("voice", "first", "second"), (over.GetProperty("part").GetString(), over.GetProperty("from").GetString(), over.GetProperty("to").GetString()));
        Assert.Empty(call.Journal.Of("error"));
        Assert.Empty(call.Journal.Of("filler"));
    }

    [Fact]
    public void A_phrase_that_breaks_off_before_the_line_had_it_is_spoken_by_the_next_voice_alone()
    {
        var call = new CallScript()
            .Voices(time => [_first = new ScriptedVoice(time) { Name = "first", BreaksAfter = phrase => phrase.StartsWith("And", StringComparison.Ordinal) ? S(0.5) : null }, _second = Second(time)])
            .CallerSays("what is free", from: 2, until: 3)
            .BotAnswers("On Monday I have nine and eleven, and on Tuesday ten and two. And on Wednesday I have three.").CallerHangsUp(16).Play();

        Assert.NotEmpty(At(call, 0xB2)); // hello, the two clauses of the first sentence,
        Assert.Empty(At(call, 0xB3)); // and the broken one, which never reached the ear
        Assert.NotEmpty(At(call, OtherTone));
        Assert.Equal("On Monday I have nine and eleven, and on Tuesday ten and two. And on Wednesday I have three.", call.Conversation.LastOfBot!.Text);
    }

    [Fact]
    public void A_phrase_that_breaks_off_in_the_callers_ear_is_said_again_from_its_beginning()
    {
        var call = Broken("On Monday I have nine and eleven.", tag: null).CallerHangsUp(14).Play();

        Assert.InRange(At(call, 0xB1).Count, 20, 60); // about a second of it was heard
        Assert.Equal("On Monday I have nine and eleven.", Assert.Single(_second!.Phrases));
        Assert.InRange(At(call, OtherTone).Count * 20, ScriptedVoice.LengthOf("On Monday I have nine and eleven.").TotalMilliseconds - 40, 5000);
        Assert.Equal("On Monday I have nine and eleven.", call.Conversation.LastOfBot!.Text);
        Assert.False(call.Conversation.LastOfBot.CutOff);
    }

    [Fact]
    public void A_read_back_that_breaks_off_counts_once_another_voice_has_said_all_of_it()
    {
        var call = Broken(ReadBack, tag: "read-back").CallerHangsUp(16).Play();

        Assert.True(call.Conversation.WasHeard("read-back"));
        Assert.Equal(ReadBack, string.Concat(_second!.Phrases));
    }

    [Fact]
    public void A_read_back_cut_by_a_dying_voice_does_not_count_as_heard_when_the_caller_hangs_up_in_its_repetition()
    {
        var call = Broken(ReadBack, tag: "read-back").CallerHangsUp(6).Play();

        Assert.False(call.Conversation.WasHeard("read-back"));
    }

    [Fact]
    public void A_read_back_that_no_voice_could_end_is_not_heard()
    {
        var call = new CallScript()
            .Voices(time => [_first = Dying(time), _second = new ScriptedVoice(time) { Name = "second", Paced = true, BreaksAfter = _ => S(1) }])
            .CallerSays("yes please", from: 2, until: 3)
            .BotAnswers(new Answer(CallScript.Line(ReadBack, tag: "read-back")))
            .CallerHangsUp(25).Play();

        Assert.False(call.Conversation.WasHeard("read-back"));
        Assert.True(call.Conversation.LastOfBot!.CutOff);
        Assert.Contains(call.Journal.Of("error"), error => error.GetProperty("part").GetString() == "voice");
    }

    [Fact]
    public void A_voice_that_is_late_gives_way_to_the_next()
    {
        var call = new CallScript()
            .Voices(time => [_first = new ScriptedVoice(time) { Name = "first", Delay = phrase => phrase.StartsWith("Monday", StringComparison.Ordinal) ? S(60) : S(0.04) }, _second = Second(time)])
            .CallerSays("what is free", from: 2, until: 3)
            .BotAnswers("Monday at nine.").CallerHangsUp(12).Play();

        Assert.Equal("Monday at nine.", call.Conversation.LastOfBot!.Text);
        var taken = call.Journal.Of("turn.timing")[0];
        Assert.InRange(taken.GetProperty("firstAudioMs").GetInt64(), 1500, 3500);
        Assert.Equal(["Monday at nine."], _second!.Phrases);
        Assert.Contains("1.5 s", Assert.Single(call.Journal.Of("failed-over")).GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void While_a_voice_is_late_the_caller_hears_a_filler()
    {
        var store = Store();
        store.Keep(Key("One moment please."), Recorded());
        var call = new CallScript()
            .Parts(parts => parts with { Store = store, Fixed = FixedPhrases.Of(["One moment please."]) })
            .Voices(time => [new ScriptedVoice(time) { Name = "first", Delay = phrase => phrase.StartsWith("Monday", StringComparison.Ordinal) ? S(5) : S(0.04) }])
            .CallerSays("what is free", from: 2, until: 3)
            .BotAnswers("Monday at nine.").CallerHangsUp(16).Play();

        Assert.Equal("Monday at nine.", call.Conversation.LastOfBot!.Text);
        var filler = At(call, 0x55);
        Assert.Equal(50, filler.Count);
        Assert.True(filler[^1] < At(call, 0xB1)[0]);
    }

    [Fact]
    public void The_last_voice_has_all_the_time_it_takes()
    {
        var call = new CallScript { Options = new() { Fillers = 5 } }
            .Voices(time => [_first = new ScriptedVoice(time) { Delay = phrase => phrase.StartsWith("Monday", StringComparison.Ordinal) ? S(6) : S(0.04) }])
            .CallerSays("what is free", from: 2, until: 3)
            .BotAnswers("Monday at nine.").CallerHangsUp(14).Play();

        Assert.Equal("Monday at nine.", call.Conversation.LastOfBot!.Text);
        Assert.Empty(call.Journal.Of("error"));
    }

    [Fact]
    public void Fixed_phrases_come_from_the_store_whatever_voice_is_up()
    {
        var call = Stored("Hello, this is Ava.", time => [Dead(time, "first"), Dead(time, "second")]).Play();

        Assert.NotEmpty(At(call, 0x55));
        Assert.Equal("Hello, this is Ava.", call.Conversation.Utterances[0].Text);
        Assert.Empty(call.Journal.Of("error"));
    }

    [Fact]
    public void After_an_outage_a_greeting_the_backup_once_spoke_is_spoken_by_the_usual_voice()
    {
        var store = Store();
        store.Keep(Key("Hello, this is Ava.") with { Engine = "second" }, Recorded());
        var call = Greeting("Hello, this is Ava.", store, time => [new ScriptedVoice(time) { Name = "first" }, _second = Second(time)]).Play();

        Assert.Empty(At(call, 0x55));
        Assert.NotEmpty(At(call, 0xB0));
        Assert.NotNull(store.Find(Key("Hello, this is Ava."))); // from now on it is there
    }

    [Fact]
    public void When_the_usual_voice_dies_over_a_set_sentence_the_backups_recording_of_it_is_played()
    {
        var store = Store();
        store.Keep(Key("Hello, this is Ava.") with { Engine = "second" }, Recorded());
        var call = Greeting("Hello, this is Ava.", store, time => [Dead(time, "first"), _second = Second(time)]).Play();

        Assert.Equal(50, At(call, 0x55).Count);
        Assert.Empty(_second!.Phrases);
        Assert.Equal("Hello, this is Ava.", call.Conversation.Utterances[0].Text);
        Assert.False(call.Conversation.Utterances[0].CutOff);
    }

    [Fact]
    public void While_the_usual_voice_rests_its_recordings_serve_the_calls_that_the_backup_leads()
    {
        var call = Stored("Hello, this is Ava.", time => [Dead(time, "first"), _second = Second(time)], resting: "first").Play();

        Assert.Equal(50, At(call, 0x55).Count);
        Assert.Empty(_second!.Phrases);
        Assert.Empty(call.Journal.Of("failed-over"));
    }

    [Fact]
    public void While_the_usual_voice_rests_the_backups_own_recording_goes_first()
    {
        var store = Store();
        store.Keep(Key("Hello, this is Ava."), Recorded());
        store.Keep(Key("Hello, this is Ava.") with { Engine = "second" }, Enumerable.Repeat((byte)0x66, 8000).ToArray());
        var call = Greeting("Hello, this is Ava.", store, time => [Dead(time, "first"), _second = Second(time)], resting: "first").Play();

        Assert.Equal((0, 50), (At(call, 0x55).Count, At(call, 0x66).Count));
    }

    [Fact]
    public void The_greeting_starts_at_once_when_the_store_has_it_and_how_long_it_took_is_on_record()
    {
        var call = Stored("Hello, this is Ava.", time => [new ScriptedVoice(time) { Name = "first", Delay = _ => S(1) }]).Play();

        Assert.Equal(100, Assert.Single(call.Journal.Of("greeting.timing")).GetProperty("firstAudioMs").GetInt64());
    }

    [Fact]
    public void What_holds_a_callers_name_is_never_kept()
    {
        var store = Store();
        var call = new CallScript()
            .Greets("Hello, this is Ava.")
            .Parts(parts => parts with { Store = store, Fixed = FixedPhrases.Of(["Hello, this is Ava.", "One moment, please."]) })
            .Voices(time => [new ScriptedVoice(time) { Name = "first" }])
            .CallerSays("ada lovelace", from: 3, until: 4)
            .BotAnswers("Thank you, Ada Lovelace. One moment, please.").CallerHangsUp(12).Play();

        Assert.Equal("Thank you, Ada Lovelace. One moment, please.", call.Conversation.LastOfBot!.Text);
        Assert.NotNull(store.Find(Key("Hello, this is Ava.")));
        Assert.NotNull(store.Find(Key("One moment, please.")));
        Assert.Null(store.Find(Key("Thank you, Ada Lovelace.")));
    }

    private CallScript Broken(string text, string? tag) => new CallScript()
        .Voices(time => [_first = Dying(time), _second = Second(time)])
        .CallerSays("yes please", from: 2, until: 3)
        .BotAnswers(new Answer(CallScript.Line(text, tag: tag)));

    private static CallScript Stored(string greeting, Func<TimeProvider, ITextToSpeech[]> voices, string? resting = null)
    {
        var store = Store();
        store.Keep(Key(greeting), Recorded());
        return Greeting(greeting, store, voices, resting);
    }

    private static CallScript Greeting(string greeting, PhraseStore store, Func<TimeProvider, ITextToSpeech[]> voices, string? resting = null) => new CallScript()
        .Greets(greeting)
        .Parts(parts => parts with { Store = store, Fixed = FixedPhrases.Of([greeting]), LineOpenedAt = parts.Time.GetTimestamp(), Health = Health(parts, resting) })
        .Voices(voices)
        .CallerHangsUp(4);

    private static EngineHealth Health(CallParts parts, string? resting)
    {
        var health = new EngineHealth(parts.Speech, parts.Time);
        for (var failure = 0; resting is not null && failure < parts.Speech.FailuresBeforeRest; failure++)
            health.Failed(EngineHealth.Voice, resting, "out of order");
        return health;
    }

    /// <summary>A second that nobody but the store can have.</summary>
    private static byte[] Recorded() => [.. Enumerable.Repeat((byte)0x55, 8000)];

    private static PhraseStore Store() => new("/nowhere", 0, TimeProvider.System, NullLogger<PhraseStore>.Instance);

    private static PhraseKey Key(string text) => new("first", "", "", text);

    /// <summary>Breaks off after a second of every phrase but its first.</summary>
    private static ScriptedVoice Dying(TimeProvider time) => new(time) { Name = "first", Paced = true, BreaksAfter = phrase => phrase == "Hello." ? null : S(1) };

    private static ScriptedVoice Dead(TimeProvider time, string name) => new(time) { Name = name, Fails = _ => new IOException("dead") };

    private static ScriptedVoice Second(TimeProvider time) => new(time) { Name = "second", FirstTone = OtherTone };

    private static List<TimeSpan> At(PlayedCall call, int tone) => [.. call.Line.Ear.Where(each => Array.IndexOf(each.Frame, (byte)tone) >= 0).Select(each => each.At)];

    private static TimeSpan S(double seconds) => TimeSpan.FromSeconds(seconds);
}
