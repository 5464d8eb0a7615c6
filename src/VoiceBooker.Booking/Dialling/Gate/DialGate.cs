using System.Globalization;
using NodaTime;
using VoiceBooker.Booking.Campaigns;
using VoiceBooker.Booking.Details;

namespace VoiceBooker.Booking.Dialling.Gate;

/// <summary>
/// Whether one person may be called at one moment. Pure, and fails closed: what is not known refuses. Every rule says its word, so that the record shows all that was wrong, and not only what was found first.
/// </summary>
/// <remarks>
/// Where the person may be is <see cref="Whereabouts"/>: the hour must be right everywhere there at once, within the campaign's hours and within those in which the server calls anybody.
/// Holidays are those of the zone's country, else of the number's. A country without a table of holidays is not called while holidays are to be left out, unless the campaign names free days of its own: then somebody has thought of it.
/// </remarks>
internal sealed class DialGate(DiallingOptions options)
{
    /// <summary>Which edition of the rules decides; stored with every decision.</summary>
    public const string Edition = "2026-12";

    /// <summary>A clock that is so far behind what it has seen already is not believed.</summary>
    private static readonly Duration ClockSlack = Duration.FromMinutes(5);

    /// <summary>When to ask again for what may be known soon, or will be over soon.</summary>
    private static readonly Duration Soon = Duration.FromMinutes(1);

    /// <summary>How the remark begins of who was refused because of the do-not-call list.</summary>
    public const string OnTheList = "The number is on the do-not-call list";

    /// <summary>Whether the person may be called now.</summary>
    public GateAnswer Decide(Contact contact, CampaignRules rules, DialFacts facts, Instant now)
    {
        var findings = new Findings(now);
        var excused = rules.IsTest && facts.OfTheHouse;

        CheckNumber(findings, contact, facts.Countries, now);
        CheckConsent(findings, contact, rules, facts.OptedOutAt, now);
        CheckList(findings, facts.Listed);
        CheckLifetime(findings, contact, now);
        CheckClock(findings, contact, now);
        CheckCallerId(findings, facts, now);
        CheckAttempts(findings, contact, rules, facts, now, excused);
        var hours = CheckHours(findings, contact, rules, now, excused);
        return findings.Conclude(contact, hours);
    }

    /// <summary>Whether a call to the person may begin to ring now, by hour and day alone: for one that still waits at the carrier.</summary>
    /// <param name="contact">Whom it is about.</param>
    /// <param name="rules">The campaign's rules.</param>
    /// <param name="ofTheHouse">Whether it is a number of the house, which a test may call at any hour.</param>
    /// <param name="now">The clock.</param>
    public bool MayRing(Contact contact, CampaignRules rules, bool ofTheHouse, Instant now)
    {
        var findings = new Findings(now);
        CheckHours(findings, contact, rules, now, excused: rules.IsTest && ofTheHouse);
        return findings.Allowed && (contact.NotAfter is not { } last || now <= last);
    }

    private static void CheckNumber(Findings findings, Contact contact, AllowedCountries? countries, Instant now)
    {
        if (!PhoneNumber.TryParse(contact.Number, out var number) || number.E164 != contact.Number)
            findings.RefuseForGood("number", "It is no telephone number in E.164 form.", Dispositions.BadNumber);
        else if (NumberPlaces.IsPremium(number))
            findings.RefuseForGood("number", "It is a premium-rate number.", Dispositions.BadNumber);
        else if (countries is null)
            findings.Refuse("number", "Which countries may be called is told by our own numbers, and those are not known: name the countries under Dialling:Countries.", now + Soon);
        else if (countries.ObjectionTo(contact.Number) is { } objection)
            findings.RefuseForGood("number", objection);
        else
            findings.Allow("number", "It is a telephone number in E.164 form, of a country that is called.");
    }

    private static void CheckConsent(Findings findings, Contact contact, CampaignRules rules, Instant? optedOutAt, Instant now)
    {
        if (contact.Consent == ConsentKind.None)
            findings.RefuseForGood("consent", "There is no record that the person agreed to be called.");
        else if (contact.ConsentAt is not { } at)
            findings.RefuseForGood("consent", "The record of the consent does not say when it was given.");
        else if (string.IsNullOrWhiteSpace(contact.ConsentText))
            findings.RefuseForGood("consent", "The record of the consent does not say what the person agreed to.");
        else if (rules.Advertises && contact.Consent != ConsentKind.Written)
            findings.RefuseForGood("consent", "The campaign advertises, which needs a consent in writing; the person's is express, not written.");
        else if (at > now)
            findings.Refuse("consent", $"The consent is dated {Day(at)}, which has not come yet.", at);
        else if (at <= optedOutAt)
            findings.RefuseForGood("consent", $"The consent is of {Day(at)}; the person opted out on {Day(optedOutAt.Value)} and that was taken back since, but they must agree to calls anew.");
        else
            findings.Allow("consent", $"{(contact.Consent == ConsentKind.Written ? "Written" : "Express")} consent of {Day(at)}{(contact.ConsentChannel.Length > 0 ? $", {contact.ConsentChannel}" : "")}{(contact.ConsentBy.Length > 0 ? $", declared by {contact.ConsentBy}" : "")}.");
    }

