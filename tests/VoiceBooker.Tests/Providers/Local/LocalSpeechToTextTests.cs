using System.Threading.Channels;
using Microsoft.Extensions.Options;
using VoiceBooker.Booking.Languages;
using VoiceBooker.Booking.Reception.Stopping;
using VoiceBooker.Providers.Local;
using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Lines;
using VoiceBooker.Voice.Listening;
using VoiceBooker.Voice.Turns;

namespace VoiceBooker.Tests.Providers.Local;

[Collection("offline speech")]
public sealed class LocalSpeechToTextTests(OfflineSpeech speech)
{
    private static readonly IReadOnlyList<string> WaysToStopCalls = Phrasebook.Of(Tongue.Of("en-US")).WaysToStopCalls;

    private static readonly (AnswerKind Kind, string Words)[] Answers =
    [
        (AnswerKind.Open, "i'd like to book a demo"),
        (AnswerKind.Open, "i want to schedule a meeting"),
        (AnswerKind.Open, "can i speak to a person please"),
        (AnswerKind.Open, "i need to reschedule"),
        (AnswerKind.When, "tomorrow at three p.m."),
        (AnswerKind.When, "next tuesday afternoon"),
        (AnswerKind.When, "monday at nine thirty"),
        (AnswerKind.When, "the twenty first of june"),
        (AnswerKind.When, "how about friday morning"),
        (AnswerKind.When, "between two and four"),
        (AnswerKind.YesNo, "yes that's correct"),
        (AnswerKind.YesNo, "no that's wrong"),
        (AnswerKind.YesNo, "yes please"),
        (AnswerKind.Choice, "the second one"),
        (AnswerKind.Choice, "the first one please"),
        (AnswerKind.Choice, "do you have anything later"),
        (AnswerKind.Choice, "none of those work for me"),
        (AnswerKind.Name, "my name is anna miller"),
        (AnswerKind.Name, "robert wilson"),
        (AnswerKind.Email, "mike india lima lima echo romeo"),
        (AnswerKind.Digits, "five five five zero one four seven"),
        (AnswerKind.Zone, "new york"),
        (AnswerKind.Zone, "eastern time"),
    ];

    /// <summary>By default one voice; <c>./test.sh --everything</c> hears all.</summary>
    public static TheoryData<string, double> Voices
    {
        get
        {
            var voices = new TheoryData<string, double> { { "rms", 0.25 } };
            if (Environment.GetEnvironmentVariable("VOICEBOOKER_TEST_EVERYTHING") == "1")
            {
                voices.Add("slt", 0.25);
                voices.Add("kal16", 0.25);
            }

            return voices;
        }
    }

    /// <summary>Whatever they are asked on a call that we made. No voice of flite's says a sentence twice alike; rms swallows the beginning of "take me off" every other time, which the others never do.</summary>
    [SpeechTheory]
    [InlineData("please stop calling me", AnswerKind.Open, "rms")]
    [InlineData("stop calling me", AnswerKind.YesNo, "rms")]
    [InlineData("take me off your list", AnswerKind.When, "slt")]
    [InlineData("don't call me again", AnswerKind.Choice, "rms")]
    [InlineData("stop calling me", AnswerKind.Name, "rms")]
    [InlineData("please stop calling me", AnswerKind.Email, "rms")]
    [InlineData("take me off your list", AnswerKind.Digits, "awb")]
    [InlineData("don't call me again", AnswerKind.Zone, "rms")]
    [InlineData("stop calling me", AnswerKind.FreeText, "rms")]
    public async Task Whoever_asks_not_to_be_called_again_is_understood_whatever_was_asked(string words, AnswerKind asked, string voice)
    {
        var understood = await speech.UnderstandAsync(await speech.SayAsync(words, voice), new Question(asked, []), WaysToStopCalls);
        Assert.True(StopWords.Read(understood, StopPlace.OurCall) is StopWish.Clear, understood);
    }

    [SpeechTheory]
    [MemberData(nameof(Voices))]
    public async Task What_a_voice_says_in_a_booking_call_is_understood(string voice, double mostErrors)
    {
        var errors = 0;
        var wrong = new List<string>();
        foreach (var (kind, words) in Answers)
        {
            var understood = await speech.UnderstandAsync(await speech.SayAsync(words, voice), new Question(kind, []));
            var distance = WordError.Between(words, understood);
            errors += distance;
            if (distance > 0)
                wrong.Add($"{words} -> {understood}");
        }

        var rate = (double)errors / Answers.Sum(answer => answer.Words.Split(' ').Length);
        Assert.True(rate <= mostErrors, $"{voice}: {rate:P0} of words wrong: {string.Join("; ", wrong)}");
    }

