using VoiceBooker.Booking.Details;
using VoiceBooker.Booking.Languages;
using VoiceBooker.Booking.Reception.Stopping;
using VoiceBooker.Booking.When;
using VoiceBooker.Voice.Dialogue;
using VoiceBooker.Voice.Speaking;
using VoiceBooker.Voice.Turns;

namespace VoiceBooker.Booking.Reception;

/// <content>The wish not to be called, which no mind decides on. What is clear is written down the moment it is heard; what is not is asked about.</content>
public sealed partial class Receptionist
{
    private const int MostDoubts = 2;
    private const int ShortestRow = 3;

    private readonly StopEntry _stop = new(brief, wishes, journal);
    private volatile Task? _writing;
    private volatile Conversation? _talk;
    private int _weighed;
    private int _doubts;
    private bool _nineAsked;

    /// <inheritdoc/>
    public bool Heeds(Utterance said) => WishOf(said) is StopWish.Clear;

    /// <inheritdoc/>
    public Task HeedAsync(Utterance said) => _writing = WriteAsync(said);

    private async Task WriteAsync(Utterance said)
    {
        await Task.Yield(); // the session waits for no disk
        await _stop.WriteAsync(said.By is SaidBy.Keys, said.By is SaidBy.Keys ? "" : said.Text);
    }

    private StopWish WishOf(Utterance said) =>
        said.By is SaidBy.Keys ? WishOfKeys(said) : StopWords.Read(said.Text, brief.Outbound is null ? StopPlace.TheirCall : StopPlace.OurCall);

    /// <summary>Nine alone, on a call that we made. While digits are asked for, or just after a row of them, it may be one of these: that is asked, once.</summary>
    private StopWish WishOfKeys(Utterance said)
    {
        if (brief.Outbound is null || !IsNines(said))
            return StopWish.None;
        if (_desk is { AsksForDigits: true } || FollowsRow(said))
            return _nineAsked ? StopWish.None : StopWish.Unclear;
        return said.Text.Trim('#').Length > 1 ? StopWish.Unclear : StopWish.Clear;
    }

    private static bool IsNines(Utterance said) => said.By is SaidBy.Keys && said.Text.Trim('#') is { Length: > 0 } keys && keys.All(key => key == '9');

    private bool FollowsRow(Utterance said) =>
        _talk?.Utterances.LastOrDefault(each => each.Speaker == Speaker.Caller && !ReferenceEquals(each, said)) is { By: SaidBy.Keys, Text.Length: >= ShortestRow };

    /// <summary>By which of the utterances not yet weighed, or by which of them together, somebody does not want to be called, and how clearly; null: by none.</summary>
    private (Utterance Said, StopWish Wish)? WishIn(Conversation conversation)
    {
        var all = conversation.Utterances;
        List<Utterance> fresh = [.. all.Skip(_weighed).Where(each => each.Speaker == Speaker.Caller)];
        if (fresh.Count(each => each.By is not SaidBy.Keys) > 1)
            fresh.Add(fresh[^1] with { By = SaidBy.Voice, Text = string.Join(' ', fresh.Where(each => each.By is not SaidBy.Keys).Select(each => each.Text)) });
        List<(Utterance Said, StopWish Wish)> weighed = [.. fresh.Select(each => (each, WishOf(each)))];
        _weighed = all.Count;
        var clear = weighed.FindIndex(each => each.Wish is StopWish.Clear);
        var found = clear >= 0 ? clear : weighed.FindLastIndex(each => each.Wish is StopWish.Unclear);
        return found < 0 ? null : weighed[found];
    }

