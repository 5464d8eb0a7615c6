using System.Collections.Concurrent;
using System.Globalization;
using VoiceBooker.CallLab.Audio;
using VoiceBooker.CallLab.Carrier;
using VoiceBooker.CallLab.StandIns.Speech;

namespace VoiceBooker.CallLab.Called;

/// <summary>Acts at the end of a line from the answer to the end of the call: says, hears, presses and hangs up as <see cref="CalledPerson"/> tells; what a person pressed or said on purpose is noted, with the moment at which they want another call where they ask for one.</summary>
internal sealed class CalledParty(SimulatedCall call, CalledPerson person, TimeProvider time, Action<string, DateTimeOffset?> note)
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(900);
    private static readonly ConcurrentDictionary<(string Voice, string Words), byte[]> Spoken = new();
    private static readonly PracticeVoice Humming = new(real: false);

    private readonly TaskCompletionSource<string> _nature = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What a carrier finds out about who answered, in its words, as soon as it can be known: <c>human</c>, <c>machine_end_beep</c>, <c>machine_end_silence</c>, <c>fax</c>; never, while nothing is heard.</summary>
    public Task<string> Nature => _nature.Task;

    /// <summary>What an answering machine recorded; null while it has not begun.</summary>
    public Recorded? Recorded { get; private set; }

    private Handset Handset => call.Handset;

    /// <summary>Acts until <paramref name="over"/>.</summary>
    public async Task RunAsync(CancellationToken over)
    {
        try
        {
            switch (person)
            {
                case CalledPerson.Human(var manner) human:
                    await WaitAsync(TimeSpan.FromMilliseconds(400), over);
                    await AnswerAsync(manner, human.Hello, over);
                    break;
                case CalledPerson.Machine machine:
                    await RecordAsync(machine, over);
                    break;
                case CalledPerson.Screener screener:
                    await ScreenAsync(screener, over);
                    break;
                case CalledPerson.Menu menu:
                    foreach (var sentence in menu.Opening)
                    {
                        await SayAsync(sentence, over);
                        await WaitAsync(menu.Pause, over);
                    }

                    await SayAsync(menu.Says, over);
                    _nature.TrySetResult("machine_end_other");
                    await WaitAsync(TimeSpan.FromSeconds(3), over);
                    await SayAsync(menu.Says, over);
                    await WaitAsync(TimeSpan.FromSeconds(5), over);
                    Handset.HangUp();
                    break;
                case CalledPerson.Fax:
                    for (var round = 0; round < 8; round++)
                    {
                        await Handset.SayAsync(Tones.FaxAnswer).WaitAsync(over);
                        _nature.TrySetResult("fax");
                    }

                    Handset.HangUp();
                    break;
            }
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested || Handset.HungUp.IsCancellationRequested)
        {
            // the call is over
        }
        finally
        {
            Recorded = Recorded?.Until(call);
        }
    }

    private async Task AnswerAsync(Manner manner, string hello, CancellationToken over)
    {
        if (manner is not Manner.StaysSilent && hello.Length > 0)
        {
            await SayAsync(hello, over);
            _nature.TrySetResult("human");
        }

        switch (manner)
        {
            case Manner.HangsUpAtOnce:
                await WaitAsync(TimeSpan.FromMilliseconds(300), over);
                Handset.HangUp();
                break;
            case Manner.HangsUpInMidSentence(var after):
                await HearForAsync(after, over);
                Handset.HangUp();
                break;
            case Manner.Presses(var keys, var after):
                await HearForAsync(after, over);
                Handset.Press(keys);
                note($"pressed {keys}", null);
                break;
            case Manner.Says(var words):
                await HearOutAsync(over);
                await SayAsync(words, over);
                note($"said: {words}", null);
                break;
            case Manner.AsksForCallIn(var words, var after):
                await HearOutAsync(over);
                await SayAsync(words, over);
                note($"said: {words}", time.GetUtcNow() + after);
                break;
            case Manner.AsksForCallAt(var ahead, var zone):
                await HearOutAsync(over);
                var wanted = NextMinute(time.GetUtcNow() + ahead);
                var asks = string.Create(CultureInfo.InvariantCulture, $"Please call me back at {TimeZoneInfo.ConvertTime(wanted, TimeZoneInfo.FindSystemTimeZoneById(zone)):h:mm tt}.");
                await SayAsync(asks, over);
                note($"said: {asks}", wanted);
                break;
            case Manner.PressesOn(var keys):
                for (var at = 0; ; at++)
                {
                    await HearOutAsync(over);
                    Handset.Press(keys[Math.Min(at, keys.Length - 1)].ToString());
                }

            case Manner.Follows(var live):
                await live(call, over);
                break;
        }
    }

    private async Task RecordAsync(CalledPerson.Machine machine, CancellationToken over)
    {
        await SayAsync(machine.Greeting, over);
        if (machine.Beeps)
        {
            await WaitAsync(TimeSpan.FromMilliseconds(300), over);
            await Handset.SayAsync(Tones.Beep).WaitAsync(over);
        }

        Recorded = new Recorded(Handset.Frames, machine.Beeps);
        _nature.TrySetResult(machine.Beeps ? "machine_end_beep" : "machine_end_silence");
        var until = Handset.Frames + Frames(machine.Records);
        while (Handset.Frames < until && Handset.QuietFor < machine.Patience)
            await Task.Delay(Step, time, over);
        Handset.HangUp();
    }

    private async Task ScreenAsync(CalledPerson.Screener screener, CancellationToken over)
    {
        await SayAsync(screener.Asks, over);
        _nature.TrySetResult("machine_end_silence");
        var told = await HearOutAsync(over, within: TimeSpan.FromSeconds(12));
        if (!told || !screener.Accepts)
        {
            await SayAsync("The person you are calling is not available. Goodbye.", over);
            Handset.HangUp();
            return;
        }

        await SayAsync("Thank you. Please stay on the line.", over);
        await WaitAsync(screener.Connects, over);
        await AnswerAsync(screener.Behind, "Hello?", over);
    }

    /// <summary>Says something in this person's voice, or hums where there is no synthesiser.</summary>
    private Task SayAsync(string words, CancellationToken over) =>
        Handset.SayAsync(Spoken.GetOrAdd((person.Voice, words), key => FliteVoice.Missing() is null ? new CallerVoice(key.Voice, 0).Speak(key.Words) : Humming.Speak(key.Words)), words).WaitAsync(over);

    /// <summary>Waits until the other side has been talking for <paramref name="long"/>.</summary>
    private async Task HearForAsync(TimeSpan @long, CancellationToken over)
    {
        while (Handset.TalkedFor < @long)
            await Task.Delay(Step, time, over);
    }

    /// <summary>Waits until the other side has spoken and paused; false when it has not begun in time.</summary>
    private async Task<bool> HearOutAsync(CancellationToken over, TimeSpan? within = null)
    {
        var began = time.GetTimestamp();
        while (Handset.TalkedFor < TimeSpan.FromMilliseconds(300))
        {
            if (within is { } limit && time.GetElapsedTime(began) > limit)
                return false;
            await Task.Delay(Step, time, over);
        }

        while (Handset.QuietFor < Pause)
            await Task.Delay(Step, time, over);
        return true;
    }

    private Task WaitAsync(TimeSpan wait, CancellationToken over) => Task.Delay(wait, time, over);

    private static DateTimeOffset NextMinute(DateTimeOffset at) => new((at.UtcTicks + TimeSpan.TicksPerMinute - 1) / TimeSpan.TicksPerMinute * TimeSpan.TicksPerMinute, TimeSpan.Zero);

    private static long Frames(TimeSpan length) => (long)(length.TotalMilliseconds / 20);
}

