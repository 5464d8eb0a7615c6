using VoiceBooker.CallLab.StandIns.Speech;

namespace VoiceBooker.CallLab.Carrier;

/// <summary>What the carrier itself plays into a line on which no stream is open: its own voice, and silence. The handset lives on meanwhile, frame by frame.</summary>
internal static class Announcements
{
    /// <summary>Says something; returns when it was said, the call is over or goes elsewhere, or (with <paramref name="untilKey"/>) a key was pressed.</summary>
    public static async Task AnnounceAsync(this SimulatedCall call, string text, PracticeVoice voice, TimeProvider time, bool untilKey = false)
    {
        call.Steps.Enqueue($"say: {text}");
        var from = call.Handset.Frames;
        if (await PlayAsync(call, voice.Speak(text), time, untilKey))
            call.Announced.Enqueue((text, from, call.Handset.Frames));
    }

    /// <summary>Plays nothing for so long.</summary>
    public static Task IdleAsync(this SimulatedCall call, TimeSpan wait, TimeProvider time) => PlayAsync(call, new byte[(int)(wait.TotalMilliseconds * 8)], time, untilKey: false, audible: false);

    /// <summary>True when all of it was played.</summary>
    private static async Task<bool> PlayAsync(SimulatedCall call, byte[] audio, TimeProvider time, bool untilKey, bool audible = true)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(call.Ended, call.Redirected);
        var (frame, microphone) = (new byte[Handset.FrameSize], new byte[Handset.FrameSize]);
        var began = time.GetTimestamp();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20), time);
        for (var at = 0; at < audio.Length;)
        {
            if (untilKey && call.Handset.HasKey)
                return false;
            try
            {
                await timer.WaitForNextTickAsync(either.Token);
            }
            catch (OperationCanceledException)
            {
                return false; // the call goes elsewhere
            }

            for (var due = (long)(time.GetElapsedTime(began).TotalMilliseconds / 20) * Handset.FrameSize; at < due && at < audio.Length; at += Handset.FrameSize)
            {
                frame.AsSpan().Fill(0xFF);
                if (audible)
                    audio.AsSpan(at, Math.Min(Handset.FrameSize, audio.Length - at)).CopyTo(frame);
                call.Handset.Hear(frame, audible);
                call.Handset.NextFrame(microphone); // nobody listens
            }
        }

        return true;
    }
}
