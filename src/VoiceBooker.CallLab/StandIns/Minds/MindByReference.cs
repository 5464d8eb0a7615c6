using System.Text.RegularExpressions;

namespace VoiceBooker.CallLab.StandIns.Minds;

/// <summary>
/// Which call a request belongs to. The wire does not say; so the suites put a line into the notes of the business of each call ("Reference: 0042.") that comes back in the system's message.
/// </summary>
internal static partial class CallReference
{
    /// <summary>The line.</summary>
    public static string Line(string reference) => $"Reference: {reference}.";

    /// <summary>The reference in the system's message; null when there is none.</summary>
    public static string? In(MindRequest request) =>
        request.Messages.Where(each => each.Role is "system" or "developer").Select(each => Pattern().Match(each.Text)).FirstOrDefault(match => match.Success)?.Groups[1].Value;

    [GeneratedRegex(@"^Reference: ([\w-]+)\.", RegexOptions.Multiline | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Pattern();
}

/// <summary>Several minds behind one address: the call's reference says which one answers.</summary>
/// <param name="minds">Minds by reference.</param>
/// <param name="otherwise">Who answers the calls of other references, or of none.</param>
internal sealed class MindByReference(IReadOnlyDictionary<string, IPracticeMind> minds, IPracticeMind otherwise) : IPracticeMind
{
    /// <inheritdoc/>
    public MindAnswer Answer(MindRequest request) => (CallReference.In(request) is { } reference && minds.TryGetValue(reference, out var mind) ? mind : otherwise).Answer(request);
}
