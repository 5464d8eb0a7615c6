using VoiceBooker.CallLab.Suites;

namespace VoiceBooker.CallLab.Campaigns;

/// <summary>A campaign of people of every kind, made, filled and started, with a carrier that knows how each of them answers.</summary>
/// <param name="Api">The campaign's API.</param>
/// <param name="Id">The campaign.</param>
/// <param name="Contacts">Who is to be called, and who must not be.</param>
/// <param name="Rejected">Whom the server did not take, which is wrong.</param>
internal sealed record StagedCampaign(CampaignApi Api, string Id, IReadOnlyList<CampaignContact> Contacts, IReadOnlyList<string> Rejected)
{
    private const string Hours = "09:00-17:00";
    private const int BookingWindow = 30;

    /// <summary>Makes and starts it.</summary>
    /// <param name="bench">The server and the carrier.</param>
    /// <param name="name">What the campaign is called.</param>
    /// <param name="from">Its caller ID.</param>
    /// <param name="people">How many are to be called.</param>
    /// <param name="seed">Who is who.</param>
    /// <param name="time">The clock.</param>
    public static async Task<StagedCampaign> StartAsync(Bench bench, string name, string from, int people, int seed, TimeProvider time)
    {
        var api = new CampaignApi(bench.Api, time);
        var seeded = await CampaignSeeding.SeedAsync(bench, from, Hours, BookingWindow, time);
        var (eventId, eventName) = seeded.Events[0];
        var moments = CampaignSeeding.Now(time);
        var story = CampaignSeeding.Scenario(Hours, BookingWindow, moments);
        var bookers = new PeopleWhoBook(bench.Carrier, bench.Api, time);
        var contacts = CampaignPeople.Make(people, seed, api.Areas, keys => bookers.Next(story, moments, eventId, eventName, keys));
        foreach (var contact in contacts)
            bench.Carrier.Scripts[contact.Number] = contact.Script;
        bench.Carrier.Queue.CallsPerSecond = 20;

        var campaign = await api.MakeAsync(name, seeded.Assistant, eventId, from, atOnce: 24, paceByOpenings: false, CampaignPeople.Retries, CampaignPeople.Message);
        var rejected = await api.AddAsync(campaign, contacts, zone: null);
        foreach (var contact in contacts.Where(each => each.OnTheList))
            await api.ForbidAsync(contact.Number);
        await api.LeadAsync(campaign, "start");
        return new StagedCampaign(api, campaign, contacts, rejected);
    }
}
