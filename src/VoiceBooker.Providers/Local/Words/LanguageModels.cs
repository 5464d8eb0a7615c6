using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using VoiceBooker.Providers.Local.Native;

namespace VoiceBooker.Providers.Local.Words;

/// <summary>
/// The language models and the dictionary all decoders read, made once and kept in a folder named after what they are made from: the same templates and model give the same folder.
/// </summary>
internal sealed class LanguageModels
{
    /// <summary>Raised when the way they are made changes.</summary>
    private const int Edition = 1;

    private const int SamplesPerWeight = 25;
    private const int Seed = 7;
    private const int CommonWordCount = 2500;

    /// <summary>Not to be put into a caller's mouth by a noisy line.</summary>
    private static readonly string[] Unwelcome = ["fuck", "shit", "bitch", "ass", "damn", "bastard", "nigg", "cunt", "whore", "rape", "faggot", "dick", "piss", "cock", "slut"];

    private readonly Dictionary<string, TrigramModel> _phraseless = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private readonly Lock _making = new();
    private readonly HashSet<string> _known;

    private LanguageModels(string folder, string modelFolder)
    {
        Folder = folder;
        AcousticModel = Path.Combine(modelFolder, "en-us");
        Pronouncing = new PronouncingDictionary(Path.Combine(modelFolder, "cmudict-en-us.dict"));
        _known = [.. File.ReadLines(Dictionary).Select(line => PronouncingDictionary.Word(line.AsSpan(0, line.IndexOf(' ', StringComparison.Ordinal))).ToString())];
    }

    /// <summary>Where everything lies.</summary>
    public string Folder { get; }

    /// <summary>The acoustic model's folder.</summary>
    public string AcousticModel { get; }

    /// <summary>The dictionary of all words of all vocabularies.</summary>
    public string Dictionary => Path.Combine(Folder, "words.dict");

    /// <summary>The front end's parameters for telephone speech.</summary>
    public string FeatureParameters => Path.Combine(Folder, "telephone.featparams");

    /// <summary>The whole pronouncing dictionary.</summary>
    public PronouncingDictionary Pronouncing { get; }

    /// <summary>Finds the models of this edition, or makes them (about a second).</summary>
    public static LanguageModels Open(string modelFolder, string cacheFolder)
    {
        var root = cacheFolder.Length > 0 ? cacheFolder : Path.Combine(Path.GetTempPath(), $"voicebooker-speech-{Environment.UserName}");
        var folder = Path.Combine(root, Fingerprint(modelFolder));
        if (!Directory.Exists(folder))
            Make(modelFolder, root, folder);
        return new LanguageModels(folder, modelFolder);
    }

    /// <summary>The file of a vocabulary.</summary>
    public string PathOf(Vocabulary vocabulary) => Path.Combine(Folder, $"{vocabulary.Name}.lm.bin");

    /// <summary>The file of a vocabulary in which asides are possible, made at its first need and kept for all calls; and the words the decoder has to be taught.</summary>
    public (string Path, IReadOnlyList<(string Entry, string Phones)> Taught) WithAsides(Vocabulary vocabulary, IReadOnlyList<string> asides)
    {
        var name = $"{vocabulary.Name}-{Hash(string.Create(CultureInfo.InvariantCulture, $"{Vocabulary.AsideShare}/{string.Join('/', asides)}"))}";
        var path = Path.Combine(Folder, $"{name}.lm.bin");
        lock (_making)
        {
            if (!File.Exists(path))
            {
                var arpa = Path.Combine(Folder, $"{name}-{Guid.NewGuid():N}.lm");
                WriteWithPhrases(vocabulary, [], asides, arpa);
                LanguageModelFile.Compile(arpa, $"{arpa}.bin");
                File.Delete(arpa);
                File.Move($"{arpa}.bin", path, overwrite: true); // another process may have made the same
            }
        }

        return (path, Sayable(asides).Taught);
    }

    /// <summary>
    /// Writes the model of a vocabulary in which a question's own phrases are likely, and asides possible. Those with a word nobody knows how to say are left out.
    /// Tells which words the decoder has to be taught.
    /// </summary>
    public IReadOnlyList<(string Entry, string Phones)> WriteWithPhrases(Vocabulary vocabulary, IReadOnlyList<string> phrases, IReadOnlyList<string> asides, string path)
    {
        var (offered, taught) = Sayable(phrases);
        var (aside, also) = Sayable(asides);
        var counted = Counted(vocabulary);
        var model = counted.Copy();
        Add([.. offered.SelectMany(PhraseText.WaysToSay)], vocabulary.PhraseShare);
        Add([.. aside.Select(words => (words, 1.0))], Vocabulary.AsideShare);
        using var writer = new StreamWriter(path, append: false, new UTF8Encoding(false));
        model.Write(writer);
        return [.. taught, .. also];

        void Add((string[] Words, double Weight)[] said, double share)
        {
            var total = counted.Sentences * share / (1 - share);
            var weights = said.Sum(each => each.Weight);
            foreach (var (words, weight) in said)
                model.Count(words, total * weight / weights);
        }
    }

