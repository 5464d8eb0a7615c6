using System.Globalization;
using VoiceBooker.Providers.Local.Hearing;
using VoiceBooker.Providers.Local.Words;

namespace VoiceBooker.Tests.Providers.Local;

[Collection("offline speech")]
public sealed class LanguageModelTests(OfflineSpeech speech)
{
    [Fact]
    public void Every_context_of_the_model_has_probabilities_that_sum_to_one()
    {
        var model = new TrigramModel();
        foreach (var sentence in SentenceTemplates.Ours().Sample([("answers", 1)], per: 2, seed: 1))
            model.Count(sentence);
        model.Admit([("umbrella", 2.0), ("window", 1.0)], share: 0.03);
        using var text = new StringWriter();
        model.Write(text);

        var arpa = new Arpa(text.ToString());

        string[] vocabulary = [.. model.Words, "</s>"];
        foreach (string[] context in (string[][])[[], ["<s>"], ["that"], ["<s>", "that"], ["no", "that's"], ["umbrella"], ["that", "umbrella"]])
            Assert.Equal(1, vocabulary.Sum(word => Math.Pow(10, arpa.Score(context, word))), tolerance: 0.01);
        Assert.True(arpa.Score(["<s>"], "yes") > arpa.Score(["<s>"], "umbrella") + 0.3);
        Assert.Equal(0.02, Math.Pow(10, arpa.Score([], "umbrella")), tolerance: 0.002);
    }

    [Fact]
    public void The_same_templates_give_the_same_sentences()
    {
        var templates = SentenceTemplates.Ours();
        var once = templates.Sample([("when", 1), ("control", 0.5)], per: 1, seed: 7).Select(words => string.Join(' ', words)).ToList();

        Assert.Equal(once, templates.Sample([("when", 1), ("control", 0.5)], per: 1, seed: 7).Select(words => string.Join(' ', words)));
        Assert.True(once.Distinct(StringComparer.Ordinal).Count() > 200);
    }

    [Theory]
    [InlineData("Tuesday at ten", "tuesday at ten")]
    [InlineData("Tuesday, March 3rd at 10:30 a.m.", "tuesday march third at ten thirty a.m.")]
    [InlineData("the 21st at 9:05 PM", "the twenty first at nine oh five p.m.")]
    [InlineData("2 o'clock", "two o'clock")]
    [InlineData("Room 45", "room forty five")]
    public void Phrases_of_a_question_become_words_of_the_dictionary(string phrase, string words) =>
        Assert.Equal(words, string.Join(' ', PhraseText.Words(phrase)));

    [Theory]
    [InlineData("a. n. n. a. at example dot com", "a n n a at example dot com")]
    [InlineData("tomorrow at three p.m.", "tomorrow at three p.m.")]
    [InlineData("the(2) second one", "the second one")]
    public void Words_come_out_the_way_people_write_them(string decoded, string written) => Assert.Equal(written, Listener.Written(decoded));

    [SpeechFact]
    public void All_vocabularies_are_there_and_made_only_once()
    {
        var models = speech.Models;
        var made = Vocabulary.All.Select(vocabulary => File.GetLastWriteTimeUtc(models.PathOf(vocabulary))).ToList();

        Assert.All(Vocabulary.All, vocabulary => Assert.True(File.Exists(models.PathOf(vocabulary))));
        Assert.Equal(made, Vocabulary.All.Select(vocabulary => File.GetLastWriteTimeUtc(speech.Models.PathOf(vocabulary))));
        Assert.InRange(File.ReadLines(models.Dictionary).Count(), 2500, 6000);
    }

    /// <summary>Reads ARPA text back and scores with back-off, independently of what wrote it.</summary>
    private sealed class Arpa
    {
        private readonly Dictionary<string, (double P, double BackOff)> _grams = new(StringComparer.Ordinal);

        public Arpa(string text)
        {
            foreach (var line in text.Split('\n').Select(line => line.Split('\t')).Where(parts => parts.Length >= 2))
                _grams[line[1]] = (double.Parse(line[0], CultureInfo.InvariantCulture), line.Length > 2 ? double.Parse(line[2], CultureInfo.InvariantCulture) : 0);
        }

        public double Score(string[] context, string word)
        {
            if (_grams.TryGetValue(string.Join(' ', [.. context, word]), out var gram))
                return gram.P;
            return context.Length == 0 ? -99 : _grams.GetValueOrDefault(string.Join(' ', context)).BackOff + Score(context[1..], word);
        }
    }
}