    private static void CheckList(Findings findings, DoNotCallEntry? entry)
    {
        if (entry is null)
            findings.Allow("do-not-call", "The number is on no do-not-call list.");
        else
            findings.RefuseForGood(
                "do-not-call",
                $"{OnTheList}{(entry.Scope == DoNotCallEntry.Everywhere ? "" : " of this campaign")} since {Day(entry.At)} ({entry.Source}).",
                DoNotCallEntry.IsOwnWish(entry.Source) ? Dispositions.OptedOut : Dispositions.Refused);
    }

    private static void CheckLifetime(Findings findings, Contact contact, Instant now)
    {
        if (contact.NotAfter is { } last && now > last)
            findings.RefuseForGood("lifetime", $"It was to be called before {Moment(last)}.", Dispositions.Expired);
        else if (contact.NotBefore is { } first && now < first)
            findings.Refuse("lifetime", $"It is not to be called before {Moment(first)}.", first);
        else
            findings.Allow("lifetime", contact is { NotBefore: null, NotAfter: null } ? "It may be called at any time." : "Its time has come and is not over.");
    }

    private static void CheckClock(Findings findings, Contact contact, Instant now)
    {
        if (now < contact.CreatedAt - ClockSlack)
            findings.Refuse("clock", $"The server's clock says {Moment(now)}, but the contact was made at {Moment(contact.CreatedAt)}: set the clock.", now + Soon);
        else
            findings.Allow("clock", $"It is {Moment(now)}.");
    }

    private static void CheckCallerId(Findings findings, DialFacts facts, Instant now)
    {
        if (facts.OwnNumbers is not { } own)
            findings.Refuse("caller-id", "The carrier could not be asked which numbers are ours.", now + Soon);
        else if (facts.From.Length == 0)
            findings.Refuse("caller-id", "There is no number of ours to be shown: buy one, or name it under Dialling:Numbers.", now + Duration.FromHours(1));
        else if (!own.Contains(facts.From))
            findings.Refuse("caller-id", $"{facts.From} is not a number of ours.", now + Duration.FromHours(1));
        else
            findings.Allow("caller-id", $"{facts.From} is ours.");
    }

    private void CheckAttempts(Findings findings, Contact contact, CampaignRules rules, DialFacts facts, Instant now, bool excused)
    {
        if (facts.OnTheLine)
            findings.Refuse("attempts", "The number is on the line with us just now.", now + Soon);
        else if (excused)
            findings.Allow("attempts", "A test of one's own: attempts do not count.");
        else if (contact.Attempts >= rules.MostAttempts)
            findings.RefuseForGood("attempts", $"{contact.Attempts} attempts were made; at most {rules.MostAttempts} are allowed.");
        else if (facts.AttemptedAt.Count >= options.AttemptsPerNumber && contact.Disposition == Dispositions.CallBack)
            findings.Allow("attempts", "The person asked to be called back: that is their own wish, and the limit for the number does not stand against it.");
        else if (facts.AttemptedAt.Count >= options.AttemptsPerNumber)
            findings.Refuse(
                "attempts",
                string.Create(CultureInfo.InvariantCulture, $"The number was called {facts.AttemptedAt.Count} times within {options.AttemptsWithin.TotalDays:0.#} days, over all campaigns; at most {options.AttemptsPerNumber} are allowed."),
                facts.AttemptedAt[facts.AttemptedAt.Count - options.AttemptsPerNumber] + Duration.FromTimeSpan(options.AttemptsWithin));
        else
            findings.Allow("attempts", string.Create(CultureInfo.InvariantCulture, $"The number was called {facts.AttemptedAt.Count} times within {options.AttemptsWithin.TotalDays:0.#} days; {options.AttemptsPerNumber} are allowed."));
    }

    /// <summary>Hour, weekday and days off, where the person may be. Null when that is not known, or when a refusal by them is not to be waited out.</summary>
    private CallingHours? CheckHours(Findings findings, Contact contact, CampaignRules rules, Instant now, bool excused)
    {
        if (excused)
        {
            foreach (var rule in (string[])["window", "weekday", "holiday"])
                findings.Allow(rule, "A test of one's own: hours and days do not count.");
            return null;
        }

        var (where, country) = (Whereabouts.Of(contact, rules.TrustAreaCodes), NumberPlaces.HolidayCountryOf(contact));
        var zones = where.Zones;
        if (zones.Count == 0)
        {
            findings.RefuseForGood("window", "Nobody knows in which country this number is: give the contact's zone.");
            return null;
        }

        var hours = new CallingHours(rules, options, zones, country);
        CheckWindow(findings, hours, where, now);
        if (hours.FindWrongWeekday(now) is { } wrong)
            findings.Refuse("weekday", $"It is {wrong.Name(now)} in {wrong.Id}.", now);
        else
            findings.Allow("weekday", $"It is {zones[0].Name(now)} in {zones[0].Id}{(zones.Count > 1 ? ", and a day for calls in every other zone" : "")}.");
        CheckHoliday(findings, rules, hours, country, now);
        return hours;
    }

