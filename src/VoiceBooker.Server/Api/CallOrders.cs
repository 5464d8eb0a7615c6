using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;
using VoiceBooker.Booking.Campaigns;
using VoiceBooker.Booking.Dialling;
using VoiceBooker.Booking.Dialling.Gate;
using VoiceBooker.Booking.Events;
using VoiceBooker.Booking.Hooks;
using VoiceBooker.Booking.Reception;
using VoiceBooker.Booking.Storage;

namespace VoiceBooker.Server.Api;

/// <summary>A call that somebody wants made.</summary>
/// <param name="To">The number, E.164.</param>
/// <param name="AssistantId">Who speaks.</param>
/// <param name="Assistant">Who speaks, by name, in place of the identity.</param>
/// <param name="EventId">What is to be booked; nothing: whatever the assistant books.</param>
/// <param name="Event">What is to be booked, by name, in place of the identity.</param>
/// <param name="Email">The person's e-mail address, to which the invitation goes, so that the conversation need not ask for it; <c>{email}</c>.</param>
/// <param name="CalEmail">Who is told of the booking as its organizer, in place of the event's; an e-mail address of yours, not the person's; <c>{cal_email}</c>.</param>
/// <param name="CalTimezone">The IANA zone of a place, in which times are spoken; <c>{cal_timezone}</c>. The person is believed to be there where it fits the number; where it does not, it must be the right hour in both places.</param>
/// <param name="Zone">The zone where the person is, whatever the number and <paramref name="CalTimezone"/> say.</param>
/// <param name="Name">The person's name; <c>{name}</c>.</param>
/// <param name="Purpose">Why we call, as it is said after the business's name: "your yearly check-up".</param>
/// <param name="Variables">Any other values, used as <c>{name}</c> in the greeting and the instructions.</param>
/// <param name="Consent">The person's consent to be called; without one the dial gate refuses.</param>
/// <param name="NotBefore">Not to be called before; nothing: at once.</param>
/// <param name="NotAfter">Not to be called after; nothing: whenever.</param>
/// <param name="From">The caller ID, E.164; nothing: the server's first.</param>
/// <param name="Webhook">An https address that is told of the call's end.</param>
/// <param name="IgnoreHolidays">True: the call is made on public holidays too, and in countries whose holidays are not known here, for which an order without it is refused. You answer for it that the person may be called on that day; hours and weekdays hold all the same.</param>
internal sealed record CallOrder(
    string? To,
    Guid? AssistantId,
    string? Assistant,
    Guid? EventId,
    string? Event,
    string? Email,
    [property: JsonPropertyName("cal_email")] string? CalEmail,
    [property: JsonPropertyName("cal_timezone")] string? CalTimezone,
    string? Zone,
    string? Name,
    string? Purpose,
    Dictionary<string, string?>? Variables,
    ConsentShape? Consent,
    string? NotBefore,
    string? NotAfter,
    string? From,
    string? Webhook,
    bool? IgnoreHolidays = null) : IPerson;

