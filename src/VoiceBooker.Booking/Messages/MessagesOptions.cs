using System.ComponentModel.DataAnnotations;
using System.Globalization;
using VoiceBooker.Booking.Languages;

namespace VoiceBooker.Booking.Messages;

/// <summary>What people are written about their meetings, by text message where the carrier can and by mail where <c>Mail</c> is set; section <c>Messages</c>.</summary>
public sealed class MessagesOptions : IValidatableObject
{
    /// <summary>The section of the settings.</summary>
    public const string Section = "Messages";

    /// <summary>Whether a booking, a move and a cancellation are confirmed by text message.</summary>
    public bool Confirmations { get; set; } = true;

    /// <summary>Whether they are confirmed by mail, too, where another calendar holds the meeting: those send mails of their own. Meetings in the built-in calendars are confirmed by their invitation in any case.</summary>
    public bool MailConfirmations { get; set; }

    /// <summary>Whether people are reminded, by text message and by mail.</summary>
    public bool Reminders { get; set; } = true;

    /// <summary>How long before a meeting, separated by commas; each from a quarter of an hour to 30 days ("1.00:00:00" is a day).</summary>
    [StringLength(200)]
    public string ReminderBefore { get; set; } = "1.00:00:00, 02:00:00";

    /// <summary>From this time of the person's day on nothing is written.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "23:59:00")]
    public TimeSpan QuietFrom { get; set; } = TimeSpan.FromHours(21);

    /// <summary>Until this time.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "23:59:00")]
    public TimeSpan QuietUntil { get; set; } = TimeSpan.FromHours(8);

    /// <summary>How often sending one text message is tried before it is given up.</summary>
    [Range(1, 20)]
    public int Attempts { get; set; } = 6;

    /// <summary>Whether callers may be texted a link under which they type an address or a name that is not understood.</summary>
    public bool TextLinks { get; set; } = true;

    /// <summary>Own wording, by kind ("booked", "moved", "cancelled", "reminder"), or by kind and language ("booked.de"); <c>{business}</c>, <c>{name}</c>, <c>{event}</c>, <c>{when}</c>, <c>{place}</c> and <c>{reason}</c> are filled in.</summary>
    public Dictionary<string, string> Texts { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The reminders' distances from the meeting, the longest first.</summary>
    internal IReadOnlyList<TimeSpan> Befores => [.. Read(ReminderBefore).OfType<TimeSpan>().OrderDescending().Distinct()];

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Read(ReminderBefore).Any(before => before is null || before < TimeSpan.FromMinutes(15) || before > TimeSpan.FromDays(30)))
            yield return new ValidationResult("must be time spans from 00:15:00 to 30.00:00:00, separated by commas, like \"1.00:00:00, 02:00:00\"", [nameof(ReminderBefore)]);
        foreach (var key in Texts.Keys.Where(key => !MessageWords.Kinds.Contains(key.Split('.')[0], StringComparer.OrdinalIgnoreCase) || (key.Contains('.', StringComparison.Ordinal) && Tongue.Known(key.Split('.')[1]) is null)))
            yield return new ValidationResult($"has '{key}'; allowed are {string.Join(", ", MessageWords.Kinds)}, each alone or with .en, .de, .es or .fr", [nameof(Texts)]);
    }

    private static IEnumerable<TimeSpan?> Read(string list) =>
        list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(text => TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var before) ? before : (TimeSpan?)null);
}
