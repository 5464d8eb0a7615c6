using System.Text.Json.Serialization;
using NodaTime;
using VoiceBooker.Booking.Campaigns;
using VoiceBooker.Booking.Dialling.Gate;

namespace VoiceBooker.Server.Api;

/// <summary>What a request says of one person to be called, by itself or in a campaign.</summary>
internal interface IPerson
{
    string? To { get; }

    string? Name { get; }

    string? Email { get; }

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

/// <summary>A consent as it is on record.</summary>
/// <param name="Kind">"express" or "written".</param>
/// <param name="At">When it was given.</param>
/// <param name="Text">What the person agreed to.</param>
/// <param name="Channel">Where it was given.</param>
/// <param name="By">Who declared it here and answers for it: a user of the console, or an API key.</param>
internal sealed record ConsentOnRecord(string Kind, string? At, string Text, string Channel, string By);

/// <summary>Reads what a request says of a person.</summary>
internal static class PersonFields
{
    /// <summary>Values one call may bring along.</summary>
    public const int MostVariables = 50;

    private const string NameVariable = "name", EmailVariable = "email", OrganizerVariable = "cal_email", ZoneVariable = "cal_timezone";

    /// <summary>Fills <paramref name="contact"/>; what is wrong is said in <paramref name="wrong"/>. Whoever calls checks the number's country with <see cref="CheckCountry"/>.</summary>
    /// <param name="person">What the request says.</param>
    /// <param name="contact">What is filled.</param>
    /// <param name="by">Who asks, and so answers for the consent.</param>
    /// <param name="now">The clock.</param>
    /// <param name="wrong">Where mistakes are noted.</param>
    public static void Read(IPerson person, Contact contact, ApiCaller by, Instant now, Wrong wrong)
    {
        contact.Number = wrong.Phone("to", person.To, needed: true);
        contact.Variables = ReadVariables(person, wrong);
        contact.Name = contact.Variables.GetValueOrDefault(NameVariable, "");
        ReadZones(person, contact, wrong);
        wrong.Email(EmailVariable, contact.Variables.GetValueOrDefault(EmailVariable));
        wrong.Email(OrganizerVariable, contact.Variables.GetValueOrDefault(OrganizerVariable));
        ReadConsent(person.Consent, contact, by, now, wrong);
        ReadTimes(person, contact, now, wrong);
    }

    /// <summary>Notes the number's country where it is not called.</summary>
    public static void CheckCountry(Contact contact, AllowedCountries? countries, Wrong wrong)
    {
        if (contact.Number.Length > 0 && countries?.ObjectionTo(contact.Number) is { } objection)
            wrong.Add("to", objection);
    }

    /// <summary>Where the person is comes before the zone in which times are told.</summary>
    private static void ReadZones(IPerson person, Contact contact, Wrong wrong)
    {
        var (calendar, place) = (wrong.Place(ZoneVariable, contact.Variables.GetValueOrDefault(ZoneVariable)), wrong.Place("zone", person.Zone));
        if (calendar.Length > 0)
            contact.Variables[ZoneVariable] = calendar;
        (contact.Zone, contact.ZoneSource) = place.Length > 0 ? (place, ZoneSource.Given) : calendar.Length > 0 ? (calendar, ZoneSource.Calendar) : ("", ZoneSource.Unknown);
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

        foreach (var (name, value) in new[] { (NameVariable, person.Name), (EmailVariable, person.Email), (OrganizerVariable, person.CalEmail), (ZoneVariable, person.CalTimezone) })
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

    private static void ReadConsent(ConsentShape? consent, Contact contact, ApiCaller by, Instant now, Wrong wrong)
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
        contact.ConsentBy = by.ToString();
        contact.ConsentAt = wrong.Moment("consent.at", consent.At);
        if (string.IsNullOrWhiteSpace(consent.At))
            wrong.Add("consent.at", "consent.at is needed: when was the consent given? (2026-03-01T10:00:00Z)");
        else if (contact.ConsentAt > now)
            wrong.Add("consent.at", $"consent.at is {consent.At}, which is still to come.");
        contact.ConsentText = wrong.Text("consent.text", consent.Text, longest: 2000, needed: false);
        if (string.IsNullOrWhiteSpace(consent.Text))
            wrong.Add("consent.text", "consent.text is needed: what did the person agree to, word for word, or where is that kept?");
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
