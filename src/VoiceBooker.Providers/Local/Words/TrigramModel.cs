using System.Globalization;
using System.Text;

namespace VoiceBooker.Providers.Local.Words;

/// <summary>A trigram language model counted from sentences, smoothed by Witten and Bell's method and written as back-off ARPA text.</summary>
/// <remarks>
/// Interpolated Witten-Bell: a context's unseen mass is the share of distinct words that followed it, spread as the next shorter context would.
/// Words without a sentence of their own (<see cref="Admit"/>) share in the unseen mass of the single words.
/// </remarks>
internal sealed class TrigramModel
{
    private const string Begin = "<s>";
    private const string End = "</s>";

    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private readonly List<string> _words = [];
    private readonly Dictionary<int, double> _one = [];
    private readonly Dictionary<(int, int), double> _two = [];
    private readonly Dictionary<(int, int, int), double> _three = [];
    private readonly Dictionary<int, double> _admitted = [];

    /// <summary>The words a decoder needs in its dictionary.</summary>
    public IEnumerable<string> Words => _one.Keys.Concat(_admitted.Keys).Distinct().Select(id => _words[id]).Where(word => word is not Begin and not End);

    /// <summary>How many sentences were counted.</summary>
    public double Sentences { get; private set; }

    /// <summary>A copy to count further sentences into.</summary>
    public TrigramModel Copy()
    {
        var copy = new TrigramModel { Sentences = Sentences };
        foreach (var word in _words)
            copy.Id(word);
        foreach (var (key, count) in _one)
            copy._one[key] = count;
        foreach (var (key, count) in _two)
            copy._two[key] = count;
        foreach (var (key, count) in _three)
            copy._three[key] = count;
        foreach (var (key, share) in _admitted)
            copy._admitted[key] = share;
        return copy;
    }

    /// <summary>Counts a sentence as if it had been heard <paramref name="times"/> times.</summary>
    public void Count(IReadOnlyList<string> sentence, double times = 1)
    {
        if (sentence.Count == 0)
            return;

        Sentences += times;
        int beforeLast = -1, last = Id(Begin);
        for (var i = 0; i <= sentence.Count; i++)
        {
            var word = Id(i < sentence.Count ? sentence[i] : End);
            Add(_one, word, times);
            Add(_two, (last, word), times);
            if (beforeLast >= 0)
                Add(_three, (beforeLast, last, word), times);
            (beforeLast, last) = (last, word);
        }
    }

    /// <summary>Lets words be heard that no sentence has.</summary>
    /// <param name="words">The words with how common each is among them (any unit).</param>
    /// <param name="share">How much of all single words they may make up together, 0 to 1.</param>
    public void Admit(IReadOnlyCollection<(string Word, double Commonness)> words, double share)
    {
        var all = words.Sum(each => each.Commonness);
        foreach (var (word, commonness) in words)
            _admitted[Id(word)] = share * commonness / all;
    }

