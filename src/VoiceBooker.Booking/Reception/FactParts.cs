using System.Text.RegularExpressions;
using VoiceBooker.Booking.Details;

namespace VoiceBooker.Booking.Reception;

/// <summary>An utterance taken apart: "Tuesday at ten, my name is Anna Miller".</summary>
/// <param name="Rest">What is left without name and address.</param>
/// <param name="Name">The part that introduces a name.</param>
/// <param name="Email">The part that is an e-mail address.</param>
internal sealed partial record FactParts(string Rest, string? Name, string? Email)
{
    /// <summary>Takes <paramref name="said"/> apart.</summary>
    public static FactParts Read(string said)
    {
        var rest = said;
        string? email = null;
        if (EmailPart().Match(rest) is { Success: true } mail && SpokenEmail.TryRead(mail.Groups["mail"].Value, out var address) && address.Address is not null)
        {
            email = mail.Groups["mail"].Value.Trim();
            rest = rest.Remove(mail.Index, mail.Length);
        }

        string? name = null;
        foreach (Match match in NamePart().Matches(rest))
        {
            var whole = match.Value.Trim(' ', ',', '.', ';');
            if (NotNames().IsMatch(match.Groups[1].Value) || !SpokenName.TryRead(whole, out _))
                continue;
            name = whole;
            rest = rest.Remove(match.Index, match.Length);
            break;
        }

        return new FactParts(Joint().Replace(rest, " ").Trim(' ', ',', '.', ';'), name, email);
    }


    [GeneratedRegex(@"(?:\band )?(?:\b(?:my |the )?e-?mail(?: address)? (?:is |it's )?(?<mail>\S.*)$|(?<mail>[^\s,;]+@[^\s,;]+\w))", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex EmailPart();

    [GeneratedRegex(@"\b(?:my name is|my name's|the name is|the name's|name is|it's for|this is|i am|i'm|under the name(?: of)?)\s+((?:[\p{L}'’\-]+\.?\s*?){1,12}?)(?=\s*(?:[,.;]|$)|\s+(?:and (?:i|my|the|i'd|i'm)|my|i'd|i would|i want|i need|e-?mail|calling|speaking|on|at|for|tomorrow|today|next)\b)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NamePart();

    [GeneratedRegex(@"\b(looking|calling|free|available|busy|not|sure|sorry|here|fine|good|okay|ok|wrong|right|it|that|a|an|the|trying|going|interested|in|at|on|so|very|just|still|also|about|for|done|back|running|late|happy|great|new|correct|everything|all|monday|tuesday|wednesday|thursday|friday|saturday|sunday|tomorrow|today)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NotNames();

    [GeneratedRegex(@"\s{2,}|\s+(?=,)|,\s*,", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Joint();
}
