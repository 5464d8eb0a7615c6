using System.Text;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Events;
using VoiceBooker.Booking.Messages;
using VoiceBooker.Booking.Minds;
using VoiceBooker.Booking.Reception;
using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Dialogue;
using VoiceBooker.Voice.Speaking;
using VoiceBooker.Voice.Time;
using VoiceBooker.Voice.Turns;

namespace VoiceBooker.Tests.Booking.Reception;

/// <summary>One call in text: what the caller says, what they hear. It is Monday, November 30, 2026, nine in the morning in New York.</summary>
internal sealed class Visit
{
    public const string Number = "+12125550147";

    private static readonly DateTimeZone NewYork = DateTimeZoneProviders.Tzdb["America/New_York"];

    private readonly StringBuilder _transcript = new();
    private Receptionist? _receptionist;

    public Visit(bool free = true)
    {
        Ledger.Events.Add(Consultation);
        if (!free)
            return;

        // weekdays of three weeks, nine to four, on the hour
        for (var day = new LocalDate(2026, 11, 30); day < new LocalDate(2026, 12, 19); day = day.PlusDays(1))
        {
            if (day.DayOfWeek is IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday)
                continue;
            for (var hour = 9; hour <= 16; hour++)
            {
                var start = day.At(new LocalTime(hour, 0)).InZoneLeniently(NewYork).ToInstant();
                Ledger.Free.Add(new Slot(start, start + Duration.FromMinutes(30)));
            }
        }
    }

    public ManualClock Clock { get; } = new(new DateTimeOffset(2026, 11, 30, 14, 0, 0, TimeSpan.Zero));

    public FakeLedger Ledger { get; } = new();

    public FakeNotes Notes { get; } = new();

    public FakeWishes Wishes { get; } = new();

    /// <summary>Set: we made the call.</summary>
    public OutboundBrief? Outbound { get; set; }

    /// <summary>Nobody took the caller over, earlier on this call.</summary>
    public bool ComesBack { get; set; }

    public RememberedJournal Journal { get; } = new();

    /// <summary>The consultation is held by an account elsewhere, which asks for an address and sends its own mail.</summary>
    public Visit Elsewhere(params EventQuestion[] questions)
    {
        (Consultation.Provider, Consultation.ConnectionId, Consultation.NeedsEmail) = ("elsewhere", Guid.NewGuid(), true);
        Consultation.Questions = [.. questions];
        return this;
    }

    public BookingEvent Consultation { get; } = new() { Id = Guid.NewGuid(), Name = "Consultation", TimeZone = "America/New_York", OrganizerEmail = "owner@example.com" };

    public Assistant Assistant { get; } = new() { Id = Guid.NewGuid(), Name = "Robin", TransferNumber = "+12125550100" };

    public Dictionary<string, string> Variables { get; } = [];

    public string? Caller { get; set; } = Number;

    public bool CanType { get; set; }

    /// <summary>Whether mail leaves the server.</summary>
    public bool SendsMail { get; set; } = true;

    public SaidBy By { get; set; } = SaidBy.Voice;

    public IChatClient Mind { get; set; } = new ReceptionScript();

    public ReceptionOptions Options { get; set; } = new();

    public MindOptions MindOptions { get; set; } = new();

    public Conversation Conversation { get; } = new();

    /// <summary>The last reply's words.</summary>
    public string Said { get; private set; } = "";

    public List<Speech> Last { get; private set; } = [];

    public Question? Asked => Last.OfType<Speech.Asks>().LastOrDefault()?.Question;

    public bool HungUp => Last.OfType<Speech.HangsUp>().Any();

    public string? TransferredTo => Last.OfType<Speech.Transfers>().FirstOrDefault()?.Number;

    public IReadOnlyList<Appointment> Booked => Ledger.Calendar;

    /// <summary>Who texts links.</summary>
    public TextLinks? Links { get; set; }

    private Receptionist Receptionist => _receptionist ??= new Receptionist(new CallBrief(CallId.New(Clock.GetUtcNow()), Assistant, Caller, CanType, Variables) { SendsMail = SendsMail, Links = Links, Outbound = Outbound, ComesBack = ComesBack }, Minds.Leading(Journal, Clock, MindOptions, Mind), Ledger, Notes, Wishes, Journal, Clock, Options, NullLogger.Instance);

    public static Instant At(int month, int day, int hour) => new LocalDateTime(2026, month, day, hour, 0).InZoneLeniently(NewYork).ToInstant();

    /// <summary>An appointment that stands before the call.</summary>
    public Visit Has(int day, int hour, string name = "Anna Miller", string? email = "anna@example.com")
    {
        var start = At(12, day, hour);
        Ledger.Calendar.Add(new Appointment(Guid.NewGuid(), Consultation.Id, "built-in", "ref", new Slot(start, start + Duration.FromMinutes(30)), new Attendee(name, email, Number, "America/New_York"), ""));
        return this;
    }

