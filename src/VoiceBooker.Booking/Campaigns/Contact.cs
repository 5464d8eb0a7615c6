using NodaTime;

namespace VoiceBooker.Booking.Campaigns;

/// <summary>Where a contact stands.</summary>
public enum ContactState
{
    /// <summary>To be called at <see cref="Contact.NextAt"/>.</summary>
    Waiting,

    /// <summary>An attempt is under way.</summary>
    Calling,

    /// <summary>Reached or given up; see <see cref="Contact.Disposition"/>.</summary>
    Done,

    /// <summary>Not to be called any more: cancelled, or the campaign was stopped.</summary>
    Cancelled,
}

/// <summary>How it is known where a person is.</summary>
public enum ZoneSource
{
    /// <summary>It is not: every zone of the number's country counts.</summary>
    Unknown,

    /// <summary>It came with the contact as the place where the person is.</summary>
    Given,

    /// <summary>It came with the contact as <c>cal_timezone</c>, in which times are told: believed where it fits the number.</summary>
    Calendar,

    /// <summary>The number's area tells.</summary>
    Number,
}

/// <summary>What kind of consent to be called there is.</summary>
public enum ConsentKind
{
    /// <summary>None: the gate refuses.</summary>
    None,

    /// <summary>The person asked to be called, or gave the number for that (prior express consent).</summary>
    Express,

    /// <summary>In writing, as marketing calls with an artificial voice need it (47 CFR 64.1200(f)(9)).</summary>
    Written,
}

/// <summary>One person to be called: of a campaign, or of a single call by the API; a row of <c>contacts</c>.</summary>
public sealed class Contact
{
    /// <summary>Identity; sorts by time. A single call's first attempt, and so its call, has the same.</summary>
    public Guid Id { get; set; }

    /// <summary>The campaign; null for a single call.</summary>
    public Guid? CampaignId { get; set; }

    /// <summary>The number, E.164; unique within its campaign.</summary>
    public string Number { get; set; } = "";

    /// <summary>The person's name; may be empty.</summary>
    public string Name { get; set; } = "";

    /// <summary>Per-call values by name (<c>name</c>, <c>email</c>, <c>cal_email</c>: the organizer's, <c>cal_timezone</c>, and any others), as the conversation gets them.</summary>
    public Dictionary<string, string> Variables { get; set; } = [];

    /// <summary>Who speaks; null: the campaign's.</summary>
    public Guid? AssistantId { get; set; }

    /// <summary>What is to be booked; null: the campaign's.</summary>
    public Guid? EventId { get; set; }

    /// <summary>The caller ID for a single call; empty: the server's first.</summary>
    public string From { get; set; } = "";

    /// <summary>The IANA zone where the person is; empty: unknown.</summary>
    public string Zone { get; set; } = "";

    /// <summary>How the zone is known.</summary>
    public ZoneSource ZoneSource { get; set; }

    /// <summary>The consent to be called.</summary>
    public ConsentKind Consent { get; set; }

    /// <summary>When it was given; null: not told.</summary>
    public Instant? ConsentAt { get; set; }

    /// <summary>What the person agreed to, word for word, or where that is kept.</summary>
    public string ConsentText { get; set; } = "";

    /// <summary>Where it was given ("web form", "on paper").</summary>
    public string ConsentChannel { get; set; } = "";

    /// <summary>Who declared it here and answers for it: a user's name, or an API key by its name; empty: not known.</summary>
    public string ConsentBy { get; set; } = "";

    /// <summary>Where it stands.</summary>
    public ContactState State { get; set; }

    /// <summary>When it is due.</summary>
    public Instant NextAt { get; set; }

    /// <summary>Not to be called before; null: at once.</summary>
    public Instant? NotBefore { get; set; }

    /// <summary>Not to be called after; null: whenever.</summary>
    public Instant? NotAfter { get; set; }

    /// <summary>Attempts made so far.</summary>
    public int Attempts { get; set; }

    /// <summary>How often each outcome was had, by disposition.</summary>
    public Dictionary<string, int> Outcomes { get; set; } = [];

    /// <summary>What came of it last, one of <see cref="Dialling.Dispositions"/>; empty before the first attempt ended.</summary>
    public string Disposition { get; set; } = "";

    /// <summary>Why, in a sentence for people; may be empty.</summary>
    public string Remark { get; set; } = "";

    /// <summary>The line of the uploaded file it came from; null: it came by the API.</summary>
    public int? Line { get; set; }

    /// <summary>Where a single call's end is told, besides the owner's webhooks; empty: nowhere.</summary>
    public string Webhook { get; set; } = "";

    /// <summary>What is to be said as the reason of a single call.</summary>
    public string Purpose { get; set; } = "";

    /// <summary>A test call to oneself: the campaign in whose manner it is made (ring time, voicemail text, answering machines, hours), though it does not count there. Null: no test.</summary>
    public Guid? TestOf { get; set; }

    /// <summary>Whether a single call is made on public holidays too, and where no table of them is known: whoever ordered it answers for that.</summary>
    public bool IgnoreHolidays { get; set; }

    /// <summary>When it was made.</summary>
    public Instant CreatedAt { get; set; }

    /// <summary>When it was reached or given up.</summary>
    public Instant? EndedAt { get; set; }
}