/// <summary>Reads the order for a call: who is called, by whom, for what, and whether all is there that will be said.</summary>
internal sealed class CallOrders(IDbContextFactory<BookingDbContext> database, CallableCountries countries, IOptions<HooksOptions> hooks)
{
    /// <summary>The contact the order makes; what is wrong with it is said in <paramref name="wrong"/>.</summary>
    public async Task<Contact> ReadAsync(CallOrder order, ApiCaller by, Instant now, Wrong wrong, CancellationToken cancel)
    {
        var contact = new Contact { State = ContactState.Waiting, CreatedAt = now };
        PersonFields.Read(order, contact, by, now, wrong);
        PersonFields.CheckCountry(contact, await countries.FindAsync(cancel), wrong);
        contact.From = wrong.Phone("from", order.From);
        contact.Purpose = wrong.Text("purpose", order.Purpose, longest: 300, needed: false);
        contact.Webhook = ReadWebhook(order.Webhook, wrong);
        contact.IgnoreHolidays = order.IgnoreHolidays == true;
        if (!contact.IgnoreHolidays && contact.Number.Length > 0 && NumberPlaces.FindPlaceWithoutHolidays(contact) is { } place)
            wrong.Add("to", $"The public holidays of {place} are not known here, so this call would never be made. If you answer for it that the person may be called on whichever day it is, send ignoreHolidays: true; or call from a campaign that names its days without calls.");

        await using var db = await database.CreateDbContextAsync(cancel);
        var assistant = await FindAssistantAsync(db, order, wrong, cancel);
        contact.AssistantId = assistant?.Id;
        contact.EventId = await FindEventAsync(db, order, wrong, cancel);
        if (assistant is not null)
        {
            foreach (var name in CallVariables.Missing(CallVariables.UsedIn(assistant.Greeting, assistant.Instructions, contact.Purpose), contact.Variables))
                wrong.Add(name is "name" or "email" or "cal_email" or "cal_timezone" ? name : $"variables.{name}", $"{{{name}}} is said by the assistant '{assistant.Name}', but has no value in this call.");
        }

        return contact;
    }

    private static async Task<Assistant?> FindAssistantAsync(BookingDbContext db, CallOrder order, Wrong wrong, CancellationToken cancel)
    {
        var assistants = await db.Assistants.AsNoTracking().OrderBy(each => each.Id).ToListAsync(cancel);
        var names = assistants.Count == 0 ? "There is none; make one in the console or by POST /api/assistants." : $"There are {string.Join(", ", assistants.Take(10).Select(each => $"'{each.Name}'"))}.";
        if (order.AssistantId is { } id)
        {
            if (assistants.FirstOrDefault(each => each.Id == id) is not { } found)
                wrong.Add("assistantId", $"assistantId {id} names no assistant. {names}");
            else
                return found;
        }
        else if (!string.IsNullOrWhiteSpace(order.Assistant))
        {
            var called = assistants.Where(each => each.Name.Equals(order.Assistant.Trim(), StringComparison.OrdinalIgnoreCase)).ToArray();
            if (called is [var only])
                return only;
            wrong.Add("assistant", called.Length == 0 ? $"No assistant is called '{order.Assistant}'. {names}" : $"{called.Length} assistants are called '{order.Assistant}'; give the assistantId instead.");
        }
        else if (assistants is [var single])
        {
            return single;
        }
        else
        {
            wrong.Add("assistantId", $"assistantId (or assistant, its name) is needed: who is to speak? {names}");
        }

        return null;
    }

    private static async Task<Guid?> FindEventAsync(BookingDbContext db, CallOrder order, Wrong wrong, CancellationToken cancel)
    {
        if (order.EventId is null && string.IsNullOrWhiteSpace(order.Event))
            return null;
        var events = await db.Events.AsNoTracking().Where(each => each.Active).Select(each => new { each.Id, each.Name }).ToListAsync(cancel);
        var names = events.Count == 0 ? "There is none; make one in the console or by POST /api/events." : $"There are {string.Join(", ", events.Take(10).Select(each => $"'{each.Name}'"))}.";
        if (order.EventId is { } id)
        {
            if (!events.Exists(each => each.Id == id))
                wrong.Add("eventId", $"eventId {id} names no active event. {names}");
            return id;
        }

        var called = events.FindAll(each => each.Name.Equals(order.Event!.Trim(), StringComparison.OrdinalIgnoreCase));
        if (called is [var only])
            return only.Id;
        wrong.Add("event", called.Count == 0 ? $"No active event is called '{order.Event}'. {names}" : $"{called.Count} events are called '{order.Event}'; give the eventId instead.");
        return null;
    }

    private string ReadWebhook(string? given, Wrong wrong)
    {
        var text = given?.Trim() ?? "";
        if (text.Length > 0 && HookAddress.ObjectionTo(text, hooks.Value.AllowPrivateAddresses) is { } objection)
            wrong.Add("webhook", $"webhook '{text}' cannot be used. {objection}");
        return text;
    }
}
