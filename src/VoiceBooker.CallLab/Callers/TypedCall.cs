using System.Net.WebSockets;
using System.Text.Json;
using VoiceBooker.CallLab.Scenarios;
using VoiceBooker.CallLab.Servers;

namespace VoiceBooker.CallLab.Callers;

/// <summary>
/// A typed call: the same session without audio. Phrases come as captions, a returned mark says "heard". The call's clock moves only when the caller waits, or with the wall's (<see cref="CallPace"/>);
/// then it is measured how long the caller was left in silence.
/// </summary>
internal sealed class TypedCall(Ticket ticket, CallerMind mind, CallActs acts, CallStory story, CallPace pace, TimeProvider time) : IDisposable
{
    private const int MostTurns = 40;
    private static readonly TimeSpan Stalled = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(4);

    private readonly TypedLine _line = new(ticket);
    private readonly List<(string Mark, string Text)> _captions = [];
    private readonly Queue<string> _unheard = new();
    private readonly Queue<(string Mark, TimeSpan Due)> _hearing = new();
    private readonly long _began = time.GetTimestamp();
    private string _sinceAnswer = "";
    private bool _holding;
    private string _heldGeneration = "";
    private bool _over;
    private bool _typed;
    private TimeSpan _hearsUntil;
    private TimeSpan? _answersAt;
    private TimeSpan? _quietSince = TimeSpan.Zero;
    private string? _expects;

    private TimeSpan Now => time.GetElapsedTime(_began);

    /// <summary>Plays the call to its end.</summary>
    public async Task RunAsync()
    {
        story.CallSid = ticket.CallSid;
        if (await _line.OpenAsync() is { } odd)
            story.Troubles.Add(odd);
        try
        {
            await _line.StartAsync();
            var talking = pace.WithTheWall ? TalkWithTheWallAsync() : TalkAsync();
            var reading = await talking;
            if (!_over || story.Turns > MostTurns)
                await HangUpAsync();
            while (await reading is not null)
                reading = _line.ReceiveAsync();
        }
        catch (Exception gone) when (gone is WebSocketException or IOException)
        {
            if (!_over)
                story.Troubles.Add($"the line broke: {gone.Message}");
        }

        story.Took = Now;
    }

    /// <inheritdoc/>
    public void Dispose() => _line.Dispose();

    /// <summary>The call's clock stands still while both act. Gives the reading that is still under way.</summary>
    private async Task<Task<JsonElement?>> TalkAsync()
    {
        var reading = _line.ReceiveAsync();
        var stalls = 0;
        while (!_over)
        {
            using var patience = new CancellationTokenSource(Stalled, time);
            JsonElement? message;
            try
            {
                message = await reading.WaitAsync(patience.Token);
            }
            catch (OperationCanceledException) when (patience.IsCancellationRequested)
            {
                if (++stalls > 20)
                {
                    story.Troubles.Add("the bot neither speaks nor listens");
                    break;
                }

                story.Tell("(nothing happens; a second passes)");
                await _line.LetPassAsync(TimeSpan.FromSeconds(1));
                continue;
            }

            if (!await TakeAsync(message))
                break;
            reading = _line.ReceiveAsync();
        }

        return reading;
    }

    /// <summary>The call's clock goes with the wall's, in small steps.</summary>
    private async Task<Task<JsonElement?>> TalkWithTheWallAsync()
    {
        var reading = _line.ReceiveAsync();
        var shown = Now;
        while (!_over)
        {
            await Task.WhenAny(reading, Task.Delay(Tick, time, CancellationToken.None));
            if (Now - shown is var passed && passed >= Tick / 2)
            {
                passed = TimeSpan.FromMilliseconds(Math.Floor(passed.TotalMilliseconds));
                shown += passed;
                await _line.LetPassAsync(passed);
            }

            while (_hearing.TryPeek(out var next) && next.Due <= Now)
                await HeardAsync(_hearing.Dequeue().Mark);
            if (reading.IsCompleted)
            {
                if (!await TakeAsync(await reading))
                    break;
                reading = _line.ReceiveAsync();
            }

            if (_answersAt is { } due && due <= Now && _hearing.Count == 0)
            {
                _answersAt = null;
                if (mind.Answer(_expects, _sinceAnswer) is { } rule)
                    await ActAsync(rule);
            }

            if (Now > Longest)
            {
                story.Troubles.Add($"the call did not end within {Longest.TotalMinutes} minutes");
                break;
            }
        }

        return reading;
    }

    /// <summary>False when the call is over or has gone on for too long.</summary>
    private async Task<bool> TakeAsync(JsonElement? message)
    {
        if (message is not { } received)
        {
            _over = true; // the server has ended it
            return false;
        }

        await HandleAsync(received);
        if (story.Turns <= MostTurns)
            return true;
        story.GivesUp = $"the call did not end within {MostTurns} answers";
        return false;
    }

