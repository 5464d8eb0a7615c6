using System.Threading.Channels;
using VoiceBooker.CallLab.Audio;
using VoiceBooker.CallLab.Carrier;
using VoiceBooker.CallLab.Scenarios;
using VoiceBooker.CallLab.Servers;

namespace VoiceBooker.CallLab.Callers;

/// <summary>A spoken call over the simulated carrier. The caller knows what was said from the call's live journal, as an operator does, and times the answers by the ear.</summary>
internal sealed class SpokenCall(SimulatedCarrier carrier, ServerApi api, Scenario scenario, CallerMind mind, CallActs acts, CallStory story, TimeProvider time)
{
    private const int MostTurns = 40;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(6);

    private readonly CallerVoice _voice = new(scenario.Caller.Voice, scenario.Caller.LevelDb);
    private readonly Random _pause = new(StringComparer.Ordinal.GetHashCode(scenario.Name));
    private string _sinceAnswer = "";
    private string? _waitsFor;
    private long _listening;

    /// <summary>Plays the call to its end.</summary>
    public async Task RunAsync(string from, string to)
    {
        var began = time.GetTimestamp();
        using var handset = new Handset(time)
        {
            Background = scenario.Caller.Noise is NoiseKind.None ? null : new NoiseBed(scenario.Caller.Noise, scenario.Caller.SnrDb, _voice.Rms, seed: 5),
        };
        var faults = scenario.Caller.Withheld ? scenario.Faults with { Anonymous = true } : scenario.Faults;
        using var call = carrier.Dial(handset, from, to, faults);
        story.CallSid = call.Sid;
        using var over = new CancellationTokenSource();
        var journal = Channel.CreateUnbounded<JournalEntry>();
        var running = call.RunAsync();
        var following = FollowAsync(call.Sid, journal.Writer, over.Token);
        var talking = TalkAsync(handset, journal.Reader, over.Token);

        if (await Task.WhenAny(running, Task.Delay(Longest, time, over.Token)) != running)
        {
            story.Troubles.Add($"the call did not end within {Longest.TotalMinutes} minutes");
            handset.HangUp();
        }

        await running;
        if (handset.HungUp.IsCancellationRequested)
            story.EndedBy = "caller";
        over.CancelAfter(TimeSpan.FromSeconds(5)); // the journal's last entries
        await following;
        await over.CancelAsync();
        await talking;

        story.Took = time.GetElapsedTime(began);
        story.Notices = call.Notices.Entries;
        story.Steps = [.. call.Steps];
        story.Replies.AddRange(handset.SilenceToAnswer);
        story.Greetings.AddRange(call.Streams.Select(each => each.StartToAudio).OfType<double>());
        story.OnsetToClear = handset.OnsetToClear;
        story.Underruns = call.Underruns;
        story.Recording = handset.Recording();
        foreach (var step in call.Steps)
            story.Tell($"carrier: {step}");
        if (call.PartialFrames > 0)
            story.Troubles.Add($"{call.PartialFrames} media messages were no whole frames");
    }

    /// <summary>Plays the part of somebody who was called, from the answer on, until <paramref name="over"/>.</summary>
    public async Task TakePartAsync(SimulatedCall call, CancellationToken over)
    {
        story.CallSid = call.Sid;
        var journal = Channel.CreateUnbounded<JournalEntry>();
        var following = FollowAsync(call.Sid, journal.Writer, over);
        await TalkAsync(call.Handset, journal.Reader, over);
        await following;
        story.Notices = call.Notices.Entries;
        story.Steps = [.. call.Steps];
    }

    private async Task FollowAsync(string callSid, ChannelWriter<JournalEntry> entries, CancellationToken over)
    {
        try
        {
            await foreach (var entry in api.FollowAsync(callSid, time, over))
                entries.TryWrite(entry);
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // the call is over
        }
        catch (HttpRequestException failed)
        {
            story.Troubles.Add($"the journal cannot be read: {failed.Message}");
        }
        finally
        {
            entries.TryComplete();
        }
    }

    private async Task TalkAsync(Handset handset, ChannelReader<JournalEntry> entries, CancellationToken over)
    {
        var acting = Task.CompletedTask;
        try
        {
            await foreach (var entry in entries.ReadAllAsync(CancellationToken.None))
            {
                switch (entry.Kind)
                {
                    case "bot.said":
                        _sinceAnswer += entry.Text("text") + " ";
                        story.Tell($"bot: {entry.Text("text")}");
                        if (mind.Interrupt(_sinceAnswer) is { } interruption)
                        {
                            await acting;
                            acting = InterruptAsync(handset, interruption, over);
                        }

                        break;

                    case "bot.heard":
                        story.Hear(entry.Text("text"));
                        if (entry.Text("unheard") is { Length: > 0 } cut)
                            story.Tell($"   (not heard: {cut})");
                        break;

                    case "caller.said":
                        story.Tell($"   (the bot understood: {entry.Text("text")})");
                        break;

                    case "not-understood":
                        story.Tell("   (the bot did not understand)");
                        break;

                    case "listening":
                        await acting;
                        _waitsFor = entry.Text("expects");
                        acting = AnswerAsync(handset, ++_listening, over);
                        break;
                }
            }

            await acting;
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested || handset.HungUp.IsCancellationRequested)
        {
            // the call is over
        }
    }

    private async Task AnswerAsync(Handset handset, long question, CancellationToken over)
    {
        var pause = TimeSpan.FromMilliseconds(300 + _pause.Next(500));
        while (handset.QuietFor < pause)
            await Task.Delay(TimeSpan.FromMilliseconds(20), time, over);
        if (question != _listening || mind.Answer(_waitsFor, _sinceAnswer) is not { } rule)
            return;
        if (story.Turns > MostTurns)
        {
            story.Troubles.Add($"the call did not end within {MostTurns} answers");
            handset.HangUp();
            return;
        }

        await ActAsync(handset, rule);
    }

    private async Task InterruptAsync(Handset handset, AnswerRule rule, CancellationToken over)
    {
        var talked = TimeSpan.FromMilliseconds(Math.Max(20, rule.InterruptAfterMs ?? 0));
        while (handset.TalkedFor < talked)
            await Task.Delay(TimeSpan.FromMilliseconds(20), time, over);
        await ActAsync(handset, rule);
    }

    private async Task ActAsync(Handset handset, AnswerRule rule)
    {
        if (rule.Compete is { } rival)
            await acts.CompeteAsync(rival);
        if (rule.Meanwhile is { } meanwhile)
            await meanwhile(acts);

        if (rule.Cough)
        {
            story.Tell("caller coughs");
            await handset.SayAsync(Noise.Cough(seed: 3));
        }

        if ((rule.Say ?? rule.Type) is { } text)
        {
            var words = acts.Fill(text);
            Count($"caller: {words}");
            await handset.SayAsync(_voice.Speak(words), words);
        }

        if (rule.Press is { } keys)
        {
            var digits = acts.Fill(keys);
            Count($"caller presses {digits}");
            handset.Press(digits);
        }

        if (rule.HangUp)
        {
            story.Tell("caller hangs up");
            handset.HangUp();
        }
    }

    private void Count(string line)
    {
        story.Turns++;
        story.Tell(line);
        _sinceAnswer = "";
    }
}
