using NodaTime;

namespace VoiceBooker.CallLab.StandIns.Calendly;

/// <summary>Which right a call for free times needs; the documents contradict each other.</summary>
internal enum TimesScope
{
    /// <summary>Both, so that a client that asks for one only is found out.</summary>
    Both,

    /// <summary><c>availability:read</c>, as the API document says.</summary>
    Availability,

    /// <summary><c>event_types:read</c>, as the scope catalogue says.</summary>
    EventTypes,
}

/// <summary>Switches where the real service changed over time, differs between accounts or is not documented. The defaults are the service of November 2026.</summary>
internal sealed class CalendlySwitches
{
    /// <summary>Longest span of one request for free times: 31 days since 2026-07-09, 7 before.</summary>
    public Duration LongestSpan { get; set; } = Duration.FromDays(31);

    /// <summary>A start in the past is answered with the bare general message, without details; both were seen.</summary>
    public bool PastStartWithoutDetails { get; set; }

    /// <summary>Needed for free times.</summary>
    public TimesScope TimesScope { get; set; } = TimesScope.Both;

    /// <summary>From then on the Free plan books by API and has webhooks.</summary>
    public Instant FreePlanBooksFrom { get; set; } = Instant.FromUtc(2026, 11, 3, 0, 0);

    /// <summary>A place is accepted on round-robin types, too; reports say that it must be left out there.</summary>
    public bool RoundRobinTakesLocation { get; set; }

    /// <summary>A time that is not free is answered as a wrong place, as was seen once.</summary>
    public bool TakenLooksLikeWrongLocation { get; set; }

    /// <summary>How long a conference has no link after the booking; half of it "initiated", then "processing".</summary>
    public Duration ConferenceDelay { get; set; } = Duration.FromSeconds(2);

    /// <summary>Conferences never get a link.</summary>
    public bool ConferencesFail { get; set; }

    /// <summary>A cancellation with a reason is answered 400 and nothing happens, as was reported on 2026-09-01; <c>{}</c> works.</summary>
    public bool ReasonRefused { get; set; }

    /// <summary>Requests and bookings are counted and refused beyond the plan's limits; otherwise only the headers tell of limits.</summary>
    public bool LimitsEnforced { get; set; }

    /// <summary>OAuth tokens per user and minute.</summary>
    public int TokensPerMinute { get; set; } = 8;

    /// <summary>A missing or generic User-Agent is answered 403.</summary>
    public bool GenericAgentsRefused { get; set; }

    /// <summary>Webhook addresses must be HTTPS, as for the real service.</summary>
    public bool WebhooksNeedHttps { get; set; }

    /// <summary>On a reschedule "created" is told before "canceled"; the order is not promised.</summary>
    public bool CreatedBeforeCanceled { get; set; }
}
