namespace VoiceBooker.Voice.Calls;

/// <summary>Timing and limits of a call.</summary>
public sealed class CallSessionOptions
{
}
