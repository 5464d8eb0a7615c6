using NodaTime;

namespace VoiceBooker.CallLab.StandIns.Calendars;

/// <summary>One account at a stand-in of its own, as scenarios use it whichever provider it plays: what they put into it, what they let go wrong, and the state that is the judge.</summary>
internal interface ICalendarPractice : IAsyncDisposable
{
    /// <summary>The name under which a server knows the provider.</summary>
    string Provider { get; }

    /// <summary>What the provider can do.</summary>
    PracticeTraits Traits { get; }

    /// <summary>Where a server finds it.</summary>
    string Address { get; }

    /// <summary>The key of its account.</summary>
    string Key { get; }

    /// <summary>The hour it believes it is.</summary>
    StandInClock Clock { get; }

    /// <summary>Settings of a server whose owners sign in here.</summary>
    IReadOnlyDictionary<string, string> SignInSettings { get; }

    /// <summary>Requests that the provider's own document does not allow, each with what is wrong.</summary>
    IReadOnlyList<string> Violations { get; }

    /// <summary>Every booking ever made, oldest first.</summary>
    IReadOnlyList<PracticeBooking> Bookings { get; }

    /// <summary>Times that are kept for a server's callers now.</summary>
    int Kept { get; }

    /// <summary>Opens its door on a free loopback port.</summary>
    Task OpenAsync();

    /// <summary>Adds something that can be booked; its name is its identity for the scenario, and one that is there already stays as it is.</summary>
    void Add(PracticeEvent what);

    /// <summary>Lets something go wrong from now on. Its operation is one of <see cref="PracticeOperation"/>.</summary>
    void Break(FaultRule rule);

    /// <summary>A good day again.</summary>
    void Mend();

    /// <summary>Requests of an operation so far, oldest first.</summary>
    IReadOnlyList<LoggedRequest> Asked(string operation);

    /// <summary>Somebody else books this time there; false when it is not free.</summary>
    bool TakeAway(string eventName, Instant start);

    /// <summary>Somebody else has it kept for them, where that exists; false when it was refused.</summary>
    bool KeepForAnother(string eventName, Instant start);

    /// <summary>The host cancels in their own calendar.</summary>
    void CancelByHost(string reference);

    /// <summary>The host, or the invitee on the provider's page, moves it.</summary>
    void Move(string reference, Instant start);

    /// <summary>The key is taken back.</summary>
    void EndKey();

    /// <summary>All access tokens end; those that renew them live on.</summary>
    void EndTokens();

    /// <summary>Identical questions for times get the same answer for a while from now on, where the provider does that.</summary>
    void CacheTimes();

    /// <summary>Knows only the versions that self-hosted servers know, where there are versions.</summary>
    void BeSelfHosted();

    /// <summary>The owner signs in on the provider's page and allows what is asked; the address the browser is sent back to.</summary>
    Task<Uri> SignInAsync(Uri address);

    /// <summary>Ends when everything subscribers are to be told was tried.</summary>
    Task ToldAsync();
}

/// <summary>What a provider can do, where providers differ.</summary>
/// <param name="KeepsTimes">It keeps a time for somebody who decides.</param>
/// <param name="AnswersConflict">Those who lose a race may be told so by a bare 409.</param>
/// <param name="AsksHosts">A booking may wait for the host's word.</param>
/// <param name="CachesTimes">Identical questions for times get the same answer for a while.</param>
/// <param name="HasVersions">Each request names the version of the API it speaks; a self-hosted server knows fewer.</param>
/// <param name="MovesInPlace">A move is one request; otherwise another booking is made and the first one cancelled.</param>
internal sealed record PracticeTraits(bool KeepsTimes, bool AnswersConflict, bool AsksHosts, bool CachesTimes, bool HasVersions, bool MovesInPlace);

/// <summary>What faults and questions to the log are about, whatever the provider calls it.</summary>
internal static class PracticeOperation
{
    /// <summary>Free times.</summary>
    public const string Times = "times";

    /// <summary>Keeping a time for somebody.</summary>
    public const string Keep = "keep";

    /// <summary>Booking.</summary>
    public const string Book = "book";

    /// <summary>Looking for bookings.</summary>
    public const string Find = "find";

    /// <summary>Moving a booking; where there is no such thing, booking.</summary>
    public const string Move = "move";

    /// <summary>Cancelling.</summary>
    public const string Cancel = "cancel";

    /// <summary>Getting or renewing a token.</summary>
    public const string Token = "token";
}

/// <summary>Something that can be booked.</summary>
internal sealed record PracticeEvent(string Name, WorkingHours Hours)
{
    /// <summary>Minutes.</summary>
    public int Minutes { get; init; } = 30;

    /// <summary>Minutes between starts.</summary>
    public int Step { get; init; } = 30;

    /// <summary>Minutes a booking must lie ahead.</summary>
    public int MinimumNotice { get; init; }

    /// <summary>How far ahead can be booked, days.</summary>
    public int WindowDays { get; init; } = 400;

    /// <summary>Asked of everybody who books.</summary>
    public IReadOnlyList<PracticeQuestion> Questions { get; init; } = [];

    /// <summary>Bookings wait for the host's word, where the provider has that.</summary>
    public bool AsksHost { get; init; }
}

/// <summary>A required question of the owner's own; with options, one of them is the answer.</summary>
internal sealed record PracticeQuestion(string Label, IReadOnlyList<string> Options);

/// <summary>Whether a booking stands at the provider.</summary>
internal enum PracticeStatus
{
    /// <summary>It stands.</summary>
    Stands,

    /// <summary>It waits for the host's word.</summary>
    Pending,

    /// <summary>It stands no more: cancelled, declined, or moved away.</summary>
    Gone,
}

/// <summary>A booking as it stands at the provider.</summary>
/// <param name="Reference">The provider's identity of it, a part of what a server keeps.</param>
/// <param name="Event">What was booked.</param>
/// <param name="Start">When.</param>
/// <param name="Status">Whether it stands.</param>
/// <param name="Name">The attendee.</param>
/// <param name="Email">The attendee's address.</param>
/// <param name="Zone">The attendee's zone.</param>
/// <param name="Mark">The server's own identity of the wish, which it left there; null: none, somebody else's.</param>
/// <param name="Answers">Answers to the owner's questions, by label.</param>
internal sealed record PracticeBooking(string Reference, string Event, Instant Start, PracticeStatus Status, string Name, string Email, string Zone, string? Mark, IReadOnlyDictionary<string, string> Answers);