    /// <summary>Writes the model as ARPA text.</summary>
    public void Write(TextWriter into)
    {
        var p1 = Singles();

        var h2 = new Dictionary<int, (double Sum, int Kinds)>();
        foreach (var ((a, _), count) in _two)
            h2[a] = h2.TryGetValue(a, out var had) ? (had.Sum + count, had.Kinds + 1) : (count, 1);
        var p2 = new Dictionary<(int, int), double>(_two.Count);
        var left2 = new Dictionary<int, (double Seen, double Lower)>();
        foreach (var ((a, b), count) in _two)
        {
            var (sum, kinds) = h2[a];
            var p = (count + (kinds * p1[b])) / (sum + kinds);
            p2[(a, b)] = p;
            left2[a] = left2.TryGetValue(a, out var had) ? (had.Seen + p, had.Lower + p1[b]) : (p, p1[b]);
        }

        var h3 = new Dictionary<(int, int), (double Sum, int Kinds)>();
        foreach (var ((a, b, _), count) in _three)
            h3[(a, b)] = h3.TryGetValue((a, b), out var had) ? (had.Sum + count, had.Kinds + 1) : (count, 1);
        var p3 = new List<((int A, int B, int C) Words, double P)>(_three.Count);
        var left3 = new Dictionary<(int, int), (double Seen, double Lower)>();
        foreach (var ((a, b, c), count) in _three)
        {
            var (sum, kinds) = h3[(a, b)];
            var p = (count + (kinds * p2[(b, c)])) / (sum + kinds);
            p3.Add(((a, b, c), p));
            left3[(a, b)] = left3.TryGetValue((a, b), out var had) ? (had.Seen + p, had.Lower + p2[(b, c)]) : (p, p2[(b, c)]);
        }

        var text = new StringBuilder(64 * (p1.Count + p2.Count + p3.Count));
        text.Append(CultureInfo.InvariantCulture, $"\\data\\\nngram 1={p1.Count + 1}\nngram 2={p2.Count}\nngram 3={p3.Count}\n\n\\1-grams:\n");
        Line(text, -99, BackOff(left2, Id(Begin)), Begin);
        foreach (var (word, p) in p1.OrderBy(each => _words[each.Key], StringComparer.Ordinal))
            Line(text, Math.Log10(p), BackOff(left2, word), _words[word]);

        text.Append("\n\\2-grams:\n");
        foreach (var ((a, b), p) in p2.OrderBy(each => _words[each.Key.Item1], StringComparer.Ordinal).ThenBy(each => _words[each.Key.Item2], StringComparer.Ordinal))
            Line(text, Math.Log10(p), BackOff(left3, (a, b)), _words[a], _words[b]);

        text.Append("\n\\3-grams:\n");
        p3.Sort((x, y) => Compare(x.Words, y.Words));
        foreach (var ((a, b, c), p) in p3)
            Line(text, Math.Log10(p), null, _words[a], _words[b], _words[c]);

        text.Append("\n\\end\\\n");
        into.Write(text);
    }

    /// <summary>Probabilities of single words: counted ones, the unseen mass evenly over all, and the admitted words' own share.</summary>
    private Dictionary<int, double> Singles()
    {
        var all = _one.Keys.Concat(_admitted.Keys).Distinct().ToArray();
        var total = _one.Values.Sum();
        var kinds = _one.Count;
        var share = _admitted.Values.Sum();
        return all.ToDictionary(
            word => word,
            word => ((1 - share) * (_one.GetValueOrDefault(word) + ((double)kinds / all.Length)) / (total + kinds)) + _admitted.GetValueOrDefault(word));
    }

    private int Compare((int A, int B, int C) x, (int A, int B, int C) y) =>
        string.CompareOrdinal(_words[x.A], _words[y.A]) is var a and not 0 ? a
        : string.CompareOrdinal(_words[x.B], _words[y.B]) is var b and not 0 ? b
        : string.CompareOrdinal(_words[x.C], _words[y.C]);

    private static double BackOff<TContext>(Dictionary<TContext, (double Seen, double Lower)> left, TContext context)
        where TContext : notnull =>
        left.TryGetValue(context, out var mass) ? Math.Log10(Math.Max(1e-9, (1 - mass.Seen) / Math.Max(1 - mass.Lower, 1e-9))) : 0;

    private static void Line(StringBuilder text, double p, double? backOff, params ReadOnlySpan<string> words)
    {
        text.Append(CultureInfo.InvariantCulture, $"{p:F4}\t").AppendJoin(' ', words);
        if (backOff is { } weight)
            text.Append(CultureInfo.InvariantCulture, $"\t{weight:F4}");
        text.Append('\n');
    }

    private static void Add<TKey>(Dictionary<TKey, double> counts, TKey key, double times)
        where TKey : notnull =>
        counts[key] = counts.GetValueOrDefault(key) + times;

    private int Id(string word)
    {
        if (_ids.TryGetValue(word, out var id))
            return id;

        _ids[word] = id = _words.Count;
        _words.Add(word);
        return id;
    }
}
