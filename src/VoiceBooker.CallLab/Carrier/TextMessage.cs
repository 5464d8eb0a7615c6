using System.Globalization;
using System.Text.Json.Nodes;

namespace VoiceBooker.CallLab.Carrier;

/// <summary>A text message at the carrier.</summary>
/// <param name="Direction"><c>outbound-api</c> or <c>inbound</c>.</param>
/// <param name="From">Who sent it.</param>
/// <param name="To">Whom it is for.</param>
/// <param name="Body">Its words.</param>
/// <param name="At">When it was taken.</param>
internal sealed record TextMessage(string Direction, string From, string To, string Body, DateTimeOffset At)
{
    /// <summary>Its identity.</summary>
    public string Sid { get; } = Carrier.Sid.New("SM");

    /// <summary><c>queued</c>, <c>sent</c>, <c>delivered</c>, <c>undelivered</c>, <c>failed</c>, <c>received</c>.</summary>
    public string Status { get; set; } = "queued";

    /// <summary>Why it did not arrive.</summary>
    public int? ErrorCode { get; set; }

    /// <summary>When it left.</summary>
    public DateTimeOffset? SentAt { get; set; }

    /// <summary>Parts of 153 characters, or one of 160; 67 and 70 when a character is outside the telephone's alphabet (taken here as ASCII).</summary>
    public int Segments
    {
        get
        {
            var (one, many) = Body.All(char.IsAscii) ? (160, 153) : (70, 67);
            return Body.Length <= one ? 1 : (Body.Length + many - 1) / many;
        }
    }

    /// <summary>As a resource.</summary>
    public JsonObject ToResource(string account) => new()
    {
        ["sid"] = Sid,
        ["account_sid"] = account,
        ["body"] = Body,
        ["num_segments"] = Segments.ToString(CultureInfo.InvariantCulture),
        ["num_media"] = "0",
        ["direction"] = Direction,
        ["from"] = From,
        ["to"] = To,
        ["date_created"] = RestAnswers.Date(At),
        ["date_updated"] = RestAnswers.Date(SentAt ?? At),
        ["date_sent"] = RestAnswers.Date(SentAt),
        ["price"] = null,
        ["price_unit"] = "USD",
        ["error_code"] = ErrorCode,
        ["error_message"] = ErrorCode is { } code ? $"Error {code}" : null,
        ["messaging_service_sid"] = null,
        ["status"] = Status,
        ["api_version"] = "2010-04-01",
        ["uri"] = $"/2010-04-01/Accounts/{account}/Messages/{Sid}.json",
        ["subresource_uris"] = new JsonObject { ["media"] = $"/2010-04-01/Accounts/{account}/Messages/{Sid}/Media.json" },
    };
}
