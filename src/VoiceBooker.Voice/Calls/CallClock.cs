namespace VoiceBooker.Voice.Calls;

/// <summary>Time since the call began.</summary>
internal sealed class CallClock(TimeProvider time)
{
    private readonly long _began = time.GetTimestamp();

    public TimeProvider Time => time;

    public TimeSpan Now => time.GetElapsedTime(_began);
}
