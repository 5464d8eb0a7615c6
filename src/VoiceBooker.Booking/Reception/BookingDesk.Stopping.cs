using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Reception.Stopping;
using VoiceBooker.Booking.Tasks;
using VoiceBooker.Voice.Dialogue;

namespace VoiceBooker.Booking.Reception;

/// <content>The wish not to be called any more.</content>
internal sealed partial class BookingDesk
{
    private string _optOutAnswer = "";

    /// <summary>The call's entry on the do-not-call list.</summary>
    public required StopEntry Stop { get; init; }

    /// <summary>True once somebody said that they do not want to be called; the call has nothing to do any more but to say so and to end.</summary>
    public bool StopsCalls { get; private set; }

    /// <summary>What may have meant that they want no more calls, while they are asked whether it did; null: nothing.</summary>
    public Utterance? Doubted { get; private set; }

    /// <summary>True when they have said something since they were asked.</summary>
    public bool IsDoubtAnswered => Doubted is not null && !ReferenceEquals(conversation.LastOfCaller, _lastDoubted);

    /// <summary>True while the question that stands is answered by a row of digits. Read by the session while the desk works.</summary>
    public bool AsksForDigits => _asksForDigits;

    private volatile bool _asksForDigits;
    private Utterance? _lastDoubted;

    /// <summary>From now on it is asked whether <paramref name="said"/> meant that they want no more calls.</summary>
    public void Doubt(Utterance said) => (Doubted, _lastDoubted) = (said, conversation.LastOfCaller);

    /// <summary>It is not asked any more; what was asked before is again.</summary>
    public void DropDoubt() => Doubted = null;

    /// <summary>Somebody does not want to be called: it stands on the list before they are told so. Repeating it changes nothing. <paramref name="said"/> null: the words were a mind's reading of the caller's.</summary>
    public async Task<ToolAnswer> StopCallingAsync(Utterance? said)
    {
        var words = said?.Text ?? Said;
        var byKey = (said?.By ?? By) == SaidBy.Keys;
        if (_optOutAnswer.Length == 0 || !Stop.Stands)
        {
            StopsCalls = true;
            var stands = await Stop.WriteAsync(byKey, byKey ? "" : words);
            _optOutAnswer = stands ? _say.OptedOut : await TryLeaveAsync(OptOutNote(words)) ? _say.OptOutLeftToPerson : _say.OptOutNotNoted;
        }

        DropDoubt();
        _overlay = null;
        if (_intent is { State: IntentState.ReadBack or IntentState.Heard })
            Say(_say.NothingBookedYet(when: null)); // they may have said yes in the same breath
        return EndOurCall(_optOutAnswer, Stop.Stands ? "The number is off the list; the call ends." : "The list could not be written; a person was told. The call ends.");
    }

    /// <summary>A mind takes the caller's words for the wish, and they did not say it in so many. Who rang us is asked first: it may be an appointment that is to be stopped.</summary>
    private async Task<ToolAnswer> ProposeStopAsync()
    {
        if (brief.Outbound is not null || conversation.LastOfCaller is not { } said)
            return await StopCallingAsync(said: null);
        Doubt(said);
        return new ToolAnswer("Asked whether they want no more calls.");
    }

    private CallNote OptOutNote(string words) => new(brief.Call, TaskKind.CallBack, $"Put {brief.CallerNumber ?? _details.Name ?? "a caller without a number"} on the do-not-call list: they asked not to be called, and the list could not be written", Lines(
    [
        ("Telephone", brief.CallerNumber),
        ("Name", _details.Name ?? (PersonCalled.Length > 0 ? PersonCalled : null)),
        ("In their words", words),
        ("They were told", "that a person will see to it"),
    ]))
    {
        Matter = brief.CallerNumber is { } number ? $"opt-out:{number}" : null,
    };
}
