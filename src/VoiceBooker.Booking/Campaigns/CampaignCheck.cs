using Microsoft.EntityFrameworkCore;
using NodaTime;
using VoiceBooker.Booking.Details;
using VoiceBooker.Booking.Dialling;
using VoiceBooker.Booking.Dialling.Gate;
using VoiceBooker.Booking.Storage;

namespace VoiceBooker.Booking.Campaigns;

/// <summary>What is wrong with a campaign, and what it lacks before anybody can be called.</summary>
internal static class CampaignCheck
{
    /// <summary>Values that make no sense, each in a sentence that says what is allowed.</summary>
    /// <param name="campaign">The campaign.</param>
    /// <param name="options">The hours in which this server calls anybody.</param>
    public static List<string> FindMistakes(Campaign campaign, DiallingOptions options)
    {
        List<string> mistakes = [];
        var rules = campaign.Rules;
        if (string.IsNullOrWhiteSpace(campaign.Name))
            mistakes.Add("The campaign has no name: give it one.");
        foreach (var number in campaign.CallerIds.Where(number => !PhoneNumber.TryParse(number, out var parsed) || parsed.E164 != number))
            mistakes.Add($"The caller ID '{number}' is no number in E.164 form such as +14155550147.");
        if (rules.Until != LocalTime.Midnight && rules.From >= rules.Until)
            mistakes.Add($"The hours {rules.From:HH:mm} to {rules.Until:HH:mm} end before they begin (00:00 as the end is the end of the day).");
        else if (CallingHours.IsBeyond(rules, options))
            mistakes.Add($"The hours {rules.From:HH:mm} to {CallingHours.Clock(CallingHours.EndOf(rules))} go beyond those in which this server calls anybody, {CallingHours.Clock(options.EarliestHour.Ticks)} to {CallingHours.Clock(options.LatestHour.Ticks)} where the person is: narrow them. (Dialling:EarliestHour and LatestHour in the settings; in the United States nobody may be called before 8 am or after 9 pm.)");
        if (rules.Days.Count == 0)
            mistakes.Add("No weekday is allowed: allow one.");
        Within("The calls at once", rules.AtOnce, 1, 10_000);
        if (rules.CallsPerSecond is { } perSecond && perSecond is not (>= 0.001 and <= 100))
            mistakes.Add($"The calls per second are {perSecond}; allowed are 0.001 to 100.");
        Within("The seconds it rings", rules.RingSeconds, 5, 600);
        Within("The attempts at one person", rules.MostAttempts, 1, 20);
        foreach (var retry in rules.Retries)
        {
            if (!Dispositions.All.Contains(retry.Outcome))
                mistakes.Add($"'{retry.Outcome}' is no outcome that could be tried again; allowed are {string.Join(", ", Dispositions.All.Order(StringComparer.Ordinal))}.");
            Within($"The minutes after '{retry.Outcome}'", retry.AfterMinutes, 1, 129_600);
            Within($"The limit for '{retry.Outcome}'", retry.Limit, 0, 20);
        }

        return mistakes;

        void Within(string what, int? value, int least, int most)
        {
            if (value < least || value > most)
                mistakes.Add($"{what} are {value}; allowed are {least} to {most}.");
        }
    }

    /// <summary>What is missing, each in a sentence that says what to do.</summary>
    /// <param name="db">The database.</param>
    /// <param name="campaign">The campaign.</param>
    /// <param name="own">The numbers we own; null: not known.</param>
    /// <param name="options">The hours in which this server calls anybody.</param>
    /// <param name="goesOn">Whether it goes on after a pause: then nobody need wait, since the last one may be on the line, and the dialling itself waits until the carrier can be asked for our numbers.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<List<string>> FindMissingAsync(BookingDbContext db, Campaign campaign, IReadOnlySet<string>? own, DiallingOptions options, bool goesOn, CancellationToken cancel)
    {
        var missing = FindMistakes(campaign, options);
        if (string.IsNullOrWhiteSpace(campaign.Purpose))
            missing.Add("The campaign has no purpose: say why these people are called; they are told at the beginning of the call.");
        if (!await db.Assistants.AnyAsync(assistant => assistant.Id == campaign.AssistantId, cancel))
            missing.Add("The campaign has no assistant: choose who speaks.");
        if (campaign.EventId is { } id && !await db.Events.AnyAsync(each => each.Id == id && each.Active, cancel))
            missing.Add("The event that is to be booked does not exist or is switched off: choose another, or switch it on.");
        if (campaign.Rules.PaceByOpenings && campaign.EventId is null)
            missing.Add("Never more people on the line than openings are left, but of which event? Choose the event, or switch pacing by openings off.");

        var waiting = db.Contacts.Where(contact => contact.CampaignId == campaign.Id && contact.State == ContactState.Waiting);
        if (!await waiting.AnyAsync(cancel))
            missing.AddRange(goesOn ? [] : new[] { "Nobody is to be called: upload or add contacts." });
        else if (!await waiting.AnyAsync(contact => contact.Consent != ConsentKind.None, cancel))
            missing.Add("There is no consent to be called for any of the contacts: give each contact's consent, with when and how it was given.");
        else if (campaign.Rules.Advertises && !await waiting.AnyAsync(contact => contact.Consent == ConsentKind.Written, cancel))
            missing.Add("The campaign advertises, which needs a consent in writing, and none of the contacts has one: give each contact's written consent.");

        if (own is null && !goesOn)
            missing.Add("The carrier cannot be asked which numbers are ours: try again, or name them under Dialling:Numbers.");
        else if (campaign.CallerIds.Count == 0 && own is { Count: 0 })
            missing.Add("There is no number to call from: buy one at the carrier, or name ours under Dialling:Numbers.");
        foreach (var number in campaign.CallerIds.Where(number => own?.Contains(number) == false))
            missing.Add($"The caller ID {number} is not a number of ours: choose another.");
        return missing;
    }
}
