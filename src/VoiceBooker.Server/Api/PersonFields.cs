using System.Text.Json.Serialization;
using NodaTime;
using VoiceBooker.Booking.Campaigns;

namespace VoiceBooker.Server.Api;

/// <summary>What a request says of one person to be called, by itself or in a campaign.</summary>
internal interface IPerson
{
    string? To { get; }

    string? Name { get; }

    string? CalEmail { get; }

    string? CalTimezone { get; }

    string? Zone { get; }

    Dictionary<string, string?>? Variables { get; }

    ConsentShape? Consent { get; }

    string? NotBefore { get; }

    string? NotAfter { get; }
}

/// <summary>The person's consent to be called; without one the dial gate refuses.</summary>
/// <param name="Kind">"express" (the person asked for it, or gave the number for it) or "written".</param>
/// <param name="At">When it was given.</param>
/// <param name="Text">What the person agreed to, word for word, or where that is kept.</param>
/// <param name="Channel">Where it was given ("web form").</param>
internal sealed record ConsentShape(string? Kind, string? At, string? Text, string? Channel);

/// <summary>Reads what a request says of a person.</summary>
internal static class PersonFields
{
    /// <summary>Values one call may bring along.</summary>
    public const int MostVariables = 50;

    private const string NameVariable = "name", EmailVariable = "cal_email", ZoneVariable = "cal_timezone";

    /// <summary>Fills <paramref name="contact"/>; what is wrong is said in <paramref name="wrong"/>.</summary>
    public static void Read(IPerson person, Contact contact, Instant now, Wrong wrong)
    {
        contact.Number = wrong.Phone("to", person.To, needed: true);
        contact.Variables = ReadVariables(person, wrong);
        contact.Name = contact.Variables.GetValueOrDefault(NameVariable, "");
        var calendarZone = contact.Variables.GetValueOrDefault(ZoneVariable, "");
        if (calendarZone.Length > 0)
            wrong.Zone(ZoneVariable, calendarZone);
        if (!string.IsNullOrWhiteSpace(person.Zone))
            wrong.Zone("zone", person.Zone.Trim());
        contact.Zone = string.IsNullOrWhiteSpace(person.Zone) ? calendarZone : person.Zone.Trim();
        contact.ZoneSource = contact.Zone.Length > 0 ? ZoneSource.Given : ZoneSource.Unknown;
        wrong.Email(EmailVariable, contact.Variables.GetValueOrDefault(EmailVariable));
        ReadConsent(person.Consent, contact, now, wrong);
        ReadTimes(person, contact, now, wrong);
    }

    private static Dictionary<string, string> ReadVariables(IPerson person, Wrong wrong)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in person.Variables ?? [])
        {
            if (name.Length is 0 or > 64 || name.Any(letter => !char.IsAsciiLetterOrDigit(letter) && letter is not ('_' or '-' or '.')))
                wrong.Add("variables", $"variables has the name '{(name.Length > 64 ? name[..64] + "…" : name)}'; allowed are 1 to 64 letters, digits, dots, hyphens and underscores.");
            else if (!string.IsNullOrWhiteSpace(value))
                values[name] = wrong.Text($"variables.{name}", value, longest: 500, needed: false);
        }

        foreach (var (name, value) in new[] { (NameVariable, person.Name), (EmailVariable, person.CalEmail), (ZoneVariable, person.CalTimezone) })
        {
            if (string.IsNullOrWhiteSpace(value))
                continue;
            var text = wrong.Text(name, value, needed: false);
            if (values.TryGetValue(name, out var other) && other != text)
                wrong.Add(name, $"{name} is '{text}', but variables.{name} is '{other}'. Give it once.");
            values[name] = text;
        }

        if (values.Count > MostVariables)
            wrong.Add("variables", $"variables has {values.Count} entries; at most {MostVariables} are allowed.");
        return values;
    }

    private static void ReadConsent(ConsentShape? consent, Contact contact, Instant now, Wrong wrong)
    {
        if (consent is null)
            return;
        contact.Consent = consent.Kind?.Trim() switch
        {
            "express" => ConsentKind.Express,
            "written" => ConsentKind.Written,
            _ => ConsentKind.None,
        };
        if (contact.Consent == ConsentKind.None)
            wrong.Add("consent.kind", $"consent.kind is '{consent.Kind}'; it must be \"express\" or \"written\". Leave consent out when there is none: then nobody is called.");
        contact.ConsentAt = wrong.Moment("consent.at", consent.At);
        if (contact.ConsentAt > now)
            wrong.Add("consent.at", $"consent.at is {consent.At}, which is still to come.");
        contact.ConsentText = wrong.Text("consent.text", consent.Text, longest: 2000, needed: false);
        contact.ConsentChannel = wrong.Text("consent.channel", consent.Channel, longest: 100, needed: false);
    }

    private static void ReadTimes(IPerson person, Contact contact, Instant now, Wrong wrong)
    {
        contact.NotBefore = wrong.Moment("notBefore", person.NotBefore);
        contact.NotAfter = wrong.Moment("notAfter", person.NotAfter);
        if (contact.NotAfter <= now)
            wrong.Add("notAfter", $"notAfter is {person.NotAfter}, which is over.");
        else if (contact.NotAfter <= contact.NotBefore)
            wrong.Add("notAfter", "notAfter must lie after notBefore.");
        contact.NextAt = contact.NotBefore is { } first && first > now ? first : now;
    }
}