    /// <summary>Those phrases that can be said, in words, and how those of the words are said that no vocabulary has.</summary>
    private (List<string[]> Sentences, IReadOnlyList<(string Entry, string Phones)> Taught) Sayable(IReadOnlyList<string> phrases)
    {
        var sentences = phrases.Select(PhraseText.Words).Where(words => words.Length is > 0 and <= 12).ToList();
        var strangers = sentences.SelectMany(words => words).Where(word => !_known.Contains(word)).ToHashSet(StringComparer.Ordinal);
        IReadOnlyList<(string Entry, string Phones)> taught = strangers.Count > 0 ? Pronouncing.Find(strangers) : [];
        strangers.ExceptWith(taught.Select(each => PronouncingDictionary.Word(each.Entry).ToString()));
        sentences.RemoveAll(words => words.Any(strangers.Contains));
        return (sentences, taught);
    }

    private TrigramModel Counted(Vocabulary vocabulary)
    {
        lock (_gate)
        {
            if (!_phraseless.TryGetValue(vocabulary.Name, out var model))
                _phraseless[vocabulary.Name] = model = Count(vocabulary, SentenceTemplates.Ours(), CommonWords());
            return model;
        }
    }

    private List<(string, double)> CommonWords() =>
        [.. File.ReadLines(Path.Combine(Folder, "common.txt")).Select(line => line.Split('\t')).Select(parts => (parts[0], double.Parse(parts[1], CultureInfo.InvariantCulture)))];

    private static TrigramModel Count(Vocabulary vocabulary, SentenceTemplates templates, IReadOnlyCollection<(string, double)> common)
    {
        var model = new TrigramModel();
        foreach (var sentence in templates.Sample(vocabulary.Groups, SamplesPerWeight, Seed))
            model.Count(sentence);
        if (vocabulary.CommonWords > 0)
            model.Admit(common, vocabulary.CommonWords);
        return model;
    }

    private static void Make(string modelFolder, string root, string folder)
    {
        // Everyone may read models, nobody else may write what the native library will load.
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(root);
        else
            Directory.CreateDirectory(root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        var made = Directory.CreateDirectory($"{folder}.{Guid.NewGuid():N}").FullName;
        try
        {
            File.WriteAllText(Path.Combine(made, "telephone.featparams"), Resources.Text("telephone.featparams"));

            var pronouncing = new PronouncingDictionary(Path.Combine(modelFolder, "cmudict-en-us.dict"));
            var common = MostCommon(Path.Combine(modelFolder, "en-us.lm.bin"), pronouncing);
            File.WriteAllLines(Path.Combine(made, "common.txt"), common.Select(each => string.Create(CultureInfo.InvariantCulture, $"{each.Word}\t{each.Commonness:R}")));

            var templates = SentenceTemplates.Ours();
            var words = new HashSet<string>(StringComparer.Ordinal);
            foreach (var vocabulary in Vocabulary.All)
            {
                var model = Count(vocabulary, templates, common);
                words.UnionWith(model.Words);
                var arpa = Path.Combine(made, $"{vocabulary.Name}.lm");
                using (var writer = new StreamWriter(arpa, append: false, new UTF8Encoding(false)))
                    model.Write(writer);
                LanguageModelFile.Compile(arpa, $"{arpa}.bin");
                File.Delete(arpa);
            }

            var entries = pronouncing.Find(words);
            var missing = words.Except(entries.Select(each => PronouncingDictionary.Word(each.Entry).ToString()), StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
            if (missing.Count > 0)
                throw new InvalidOperationException($"The pronouncing dictionary lacks words of our sentences: {string.Join(", ", missing)}.");

            File.WriteAllLines(Path.Combine(made, "words.dict"), entries.Select(each => $"{each.Entry} {each.Phones}"));
            Directory.Move(made, folder);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            // Another process was quicker; what it made is the same.
            Directory.Delete(made, recursive: true);
        }
    }

    /// <summary>The most common words of the language by the stock model's own count, as far as they can be pronounced.</summary>
    private static List<(string Word, double Commonness)> MostCommon(string stockModel, PronouncingDictionary pronouncing)
    {
        var words = LanguageModelFile.Unigrams(stockModel)
            .Where(each => each.Word.Length > 0 && each.Word.All(sign => char.IsAsciiLetterLower(sign) || sign == '\''))
            .Where(each => !Unwelcome.Any(unwelcome => each.Word.StartsWith(unwelcome, StringComparison.Ordinal)))
            .OrderByDescending(each => each.Score)
            .ThenBy(each => each.Word, StringComparer.Ordinal)
            .Take(CommonWordCount + 100)
            .ToList();
        var sayable = pronouncing.Find(words.Select(each => each.Word)).Select(each => PronouncingDictionary.Word(each.Entry).ToString()).ToHashSet(StringComparer.Ordinal);

        return [.. words.Where(each => sayable.Contains(each.Word)).Take(CommonWordCount).Select(each => (each.Word, Math.Exp(each.Score * Math.Log(1.0001))))];
    }

    private static string Fingerprint(string modelFolder)
    {
        var parts = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{Edition}/{SamplesPerWeight}/{Seed}/{CommonWordCount}/");
        foreach (var vocabulary in Vocabulary.All)
            parts.Append(CultureInfo.InvariantCulture, $"{vocabulary.Name}:{string.Join(',', vocabulary.Groups)}:{vocabulary.CommonWords}/");
        parts.Append(Resources.Text("templates.txt")).Append(Resources.Text("telephone.featparams"));
        foreach (var file in (string[])["cmudict-en-us.dict", "en-us.lm.bin"])
            parts.Append(CultureInfo.InvariantCulture, $"/{new FileInfo(Path.Combine(modelFolder, file)).Length}");
        return Hash(parts.ToString());
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
}
