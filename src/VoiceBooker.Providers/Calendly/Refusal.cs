using VoiceBooker.Booking.Calendars;

namespace VoiceBooker.Providers.Calendly;

/// <summary>
/// What a refusal of the API means; closed, and read by status, code and parameter. A sentence decides only where it is all there is: an unanswered question, a bad telephone number, and the plan.
/// </summary>
internal abstract record Refusal
{
    private Refusal() { }

    /// <summary>For logs and the owner.</summary>
    public string Words { get; private init; } = "";

    /// <summary>The time is not free.</summary>
    public sealed record Taken : Refusal;

    /// <summary>The time lies in the past.</summary>
    public sealed record TooEarly : Refusal;

    /// <summary>A detail is missing or not accepted: "email", "name", "phone", "zone", "questions" or "tracking".</summary>
    public sealed record Detail(string Field) : Refusal;

    /// <summary>
    /// What is wrong must be found out by looking again: the place is checked before the time and hides that it is taken (<paramref name="Place"/>), a bare 400 says nothing at all, and a 404 is the event type's or the time's.
    /// </summary>
    public sealed record Doubtful(bool Place) : Refusal;

    /// <summary>The credential is not known, was taken back, or has ended.</summary>
    public sealed record BadCredential : Refusal;

    /// <summary>The credential lacks rights.</summary>
    public sealed record LacksScopes(string Scopes) : Refusal;

    /// <summary>The account's plan does not include it.</summary>
    public sealed record BeyondPlan : Refusal;

    /// <summary>Not allowed: somebody else's, or its state forbids it.</summary>
    public sealed record NotAllowed : Refusal;

    /// <summary>No such thing.</summary>
    public sealed record NotFound : Refusal;

    /// <summary>It is there already.</summary>
    public sealed record Exists : Refusal;

    /// <summary>Anything else.</summary>
    public sealed record Other : Refusal;

    /// <summary>Reads a refusal; <paramref name="error"/> is null when the body could not be read.</summary>
    public static Refusal Read(int status, WireError? error)
    {
        var details = error?.Details ?? [];
        var told = string.Join("; ", details.Select(detail => detail.Message).Prepend(error?.Message).Where(text => !string.IsNullOrWhiteSpace(text)).Distinct());
        var words = $"Calendly says: {(told.Length > 0 ? told : $"HTTP {status}")}";
        Refusal meaning = status switch
        {
            400 => details.Select(Of).OfType<Refusal>().MinBy(Rank) ?? (details.Count == 0 ? new Doubtful(Place: false) : new Other()),
            401 => new BadCredential(),
            403 when error?.RequiredScopes is { Count: > 0 } scopes => new LacksScopes(string.Join(", ", scopes)),
            403 when Says(told, "plan", "upgrade") => new BeyondPlan(),
            403 => new NotAllowed(),
            404 => new NotFound(),
            409 => new Exists(),
            _ => new Other(),
        };
        return meaning with
        {
            Words = meaning switch
            {
                LacksScopes(var scopes) => $"The credential lacks the rights {scopes}.",
                BeyondPlan => $"The account's Calendly plan does not include this. {words}",
                BadCredential => $"Calendly does not accept the credential. {words}",
                _ => words,
            },
        };
    }

    /// <summary>What it makes of a booking; null when it must be found out by looking again.</summary>
    public BookingOutcome? OfBooking() => this switch
    {
        Taken => new BookingOutcome.Taken(),
        TooEarly => new BookingOutcome.OutOfBounds("The time is over or too near."),
        Detail("tracking") => new BookingOutcome.ProviderDown(Words),
        Detail(var field) => new BookingOutcome.FieldInvalid(field, Words),
        Doubtful or NotFound => null,
        BadCredential or LacksScopes => new BookingOutcome.CredentialDead(Words),
        _ => new BookingOutcome.ProviderDown(Words),
    };

    private static Refusal? Of(WireDetail detail) => (detail.Code, detail.Parameter ?? "") switch
    {
        ("already_filled", _) => new Taken(),
        ("invalid_location_choice", _) => new Doubtful(Place: true),
        (_, var parameter) when parameter.StartsWith("event.location_configuration", StringComparison.Ordinal) || parameter.StartsWith("location", StringComparison.Ordinal) => new Doubtful(Place: true),
        (_, "event.start_time") => new Doubtful(Place: false), // about the time, and not known what
        (_, "start_time") => new TooEarly(),
        (_, "invitee.email") => new Detail("email"),
        (_, "invitee" or "invitee.name" or "invitee.first_name" or "invitee.last_name") => new Detail("name"),
        (_, "invitee.timezone") => new Detail("zone"),
        (_, "invitee.text_reminder_number") => new Detail("phone"),
        (_, var parameter) when parameter.StartsWith("questions_and_answers", StringComparison.Ordinal) => new Detail("questions"),
        (_, var parameter) when parameter.StartsWith("tracking", StringComparison.Ordinal) => new Detail("tracking"),
        (null, "") when Says(detail.Message, "questions and answers") => new Detail("questions"),
        (null, "") when Says(detail.Message, "phone number") => new Detail("phone"),
        _ => null,
    };

    /// <summary>Of several details the one that says most: a taken time makes the others pointless, a doubt is looked into last.</summary>
    private static int Rank(Refusal meaning) => meaning switch
    {
        Taken => 0,
        TooEarly => 1,
        Detail => 2,
        _ => 3,
    };

    private static bool Says(string? text, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (text?.Contains(word, StringComparison.OrdinalIgnoreCase) == true)
                return true;
        }

        return false;
    }
}
