using System.Threading.Channels;
using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Dialogue;
using VoiceBooker.Voice.Lines;
using VoiceBooker.Voice.Turns;

namespace VoiceBooker.Voice.Speaking;

internal sealed partial class Playout
{
    private readonly List<PlayedPhrase> _phrases = [];
    private readonly List<PlayedPhrase> _ended = [];
    private readonly Queue<SentMark> _marks = new();
    private readonly byte[] _frame = new byte[AudioFrame.Size];
    private ChannelReader<Spoken> _speech = Channel.CreateUnbounded<Spoken>().Reader;
    private long _turn;
    private long _generation;
    private long _named;
    private int _cursor;
    private int _offset;
    private int _filled;
    private long _sent;
    private long _lastMark;
    private long _marked;
    private TimeSpan? _markedAt;
    private TimeSpan _playedUntil;
    private TimeSpan _lastSend;
    private Question? _awaits;
    private bool _isWhole;
    private bool _noMore;
    private bool _hushed;
    private bool _stopped;
    private bool _started;
    private bool _starving;
    private bool _closed;

    /// <summary>Plays <paramref name="speech"/> until the caller heard it, or it was stopped, or the line is gone; tells what was heard.</summary>
    public async Task<HeardSpeech> PlayAsync(long turn, ChannelReader<Spoken> speech, IReadOnlyList<Utterance> answers)
    {
        Begin(turn, speech);
        Task<bool>? coming = null;
        try
        {
            foreach (var said in answers)
                await _line.UnderstoodAsync(said.Text, said.By, CancellationToken.None);
            while (true)
            {
                while (!_stopped && _orders.Reader.TryRead(out var order))
                    await ObeyAsync(order);
                if (_stopped)
                    break;
                TakeIn();
                if (!_hushed)
                    await SendDueAsync();
                if (await IsDoneAsync())
                    break;

                Observe();
                Arm();
                _ordered ??= ComesAsync(_orders.Reader);
                if (IsHungry)
                {
                    coming ??= ComesAsync(_speech);
                    await Task.WhenAny(_ordered, coming);
                    _noMore = coming.IsCompletedSuccessfully && !await coming;
                }
                else
                {
                    await _ordered;
                }

                if (_ordered.IsCompleted)
                    _ordered = null;
                if (coming is { IsCompleted: true })
                    coming = null;
            }

            if (!_stopped && _isWhole)
                Interlocked.Exchange(ref _overTurn, turn);
            if (!_stopped && _isWhole && _awaits is not null)
                await _line.ListeningAsync(_awaits, CancellationToken.None);
        }
        catch (IOException)
        {
            _stopped = true; // the line is gone; its events say so
        }

        Interlocked.Exchange(ref _owesSince, NotOwing);
        _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        return WhatWasHeard();
    }

    /// <summary>A task of this flow's own context, which <c>AsTask</c> would not be.</summary>
    private static async Task<bool> ComesAsync<T>(ChannelReader<T> reader) => await reader.WaitToReadAsync(CancellationToken.None);

    /// <summary>Announced, and its voice has not made a sound yet.</summary>
    private static bool IsAwaited(PlayedPhrase phrase) => phrase is { Mark: null, Length: 0, IsWhole: false };

    private bool IsCurrent => Interlocked.Read(ref _wantedGeneration) == _generation;

    private bool IsHungry => !_noMore && !_isWhole && !_hushed && Unsent < Wanted;

    private int Unsent
    {
        get
        {
            var unsent = -_offset;
            for (var i = _cursor; i < _phrases.Count; i++)
                unsent += _phrases[i].Length;
            return unsent;
        }
    }

    private void Begin(long turn, ChannelReader<Spoken> speech)
    {
        _turn = turn;
        _speech = speech;
        _phrases.Clear();
        _awaits = null;
        _isWhole = _noMore = _hushed = _stopped = _started = _closed = false;
        _questionHeard = false;
        _lastSend = _clock.Now;
        NewGeneration(Interlocked.Increment(ref _wantedGeneration));
    }

    private void NewGeneration(long generation)
    {
        _generation = generation;
        _cursor = _offset = _filled = 0;
        _sent = _lastMark = _marked = 0;
        _markedAt = null;
        _starving = false;
        _marks.Clear();
        _ended.Clear();
    }

