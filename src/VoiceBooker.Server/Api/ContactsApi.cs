using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using VoiceBooker.Booking.Access;
using VoiceBooker.Booking.Campaigns;
using VoiceBooker.Booking.Dialling;
using VoiceBooker.Booking.Dialling.Gate;
using VoiceBooker.Booking.Reception;
using VoiceBooker.Booking.Storage;

namespace VoiceBooker.Server.Api;

/// <summary>The people of campaigns.</summary>
internal static class ContactsApi
{
    /// <summary>How many may come in one request.</summary>
    public const int MostAtOnce = 5000;

    private const int LongestBody = 16 * 1024 * 1024;

    public static void MapContacts(this RouteGroupBuilder api)
    {
        api.MapPost("/campaigns/{id:guid}/contacts", AddAsync).WithMetadata(new RequestSizeLimitAttribute(LongestBody)).Opens(
            "addContacts",
            ApiScopes.Campaigns,
            "Adds people to a campaign, up to 5000 at a time.",
            "The good ones are added, the others told with their place in the request and the reason. A number is in a campaign once; adding it again is rejected, so that repeating a request adds nobody twice. A campaign that had finished goes on. Whoever is added to one that runs or had finished is called: that needs the scope calls:write too.",
            StatusCodes.Status403Forbidden,
            StatusCodes.Status404NotFound,
            StatusCodes.Status409Conflict);
        api.MapGet("/campaigns/{id:guid}/contacts", ListAsync).Opens(
            "listContacts", ApiScopes.Read, "Lists a campaign's people, by number.", "The header Link (rel=\"next\") leads to the page behind this one.", StatusCodes.Status404NotFound);
        api.MapGet("/contacts/{id:guid}", FindAsync).Opens("getContact", ApiScopes.Read, "A person to be called, with all attempts and all the dial gate decided.", problems: StatusCodes.Status404NotFound);
    }

    /// <summary>A sentence for each variable that the campaign says and <paramref name="given"/> lacks.</summary>
    internal static async Task<IReadOnlyList<string>> MissingAsync(BookingDbContext db, Campaign campaign, IReadOnlyDictionary<string, string> given, CancellationToken cancel) =>
        Missing(await UsedAsync(db, campaign, cancel), given);

    private static async Task<IReadOnlyList<string>> UsedAsync(BookingDbContext db, Campaign campaign, CancellationToken cancel)
    {
        var assistant = await db.Assistants.AsNoTracking().FirstOrDefaultAsync(each => each.Id == campaign.AssistantId, cancel);
        return CallVariables.UsedIn(assistant?.Greeting ?? "", assistant?.Instructions ?? "", campaign.Purpose, campaign.Rules.VoicemailText);
    }

    private static string[] Missing(IReadOnlyList<string> used, IReadOnlyDictionary<string, string> given) =>
        [.. CallVariables.Missing(used, given).Select(name => $"{{{name}}} is said on the calls of this campaign, but has no value.")];

    private static async Task<Results<Ok<AddedContacts>, ValidationProblem, ProblemHttpResult>> AddAsync(
        Guid id, NewContacts wish, HttpContext context, ContactIntake intake, CallableCountries callable, IDbContextFactory<BookingDbContext> database, TimeProvider time, CancellationToken cancel)
    {
        var wrong = new Wrong();
        if (wish.Contacts is not { Length: > 0 })
            wrong.Add("contacts", "contacts is needed: whom to add.");
        else if (wish.Contacts.Length > MostAtOnce)
            wrong.Add("contacts", $"contacts has {wish.Contacts.Length} entries; at most {MostAtOnce} are taken at once. Send the others in further requests.");
        if (wrong.Any)
            return wrong.ToProblem();

        IReadOnlyList<string> used;
        await using (var db = await database.CreateDbContextAsync(cancel))
        {
            if (await CampaignsApi.LookUpAsync(db, id, cancel) is not { } campaign)
                return CampaignsApi.NoSuchCampaign();
            if (campaign.State is not (CampaignState.Draft or CampaignState.Running or CampaignState.Paused or CampaignState.Finished))
                return ApiProblems.Of(StatusCodes.Status409Conflict, $"It is {CampaignShape.WordFor(campaign.State)}; people can be added while a campaign is a draft, runs or is paused, and when it has finished (it goes on then).", "Not now");
            if (campaign.State is CampaignState.Running or CampaignState.Finished && !context.MayDial())
                return ApiProblems.Lacking(ApiScopes.Dial, $"which is needed to add people to a campaign that is {CampaignShape.WordFor(campaign.State)}: they are called", context);
            used = await UsedAsync(db, campaign, cancel);
        }

        var (good, rejected) = Sort(wish.Contacts!, context.Features.GetRequiredFeature<ApiCaller>(), await callable.FindAsync(cancel), used, time);
        HashSet<Guid> before = [];
        if (context.Features.Get<RepeatableIdentity>() is { } request)
        {
            foreach (var (_, contact) in good)
            {
                contact.Id = RepeatedRequests.IdentityOf(request.Id, $"{id:D} {contact.Number}");
                before.UnionWith([contact.Id, RepeatedRequests.IdentityOf(request.Yesterday, $"{id:D} {contact.Number}")]);
            }
        }

        var known = await intake.AddAsync(id, [.. good.Select(each => each.Contact)], before, CancellationToken.None); // once begun it is finished, whether or not the asker still listens
        rejected.AddRange(good.Where(each => known.Contains(each.Contact.Number)).Select(each => new RejectedContact(each.Index, $"to {each.Contact.Number} is in this campaign already.")));
        return TypedResults.Ok(new AddedContacts(wish.Contacts!.Length - rejected.Count, [.. rejected.OrderBy(each => each.Index)]));
    }

