using Microsoft.Extensions.Options;
using VoiceBooker.Booking.Dialling;
using VoiceBooker.Booking.Messages;

namespace VoiceBooker.Providers.Twilio;

/// <summary>Sends text messages over the carrier's REST API, each at most once, and asks for reports on what becomes of them; our identity of a message travels in the query of the address of its reports.</summary>
internal sealed class CarrierMessenger(CarrierOrders orders, CarrierApi api, IOptions<CarrierOptions> options) : IMessenger
{
    private const int QueueFull = 21611;

    /// <inheritdoc/>
    public bool IsConfigured => options.Value is { IsConfigured: true, MessagesFrom.Length: > 0 };

    /// <inheritdoc/>
    public async Task<MessageResult> SendAsync(Guid text, string to, string from, string body, CancellationToken cancel)
    {
        if (!options.Value.IsConfigured)
            return new MessageResult.NotSent("No carrier account is configured (Carrier:AuthToken).");
        if (from.Length == 0 && options.Value.MessagesFrom.Length == 0)
            return new MessageResult.NotSent("No number is configured to send messages from (Carrier:MessagesFrom).");

        return await orders.SendAsync("/Messages.json", $"text message {text}", FieldsOf(options.Value, text, to, from.Length > 0 ? from : options.Value.MessagesFrom, body), notAfter: null, cancel) switch
        {
            OrderAnswer.Taken(var sid, _) => new MessageResult.Sent(sid),
            OrderAnswer.NotSent(var reason) => new MessageResult.NotSent(reason),
            OrderAnswer.Throttled(var code) => new MessageResult.NotSent($"The carrier has too many requests at once (code {code})."),
            OrderAnswer.Refused { Code: QueueFull } => new MessageResult.NotSent($"Too many messages wait at the carrier already (code {QueueFull})."),
            OrderAnswer.Refused(var status, var code, _) when DialRefusals.KindOf(status, code) == DialRefusal.Account => new MessageResult.NotSent($"The carrier refuses the account: HTTP {(int)status}, code {code}."),
            OrderAnswer.Refused(var status, var code, var message) => new MessageResult.Refused(code, MessageResource.FaultOf(code), message.Length > 0 ? message : $"HTTP {(int)status}"),
            OrderAnswer.Lost(var reason) => new MessageResult.Unknown(reason),
            _ => new MessageResult.Unknown("An answer of no kind."),
        };
    }

    /// <inheritdoc/>
    public async Task<TextStanding?> FindAsync(string messageSid, CancellationToken cancel) =>
        await api.ReadAsync($"/Messages/{Uri.EscapeDataString(messageSid)}.json", cancel) is CarrierReading.Found(var message)
            ? MessageResource.Read(CarrierRequest.TextOf(message, "status"), CarrierRequest.TextOf(message, "error_code"))
            : null;

    /// <summary>The form that sends a message; <paramref name="from"/> is a number, or the identity of a service that picks one.</summary>
    internal static KeyValuePair<string, string>[] FieldsOf(CarrierOptions account, Guid text, string to, string from, string body) =>
    [
        new("To", to),
        new(from.StartsWith("MG", StringComparison.Ordinal) ? "MessagingServiceSid" : "From", from),
        new("Body", body),
        new("StatusCallback", $"{account.UrlOf(CarrierDoors.MessageStatus)}?{CarrierDoors.Text}={text}"),
    ];
}
