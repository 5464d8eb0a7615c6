using System.Text.Json.Nodes;

namespace VoiceBooker.CallLab.Carrier;

/// <summary>The REST door's lists of numbers: the account's own, and those it may show besides.</summary>
internal sealed class NumbersDoor(SimulatedCarrier carrier, TimeProvider time)
{
    private readonly DateTimeOffset _since = time.GetUtcNow();

    /// <summary><c>GET IncomingPhoneNumbers.json</c>; for the log.</summary>
    public Task<string> OwnAsync(HttpContext http) => http.TellAsync(200, RestAnswers.Page(http, "incoming_phone_numbers", Filtered(http, carrier.Numbers.Keys), Own));

    /// <summary><c>GET OutgoingCallerIds.json</c>; for the log.</summary>
    public Task<string> VerifiedAsync(HttpContext http) => http.TellAsync(200, RestAnswers.Page(http, "outgoing_caller_ids", Filtered(http, carrier.VerifiedCallerIds.Keys), Verified));

    private static List<string> Filtered(HttpContext http, IEnumerable<string> numbers) =>
        [.. numbers.Where(each => http.Request.Query["PhoneNumber"] is not [{ } wanted] || each.Contains(wanted, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    private JsonObject Own(string number)
    {
        var settings = carrier.Numbers[number];
        return new JsonObject
        {
            ["sid"] = settings.Sid,
            ["account_sid"] = carrier.Account.Sid,
            ["friendly_name"] = RestAnswers.Formatted(number),
            ["phone_number"] = number,
            ["voice_url"] = settings.VoiceUrl.ToString(),
            ["voice_method"] = "POST",
            ["voice_fallback_url"] = settings.FallbackUrl?.ToString(),
            ["voice_fallback_method"] = "POST",
            ["voice_caller_id_lookup"] = false,
            ["voice_application_sid"] = null,
            ["voice_receive_mode"] = "voice",
            ["sms_url"] = settings.SmsUrl?.ToString(),
            ["sms_method"] = "POST",
            ["sms_fallback_url"] = null,
            ["sms_fallback_method"] = "POST",
            ["sms_application_sid"] = null,
            ["status_callback"] = settings.StatusCallback?.ToString(),
            ["status_callback_method"] = "POST",
            ["capabilities"] = new JsonObject { ["voice"] = true, ["sms"] = true, ["mms"] = false, ["fax"] = false },
            ["address_requirements"] = "none",
            ["address_sid"] = null,
            ["identity_sid"] = null,
            ["bundle_sid"] = null,
            ["trunk_sid"] = null,
            ["emergency_status"] = "Inactive",
            ["emergency_address_sid"] = null,
            ["emergency_address_status"] = "unregistered",
            ["beta"] = false,
            ["origin"] = "twilio",
            ["status"] = "in-use",
            ["type"] = "local",
            ["api_version"] = "2010-04-01",
            ["date_created"] = RestAnswers.Date(_since),
            ["date_updated"] = RestAnswers.Date(_since),
            ["uri"] = $"/2010-04-01/Accounts/{carrier.Account.Sid}/IncomingPhoneNumbers/{settings.Sid}.json",
        };
    }

    private JsonObject Verified(string number) => new()
    {
        ["sid"] = carrier.VerifiedCallerIds[number],
        ["account_sid"] = carrier.Account.Sid,
        ["friendly_name"] = RestAnswers.Formatted(number),
        ["phone_number"] = number,
        ["date_created"] = RestAnswers.Date(_since),
        ["date_updated"] = RestAnswers.Date(_since),
        ["uri"] = $"/2010-04-01/Accounts/{carrier.Account.Sid}/OutgoingCallerIds/{carrier.VerifiedCallerIds[number]}.json",
    };
}
