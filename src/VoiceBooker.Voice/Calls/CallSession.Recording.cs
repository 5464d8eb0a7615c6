using VoiceBooker.Voice.Dialogue;
using VoiceBooker.Voice.Speaking;

namespace VoiceBooker.Voice.Calls;

public sealed partial class CallSession
{
    private readonly TimeSpan? _untilSession;

    private void CallerSaid(Utterance said)
    {
        Conversation.Add(said);
        Record("caller.said", new { text = said.Text, by = Name(said.By.ToString()), confidence = said.Confidence, at = Milliseconds(said.At) });
    }

    private void BotSaid(SpokenTurn turn)
    {
        if (turn.IsRecorded || turn.Text.Length == 0)
            return;
        turn.IsRecorded = true;
        Record("bot.said", new { turn = turn.Number, text = turn.Text, at = Milliseconds(_clock.Now) });
    }

    private void BotHeard(SpokenTurn turn)
    {
        BotSaid(turn);
        if (turn.Heard is not { } heard || (heard.Text.Length == 0 && heard.Unheard.Length == 0))
            return;
        Conversation.Add(new Utterance(Speaker.Bot, heard.Text, turn.TakenAt) { Unheard = heard.Unheard, HeardTags = heard.Tags });
        Record("bot.heard", new { turn = turn.Number, text = heard.Text, unheard = heard.Unheard, tags = heard.Tags, at = Milliseconds(_clock.Now) });
    }

    private void RecordTiming(SpokenTurn turn, TimeSpan firstAudio)
    {
        if (turn.Kind is TurnKind.Greeting && _judge is null && _line.CarriesAudio && _untilSession is { } until)
        {
            CallMeter.StartToFirstAudio.Record((until + firstAudio).TotalMilliseconds);
            Record("greeting.timing", new { firstAudioMs = Milliseconds(until + firstAudio), composedMs = Milliseconds(until) });
        }

        if (turn.EndOfSpeech is not { } endOfSpeech)
            return;
        CallMeter.EndOfSpeechToFirstAudio.Record((firstAudio - endOfSpeech).TotalMilliseconds);
        CallMeter.EndOfTurnToFirstAudio.Record((firstAudio - turn.TakenAt).TotalMilliseconds);
        Record("turn.timing", new
        {
            turn = turn.Number,
            endOfSpeechAt = Milliseconds(endOfSpeech),
            turnTakenAt = Milliseconds(turn.TakenAt),
            firstWordsMs = turn.FirstWordsAt is { } words ? Milliseconds(words - endOfSpeech) : (long?)null,
            firstAudioMs = Milliseconds(firstAudio - endOfSpeech),
            by = turn.By,
        });
    }

    private void Interrupted(string stage, long? onsetToClear) =>
        Record("barge-in", new { stage, at = Milliseconds(_clock.Now), onsetToClearMs = onsetToClear });

    private void Failed(string part, string message) => Record("error", new { part, message });

    private void Record(string kind, object payload) => _parts.Journal.Record(kind, payload);

    private static long Milliseconds(TimeSpan time) => (long)Math.Round(time.TotalMilliseconds);

    private static string Name(string member) => member.ToLowerInvariant();
}
