using VoiceBooker.Voice.Dialogue;
using VoiceBooker.Voice.Speaking;
using VoiceBooker.Voice.Turns;

namespace VoiceBooker.Voice.Calls;

public sealed partial class CallSession
{
    /// <summary>Fillers for a reply at work, which ends by its own deadlines; one that does not ends in the fallback all the same.</summary>
    private const int MostFillers = 20;

    private static readonly TimeSpan _lastWordWithin = TimeSpan.FromSeconds(10);

    private TimeSpan _listeningSince;
    private TimeSpan _silentSince;
    private TimeSpan _lastSign;
    private int _idle;
    private bool _warned;
    private bool _timeUp;

    private bool CallerMayBeSpeaking => _turns.HasWords || _turns.VoiceActive;

    private bool IsWaiting => _turn is null && _leaving is null && _stage is FarStage.Talk && _turns.State is TurnState.Listening;

    private TimeSpan IdleDue => Later(_listeningSince, _lastSign) + (_standing.Kind is AnswerKind.Name or AnswerKind.Email or AnswerKind.Digits or AnswerKind.FreeText ? _options.IdleWhileDictating : _options.IdleAfter) + (_standing.Patience / 6);

    private TimeSpan SilenceDue => _silentSince + _options.SilenceLimit + _standing.Patience;

    private TimeSpan? FloorDue =>
        _turn is { IsStopped: false } turn && _turns.State is TurnState.Speaking && _playout.OwesSince is { } since
            ? Later(since, turn.OwesFrom) + (turn.Breaches == 0 ? _options.FirstAudioWithin : _options.NextAudioWithin)
            : null;

    private TimeSpan WarningDue => _options.LongestCall - _options.WarnBeforeEnd;

    /// <summary>Whether something is due by the clock alone.</summary>
    private void Look()
    {
        var now = _clock.Now;
        if (_leaving is not null)
            return;
        if (_turns.Deadline <= now)
            Observe(new CallEvent.Elapsed("turn", 0));
        if (FloorDue <= now)
            FloorBreached(now);
        if (!_timeUp && now >= _options.LongestCall)
            TimeUp(now);
        LookAtFarSide(now);
        if (!IsWaiting || _turns.HasWords)
            return;

        if (now >= SilenceDue)
        {
            Idle(SilenceKind.GivingUp, now);
        }
        else if (!_turns.VoiceActive && !_warned && now >= WarningDue)
        {
            _warned = true;
            Prompt(SilenceKind.TimeNearlyUp, 1);
        }
        else if (!_turns.VoiceActive && now >= IdleDue)
        {
            Idle(SilenceKind.Idle, now);
        }
    }

    /// <summary>Sets the alarm to whatever is due next.</summary>
    private void Arm()
    {
        var now = _clock.Now;
        var next = _lineEndsBy ?? TimeSpan.MaxValue;
        if (_leaving is null)
        {
            next = Earlier(next, _timeUp ? TimeSpan.MaxValue : TimeUpDue(now));
            next = Earlier(next, Earlier(_turns.Deadline ?? TimeSpan.MaxValue, FarDue ?? TimeSpan.MaxValue));
            if (_turn is not null)
                next = Earlier(next, FloorDue ?? now + _options.FirstAudioWithin);
            if (IsWaiting && !_turns.HasWords)
            {
                next = Earlier(next, SilenceDue);
                if (!_turns.VoiceActive)
                    next = Earlier(next, _warned ? IdleDue : Earlier(IdleDue, WarningDue));
            }
        }

        _alarm.Change(next == TimeSpan.MaxValue ? Timeout.InfiniteTimeSpan : Later(TimeSpan.FromMilliseconds(1), next - now), Timeout.InfiniteTimeSpan);
    }

    private void FloorBreached(TimeSpan now)
    {
        var turn = _turn!;
        turn.Breaches++;
        turn.OwesFrom = now;
        CallMeter.FloorBreaches.Add(1);
        Record("floor.breached", new { deadline = turn.Breaches, at = Milliseconds(now) });
        if (turn.Kind is TurnKind.Message or TurnKind.Screening)
        {
            if (turn.Breaches > _options.Fillers)
            {
                StopTurn(); // a machine is not kept company
                HangUp(HangUpCause.Us);
            }

            return;
        }

        if (turn.Breaches > (_parts.Agent.IsAtWork ? MostFillers : _options.Fillers) || turn.Kind is TurnKind.Fallback)
        {
            if (_fallbacks >= MostFallbacks)
            {
                StopTurn();
                HangUp(HangUpCause.Us);
                return;
            }

            Fallback();
            return;
        }

        if (FillerFor(turn.Breaches) is not { Length: > 0 } filler)
            return;
        Record("filler", new { text = filler, at = Milliseconds(now) });
        turn.Fill(filler);
    }

    private string? FillerFor(int times)
    {
        try
        {
            return _parts.Agent.Filler(times);
        }
        catch (Exception failure)
        {
            Failed("agent", failure.Message);
            return null;
        }
    }

    private void Idle(SilenceKind silence, TimeSpan now)
    {
        _idle++;
        _lastSign = now;
        Record("idle", new { times = _idle, at = Milliseconds(now) });
        Prompt(silence, _idle);
    }

    /// <summary>The bot may end what it is saying, for a bounded while; then it says goodbye, whatever comes.</summary>
    private void TimeUp(TimeSpan now)
    {
        if (_turn is not null && now < _options.LongestCall + _lastWordWithin)
            return;
        if (_turn is not null)
        {
            StopTurn();
            if (now < _options.LongestCall + _lastWordWithin + _options.MarkGrace)
                return;
        }

        _timeUp = true;
        _unanswered.ForEach(CallerSaid);
        _unanswered.Clear();
        Prompt(SilenceKind.TimeUp, 1);
    }

    private TimeSpan TimeUpDue(TimeSpan now) =>
        now < _options.LongestCall ? _options.LongestCall
            : now < _options.LongestCall + _lastWordWithin ? _options.LongestCall + _lastWordWithin
            : now + TimeSpan.FromMilliseconds(100);

    private void CallerLives(TimeSpan now)
    {
        _idle = 0;
        _silentSince = now;
        _lastSign = now;
    }

    private static TimeSpan Later(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private static TimeSpan Earlier(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