    private void TakeIn()
    {
        while (Unsent < Wanted && _speech.TryRead(out var spoken))
            switch (spoken)
            {
                case Spoken.Phrase(var text, var tag):
                    _phrases.Add(new PlayedPhrase(text, tag));
                    break;
                case Spoken.Passage(var voiced):
                    _phrases.Add(new PlayedPhrase("", tag: null, passage: voiced));
                    break;
                case Spoken.Piece(var muLaw) when _phrases[^1].Passage is not { IsWithdrawn: true }:
                    _phrases[^1].Add(muLaw);
                    break;
                case Spoken.Again:
                    SpeakAgain();
                    break;
                case Spoken.PhraseEnd(var whole):
                    _phrases[^1].IsWhole = true;
                    _phrases[^1].IsBroken = !whole;
                    break;
                case Spoken.Asked when _phrases.Count > 0:
                    _phrases.ForEach(phrase => phrase.Asks = false);
                    _phrases[^1].Asks = true;
                    break;
                case Spoken.End(var awaits):
                    _isWhole = true;
                    _awaits = awaits;
                    break;
            }
    }

    /// <summary>A voice died in the phrase begun last. What of it is on the line stays there, the rest is let go, and the phrase follows once more.</summary>
    private void SpeakAgain()
    {
        var sent = _cursor == _phrases.Count - 1 ? _offset : 0;
        if (sent == 0)
            _phrases[^1].Forget();
        else
            _phrases.Add(_phrases[^1].ReplaceAfter(sent));
    }

    private async ValueTask SendDueAsync()
    {
        if (!_line.CarriesAudio)
        {
            await SendCaptionsAsync();
            return;
        }

        _starving = false;
        var lead = Later(TimeSpan.Zero, _playedUntil - _clock.Now);
        var room = (int)((_options.Lead - lead) / AudioFrame.Length);
        if (room <= 0)
            return;
        var batch = new byte[room * AudioFrame.Size];
        int from = 0, used = 0;
        while (used < batch.Length && IsCurrent)
        {
            if (_cursor == _phrases.Count)
            {
                if (_filled == 0 || !(_isWhole || _noMore))
                    break;
                _frame.AsSpan(_filled).Fill(AudioFrame.Silence);
                _filled = AudioFrame.Size;
            }
            else if (IsAwaited(_phrases[_cursor]) && !_noMore)
            {
                _starving = true;
                break;
            }
            else if (_phrases[_cursor] is { Mark: null } next)
            {
                from = await FlushAsync(batch, from, used);
                await BeginPhraseAsync(next);
                continue;
            }
            else if (!FillFrame(_phrases[_cursor]))
            {
                break;
            }

            if (_filled == AudioFrame.Size)
            {
                _frame.CopyTo(batch, used);
                used += AudioFrame.Size;
                _filled = 0;
            }

            if (_filled == 0 && (_ended.Count > 0 || _sent + used - from - _lastMark >= _options.MarkEvery.TotalMilliseconds * BytesPerMillisecond))
            {
                from = await FlushAsync(batch, from, used);
                await MarkAsync();
            }
        }

        await FlushAsync(batch, from, used);
    }

    /// <summary>Moves audio of <paramref name="phrase"/> into the frame; false when the voice has not made enough yet.</summary>
    private bool FillFrame(PlayedPhrase phrase)
    {
        if (phrase.Passage is { IsWithdrawn: true })
            phrase.CutAt(_offset);
        var copied = phrase.Copy(_offset, _frame.AsSpan(_filled)[..Math.Min(AudioFrame.Size - _filled, phrase.Length - _offset)]);
        _offset += copied;
        _filled += copied;
        if (_offset < phrase.Length || (!phrase.IsWhole && _filled == AudioFrame.Size))
            return true;
        if (!phrase.IsWhole && !_noMore)
        {
            _starving = true;
            return false;
        }

        _ended.Add(phrase);
        _cursor++;
        _offset = 0;
        return true;
    }

    private async ValueTask BeginPhraseAsync(PlayedPhrase phrase)
    {
        phrase.Mark = NextName();
        phrase.Start = _sent + _filled;
        _lastSend = _clock.Now;
        if (!phrase.IsFiller && !_started && (phrase.Length == 0 || !_line.CarriesAudio))
            Started(_clock.Now);
        if (phrase.Passage is null)
            await _line.CaptionAsync(phrase.Mark, phrase.Text, CancellationToken.None);
    }

