using System.Text.Json;
using VoiceBooker.Booking.Connections;
using VoiceBooker.Booking.Events;

namespace VoiceBooker.Providers.CalCom;

/// <summary>Reads event types as the owner's wizard shows them: what they ask for, where one meets, and why one cannot be booked by telephone.</summary>
internal static class EventTypes
{
    /// <summary>The field that holds the attendee's telephone number.</summary>
    private const string AttendeePhone = "attendeePhoneNumber";

    /// <summary>Fields that are filled without a question.</summary>
    private static readonly string[] Filled = ["name", "email", "location", "rescheduleReason", AttendeePhone];

    /// <summary>All of them, by name; null when the answer is no list of event types.</summary>
    public static IReadOnlyList<ProviderEvent>? Read(JsonElement data)
    {
        if (data.ValueKind != JsonValueKind.Array)
            return null;
        var types = data.EnumerateArray().Select(ReadOne).ToList();
        return types.Contains(null) ? null : [.. types.OfType<ProviderEvent>().OrderBy(type => type.Name, StringComparer.CurrentCultureIgnoreCase)];
    }

    private static ProviderEvent? ReadOne(JsonElement type)
    {
        if (type.Number("id") is not { } id || type.Number("lengthInMinutes") is not { } minutes)
            return null;

        int[] lengths = [.. type.List("lengthInMinutesOptions").Where(each => each.ValueKind == JsonValueKind.Number).Select(each => each.GetInt32())];
        ProviderLocation[] locations = [.. type.List("locations").Select(MeetingWays.Offer).OfType<ProviderLocation>().DistinctBy(location => location.Id)];
        var fields = type.List("bookingFields").Where(field => field.Flag("hidden") != true).ToList();
        var phone = fields.Exists(field => field.Text("slug") == AttendeePhone && field.Flag("required") == true);
        return new ProviderEvent(
            new EventTypeKey(id, lengths.Length > 0).ToString(),
            type.Text("title") is { Length: > 0 } title ? title : type.Text("slug") ?? $"Event {id}",
            minutes,
            [.. lengths.Where(length => length != minutes)],
            locations,
            [.. fields.Select(Question).OfType<EventQuestion>()],
            NeedsEmail: NeedsEmail(type),
            NeedsPhone: phone || (locations.Length > 0 && Array.TrueForAll(locations, location => location.NeedsPhone)),
            AwaitsConfirmation: type.IsOn("confirmationPolicy") || type.Flag("requiresConfirmation") == true,
            [.. Obstacles(type, fields, locations)]);
    }

    /// <summary>The address is wanted unless the type says otherwise.</summary>
    private static bool NeedsEmail(JsonElement type) =>
        type.List("bookingFields").Where(field => field.Text("type") == "email" && field.Text("slug") is "email" or null).Select(field => field.Flag("required") != false && field.Flag("hidden") != true).DefaultIfEmpty(true).First();

    private static EventQuestion? Question(JsonElement field)
    {
        if (field.Text("slug") is not { Length: > 0 } slug || Filled.Contains(slug) || slug == "guests" || KindOf(field) is not { } kind)
            return null;
        string[] options = kind is QuestionKind.OneOf or QuestionKind.SomeOf ? [.. field.List("options").Select(Option).OfType<string>()] : [];
        if (kind is QuestionKind.OneOf or QuestionKind.SomeOf && options.Length == 0)
            return null;
        return new EventQuestion(slug, LabelOf(field, slug), kind, options, field.Flag("required") == true);
    }

    private static QuestionKind? KindOf(JsonElement field) => field.Text("type") switch
    {
        "text" or "textarea" or "address" => QuestionKind.Text,
        "number" => QuestionKind.Number,
        "phone" => QuestionKind.Phone,
        "boolean" => QuestionKind.YesNo,
        "select" or "radio" => QuestionKind.OneOf,
        "multiselect" or "checkbox" => QuestionKind.SomeOf,
        _ => null,
    };

    private static string? Option(JsonElement option) => option.ValueKind == JsonValueKind.String ? option.GetString() : option.Text("value") ?? option.Text("label");

    /// <summary>Fields of their own carry no label, or the key of a translation.</summary>
    private static string LabelOf(JsonElement field, string slug) => (slug, field.Text("label")) switch
    {
        ("title", null or "" or "what_is_this_meeting_about") => "What is this meeting about?",
        ("notes", null or "" or "additional_notes") => "Additional notes",
        ("smsReminderNumber", null or "" or "number_text_notifications" or "number_sms_notifications") => "Telephone number for text messages",
        (_, { Length: > 0 } label) => label,
        _ => field.Text("placeholder") is { Length: > 0 } placeholder ? placeholder : slug.Replace('-', ' ').Replace('_', ' '),
    };

    private static IEnumerable<string> Obstacles(JsonElement type, IReadOnlyList<JsonElement> fields, IReadOnlyList<ProviderLocation> locations)
    {
        if (type.IsOn("recurrence"))
            yield return "It repeats: one booking makes a series, which cannot be agreed to in one sentence.";
        if (type.IsOn("seats") || type.Number("seatsPerTimeSlot") > 0)
            yield return "It has several seats per time; only meetings with one person can be booked.";
        if (type.Flag("requiresBookerEmailVerification") == true)
            yield return "It sends the attendee a code by e-mail before it can be booked.";
        if (IsPaid(type))
            yield return "It must be paid for.";
        if (type.Item("teamId") is not null || type.Text("schedulingType") is { Length: > 0 })
            yield return "It belongs to a team; only events of one person can be booked.";
        if (type.Flag("isInstantEvent") == true)
            yield return "It is for meetings that begin at once.";
        if (locations.Count == 0)
            yield return type.List("locations").Any() ? "Only the attendee names where to meet; add another location, such as Cal Video." : "It has no location; add one, such as Cal Video.";
        foreach (var field in fields.Where(field => field.Flag("required") == true && field.Text("slug") is { } slug && !Filled.Contains(slug)))
        {
            if (field.Text("slug") == "guests")
                yield return "It requires the addresses of guests.";
            else if (Question(field) is null)
                yield return $"It requires an answer that cannot be given by telephone: \"{LabelOf(field, field.Text("slug")!)}\" ({field.Text("type") ?? "of an unknown kind"}).";
        }
    }

    private static bool IsPaid(JsonElement type)
    {
        if (Price(type) > 0)
            return true;
        return type.Item("metadata")?.Item("apps") is { ValueKind: JsonValueKind.Object } apps && apps.EnumerateObject().Any(app => app.Value.Flag("enabled") == true && Price(app.Value) > 0);

        static double Price(JsonElement holder) => holder.Item("price") is { ValueKind: JsonValueKind.Number } price && price.TryGetDouble(out var amount) ? amount : 0;
    }
}