/// <summary>What an answering machine recorded.</summary>
/// <param name="From">The frame of the handset's life at which recording began.</param>
/// <param name="AfterBeep">Whether a beep came before it.</param>
internal sealed record Recorded(long From, bool AfterBeep)
{
    /// <summary>The sound, 8 kHz mu-law; empty until the call is over.</summary>
    public byte[] Audio { get; private init; } = [];

    /// <summary>How much of it is not silence.</summary>
    public TimeSpan Loud { get; private init; }

    /// <summary>What was said, word for word, as far as the sayer is known: the carrier's own announcements, and voices of stand-ins (<see cref="SaidBook.Voices"/>).</summary>
    public string Text { get; private init; } = "";

    /// <summary>The recording as it stands when the call is over.</summary>
    public Recorded Until(SimulatedCall call)
    {
        var audio = call.Handset.HeardSince(From);
        var ear = new PracticeEar(SaidBook.Voices);
        var news = new List<EarNews>();
        ear.Hear(audio, news);
        ear.Hear(Tones.Silence(TimeSpan.FromSeconds(2)), news);
        var said = call.Announced.Where(each => each.From >= From).Select(each => each.Text).Concat(news.OfType<EarNews.Final>().Select(each => each.Text));
        return this with { Audio = audio, Loud = TimeSpan.FromMilliseconds(20 * audio.Chunk(Handset.FrameSize).Count(each => MuLaw.IsLoud(each))), Text = string.Join(' ', said).Trim() };
    }
}
