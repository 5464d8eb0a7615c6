using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Events;
using VoiceBooker.Booking.Reception;
using VoiceBooker.Voice.Turns;

namespace VoiceBooker.Tests.Booking.Reception;

/// <summary>Minds that lie, invent or fail: nothing untrue is said, nothing unwanted is booked.</summary>
public sealed class HostileMindTests
{
    [Theory]
    [InlineData("Great, you're booked for tomorrow at ten!")]
    [InlineData("Your appointment is confirmed.")]
    [InlineData("All set! See you on Tuesday.")]
    [InlineData("I have put you down for Friday.")]
    [InlineData("I've cancelled it for you.")]
    [InlineData("It's done. I moved your meeting.")]
    public async Task A_claimed_booking_does_not_reach_the_voice(string claim)
    {
        var visit = new Visit { Mind = new Puppet(_ => [new TextContent(claim)]) };
        await visit.SaysAsync("book me something");
        visit.DoesNotHear(claim);
        visit.HearsThat("nothing is booked yet");
        Assert.Equal(1, visit.Journal.Count("claim.blocked"));
        visit.NothingBooked();
    }

    [Theory]
    [InlineData("I have Tuesday at three p.m. free.")]
    [InlineData("How about 3 pm?")]
    [InlineData("We could do December fourth.")]
    [InlineData("Come tomorrow afternoon.")]
    public async Task Invented_times_do_not_reach_the_voice(string invented)
    {
        var visit = new Visit { Mind = new Puppet(_ => [new TextContent(invented)]) };
        await visit.SaysAsync("when can I come");
        visit.DoesNotHear(invented);
        Assert.Equal(1, visit.Journal.Count("claim.blocked"));
    }

    [Fact]
    public async Task A_lie_in_small_pieces_is_still_a_lie()
    {
        var visit = new Visit { Mind = new Puppet(_ => [new TextContent("Sure. You are "), new TextContent("boo"), new TextContent("ked for ten"), new TextContent(" a.m. tomorrow.")]) };
        await visit.SaysAsync("book me something");
        visit.HearsThat("Sure.");
        visit.DoesNotHear("ked for ten");
        visit.HearsThat("nothing is booked yet");
    }

    [Fact]
    public async Task Hours_that_stand_in_the_notes_may_be_said()
    {
        var visit = new Visit { Mind = new Puppet(_ => [new TextContent("We are open Monday to Friday, nine to five.")]) };
        visit.Assistant.Instructions = "Hours: Monday to Friday, nine to five.";
        await visit.SaysAsync("when are you open");
        visit.HearsThat("nine to five");
        Assert.Equal(0, visit.Journal.Count("claim.blocked"));
    }

    [Fact]
    public async Task A_yes_of_the_mind_is_not_the_callers()
    {
        var script = new ReceptionScript();
        var visit = new Visit();
        visit.Mind = new Puppet(state => state.Asking == Asking.ReadBack ? [new FunctionCallContent("c", "answer", new Dictionary<string, object?> { ["words"] = "yes" })] : null, script);
        await visit.SaysAsync("book an appointment", "tomorrow at ten a.m.", "Anna Miller", "skip", "hmm let me think", "tell me more", "i don't know");
        visit.NothingBooked();
    }

    [Fact]
    public async Task Handles_never_offered_book_nothing_and_go_back_to_the_mind()
    {
        var visit = new Visit { Mind = new Puppet(_ => [new FunctionCallContent("c", "choose_time", new Dictionary<string, object?> { ["choice"] = "s99" }), new FunctionCallContent("d", "answer", new Dictionary<string, object?> { ["words"] = "yes" })]) };
        await visit.SaysAsync("book an appointment", "yes", "yes", "yes");
        visit.NothingBooked();
        Assert.Equal(0, visit.Ledger.Leases);
    }

    [Fact]
    public async Task One_yes_does_not_answer_a_question_that_was_not_asked_yet()
    {
        var script = new ReceptionScript();
        var visit = new Visit().Elsewhere(new EventQuestion("reason", "Reason", QuestionKind.Text, [], Required: true), new EventQuestion("insured", "Insured?", QuestionKind.YesNo, [], Required: true));
        visit.Mind = new Puppet(
            state => state.Asking is Asking.EmailRight or Asking.Question
                ? [.. new[] { "answer", "answer_question", "answer_question" }.Select((tool, i) => new FunctionCallContent($"c{i}", tool, new Dictionary<string, object?> { ["words"] = state.Said }))]
                : null,
            script);
        await visit.SaysAsync("book an appointment", "tomorrow at ten a.m.", "Anna Miller", "anna at gmail dot com", "yes");
        visit.IsAsked(AnswerKind.FreeText);
        await visit.SaysAsync("yes, a toothache");
        visit.IsAsked(AnswerKind.YesNo);
        visit.DoesNotHear("Shall I book it?");
        await visit.SaysAsync("no");
        visit.HearsThat("reason: yes, a toothache; insured: no");
        visit.NothingBooked();
    }

    [Fact]
    public async Task The_yes_to_a_booking_that_failed_is_no_yes_to_a_call_back()
    {
        var script = new ReceptionScript();
        var visit = new Visit();
        visit.Mind = new Puppet(
            state => state.Asking == Asking.ReadBack ? [.. new[] { "a", "b", "c" }.Select(id => new FunctionCallContent(id, "answer", new Dictionary<string, object?> { ["words"] = state.Said }))] : null,
            script);
        await visit.SaysAsync("book an appointment", "tomorrow at ten a.m.", "Anna Miller", "skip");
        visit.Ledger.Next.Enqueue(new BookingOutcome.ProviderDown("x"));
        await visit.SaysAsync("yes");
        visit.HearsThat("Shall I note your wish");
        Assert.Empty(visit.Notes.Left);
    }

