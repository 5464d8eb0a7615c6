using System.Globalization;

namespace VoiceBooker.Providers.Local.Words;

/// <summary>The sentences of a booking call as templates (<c>templates.txt</c>), and samples drawn from them: what the language models are made of.</summary>
internal sealed class SentenceTemplates
{
    private readonly Dictionary<string, string[][]> _classes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<(int Weight, string[] Parts)>> _groups = new(StringComparer.Ordinal);

    private SentenceTemplates()
    {
    }

    /// <summary>The templates that ship with us.</summary>
    public static SentenceTemplates Ours() => Parse(Resources.Text("templates.txt"));

    /// <summary>Reads the form that the head of <c>templates.txt</c> explains.</summary>
    public static SentenceTemplates Parse(string text)
    {
        var read = new SentenceTemplates();
        var alternatives = new Dictionary<string, List<string[]>>(StringComparer.Ordinal);
        List<string[]>? intoClass = null;
        List<(int, string[])>? intoGroup = null;
        foreach (var line in text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (line[0] == '#')
                continue;

            if (line.StartsWith("[class ", StringComparison.Ordinal))
                (intoClass, intoGroup) = (alternatives[line[7..^1]] = [], null);
            else if (line[0] == '[')
                (intoClass, intoGroup) = (null, read._groups[line[1..^1]] = []);
            else if (intoClass is not null)
                intoClass.Add(line == "-" ? [] : line.Split(' '));
            else
                intoGroup!.Add((int.Parse(line[..line.IndexOf(' ', StringComparison.Ordinal)], CultureInfo.InvariantCulture), line.Split(' ')[1..]));
        }

        foreach (var (name, lines) in alternatives)
            read._classes[name] = [.. lines];
        return read;
    }

    /// <summary>Draws sentences from the groups, as many from each template as its weight times <paramref name="per"/> times the group's share asks for. The same arguments give the same sentences.</summary>
    public IEnumerable<string[]> Sample(IEnumerable<(string Group, double Share)> groups, int per, int seed)
    {
        // Repeatable drawing, not secrecy: the language model must come out the same on every machine.
#pragma warning disable CA5394
        var random = new Random(seed);
#pragma warning restore CA5394
        var words = new List<string>();
        foreach (var (group, share) in groups)
        {
            foreach (var (weight, parts) in _groups[group])
            {
                var times = Math.Max(1, (int)Math.Round(weight * per * share));
                for (var i = 0; i < times; i++)
                {
                    words.Clear();
                    Expand(parts, random, words);
                    yield return [.. words];
                }
            }
        }
    }

    private void Expand(string[] parts, Random random, List<string> into)
    {
        foreach (var part in parts)
        {
            if (part[0] != '{')
            {
                into.Add(part);
                continue;
            }

            var alternatives = _classes[part[1..^1]];
#pragma warning disable CA5394
            Expand(alternatives[random.Next(alternatives.Length)], random, into);
#pragma warning restore CA5394
        }
    }
}