    private async Task HandleAsync(JsonElement message)
    {
        switch (message.GetProperty("event").GetString())
        {
            case "caption":
                var caption = message.GetProperty("caption");
                await ReadAsync(caption.GetProperty("mark").GetString()!, caption.GetProperty("text").GetString()!);
                break;

            case "mark":
                var name = message.GetProperty("mark").GetProperty("name").GetString()!;
                if (_holding)
                    _unheard.Enqueue(name);
                else if (pace.PerWord > TimeSpan.Zero)
                    _hearing.Enqueue((name, _hearsUntil));
                else
                    await HeardAsync(name);
                break;

            case "clear":
                await GiveBackAsync();
                break;

            case "listening":
                _holding = false;
                _quietSince = null; // it is the caller's turn
                _expects = message.GetProperty("listening").TryGetProperty("expects", out var expects) ? expects.GetString() : null;
                await AnswerAsync();
                break;

            case "media":
                story.Troubles.Add("audio on a typed call");
                break;
        }
    }

    private async Task ReadAsync(string mark, string text)
    {
        if (_quietSince is { } since)
        {
            var waited = Now - since;
            if (waited > TimeSpan.Zero)
                story.Waits.Add(waited.TotalMilliseconds);
            if (_typed)
                story.Replies.Add(waited.TotalMilliseconds);
        }

        _typed = false;
        _answersAt = null;
        _hearsUntil = (Now > _hearsUntil ? Now : _hearsUntil) + pace.ToHear(text);
        _quietSince = _hearsUntil;
        if (_holding && Generation(mark) != _heldGeneration)
            await GiveBackAsync(); // a new reply: the interrupted one is over

        _captions.Add((mark, text));
        _sinceAnswer += text + " ";
        story.Tell(pace.WithTheWall ? $"{Now.TotalSeconds,5:0.0} bot: {text.Trim()}" : $"bot: {text.Trim()}");
        if (!_holding && mind.Interrupt(_sinceAnswer) is { } interruption)
        {
            _holding = true;
            _heldGeneration = Generation(mark);
            await ActAsync(interruption);
        }
    }

    /// <summary>Marks of words that were never heard go back after a clear, as a carrier's do.</summary>
    private async Task GiveBackAsync()
    {
        _holding = false;
        _hearsUntil = Now;
        while (_hearing.TryDequeue(out var late))
            await _line.ReturnMarkAsync(late.Mark);
        while (_unheard.TryDequeue(out var dropped))
            await _line.ReturnMarkAsync(dropped);
    }

    private static string Generation(string mark) => mark.Split('-')[0];

    private async Task HeardAsync(string mark)
    {
        foreach (var (_, text) in _captions.Where(each => each.Mark == mark))
            story.Hear(text);
        _captions.RemoveAll(each => each.Mark == mark);
        await _line.ReturnMarkAsync(mark);
    }

    private async Task AnswerAsync()
    {
        if (pace.WithTheWall)
            _answersAt = (Now > _hearsUntil ? Now : _hearsUntil) + pace.Thinks;
        else if (mind.Answer(_expects, _sinceAnswer) is { } rule)
            await ActAsync(rule);
        else
            await _line.LetPassAsync(TimeSpan.FromSeconds(8));
    }

    private async Task ActAsync(AnswerRule rule)
    {
        if (rule.Compete is { } rival)
            await acts.CompeteAsync(rival);
        if (rule.Meanwhile is { } meanwhile)
            await meanwhile(acts);

        if (rule.Wait is { } ms)
        {
            story.Tell($"(the caller is silent for {ms} ms)");
            if (!pace.WithTheWall)
                await _line.LetPassAsync(TimeSpan.FromMilliseconds(ms));
        }

        if ((rule.Say ?? rule.Type) is { } text)
        {
            var words = acts.Fill(text);
            story.Said.Add(words);
            Count($"caller: {words}");
            await _line.TypeAsync(words);
        }

        if (rule.Press is { } keys)
        {
            var digits = acts.Fill(keys);
            story.Said.Add(digits);
            Count($"caller presses {digits}");
            foreach (var digit in digits)
                await _line.PressAsync(digit);
            if (digits.Length > 1 && !digits.EndsWith('#') && !pace.WithTheWall)
                await _line.LetPassAsync(TimeSpan.FromSeconds(3));
        }

        if (rule.HangUp)
            await HangUpAsync();
    }

    private void Count(string line)
    {
        story.Turns++;
        story.Tell(pace.WithTheWall ? $"{Now.TotalSeconds,5:0.0} {line}" : line);
        _sinceAnswer = "";
        _typed = true;
        _quietSince = Now;
    }

    private async Task HangUpAsync()
    {
        story.Tell("caller hangs up");
        story.EndedBy = "caller";
        _over = true;
        await _line.HangUpAsync();
    }
}