    private async ValueTask<int> FlushAsync(byte[] batch, int from, int to)
    {
        if (to == from || !IsCurrent)
            return to;
        var audio = batch.AsMemory(from, to - from);
        await _line.PlayAsync(audio, CancellationToken.None);

        var now = _clock.Now;
        if (now > _playedUntil && _phrases.Exists(phrase => phrase.Start >= 0 && phrase.Start < _sent && (phrase.End < 0 || phrase.End > _sent)))
            CallMeter.Underruns.Add(1);
        var at = Later(now, _playedUntil);
        _lastSend = now;
        _sent += audio.Length;
        _playedUntil = at + TimeSpan.FromMilliseconds(audio.Length / (double)BytesPerMillisecond);
        _recording?.Bot(at, audio);
        for (var i = 0; i < audio.Length; i += AudioFrame.Size)
            _levels.Set(at + TimeSpan.FromMilliseconds(i / (double)BytesPerMillisecond), G711.Level(audio.Span.Slice(i, AudioFrame.Size)));
        if (!_started && _phrases.Exists(phrase => !phrase.IsFiller && phrase.Mark is not null))
            Started(at);
        return to;
    }

    private void Started(TimeSpan at)
    {
        _started = true;
        _events.TryWrite(new CallEvent.SpeechStarted(_turn, at));
    }

    private async ValueTask MarkAsync()
    {
        if (!IsCurrent)
            return;
        _lastMark = _sent;
        if (_ended.Count == 0)
            await SendMarkAsync(NextName());
        foreach (var phrase in _ended)
        {
            phrase.End = _sent;
            if (phrase.Passage is not null)
                await _line.CaptionAsync(phrase.Mark!, phrase.Text, CancellationToken.None); // its words are known only now
            await SendMarkAsync(phrase.Mark!);
        }

        _ended.Clear();
    }

    private async ValueTask SendMarkAsync(string name)
    {
        _marks.Enqueue(new SentMark(name, _sent));
        await _line.MarkAsync(name, CancellationToken.None);
    }

    private async ValueTask SendCaptionsAsync()
    {
        for (; _cursor < _phrases.Count && IsCurrent && (_phrases[_cursor].IsWhole || _noMore); _cursor++)
        {
            await BeginPhraseAsync(_phrases[_cursor]);
            _sent++;
            _phrases[_cursor].End = _sent;
            await SendMarkAsync(_phrases[_cursor].Mark!);
        }
    }

    /// <summary>All sent, and the last mark is back or will not come any more.</summary>
    private async ValueTask<bool> IsDoneAsync()
    {
        if (_hushed || !IsCurrent || !(_isWhole || _noMore) || _cursor < _phrases.Count || _filled > 0)
            return false;
        if (_sent == 0)
            return true;
        if (!_closed && _line.CarriesAudio)
            await SendMarkAsync(NextName()); // so that the loss of one mark changes nothing
        _closed = true;
        return _marks.Count == 0 || _clock.Now >= Later(_playedUntil, _lastSend) + _options.MarkGrace;
    }

    private void Arm()
    {
        var now = _clock.Now;
        var due = _hushed ? Timeout.InfiniteTimeSpan
            : _closed ? Later(_playedUntil, _lastSend) + _options.MarkGrace - now
            : _cursor < _phrases.Count || _filled > 0 ? _playedUntil - _options.Lead + AudioFrame.Length - now
            : Timeout.InfiniteTimeSpan;
        var waitsForVoice = !_closed && _starving;
        _timer.Change(due == Timeout.InfiniteTimeSpan || waitsForVoice ? Timeout.InfiniteTimeSpan : Later(TimeSpan.FromMilliseconds(1), due), Timeout.InfiniteTimeSpan);
    }

    /// <summary>Lets the call's loop see whether audio is owed and whether the question has been heard.</summary>
    private void Observe()
    {
        var owes = !_hushed && !_isWhole && (_cursor == _phrases.Count || _starving);
        Interlocked.Exchange(ref _owesSince, owes ? Later(_playedUntil, _lastSend).Ticks : NotOwing);
        if (!_questionHeard)
            _questionHeard = HasHeardQuestion(_clock.Now);
    }

    private string NextName() => $"g{_generation}-{++_named}";

    private static TimeSpan Later(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