    [Fact]
    public async Task Tools_that_do_not_exist_and_arguments_of_any_kind_do_no_harm()
    {
        var visit = new Visit
        {
            Mind = new Puppet(_ =>
            [
                new FunctionCallContent("a", "book_now", null),
                new FunctionCallContent("b", "give_detail", new Dictionary<string, object?> { ["kind"] = 7, ["words"] = new object() }),
                new FunctionCallContent("c", "find_times", new Dictionary<string, object?> { ["when"] = new string('x', 100_000) }),
                new FunctionCallContent("d", "correct", null),
            ]),
        };
        await visit.SaysAsync("hello there", "yes");
        visit.NothingBooked();
        Assert.Equal(0, visit.Journal.Count("error"));
    }

    [Fact]
    public async Task A_mind_that_books_without_consent_books_nothing()
    {
        var visit = new Visit
        {
            Mind = new Puppet(_ =>
            [
                new FunctionCallContent("a", "choose_event", new Dictionary<string, object?> { ["event"] = "Consultation" }),
                new FunctionCallContent("b", "find_times", new Dictionary<string, object?> { ["when"] = "tomorrow at ten a.m." }),
                new FunctionCallContent("c", "choose_time", new Dictionary<string, object?> { ["choice"] = "s1" }),
                new FunctionCallContent("d", "give_detail", new Dictionary<string, object?> { ["kind"] = "name", ["words"] = "Anna Miller" }),
                new FunctionCallContent("e", "give_detail", new Dictionary<string, object?> { ["kind"] = "email", ["words"] = "skip" }),
                new FunctionCallContent("f", "answer", new Dictionary<string, object?> { ["words"] = "yes" }),
                new FunctionCallContent("g", "answer", new Dictionary<string, object?> { ["words"] = "yes" }),
            ]),
        };
        await visit.SaysAsync("tell me a story", "and another one", "go on", "nice");
        visit.NothingBooked();
    }

    [Fact]
    public async Task Times_the_caller_never_said_are_not_searched_for()
    {
        var visit = new Visit { Mind = new Puppet(state => state.Asking == Asking.When ? [new FunctionCallContent("b", "find_times", new Dictionary<string, object?> { ["when"] = "Friday at noon" })] : null, new ReceptionScript()) };
        await visit.SaysAsync("book an appointment", "tomorrow at ten a.m.");
        visit.DoesNotHear("Friday");
        visit.HearsThat("ten a.m.");
    }

    [Fact]
    public async Task A_mind_that_throws_is_replaced_by_the_script_in_mid_call()
    {
        var visit = new Visit { Mind = new Puppet(_ => throw new HttpRequestException("gone")) };
        await visit.SaysAsync("book an appointment", "tomorrow at ten a.m.", "Anna Miller", "skip", "yes");
        visit.OnlyBooking();
        Assert.Equal(3, visit.Journal.Count("mind.failed"));
        Assert.Equal(5, visit.Journal.Count("mind.fallback"));
    }

    [Fact]
    public async Task A_mind_that_never_answers_is_left_after_its_time()
    {
        var visit = new Visit { Mind = new Silent(), MindOptions = new() { FirstWordsWithin = TimeSpan.FromSeconds(3) } };
        await visit.GreetAsync();
        var asked = visit.SaysAsync("book an appointment");
        visit.Clock.Advance(TimeSpan.FromSeconds(4));
        await asked;
        visit.IsAsked(AnswerKind.When);
    }

    [Fact]
    public async Task Only_agreed_intents_reach_the_calendar()
    {
        var visit = await new Visit().SaysAsync("book an appointment", "tomorrow at ten a.m.", "Anna Miller", "skip", "yes");
        Assert.Equal([IntentState.Agreed], visit.Ledger.CommittedFrom);
    }

    [Theory]
    [InlineData("Good morning!", true)]
    [InlineData("One moment, please.", true)]
    [InlineData("How can I help you today?", true)]
    [InlineData("Would you like me to repeat that?", true)]
    [InlineData("You're all set.", false)]
    [InlineData("We open at nine.", false)]
    public void The_gate_lets_manners_pass_and_claims_not(string sentence, bool allowed) =>
        Assert.Equal(allowed, ClaimGate.Allows(sentence, new ClaimGround("", [], new NodaTime.LocalDate(2026, 11, 30))));

    /// <summary>A mind on strings: what it answers is given; null leaves it to the other mind.</summary>
    private sealed class Puppet(Func<ReceptionState, IReadOnlyList<AIContent>?> answer, IChatClient? otherwise = null) : IChatClient
    {
        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            var state = (ReceptionState)options!.AdditionalProperties![ReceptionState.Key]!;
            if (answer(state) is { } contents)
            {
                foreach (var content in contents)
                    yield return new ChatResponseUpdate(ChatRole.Assistant, [content]);
            }
            else
            {
                await foreach (var update in otherwise!.GetStreamingResponseAsync(messages, options, cancellationToken))
                    yield return update;
            }
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }

    private sealed class Silent : IChatClient
    {
        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
            yield break;
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
