using System.Text.RegularExpressions;
using VoiceBooker.Booking.Events;

namespace VoiceBooker.Booking.Campaigns.Upload;

/// <summary>A variable that a text of the campaign uses, <c>{name}</c>.</summary>
/// <param name="Name">The variable's name.</param>
/// <param name="Users">The texts that use it, as the beginning of a sentence: "The assistant's greeting and the voicemail text use".</param>
public sealed partial record UsedVariable(string Name, string Users)
{
    /// <summary>Those that the texts of a campaign use.</summary>
    public static IReadOnlyList<UsedVariable> Of(Campaign campaign, Assistant? assistant)
    {
        (string Where, string Text)[] texts =
        [
            ("the assistant's greeting", assistant?.Greeting ?? ""),
            ("the assistant's instructions", assistant?.Instructions ?? ""),
            ("the purpose", campaign.Purpose),
            ("the voicemail text", campaign.Rules.VoicemailText),
        ];
        return
        [
            .. texts
                .SelectMany(text => Braces().Matches(text.Text).Select(match => (Name: match.Groups[1].Value, text.Where)))
                .Distinct()
                .GroupBy(use => use.Name, use => use.Where, StringComparer.Ordinal)
                .Select(use => new UsedVariable(use.Key, Sentence([.. use]))),
        ];
    }

    private static string Sentence(string[] places)
    {
        var list = places.Length == 1 ? $"{places[0]} uses" : $"{string.Join(", ", places[..^1])} and {places[^1]} use";
        return char.ToUpperInvariant(list[0]) + list[1..];
    }

    [GeneratedRegex(@"\{\s*([A-Za-z0-9_.\-]+)\s*\}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Braces();
}