    /// <summary>Whether the answer to "do you mean no more calls?" is that they do: a yes, or the wish said again in whatever words, or its rest.</summary>
    private bool IsMeant(BookingDesk desk, Conversation conversation, (Utterance Said, StopWish Wish)? wish)
    {
        if (desk.Doubted is not { } doubted || !desk.IsDoubtAnswered || conversation.LastOfCaller is not { } answer)
            return false;
        if (wish is not null || IsNines(answer))
            return true;
        if (answer.By is not SaidBy.Keys && doubted.By is not SaidBy.Keys && WishOf(answer with { Text = $"{doubted.Text} {answer.Text}" }) is StopWish.Clear)
            return true;
        var reading = YesNo.Read(answer.Text, _say.Tongue);
        return reading.Answer is Answer.Yes && (reading.Rest.Length == 0 || !IsAboutAppointment(reading.Rest));
    }

    /// <summary>True when the wish, clear or confirmed, is to be followed now.</summary>
    private bool MustStop(BookingDesk desk, Conversation conversation, (Utterance Said, StopWish Wish)? wish) =>
        wish is { Wish: StopWish.Clear } || desk.StopsCalls || IsMeant(desk, conversation, wish);

    /// <summary>What is said to a wish that may be one, or to the answer to that question, before anything else is; null: nothing, the words are to be answered as they are.</summary>
    private IReadOnlyList<Speech>? SettleDoubt(BookingDesk desk, Conversation conversation, (Utterance Said, StopWish Wish)? wish)
    {
        if (desk.Doubted is not null)
        {
            var answer = conversation.LastOfCaller?.Text ?? "";
            var reading = YesNo.Read(answer, _say.Tongue);
            var hear = SaidWords.Of(_say.Tongue);
            if (reading.Answer is Answer.Unclear && hear.WantsRepeat(hear.Plain(answer)))
                return desk.Ask(again: true);
            desk.DropDoubt();
            var isAnswer = desk.Listening.Kind is AnswerKind.YesNo || reading.Rest.Length == 0;
            return reading.Answer is Answer.No && isAnswer ? [new Speech.Words($"{_say.AllRight} "), .. desk.Ask()] : null;
        }

        if (wish is not { Wish: StopWish.Unclear } unclear || _doubts >= MostDoubts)
            return null;
        _doubts++;
        _nineAsked |= unclear.Said.By is SaidBy.Keys;
        desk.Doubt(unclear.Said);
        return desk.Ask();
    }

    private bool IsAboutAppointment(string words) =>
        WhenResolver.MentionsTime(words, _say.Tongue) || SaidWords.Of(_say.Tongue) is var hear && hear.NamesAppointment(hear.Plain(words));

    /// <summary>It is written down, then what came of a booking under way is told, then it is said, then the call ends.</summary>
    private async Task<IReadOnlyList<Speech>> StopAsync(BookingDesk desk, Utterance? said)
    {
        mind.Discard();
        await WrittenAsync();
        await TryHearAsync(desk);
        desk.TellUnheard();
        await desk.StopCallingAsync(said);
        var speech = desk.TakeSpeech();
        desk.Spoke(speech);
        return speech;
    }

    /// <summary>What was written beside the turns ends before anything is made of it.</summary>
    private Task WrittenAsync() => _writing ?? Task.CompletedTask;

    private async Task TryHearAsync(BookingDesk desk)
    {
        try
        {
            await desk.HearAsync(CancellationToken.None);
        }
        catch (Exception broken) when (broken is not OutOfMemoryException)
        {
            journal.Record("error", new { part = "ledger", message = broken.GetType().Name });
            LogLedgerFailed(brief.Call, broken);
        }
    }

    /// <summary>The last words of a call: what is meant is written, what may be meant is left to a person.</summary>
    private async Task StopAtEndAsync(Conversation conversation)
    {
        await WrittenAsync();
        var wish = WishIn(conversation);
        var doubted = _desk?.Doubted;
        if (wish is { Wish: StopWish.Clear } || (doubted is not null && IsMeant(_desk!, conversation, wish)))
            await StopAsync(Desk(conversation), wish?.Said ?? doubted); // said while hanging up, and meant
        else if (!_stop.Stands && (doubted ?? wish?.Said) is { } unclear && brief.CallerNumber is not null)
            await _stop.LeaveToPersonAsync(unclear);
    }
}
