using System.Threading.Channels;
using Microsoft.Extensions.Options;
using VoiceBooker.Booking.Calendars.Mail;
using VoiceBooker.Booking.Storage;
using VoiceBooker.Providers.Local;
using VoiceBooker.Server.Calls;
using VoiceBooker.Server.Console;
using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Engines;
using VoiceBooker.Voice.Lines;
using VoiceBooker.Voice.Listening;
using VoiceBooker.Voice.Speaking;
using VoiceBooker.Voice.Time;

namespace VoiceBooker.Tests.Server.Calls;

public sealed class SpeechEnginesTests
{
    private readonly LocalSpeechCheck _missing = new(Options.Create(new LocalSpeechOptions { ModelFolder = "/nowhere" }));

    private readonly EngineHealth _health = new(new SpeechOptions(), new ManualClock(DateTimeOffset.UnixEpoch));

    [Fact]
    public void Engines_are_asked_in_the_order_of_the_settings_and_others_are_said_to_be_unused()
    {
        var speech = Speech(["beta", "Alpha"], ["alpha"]);

        Assert.Equal(["beta", "alpha"], speech.Ears.Select(ear => ear.Name));
        Assert.Equal(["alpha"], speech.Voices.Select(voice => voice.Name));
        Assert.Contains("beta could speak and is not named in Speech:Voices", speech.Unused);
        Assert.Null(speech.Problem);
    }

    [Fact]
    public void Missing_packages_of_the_embedded_engine_keep_no_call_away_that_others_can_serve()
    {
        var speech = Speech(["alpha", "local"], ["alpha", "local"]);

        Assert.Null(speech.Problem);
        Assert.Equal(["alpha"], speech.Ears.Select(ear => ear.Name));
        Assert.Contains("pocketsphinx", speech.LookAtEars()[1].Trouble, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_the_embedded_engines_packages_nobody_listens_where_nobody_else_is_named()
    {
        var speech = Speech([], ["alpha"]);

        Assert.Empty(speech.Ears);
        Assert.Contains("apt-get install", speech.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_no_engine_has_is_a_mistake_in_the_settings_that_lists_those_there_are()
    {
        Engine[] engines = [new("local"), new("alpha")];
        var result = new SpeechNames(engines, engines).Validate(null, new SpeechOptions { Ears = ["alpha", "gamma"], Voices = ["ALPHA"] });

        var failure = Assert.Single(result.Failures!);
        Assert.Contains("Speech:Ears names 'gamma'", failure, StringComparison.Ordinal);
        Assert.Contains("Configured are: alpha, local.", failure, StringComparison.Ordinal);
    }

    [Fact]
    public void The_console_shows_who_is_asked_in_which_order_and_who_rests_and_why()
    {
        for (var i = 0; i < 3; i++)
            _health.Failed(EngineHealth.Ears, "alpha", "the connection was refused");
        var checks = new SystemChecks(Speech(["alpha", "beta"], ["alpha"]), Options.Create(new StorageOptions()), Options.Create(new CallsOptions()), Options.Create(new MailOptions())).Look();

        Assert.Equal(
            [
                (false, "“alpha” listens, and rests for 30 s after failures (the connection was refused)."),
                (true, "“beta” listens when the one before it fails."),
                (true, "“alpha” speaks."),
            ],
            checks.Take(3).Select(check => (check.Works, check.Text)));
    }

    private SpeechEngines Speech(string[] ears, string[] voices)
    {
        Engine[] engines = [new("local"), new("alpha"), new("beta")];
        var options = new SpeechOptions { Ears = ears, Voices = voices };
        return new SpeechEngines(engines, engines, Options.Create(options), _missing, _health);
    }

    private sealed class Engine(string name) : ISpeechToText, ITextToSpeech
    {
        public string Name => name;

        public string Manner(SpokenVoice voice) => voice.Name;

        public ICallVoice Open(SpokenVoice voice) => throw new NotSupportedException("Nobody calls here.");

        public IAsyncEnumerable<CallEvent> TranscribeAsync(ChannelReader<AudioFrame> audio, ListeningBrief brief, CancellationToken hangUp) => throw new NotSupportedException("Nobody calls here.");
    }
}
