using VoiceBooker.Providers.Local.Native;
using VoiceBooker.Providers.Local.Words;
using VoiceBooker.Voice.Turns;

namespace VoiceBooker.Providers.Local.Hearing;

/// <summary>One call's decoder with the language model of the question that stands. Used by one thread at a time.</summary>
internal sealed class Listener : IDisposable
{
    private readonly Decoder _decoder;
    private readonly LanguageModels _models;
    private readonly HashSet<string> _loaded = new(StringComparer.Ordinal);
    private readonly HashSet<string> _taught = new(StringComparer.Ordinal);
    private readonly string _phrasesFile;
    private Question? _question;
    private string? _withPhrases;
    private int _phraseModels;

    private Listener(Decoder decoder, LanguageModels models)
    {
        _decoder = decoder;
        _models = models;
        _phrasesFile = Path.Combine(models.Folder, $"phrases-{Guid.NewGuid():N}.lm");
    }

    /// <summary>What is listened for.</summary>
    public Vocabulary Vocabulary { get; private set; } = Vocabulary.For(AnswerKind.Open);

    /// <summary>What may be said at any moment instead of an answer; set before the first question.</summary>
    public IReadOnlyList<string> Asides
    {
        get;
        set => (field, _question) = (value, null);
    } = [];

    /// <summary>Loads a decoder that is ready for anything and for yes and no; takes about a tenth of a second.</summary>
    public static Listener Open(LanguageModels models)
    {
        var listener = new Listener(Decoder.Open(models.AcousticModel, models.Dictionary, models.FeatureParameters), models);
        listener.Expect(Question.YesNo);
        listener.Expect(Question.Open);
        return listener;
    }

    /// <summary>Makes ready for answers to <paramref name="question"/>; nothing to do when it stands already. Not within an utterance.</summary>
    public void Expect(Question question)
    {
        if (ReferenceEquals(question, _question))
            return;

        var vocabulary = Vocabulary.For(question.Kind);
        if (question.Phrases.Count > 0)
            SelectWithPhrases(vocabulary, question.Phrases);
        else if (Asides.Count > 0)
            SelectWithAsides(vocabulary);
        else
            Select(vocabulary);
        (_question, Vocabulary) = (question, vocabulary);
    }

    /// <summary>Begins an utterance.</summary>
    public void Start() => _decoder.Start();

    /// <summary>Hears 16 kHz samples.</summary>
    public void Hear(ReadOnlySpan<short> samples) => _decoder.Hear(samples);

    /// <summary>The words believed so far, as people write them.</summary>
    public string Words() => Written(_decoder.Words());

    /// <summary>Ends the utterance.</summary>
    public (string Words, double Probability) End()
    {
        var (words, probability) = _decoder.End();
        return (Written(words), probability);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _decoder.Dispose();
        File.Delete(_phrasesFile);
    }

    /// <summary>The dictionary spells letters "a." and alternative pronunciations "the(2)"; people write "a" and "the". The halves of the day keep their full stops.</summary>
    internal static string Written(string decoded) => string.Join(' ', decoded.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Written1));

    private static string Written1(string token)
    {
        var word = PronouncingDictionary.Word(token).ToString();
        return word.Length == 2 && word[1] == '.' ? word[..1] : word;
    }

    private void Select(Vocabulary vocabulary)
    {
        if (_loaded.Add(vocabulary.Name))
            _decoder.AddModel(vocabulary.Name, _models.PathOf(vocabulary));
        _decoder.Select(vocabulary.Name);
    }

    private void SelectWithAsides(Vocabulary vocabulary)
    {
        var name = $"{vocabulary.Name} with asides";
        if (_loaded.Add(name))
        {
            var (path, taught) = _models.WithAsides(vocabulary, Asides);
            Teach(taught);
            _decoder.AddModel(name, path);
        }

        _decoder.Select(name);
    }

    private void SelectWithPhrases(Vocabulary vocabulary, IReadOnlyList<string> phrases)
    {
        Teach(_models.WriteWithPhrases(vocabulary, phrases, Asides, _phrasesFile));
        var before = _withPhrases;
        _withPhrases = $"phrases {++_phraseModels}";
        _decoder.AddModel(_withPhrases, _phrasesFile);
        _decoder.Select(_withPhrases);
        if (before is not null)
            _decoder.RemoveModel(before);
    }

    private void Teach(IEnumerable<(string Entry, string Phones)> words)
    {
        foreach (var (entry, phones) in words)
            if (_taught.Add(entry))
                _decoder.AddWord(entry, phones);
    }
}