    private void CheckWindow(Findings findings, CallingHours hours, Whereabouts where, Instant now)
    {
        var (zones, known) = (where.Zones, where.Known);
        var allowed = $"allowed are {hours.Told}{(options.WindowMargin > TimeSpan.Zero ? string.Create(CultureInfo.InvariantCulture, $", {options.WindowMargin.TotalMinutes:0.#} minutes from both ends") : "")}";
        if (!hours.HasHours)
            findings.RefuseForGood("window", $"There is no hour for calls ({allowed}): change the campaign's hours.");
        else if (hours.FindWrongHour(now) is { } outside)
            findings.Refuse("window", $"It is {outside.Clock(now)} in {outside.Id} ({known}); {allowed}.", now);
        else
            findings.Allow("window", $"It is {zones[0].Clock(now)} in {zones[0].Id} ({known}){(zones.Count > 1 ? ", and inside the hours in every other zone" : "")}; {allowed}.");
    }

    private static void CheckHoliday(Findings findings, CampaignRules rules, CallingHours hours, string? country, Instant now)
    {
        if (hours.FindDayOff(now) is var (zone, name))
            findings.Refuse("holiday", $"It is {name} in {zone.Id}.", now);
        else if (!rules.SkipHolidays)
            findings.Allow("holiday", "Public holidays are not left out.");
        else if (country is not null && PublicHolidays.Knows(country))
            findings.Allow("holiday", $"It is no public holiday in {country}.");
        else if (rules.FreeDays.Any(day => day.Year >= now.InUtc().Year)) // somebody has thought of this year's
            findings.Allow("holiday", $"There is no table of public holidays for {country ?? "this place"}; the campaign's own days without calls count.");
        else
            findings.Refuse(
                "holiday",
                $"There is no table of public holidays for {country ?? "this place"}: name this year's under the campaign's days without calls, or let the campaign call on holidays.",
                now + Duration.FromDays(1));
    }

    private static string Day(Instant at) => at.InUtc().Date.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);

    private static string Moment(Instant at) => at.InUtc().LocalDateTime.ToString("uuuu-MM-dd HH:mm", CultureInfo.InvariantCulture) + " UTC";

    /// <summary>What the rules said so far.</summary>
    private sealed class Findings(Instant now)
    {
        private readonly List<RuleVerdict> _verdicts = new(10);
        private Instant _again = Instant.MinValue;
        private string _endsAs = "";
        private string _remark = "";

        public bool Allowed { get; private set; } = true;

        public void Allow(string rule, string because) => _verdicts.Add(new RuleVerdict(rule, true, because));

        public void Refuse(string rule, string because, Instant again)
        {
            _verdicts.Add(new RuleVerdict(rule, false, because));
            _again = Instant.Max(_again, again);
            if (_remark.Length == 0)
                _remark = because;
            Allowed = false;
        }

        public void RefuseForGood(string rule, string because, string endsAs = Dispositions.Refused)
        {
            Refuse(rule, because, now);
            if (_endsAs.Length == 0)
                (_endsAs, _remark) = (endsAs, because);
        }

        public GateAnswer Conclude(Contact contact, CallingHours? hours)
        {
            var decision = new DialDecision { ContactId = contact.Id, CampaignId = contact.CampaignId, At = now, Allowed = Allowed, Verdicts = _verdicts, Rules = Edition };
            if (Allowed)
                return new GateAnswer(decision, "", "");
            if (_endsAs.Length > 0)
                return new GateAnswer(decision, _endsAs, _remark);

            var again = Instant.Max(_again, now + Duration.FromSeconds(1));
            if (hours is not null)
            {
                if (hours.NextOpening(again) is not { } opens)
                    return new GateAnswer(decision, Dispositions.Refused, $"In the next {CallingHours.Horizon.Days} days there is no moment at which the person may be called: {_remark}");
                again = opens;
            }

            if (again > contact.NotAfter)
                return new GateAnswer(decision, Dispositions.Expired, $"Its time is over before it may be called: {_remark}");
            decision.AgainAt = again;
            return new GateAnswer(decision, "", _remark);
        }
    }
}

/// <summary>How the gate tells the clocks of a zone.</summary>
file static class ClockWords
{
    public static string Clock(this DateTimeZone zone, Instant at) => at.InZone(zone).TimeOfDay.ToString("HH:mm", CultureInfo.InvariantCulture);

    public static string Name(this DateTimeZone zone, Instant at) => at.InZone(zone).DayOfWeek.ToString();
}