    public async Task<Visit> GreetAsync()
    {
        await SpeakAsync(Receptionist.GreetAsync(Conversation, default), cutAfter: null);
        return this;
    }

    /// <summary>The caller says each in turn and hears every answer to its end.</summary>
    public async Task<Visit> SaysAsync(params string[] turns)
    {
        if (Conversation.Utterances.Count == 0)
            await GreetAsync();
        foreach (var turn in turns)
            await SayAsync(turn, cutAfter: null);
        return this;
    }

    public Task KeysAsync(string keys) => SayAsync(keys, cutAfter: null, SaidBy.Keys);

    /// <summary>The caller interrupts the answer after so many characters.</summary>
    public Task SayAndInterruptAsync(string said, int after) => SayAsync(said, after);

    public async Task SilentAsync(SilenceKind kind, int times = 1) => await SpeakAsync(Receptionist.PromptAsync(Conversation, kind, times, default), cutAfter: null);

    /// <summary>What is left on an answering machine.</summary>
    public async Task<string> LeavesMessageAsync()
    {
        await SpeakAsync(Receptionist.LeaveMessageAsync(Conversation, default), cutAfter: null);
        return Said.Trim();
    }

    /// <summary>What a screening assistant is told.</summary>
    public async Task<string> TellsScreeningAsync()
    {
        await SpeakAsync(Receptionist.AnswerScreeningAsync(Conversation, default), cutAfter: null);
        return Said.Trim();
    }

    /// <summary>The caller speaks over the greeting after so many characters of it.</summary>
    public async Task GreetAndInterruptAsync(int after) => await SpeakAsync(Receptionist.GreetAsync(Conversation, default), after);

    public bool Heeds(string said, SaidBy by = SaidBy.Voice) => Receptionist.Heeds(new Utterance(Speaker.Caller, said, TimeSpan.Zero) { By = by });

    public async Task HangsUpAsync(string? saying = null)
    {
        if (saying is not null)
            Hear(saying, SaidBy.Voice);
        await Receptionist.EndAsync(Conversation, default);
        await Receptionist.DisposeAsync();
    }

    public void HearsThat(string words) => Assert.True(Said.Contains(words, StringComparison.OrdinalIgnoreCase), $"Expected to hear '{words}' in:\n{_transcript}");

    public void DoesNotHear(string words) => Assert.False(Said.Contains(words, StringComparison.OrdinalIgnoreCase), $"Did not expect to hear '{words}' in:\n{_transcript}");

    public void IsAsked(AnswerKind kind) => Assert.True(Asked?.Kind == kind, $"Asked {Asked?.Kind}, expected {kind}:\n{_transcript}");

    public Appointment OnlyBooking()
    {
        Assert.True(Ledger.Calendar.Count == 1, $"{Ledger.Calendar.Count} bookings:\n{_transcript}");
        return Ledger.Calendar[0];
    }

    public void NothingBooked() => Assert.True(Ledger.Calendar.Count == 0, $"Booked:\n{_transcript}");

    public override string ToString() => _transcript.ToString();

    private async Task SayAsync(string said, int? cutAfter, SaidBy? by = null)
    {
        Hear(said, by ?? By);
        await SpeakAsync(Receptionist.ReplyAsync(Conversation, default), cutAfter);
    }

    private void Hear(string said, SaidBy by)
    {
        _transcript.AppendLine("- " + said);
        Conversation.Add(new Utterance(Speaker.Caller, said, TimeSpan.Zero) { By = by });
    }

    private async Task SpeakAsync(IAsyncEnumerable<Speech> reply, int? cutAfter)
    {
        Last = [];
        await foreach (var speech in reply)
            Last.Add(speech);

        var words = Last.OfType<Speech.Words>().ToList();
        var text = string.Concat(words.Select(each => each.Text));
        Said = text;
        _transcript.AppendLine("  > " + text);
        Assert.False(text.Contains("..", StringComparison.Ordinal) || text.Contains(" .", StringComparison.Ordinal) || text.Contains(".,.", StringComparison.Ordinal), $"A sentence ends twice:\n{_transcript}");
        var heard = cutAfter is { } cut ? text[..Math.Min(cut, text.Length)] : text;
        List<string> tags = [];
        var end = 0;
        foreach (var each in words)
        {
            end += each.Text.Length;
            if (each.Tag is { } tag)
            {
                tags.Remove(tag);
                if (end <= heard.Length)
                    tags.Add(tag);
            }
        }

        Conversation.Add(new Utterance(Speaker.Bot, heard, TimeSpan.Zero) { Unheard = text[heard.Length..], HeardTags = tags });
        Clock.Advance(TimeSpan.FromSeconds(5));
    }
}
