using System.Collections.Frozen;
using VoiceBooker.Booking.Campaigns.Upload;
using VoiceBooker.Booking.Details;

namespace VoiceBooker.Booking.Dialling.Gate;

/// <summary>The countries whose numbers are called. A key in wrong hands must not ring up numbers at the other end of the world that pay whoever rents them. Pure.</summary>
public sealed class AllowedCountries
{
    /// <summary>Stands for every country in <c>Dialling:Countries</c>.</summary>
    internal const string Every = "*";

    /// <summary>Every country is called.</summary>
    internal static readonly AllowedCountries All = new([Every], isOwn: false);

    private readonly FrozenSet<string> _codes;
    private readonly bool _isOwn;

    private AllowedCountries(IEnumerable<string> codes, bool isOwn) => (_codes, _isOwn) = (codes.ToFrozenSet(StringComparer.Ordinal), isOwn);

    /// <summary>Those of the settings, else those of our own numbers; null: nobody can tell, because our numbers are not known, or no country of theirs is.</summary>
    internal static AllowedCountries? Of(DiallingOptions options, IReadOnlySet<string>? own)
    {
        var named = Split(options.Countries);
        if (named.Count > 0)
            return new(named, isOwn: false);
        var countries = (own ?? FrozenSet<string>.Empty).SelectMany(CountriesOf).ToList();
        return countries.Count > 0 ? new(countries, isOwn: true) : null;
    }

    /// <summary>The codes of a list.</summary>
    internal static IReadOnlyList<string> Split(string list) => [.. list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(code => code.ToUpperInvariant())];

    /// <summary>Why a number is not called, in a sentence that says what to do; null: nothing is against it.</summary>
    public string? ObjectionTo(string number)
    {
        var countries = NumberPlaces.Of(number).Countries;
        if (countries.Count == 0)
            return $"Nobody knows in which country {number} is, as with toll-free numbers and satellites: such numbers are not called.";
        if (_codes.Contains(Every) || countries.Any(_codes.Contains))
            return null;
        var allowed = string.Join(", ", _codes.Order(StringComparer.Ordinal).Select(NumberPlaces.NameOf));
        return $"{number} is a number of {string.Join(" or ", countries.Select(NumberPlaces.NameOf))}, but this server calls only {allowed}{(_isOwn ? ", the countries of its own numbers" : "")}: to allow more, name all of them under Dialling:Countries.";
    }

    /// <summary>A toll-free number of ours is taken for one of the United States, which most of them are.</summary>
    private static IReadOnlyList<string> CountriesOf(string own) =>
        NumberPlaces.Of(own).Countries is { Count: > 0 } known ? known : PhoneNumber.TryParse(own, out var number) && CallingCountry.OfNumber(number) is { } country ? [country.Iso] : [];
}