    [SpeechFact]
    public async Task Things_just_offered_are_understood_though_no_template_has_them()
    {
        string[] offered = ["acupuncture", "bicycle inspection", "garden consultation on tuesday at ten"];
        var question = new Question(AnswerKind.Choice, offered);
        foreach (var words in offered)
            Assert.Equal(words, await speech.UnderstandAsync(await speech.SayAsync(words), question));
    }

    [SpeechFact]
    public async Task The_question_that_stands_when_the_caller_begins_is_the_one_listened_for()
    {
        var expected = new ExpectedAnswer { Now = new Question(AnswerKind.Digits, []) };
        var line = Channel.CreateUnbounded<AudioFrame>();
        var heard = speech.Ears.TranscribeAsync(line.Reader, new ListeningBrief(expected), CancellationToken.None).GetAsyncEnumerator();

        Say(line, [.. OfflineSpeech.Silence(0.3), .. await speech.SayAsync("four four one two"), .. OfflineSpeech.Silence(1.2)]);
        var digits = await FinalAsync(heard);
        expected.Now = new Question(AnswerKind.When, ["tuesday at ten"]);
        Say(line, [.. OfflineSpeech.Silence(0.3), .. await speech.SayAsync("tuesday at ten"), .. OfflineSpeech.Silence(1)]);
        var time = await FinalAsync(heard);
        line.Writer.Complete();
        Assert.False(await heard.MoveNextAsync());

        Assert.InRange(WordError.Between("four four one two", digits), 0, 1);
        Assert.Equal("tuesday at ten", time);
    }

    [SpeechFact]
    public async Task Words_are_believed_while_they_are_spoken_and_certain_once_at_the_end()
    {
        var heard = await speech.HearAsync(await speech.SayAsync("Can I book an appointment for Tuesday please?"), Question.Open);

        Assert.True(heard.OfType<CallEvent.PartialTranscript>().Count() >= 2);
        var final = Assert.IsType<CallEvent.FinalTranscript>(heard[^1]);
        Assert.Single(heard.OfType<CallEvent.FinalTranscript>());
        Assert.InRange(final.Confidence, 0.003, 1);
    }

    [SpeechFact]
    public async Task A_pause_for_breath_ends_an_answer_but_not_a_dictation()
    {
        byte[] halves = [.. await speech.SayAsync("five five five"), .. OfflineSpeech.Silence(0.35), .. await speech.SayAsync("zero one four")];

        Assert.Equal(2, (await speech.HearAsync(halves, Question.Open)).OfType<CallEvent.FinalTranscript>().Count());
        Assert.Single((await speech.HearAsync(halves, new Question(AnswerKind.Digits, []))).OfType<CallEvent.FinalTranscript>());
    }

    [SpeechTheory]
    [InlineData(-12)]
    [InlineData(6)]
    public async Task Quiet_and_loud_callers_are_understood_alike(double decibels)
    {
        var audio = await speech.SayAsync("monday at nine thirty");
        var question = new Question(AnswerKind.When, []);

        Assert.InRange(WordError.Between("monday at nine thirty", await speech.UnderstandAsync(OfflineSpeech.Scaled(audio, decibels), question)), 0, 1);
    }

    [SpeechFact]
    public async Task Pieces_of_any_length_are_heard_alike()
    {
        var audio = await speech.SayAsync("next tuesday afternoon");
        var question = new Question(AnswerKind.When, []);

        var usual = OfflineSpeech.Words(await speech.HearAsync(audio, question));
        Assert.NotEqual("", usual);
        Assert.Equal(usual, OfflineSpeech.Words(await speech.HearAsync(audio, question, pieceSize: 37)));
        Assert.Equal(usual, OfflineSpeech.Words(await speech.HearAsync(audio, question, pieceSize: 4000)));
    }

    [SpeechTheory]
    [InlineData(-50)]
    [InlineData(-40)]
    public async Task A_noisy_line_says_nothing(double level) =>
        Assert.Empty(await speech.HearAsync(OfflineSpeech.Noise(20, level), Question.Open, padded: false));

    [SpeechFact]
    public async Task A_noise_that_begins_suddenly_is_no_answer() =>
        Assert.Empty((await speech.HearAsync(OfflineSpeech.Noise(2, -40), Question.YesNo)).OfType<CallEvent.FinalTranscript>());

