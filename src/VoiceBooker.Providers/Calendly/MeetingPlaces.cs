using System.Text.Json;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Connections;

namespace VoiceBooker.Providers.Calendly;

/// <summary>
/// Ways to meet. A chosen one is kept as its kind, for <c>physical</c> and <c>custom</c> with its text behind a colon, since a booking must repeat the text; <see cref="Unset"/> and <see cref="Pooled"/> book without a place.
/// </summary>
internal static class MeetingPlaces
{
    /// <summary>The event type has no place; none is sent.</summary>
    public const string Unset = "unset";

    /// <summary>The host is chosen from a pool: such bookings are taken without a place only, and stand in somebody's calendar that the account's user may not hold.</summary>
    public const string Pooled = "pooled";

    /// <summary>The question that stands for the place where whoever books says where to meet.</summary>
    public const string AskedPlace = "location";

    private const string Physical = "physical";
    private const string Custom = "custom";
    private const string Outbound = "outbound_call";
    private const string Inbound = "inbound_call";
    private const string Asked = "ask_invitee";

    /// <summary>Whether the kind of pooling leaves the host open until the booking.</summary>
    public static bool IsPooled(WireEventType type) => type.PoolingType is "round_robin" or "multi_pool";

    /// <summary>The ways that we can book, in the provider's order.</summary>
    public static IReadOnlyList<ProviderLocation> Of(WireEventType type)
    {
        var offered = (type.Locations ?? []).Where(place => place.Kind is not null).ToList();
        if (IsPooled(type))
            return offered.Count > 0 && offered.TrueForAll(NeedsWord) ? [] : [new ProviderLocation(Pooled, "As the host has set it", offered.Count == 1 ? Spoken(offered[0].Kind, TextOf(offered[0])) : "")];
        if (offered.Count == 0)
            return [new ProviderLocation(Unset, "No place is set", "")];

        var alone = offered.Count == 1;
        return [.. offered.Where(place => CanBook(place, alone)).Select(place => new ProviderLocation(IdOf(place), TitleOf(place), Spoken(place.Kind, TextOf(place)))).DistinctBy(place => place.Id)];
    }

    /// <summary>Whether whoever books must say where to meet, whatever else is chosen.</summary>
    public static bool AsksWhere(WireEventType type) => !IsPooled(type) && type.Locations is [{ Kind: Asked }];

    /// <summary>Whether it cannot be booked without a telephone number.</summary>
    public static bool NeedsPhone(WireEventType type) => !IsPooled(type) && type.Locations is { Count: > 0 } places && places.All(place => place.Kind == Outbound);

    /// <summary>Whether the event type still offers what was chosen.</summary>
    public static bool Offers(WireEventType type, string chosen) => Of(type).Any(place => place.Id == chosen);

    /// <summary>What a booking says of the place; null: nothing. The outcome, when a word of the caller is missing for it.</summary>
    public static (BookingPlace? Place, BookingOutcome.FieldInvalid? Missing) For(BookingRequest request)
    {
        var (kind, text) = Split(request.Event.MeetingLink);
        switch (kind)
        {
            case Unset or Pooled or "place" or "":
                return (null, null);

            case Outbound when request.Attendee.Phone is { Length: > 0 } phone:
                return (new BookingPlace(kind, phone), null);

            case Outbound:
                return (null, new BookingOutcome.FieldInvalid("phone", "The host calls, and needs a number for it."));

            case Asked when request.Answers.GetValueOrDefault(AskedPlace) is { Length: > 0 } where:
                return (new BookingPlace(kind, where), null);

            case Asked:
                return (null, new BookingOutcome.FieldInvalid(AskedPlace, "Whoever books must say where to meet."));

            case Physical or Custom:
                return (new BookingPlace(kind, text), null);

            default:
                return (new BookingPlace(kind, null), null); // sent along with other kinds, a text is refused or ignored
        }
    }

    /// <summary>The link or place of a meeting that stands, for the attendee; empty when there is none yet: some links are made after the booking.</summary>
    public static string PlaceOf(WireHeldPlace? place) => place switch
    {
        null or { Type: Outbound } => "", // the attendee's own number
        _ => place.JoinUrl ?? place.Location ?? "",
    };

    /// <summary>How one meets, after "It is"; empty when it cannot be said in a few words.</summary>
    public static string Spoken(string? kind, string? text) => kind switch
    {
        "google_conference" => "a Google Meet video call",
        "zoom_conference" => "a Zoom video call",
        "microsoft_teams_conference" => "a Microsoft Teams video call",
        "webex_conference" => "a Webex video call",
        "gotomeeting_conference" => "a GoTo Meeting video call",
        Outbound => "a telephone call; they will call you",
        Inbound when text is { Length: > 0 } => $"a telephone call; please call {text}",
        Inbound => "a telephone call; please call the number in the invitation",
        Physical or Asked when text is { Length: > 0 } => $"at {text}",
        Custom when text is { Length: > 0 } => IsAddressOfWeb(text) ? "an online meeting" : $"at {text}",
        _ => "",
    };

    private static bool CanBook(WirePlace place, bool alone) => place.Kind switch
    {
        Asked => alone, // where others are offered, one of them spares the question
        Physical or Custom => place.Location is { Length: > 0 },
        _ => true,
    };

    private static bool NeedsWord(WirePlace place) => place.Kind is Outbound or Asked;

    private static string IdOf(WirePlace place) => place.Kind is Physical or Custom ? $"{place.Kind}:{place.Location}" : place.Kind!;

    private static (string Kind, string? Text) Split(string id)
    {
        var colon = id.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? (id, null) : (id[..colon], id[(colon + 1)..]);
    }

    private static string? TextOf(WirePlace place) => place.Kind == Inbound
        ? place.PhoneNumber switch
        {
            { ValueKind: JsonValueKind.String } number => number.GetString(),
            { ValueKind: JsonValueKind.Number } number => $"+{number.GetRawText()}",
            _ => place.Location,
        }
        : place.Location;

    private static string TitleOf(WirePlace place) => place.Kind switch
    {
        "google_conference" => "Google Meet",
        "zoom_conference" => "Zoom",
        "microsoft_teams_conference" => "Microsoft Teams",
        "webex_conference" => "Webex",
        "gotomeeting_conference" => "GoTo Meeting",
        Outbound => "Telephone: the host calls",
        Inbound => $"Telephone: the caller calls {TextOf(place)}".TrimEnd(),
        Asked => "The caller says where",
        Physical => $"In person: {place.Location}",
        Custom => place.Location!,
        var other => other!,
    };

    private static bool IsAddressOfWeb(string text) => text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase);
}
