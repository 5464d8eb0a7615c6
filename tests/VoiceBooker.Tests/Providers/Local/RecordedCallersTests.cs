using VoiceBooker.Booking.Languages;
using VoiceBooker.Booking.Reception;
using VoiceBooker.Booking.Reception.Stopping;
using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Turns;

namespace VoiceBooker.Tests.Providers.Local;

/// <summary>Skipped, saying so, where the recordings do not lie beside the checkout or a package is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RecordingsTheoryAttribute : TheoryAttribute
{
    public RecordingsTheoryAttribute() => Skip = new SpeechFactAttribute().Skip;
}

/// <summary>A hundred utterances of four synthetic voices against what they were measured to give, with slack: a guard against getting worse, no claim about people.</summary>
[Collection("offline speech")]
public sealed class RecordedCallersTests(OfflineSpeech speech)
{
    /// <summary>By default every second recording is played, so that nobody waits for what the others say as well; <c>./test.sh --everything</c> plays all.</summary>
    private static readonly int Step = Environment.GetEnvironmentVariable("VOICEBOOKER_TEST_EVERYTHING") == "1" ? 1 : 2;

    private static readonly string Folder = Path.Combine(House.House.Root, "tests", "audio");

    [RecordingsTheory]
    [InlineData("core", "clean", false, 0.12, 0.86)]
    [InlineData("core", "noise", false, 0.60, 0.35)]
    [InlineData("paraphrase", "clean", false, 0.58, 0.40)]
    [InlineData("name", "clean", false, 0.25, 0.60)]
    [InlineData("digits", "clean", false, 0.40, 0.50)]
    [InlineData("spelling alphabet", "clean", false, 0.30, 0.50)]
    [InlineData("name", "clean", true, 0.25, 0.60)]
    [InlineData("digits", "clean", true, 0.40, 0.50)]
    [InlineData("spelling alphabet", "clean", true, 0.30, 0.50)]
    public async Task Recorded_callers_are_understood_as_well_as_before(string kind, string condition, bool onOurCall, double mostWordErrors, double leastMeaningRight)
    {
        int errors = 0, words = 0, right = 0, all = 0;
        var wrong = new List<string>();
        foreach (var (file, said) in Recordings(kind, condition).Where((_, index) => index % Step == 0))
        {
            var understood = OfflineSpeech.Words(await speech.HearAsync(file.Audio, new Question(file.Asked, []), padded: condition == "clean", asides: onOurCall ? Phrasebook.Of(Tongue.English).WaysToStopCalls : [])); // a line's noise is there from the first frame
            Assert.False(StopWords.Read(understood, StopPlace.OurCall) is StopWish.Clear && StopWords.Read(said, StopPlace.OurCall) is not StopWish.Clear, $"{said} -> {understood}");
            var same = Meaning.Of(said) == Meaning.Of(understood);
            errors += WordError.Between(said, understood);
            words += said.Split(' ').Length;
            right += same ? 1 : 0;
            all++;
            if (!same)
                wrong.Add($"{said} -> {understood}");
        }

        var figures = $"{kind}, {condition}: {all} utterances, {(double)errors / words:P1} of words wrong, {(double)right / all:P0} with the right meaning. Wrong: {string.Join("; ", wrong)}";
        Assert.True((double)errors / words <= mostWordErrors && (double)right / all >= leastMeaningRight, figures);
    }

    [RecordingsTheory]
    [InlineData("noise_white.wav")]
    [InlineData("noise_pink.wav")]
    public async Task Steady_noise_is_not_taken_for_a_caller(string file)
    {
        var heard = await speech.HearAsync(Read(Path.Combine(Folder, file)), Question.Open, padded: false);

        Assert.Empty(heard.OfType<CallEvent.FinalTranscript>());
    }

    private static IEnumerable<((byte[] Audio, AnswerKind Asked) File, string Said)> Recordings(string kind, string condition)
    {
        foreach (var line in File.ReadLines(Path.Combine(Folder, "manifest.tsv")).Skip(1))
        {
            var fields = line.Split('\t');
            if (fields[2] != kind || fields[4] == "clean" != (condition == "clean"))
                continue;

            var asked = fields[2] == "paraphrase" ? AnswerKind.Open : fields[0][..2] switch
            {
                "yn" => AnswerKind.YesNo,
                "ch" => AnswerKind.Choice,
                "dt" => AnswerKind.When,
                "nm" => AnswerKind.Name,
                "nt" => AnswerKind.Email,
                "dg" => AnswerKind.Digits,
                _ => AnswerKind.Open,
            };
            yield return ((Read(Path.Combine(Folder, fields[0])), asked), fields[3]);
        }
    }

    /// <summary>The bytes of a mono mu-law WAV.</summary>
    private static byte[] Read(string path)
    {
        var file = File.ReadAllBytes(path);
        var at = 12;
        while (!file.AsSpan(at, 4).SequenceEqual("data"u8))
            at += 8 + BitConverter.ToInt32(file, at + 4);
        return file[(at + 8)..];
    }
}
