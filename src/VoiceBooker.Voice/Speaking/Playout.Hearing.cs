using System.Text;
using VoiceBooker.Voice.Calls;

namespace VoiceBooker.Voice.Speaking;

internal sealed partial class Playout
{
    private async ValueTask ObeyAsync(Order order)
    {
        switch (order)
        {
            case Order.Marked(var name):
                Returned(name);
                break;

            case Order.Hush(var turn):
                if (turn == _turn && !_hushed)
                    await ClearAsync();
                _hushed |= turn == _turn;
                _generation = Interlocked.Read(ref _wantedGeneration);
                break;

            case Order.Resume(var turn) when turn == _turn:
                _hushed = false;
                _lastSend = _clock.Now;
                break;

            case Order.Stop(var turn):
                if (turn == _turn && !_hushed)
                    await ClearAsync();
                _stopped = turn == _turn;
                _generation = Interlocked.Read(ref _wantedGeneration);
                break;

            case Order.Interject(var turn, var text, var muLaw) when turn == _turn && !_hushed && !_isWhole && (_cursor == _phrases.Count || IsAwaited(_phrases[_cursor])):
                var filler = new PlayedPhrase(text, tag: null, isFiller: true) { IsWhole = true };
                filler.Add(muLaw);
                _phrases.Insert(_cursor, filler);
                break;
        }
    }

    private void Returned(string name)
    {
        if (!_marks.Any(mark => mark.Name == name))
            return; // of an older generation
        SentMark mark;
        do
            mark = _marks.Dequeue();
        while (mark.Name != name);

        _marked = mark.Position;
        _markedAt = _clock.Now;
        foreach (var phrase in _phrases)
            phrase.IsHeard |= phrase.End >= 0 && phrase.End <= _marked;
    }

    /// <summary>Throws away what was sent and not heard, remembers how far the ear got, and makes ready to go on from there.</summary>
    private async ValueTask ClearAsync()
    {
        var now = _clock.Now;
        var position = HeardUpTo(now);
        _questionHeard |= HasHeardQuestion(now);
        await _line.ClearAsync(CancellationToken.None);
        now = _clock.Now;
        _events.TryWrite(new CallEvent.LineCleared(_turn, now));
        _recording?.Cut(now);
        _levels.Cut(now);
        _playedUntil = now;

        foreach (var phrase in _phrases)
            phrase.HeardShare = Math.Max(phrase.HeardShare, phrase.IsHeard ? 1 : phrase.ShareAt(position));
        for (var i = 1; i < _phrases.Count; i++)
            if (_phrases[i - 1].IsReplaced)
                _phrases[i].HeardShare = Math.Max(_phrases[i].HeardShare, _phrases[i - 1].HeardShare);
        _phrases.RemoveAll(phrase => phrase.IsReplaced);
        var next = _phrases.FindIndex(phrase => phrase.HeardShare < 1 || (phrase.Tag is not null && !phrase.IsHeard));
        if (next < 0)
            next = _phrases.Count;
        foreach (var phrase in _phrases.Skip(next))
            phrase.Rewind();
        _phrases.RemoveAll(phrase => phrase.IsFiller && phrase.Mark is null);
        NewGeneration(Interlocked.Read(ref _wantedGeneration));
        _cursor = Math.Min(next, _phrases.Count);
        _closed = false;
    }

    /// <summary>The byte of this generation that the ear has reached: at least the last mark that came back, at most what can have been played since.</summary>
    private long HeardUpTo(TimeSpan now)
    {
        if (!_line.CarriesAudio)
            return _marked;
        var queued = (long)(Later(TimeSpan.Zero, _playedUntil - now).TotalMilliseconds * BytesPerMillisecond);
        var heard = _sent - queued;
        if (_markedAt is { } at)
            heard = Math.Min(heard, _marked + (long)((now - at).TotalMilliseconds * BytesPerMillisecond));
        return Math.Clamp(heard, _marked, _sent);
    }

    private bool HasHeardQuestion(TimeSpan now)
    {
        if (_phrases.FindLast(phrase => phrase.Asks) is not { } asking)
            return false;
        var rest = (long)(_answerMayBegin.TotalMilliseconds * BytesPerMillisecond);
        return asking.IsHeard || asking.HeardShare >= 1 || (_line.CarriesAudio && asking is { Start: >= 0, IsWhole: true } && HeardUpTo(now) >= asking.Start + asking.Length - rest);
    }

    private HeardSpeech WhatWasHeard()
    {
        var completed = !_stopped && _isWhole;
        var position = HeardUpTo(_clock.Now);
        var heard = new StringBuilder();
        var unheard = new StringBuilder();
        var replaced = 0.0;
        var cutOff = false;
        foreach (var phrase in _phrases.Where(phrase => !phrase.IsFiller))
        {
            var played = !_stopped && _line.CarriesAudio && phrase.Mark is not null;
            var broken = phrase.IsReplaced || (phrase.IsBroken && _line.CarriesAudio);
            var share = (played || phrase.IsHeard) && !broken ? 1 : Math.Max(Math.Max(replaced, phrase.HeardShare), phrase.ShareAt(position));
            replaced = phrase.IsReplaced ? share : 0;
            if (phrase.IsReplaced)
                continue;
            share = phrase is { Passage.IsWithdrawn: false, IsWhole: false } && share >= 1 ? 0.99 : share; // more of it was to come
            if (phrase.Passage is { } passage)
            {
                var bytes = (long)(share * phrase.Length);
                passage.WasHeard(bytes);
                share = passage.IsWithdrawn ? Math.Min(share, bytes / Math.Max(1, passage.Length.TotalMilliseconds * BytesPerMillisecond)) : share; // of all that was made, not of what was let through
            }

            var characters = cutOff ? 0 : _line.CarriesAudio || share >= 1 ? phrase.HeardCharacters(share) : 0;
            heard.Append(phrase.Text.AsSpan(0, characters));
            unheard.Append(phrase.Text.AsSpan(characters));
            cutOff |= characters < phrase.Text.Length && !broken && phrase.Passage is not { IsWithdrawn: true }; // what a voice could not say, or was not to say, does not make the rest unheard
        }

        var tags = HeardTags();
        while (_speech.TryRead(out var spoken))
            unheard.Append(spoken switch { Spoken.Phrase(var text, _) => text, Spoken.Passage(var voiced) => voiced.Text, _ => "" });
        return new HeardSpeech(heard.ToString(), unheard.ToString(), tags, completed);
    }

    /// <summary>A passage was heard when the mark of each of its phrases came back, each spoken to its end by one voice, and no phrase of it can still follow.</summary>
    private List<string> HeardTags()
    {
        var tags = new List<string>();
        var phrases = _phrases.FindAll(phrase => phrase is { IsFiller: false, IsReplaced: false });
        for (var i = 0; i < phrases.Count;)
        {
            var tag = phrases[i].Tag;
            var end = i;
            while (end < phrases.Count && phrases[end].Tag == tag)
                end++;
            var isWhole = end < phrases.Count || _isWhole;
            if (tag is not null && isWhole && phrases.Skip(i).Take(end - i).All(phrase => phrase is { IsHeard: true, IsBroken: false }) && !tags.Contains(tag))
                tags.Add(tag);
            i = end;
        }

        return tags;
    }
}