    [SpeechFact]
    public async Task Speech_in_noise_is_still_understood()
    {
        // kal16 says the same in the same way every time; the other voices draw their breath from the process's random numbers.
        var voice = await speech.SayAsync("tomorrow at three p.m.", "kal16");
        byte[] whole = [.. OfflineSpeech.Silence(1.5), .. voice, .. OfflineSpeech.Silence(1)];
        var noise = OfflineSpeech.Noise(whole.Length / 8000.0, level: -47);
        for (var i = 0; i < whole.Length; i++)
            whole[i] = G711.Encode((short)Math.Clamp(G711.Decode(whole[i]) + G711.Decode(noise[i]), -32124, 32124));

        var heard = OfflineSpeech.Words(await speech.HearAsync(whole, new Question(AnswerKind.When, []), padded: false));
        Assert.True(WordError.Between("tomorrow at three p.m.", heard) <= 2, heard);
    }

    [SpeechFact]
    public async Task Sound_without_words_that_can_be_believed_is_reported_as_such()
    {
        var strict = new LocalSpeechOptions { CacheFolder = speech.Options.CacheFolder, LeastConfidence = 1, SpareDecoders = 0 };
        await using var ears = new LocalSpeechToText(Options.Create(strict));
        var line = Channel.CreateUnbounded<AudioFrame>();
        Say(line, [.. OfflineSpeech.Silence(0.3), .. await speech.SayAsync("the weather is strange in autumn, my dog thinks"), .. OfflineSpeech.Silence(1)]);
        line.Writer.Complete();

        var finals = new List<CallEvent>();
        await foreach (var happened in ears.TranscribeAsync(line.Reader, new ListeningBrief(new ExpectedAnswer()), CancellationToken.None))
            if (happened is CallEvent.FinalTranscript)
                finals.Add(happened);

        Assert.NotEmpty(finals);
        Assert.All(finals, final => Assert.Equal(new CallEvent.FinalTranscript("", 0), final));
    }

    [SpeechFact]
    public async Task A_last_yes_before_the_line_goes_is_kept()
    {
        var line = Channel.CreateUnbounded<AudioFrame>();
        Say(line, [.. OfflineSpeech.Silence(0.3), .. (await speech.SayAsync("yes please", "kal16"))[..^1600]]);
        line.Writer.Complete();

        var heard = speech.Ears.TranscribeAsync(line.Reader, new ListeningBrief(new ExpectedAnswer { Now = Question.YesNo }), CancellationToken.None).GetAsyncEnumerator();
        Assert.EndsWith("please", await FinalAsync(heard), StringComparison.Ordinal);
        Assert.False(await heard.MoveNextAsync());
    }

    [SpeechFact]
    public async Task Hanging_up_ends_the_listening_at_once()
    {
        using var hangUp = new CancellationTokenSource();
        var line = Channel.CreateUnbounded<AudioFrame>();
        var heard = speech.Ears.TranscribeAsync(line.Reader, new ListeningBrief(new ExpectedAnswer()), hangUp.Token).GetAsyncEnumerator(CancellationToken.None);
        Say(line, OfflineSpeech.Silence(1));
        var next = heard.MoveNextAsync();
        await hangUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await next);
        await heard.DisposeAsync();
    }

    [SpeechFact]
    public async Task Eight_calls_at_once_understand_what_each_would_alone()
    {
        var answers = Answers.Take(8).ToList();
        var audio = new List<byte[]>();
        foreach (var (_, words) in answers)
            audio.Add(await speech.SayAsync(words));
        var alone = new List<string>();
        for (var i = 0; i < answers.Count; i++)
            alone.Add(await speech.UnderstandAsync(audio[i], new Question(answers[i].Kind, [])));

        var together = await Task.WhenAll(Enumerable.Range(0, answers.Count).Select(i => speech.UnderstandAsync(audio[i], new Question(answers[i].Kind, []))));

        Assert.Equal(alone, together);
    }

    private static void Say(Channel<AudioFrame> line, byte[] muLaw)
    {
        foreach (var frame in muLaw.Chunk(AudioFrame.Size))
            line.Writer.TryWrite(new AudioFrame(frame, TimeSpan.Zero));
    }

    private static async Task<string> FinalAsync(IAsyncEnumerator<CallEvent> heard)
    {
        while (await heard.MoveNextAsync())
            if (heard.Current is CallEvent.FinalTranscript final)
                return final.Text;
        return "(nothing)";
    }
}
