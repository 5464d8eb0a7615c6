using Microsoft.Extensions.Logging.Abstractions;
using VoiceBooker.Booking.Reception;
using VoiceBooker.Tests.Voice.Playing;
using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Dialogue;
using VoiceBooker.Voice.Lines;

namespace VoiceBooker.Tests.Booking.Reception;

/// <summary>A calendar that takes 47 seconds, heard over a line: nobody waits in silence longer than the law allows, and nobody is told anything untrue meanwhile.</summary>
public sealed class SlowCalendarTests
{
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(47);
    private static readonly string[] Books = ["book an appointment", "December first at ten a.m.", "Anna Miller", "skip", "yes"];
    private static readonly CallSessionOptions Law = new();

    /// <summary>The voice needs a moment for a phrase, and a frame is 20 ms.</summary>
    private static readonly TimeSpan Voice = TimeSpan.FromMilliseconds(200);

    [Fact]
    public void A_booking_that_takes_47_seconds_is_told_when_it_stands_and_never_before()
    {
        var call = Play(new Visit(), booksIn: Slow, findsIn: TimeSpan.Zero, Books);

        var booked = call.Said.FindIndex(text => text.Contains("You're booked", StringComparison.Ordinal));
        Assert.True(booked >= 0, string.Join('\n', call.Said));
        Assert.Contains("It takes longer than usual: the calendar hasn't answered yet. I'm still here.", call.Fillers);
        Assert.DoesNotContain(call.Said, text => text.Contains("isn't working", StringComparison.Ordinal));
        var yes = call.Line.Understood.Last(each => each.Text == "yes").At;
        Assert.True(call.FirstSound(after: yes) - yes <= Law.FirstAudioWithin + Voice, $"first sound after {call.FirstSound(after: yes) - yes}");
        var longest = call.LongestSilence(from: yes, until: yes + Slow);
        Assert.True(longest <= Law.NextAudioWithin + Voice, $"silence of {longest}");
        Assert.Single(call.Visit.Booked);
        Assert.Single(call.Visit.Ledger.Told);
    }

    [Fact]
    public void Free_times_that_take_47_seconds_are_not_waited_for_and_the_wish_is_noted()
    {
        var call = Play(new Visit(), booksIn: TimeSpan.Zero, findsIn: Slow, "book an appointment", "December first at ten a.m.", "yes", "Anna Miller", "call me back");

        var asked = call.Line.Understood.First(each => each.Text.StartsWith("December", StringComparison.Ordinal)).At;
        Assert.True(call.FirstSound(after: asked) - asked <= Law.FirstAudioWithin + Voice, $"first sound after {call.FirstSound(after: asked) - asked}");
        var offered = call.Line.Captions.First(each => each.Text.Contains("can't reach the calendar", StringComparison.Ordinal)).At;
        Assert.InRange((offered - asked).TotalSeconds, 14, 20);
        var longest = call.LongestSilence(from: asked, until: offered);
        Assert.True(longest <= Law.NextAudioWithin + Voice, $"silence of {longest}");
        Assert.Contains(call.Said, text => text.Contains("I've noted that you'd like a consultation", StringComparison.Ordinal));
        Assert.Contains("In the caller's words: December first at ten a.m", Assert.Single(call.Visit.Notes.Left).Details, StringComparison.Ordinal);
    }

    [Fact]
    public void Free_times_that_take_eight_seconds_are_waited_for()
    {
        var call = Play(new Visit(), booksIn: TimeSpan.Zero, findsIn: TimeSpan.FromSeconds(8), Books);

        Assert.Contains(call.Said, text => text.Contains("You're booked", StringComparison.Ordinal));
        Assert.Contains("One moment, please.", call.Fillers);
        Assert.Empty(call.Visit.Notes.Left);
    }

    private static SlowCall Play(Visit visit, TimeSpan booksIn, TimeSpan findsIn, params string[] says) => VirtualTime.Run(async time =>
    {
        (visit.Ledger.Clock, visit.Ledger.BooksIn, visit.Ledger.FindsIn) = (time.Clock, booksIn, findsIn);
        var caller = new CallerSide();
        caller.At(TimeSpan.FromSeconds(170), new CallEvent.HungUp(HangUpCause.Caller));
        var line = new FakeLine(time.Clock, caller);
        Array.ForEach(says, line.TypedAtOnce.Enqueue);
        line.TypedAtOnce.Enqueue("no thank you");
        var journal = new KeptJournal();
        var id = CallId.New(VirtualTime.Start);
        var brief = new CallBrief(id, visit.Assistant, Visit.Number, CanType: true, visit.Variables);
        var session = new CallSession(new CallParts
        {
            Id = id,
            Line = line,
            Agent = new Receptionist(brief, Minds.Script(journal, time.Clock), visit.Ledger, visit.Notes, visit.Wishes, journal, time.Clock, new ReceptionOptions(), NullLogger.Instance),
            Ears = [caller],
            Voices = [new ScriptedVoice(time.Clock)],
            Options = Law,
            Journal = journal,
            Time = time.Clock,
            Log = NullLogger.Instance,
        });
        var running = line.RunAsync();
        await session.RunAsync(CancellationToken.None);
        await running;
        return new SlowCall(visit, line, journal, [.. session.Conversation.Utterances.Where(each => each.Speaker == Speaker.Bot).Select(each => each.Text)]);
    });

    private sealed record SlowCall(Visit Visit, FakeLine Line, KeptJournal Journal, List<string> Said)
    {
        public List<string?> Fillers => [.. Journal.Of("filler").Select(each => each.GetProperty("text").GetString())];

        public TimeSpan FirstSound(TimeSpan after) => Line.Ear.First(each => each.At >= after && IsSound(each.Frame)).At;

        public TimeSpan LongestSilence(TimeSpan from, TimeSpan until)
        {
            var (longest, since) = (TimeSpan.Zero, from);
            foreach (var (at, frame) in Line.Ear.Where(each => each.At >= from && each.At < until))
            {
                if (IsSound(frame))
                    since = at + AudioFrame.Length;
                else if (at + AudioFrame.Length - since > longest)
                    longest = at + AudioFrame.Length - since;
            }

            return longest;
        }

        private static bool IsSound(byte[] frame) => Array.Exists(frame, sample => sample != AudioFrame.Silence);
    }
}