    private static (List<(int Index, Contact Contact)> Good, List<RejectedContact> Rejected) Sort(NewContact?[] wishes, ApiCaller by, AllowedCountries? countries, IReadOnlyList<string> used, TimeProvider time)
    {
        var now = time.GetUtcNow();
        var at = Instant.FromDateTimeOffset(now);
        var good = new List<(int, Contact)>();
        var rejected = new List<RejectedContact>();
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var index = 0; index < wishes.Length; index++)
        {
            var wrong = new Wrong();
            var contact = new Contact { Id = Guid.CreateVersion7(now), State = ContactState.Waiting, CreatedAt = at };
            if (wishes[index] is { } wish)
                Read(wish, contact, by, countries, at, wrong);
            else
                wrong.Add("contacts", "There is nobody at this place.");
            foreach (var sentence in Missing(used, contact.Variables))
                wrong.Add("variables", sentence);
            if (!wrong.Any && !seen.TryAdd(contact.Number, index))
                wrong.Add("to", $"to {contact.Number} is in this request before, at {seen[contact.Number]}.");
            if (wrong.Any)
                rejected.Add(new RejectedContact(index, wrong.ToString()));
            else
                good.Add((index, contact));
        }

        return (good, rejected);
    }

    private static void Read(NewContact wish, Contact contact, ApiCaller by, AllowedCountries? countries, Instant now, Wrong wrong)
    {
        PersonFields.Read(wish, contact, by, now, wrong);
        PersonFields.CheckCountry(contact, countries, wrong);
        NumberPlaces.Place(contact); // where no zone came with the person, the one that the number's area tells
    }

    private static async Task<Results<Ok<IEnumerable<ContactShape>>, ValidationProblem, ProblemHttpResult>> ListAsync(
        Guid id, string? state, string? disposition, int? take, string? after, HttpContext context, IDbContextFactory<BookingDbContext> database, CancellationToken cancel)
    {
        var wrong = new Wrong();
        var most = wrong.Number("take", take, otherwise: 100, least: 1, most: 1000);
        var wanted = ContactState.Waiting;
        if (!string.IsNullOrEmpty(state) && (!Enum.TryParse(state, ignoreCase: true, out wanted) || !char.IsAsciiLetter(state[0])))
            wrong.Add("state", $"state is '{state}'; it must be \"waiting\", \"calling\", \"done\" or \"cancelled\".");
        if (!string.IsNullOrEmpty(disposition) && !Dispositions.All.Contains(disposition))
            wrong.Add("disposition", $"disposition is '{disposition}'; GET /api/dispositions lists those there are.");
        if (wrong.Any)
            return wrong.ToProblem();

        await using var db = await database.CreateDbContextAsync(cancel);
        if (await CampaignsApi.LookUpAsync(db, id, cancel) is null)
            return CampaignsApi.NoSuchCampaign();
        var contacts = db.Contacts.AsNoTracking().Where(each => each.CampaignId == id);
        if (!string.IsNullOrEmpty(state))
            contacts = contacts.Where(each => each.State == wanted);
        if (!string.IsNullOrEmpty(disposition))
            contacts = contacts.Where(each => each.Disposition == disposition);
        if (!string.IsNullOrEmpty(after))
            contacts = contacts.Where(each => string.Compare(each.Number, after) > 0);
        var page = await contacts.OrderBy(each => each.Number).Take(most).ToListAsync(cancel);
        NextPage.Announce(context, page.Count < most ? null : page[^1].Number);
        return TypedResults.Ok(page.Select(ContactShape.Of));
    }

    private static async Task<Results<Ok<ContactStory>, ProblemHttpResult>> FindAsync(Guid id, IDbContextFactory<BookingDbContext> database, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        if (await db.Contacts.AsNoTracking().FirstOrDefaultAsync(each => each.Id == id, cancel) is not { } contact)
            return ApiProblems.Of(StatusCodes.Status404NotFound, "There is no such contact; GET /api/campaigns/{id}/contacts lists those of a campaign.");
        var attempts = await db.Attempts.AsNoTracking().Where(each => each.ContactId == id).OrderBy(each => each.Try).ToListAsync(cancel);
        var decisions = await db.DialDecisions.AsNoTracking().Where(each => each.ContactId == id).OrderByDescending(each => each.At).Take(200).ToListAsync(cancel);
        return TypedResults.Ok(new ContactStory(ContactShape.Of(contact), [.. attempts.Select(AttemptShape.Of)], [.. decisions.Select(DecisionShape.Of)]));
    }

    /// <summary>People to be added.</summary>
    /// <param name="Contacts">Whom to add.</param>
    internal sealed record NewContacts(NewContact?[]? Contacts);

    /// <summary>A person to be added.</summary>
    /// <param name="To">The number, E.164.</param>
    /// <param name="Name">The person's name; <c>{name}</c>.</param>
    /// <param name="Email">The person's e-mail address, to which the invitation goes, so that the conversation need not ask for it; <c>{email}</c>.</param>
    /// <param name="CalEmail">Who is told of the booking as its organizer, in place of the event's; an e-mail address of yours, not the person's; <c>{cal_email}</c>.</param>
    /// <param name="CalTimezone">The IANA zone of a place, in which times are spoken; <c>{cal_timezone}</c>. The person is believed to be there where it fits the number; where it does not, it must be the right hour in both places.</param>
    /// <param name="Zone">The zone where the person is, whatever the number and <paramref name="CalTimezone"/> say.</param>
    /// <param name="Variables">Any other values.</param>
    /// <param name="Consent">The person's consent to be called; without one nobody is called.</param>
    /// <param name="NotBefore">Not to be called before.</param>
    /// <param name="NotAfter">Not to be called after.</param>
    internal sealed record NewContact(
        string? To,
        string? Name,
        string? Email,
        [property: JsonPropertyName("cal_email")] string? CalEmail,
        [property: JsonPropertyName("cal_timezone")] string? CalTimezone,
        string? Zone,
        Dictionary<string, string?>? Variables,
        ConsentShape? Consent,
        string? NotBefore,
        string? NotAfter) : IPerson;

    /// <summary>How many were added, and who was not.</summary>
    /// <param name="Added">How many were added.</param>
    /// <param name="Rejected">Who was not, and why.</param>
    internal sealed record AddedContacts(int Added, RejectedContact[] Rejected);

    /// <summary>One who was not added.</summary>
    /// <param name="Index">The place in the request, from 0.</param>
    /// <param name="Reason">Why.</param>
    internal sealed record RejectedContact(int Index, string Reason);

    /// <summary>A person to be called. <paramref name="ZoneSource"/>: "given" (as where the person is), "calendar" (as cal_timezone), "number" (its area tells) or "unknown".</summary>
    internal sealed record ContactShape(
        Guid Id,
        Guid? CampaignId,
        string To,
        string Name,
        Dictionary<string, string> Variables,
        string Zone,
        string ZoneSource,
        ConsentOnRecord? Consent,
        string State,
        string? NextAt,
        string? NotBefore,
        string? NotAfter,
        int Attempts,
        Dictionary<string, int> Outcomes,
        string Disposition,
        string Remark,
        int? Line,
        string CreatedAt,
        string? EndedAt)
    {
        public static ContactShape Of(Contact contact) => new(
            contact.Id,
            contact.CampaignId,
            contact.Number,
            contact.Name,
            contact.Variables,
            contact.Zone,
            contact.ZoneSource.ToString().ToLowerInvariant(),
            contact.Consent == ConsentKind.None ? null : new ConsentOnRecord(contact.Consent.ToString().ToLowerInvariant(), Moments.Write(contact.ConsentAt), contact.ConsentText, contact.ConsentChannel, contact.ConsentBy),
            contact.State.ToString().ToLowerInvariant(),
            contact.State == ContactState.Waiting ? Moments.Write(contact.NextAt) : null,
            Moments.Write(contact.NotBefore),
            Moments.Write(contact.NotAfter),
            contact.Attempts,
            contact.Outcomes,
            contact.Disposition,
            contact.Remark,
            contact.Line,
            Moments.Write(contact.CreatedAt),
            Moments.Write(contact.EndedAt));
    }

    /// <summary>A person to be called, and all that was done and decided about them.</summary>
    /// <param name="Contact">The person.</param>
    /// <param name="Attempts">The attempts, the first one first.</param>
    /// <param name="Decisions">What the dial gate decided, the newest first, the last 200.</param>
    internal sealed record ContactStory(ContactShape Contact, AttemptShape[] Attempts, DecisionShape[] Decisions);
}
