using System.Text.RegularExpressions;
using VoiceBooker.CallLab.Scenarios;

namespace VoiceBooker.CallLab.Callers;

/// <summary>Decides what a caller does when the bot has spoken: the scenario's rules first, then ordinary manners. Pure but for the rules that are used up.</summary>
internal sealed class CallerMind(Scenario scenario, bool spoken = false)
{
    /// <summary>What somebody who wants an appointment answers when the story says nothing else.</summary>
    private static readonly AnswerRule[] Manners =
    [
        new() { When = @"~ (any|some)thing else|else (can )?(i|we)\b|another (appointment|booking)\?", Say = "No thank you." },
        new() { When = "open", Say = "{wish}", Once = true },
        new() { When = "open", Say = "No thank you, goodbye." },
        new() { When = "name", Say = "{name}" },
        new() { When = "email", Type = "{email}" },
        new() { When = "zone", Say = "{zone}" },
        new() { When = "digits", Press = "{phone}#" },
        new() { When = "when", Say = "{when}" },
        new() { When = "choice", Say = "The first one." },
        new() { When = "yesno", Say = "Yes." },
        new() { When = "freetext", Say = "Nothing special, thank you." },
    ];

    /// <summary>What a caller on a telephone does where the embedded ears are weak: no address, or the hash key for going on without one.</summary>
    private static readonly AnswerRule[] SpokenManners =
    [
        new() { When = "email", Say = "No email please.", Once = true },
        new() { When = "email", Press = "#" },
    ];

    /// <summary>Names of patterns that many rules need: <c>@readback</c>, the question that a booking waits for; <c>@offer</c>, a list of times.</summary>
    private static readonly (string Name, string Pattern)[] Named =
    [
        ("@readback", @"(shall|should|may) i (book|go ahead|confirm|move|cancel)|(is|does) (that|this|everything|all( of)? that) (right|correct|sound)|book (it|that|this)\?"),
        ("@offer", @"\b(i have|i can offer|there is|available|how about|free)\b"),
    ];

    /// <summary>What somebody says who has got what they called for and is offered more because they were misheard.</summary>
    private static readonly AnswerRule Enough = new() { Say = "No. Goodbye." };

    private int _bookings;
    private readonly HashSet<AnswerRule> _used = new(ReferenceEqualityComparer.Instance);

    /// <summary>What the caller does now that the bot listens; null: nothing fits, the caller stays silent.</summary>
    /// <param name="expects">Kind of the question; null when it is not known.</param>
    /// <param name="text">The bot's words since the caller's last answer.</param>
    public AnswerRule? Answer(string? expects, string text)
    {
        var hasAll = !scenario.WantsMore && _bookings > 0 && _bookings >= scenario.Expect.Bookings.Count;
        if (Fits(@"~ (you're|you are) booked", expects: null, text))
            _bookings++;
        else if (hasAll && !Fits(Manners[0].When, expects: null, text))
            return Enough;
        return Find(rule => rule.InterruptAfterMs is null && Fits(rule.When, expects, text));
    }

    /// <summary>What the caller does in the middle of these words; null: listens on.</summary>
    public AnswerRule? Interrupt(string text) => Find(rule => rule.InterruptAfterMs is not null && Fits(rule.When, expects: null, text));

    /// <summary>Whether a condition holds.</summary>
    internal static bool Fits(string when, string? expects, string text)
    {
        var (kinds, pattern) = when.Split('~', 2) switch
        {
            [var k, var p] => (k.Trim(), p.Trim()),
            [var k] => (k.Trim(), ""),
            _ => ("", ""),
        };
        foreach (var (name, named) in Named)
            pattern = pattern.Replace(name, $"({named})", StringComparison.Ordinal);
        var kindFits = kinds.Length == 0 || expects is null || kinds.Split('|', StringSplitOptions.TrimEntries).Contains(expects, StringComparer.OrdinalIgnoreCase);
        return kindFits && (pattern.Length == 0 || Regex.IsMatch(text, pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)));
    }

    private AnswerRule? Find(Func<AnswerRule, bool> fits)
    {
        var rule = scenario.Answers.Concat(spoken ? SpokenManners : []).Concat(Manners).FirstOrDefault(each => !_used.Contains(each) && fits(each));
        if (rule is { Once: true })
            _used.Add(rule);
        return rule;
    }
}
