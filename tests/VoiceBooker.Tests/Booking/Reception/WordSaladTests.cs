using VoiceBooker.Booking.Details;
using VoiceBooker.Voice.Dialogue;

namespace VoiceBooker.Tests.Booking.Reception;

/// <summary>Whatever callers say, in whatever order, interrupted anywhere.</summary>
public sealed class WordSaladTests
{
    private static readonly string[] Phrases =
    [
        "yes", "no", "yes please", "no thanks", "tomorrow", "at three", "the second one", "Tuesday at ten", "my name is Anna Miller", "anna at gmail dot com", "skip", "book an appointment",
        "cancel my appointment", "move my appointment to Friday", "when is my appointment", "Anna Miller", "m i l l e r", "n as in november", "repeat that", "hold on", "I changed my mind", "start over",
        "never mind", "maybe", "i guess", "no Wednesday", "yes but at three", "London", "eastern time", "what are your hours", "are you a robot", "thank you", "later", "another day", "as soon as possible",
        "February thirtieth", "the name is wrong", "the email", "blah florp", "", "1", "leave a message", "four one five five five five oh one four seven", "okay", "sure", "right", "!!!", "@", "yes yes yes no",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Two_thousand_turns_never_throw_and_never_book_without_a_heard_read_back_and_a_yes(int seed)
    {
        var random = new Random(seed);
        var turns = 0;
        var bookings = 0;
        while (turns < 500)
        {
            var visit = new Visit { Caller = random.Next(4) == 0 ? null : random.Next(4) == 0 ? "+442079460123" : Visit.Number, CanType = random.Next(2) == 0 };
            if (random.Next(3) == 0)
                visit.Has(3, 10);
            await visit.GreetAsync();
            for (var turn = 0; turn < 25 && !visit.HungUp && visit.TransferredTo is null; turn++, turns++)
            {
                var said = random.Next(4) == 0 ? string.Join(' ', Phrases[random.Next(Phrases.Length)], Phrases[random.Next(Phrases.Length)]) : Phrases[random.Next(Phrases.Length)];
                var before = visit.Ledger.CommittedFrom.Count + visit.Ledger.Cancelled.Count;
                var heard = visit.Conversation.LastOfBot;
                switch (random.Next(6))
                {
                    case 0:
                        await visit.KeysAsync("0123*#"[1 + random.Next(5)].ToString());
                        break;

                    case 1:
                        await visit.SayAndInterruptAsync(said, random.Next(80));
                        break;

                    case 2 when random.Next(3) == 0:
                        await visit.SilentAsync((SilenceKind)random.Next(2));
                        break;

                    default:
                        await visit.SaysAsync(said);
                        break;
                }

                if (visit.Ledger.CommittedFrom.Count + visit.Ledger.Cancelled.Count > before)
                {
                    bookings++;
                    Assert.True(YesNo.Read(visit.Conversation.LastOfCaller!.Text).IsPlainYes, visit.ToString());
                    Assert.True(visit.Conversation.Utterances.SkipLast(2).Any(each => each.HeardTags.Any(tag => tag.StartsWith("read-back", StringComparison.Ordinal) || tag.StartsWith("cancel", StringComparison.Ordinal))), visit.ToString());
                    Assert.NotNull(heard);
                }

                Assert.True(visit.Ledger.Calendar.Count <= visit.Ledger.CommittedFrom.Count + 1, visit.ToString());
            }

            Assert.Equal(0, visit.Journal.Count("error"));
            await visit.HangsUpAsync();
            Assert.Equal(0, visit.Ledger.Leases);
        }

        Assert.True(bookings >= 0);
    }
}
