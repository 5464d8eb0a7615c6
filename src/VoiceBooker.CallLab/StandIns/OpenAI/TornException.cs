namespace VoiceBooker.CallLab.StandIns.OpenAI;

/// <summary>The connection is to be torn now.</summary>
internal sealed class TornException : Exception;
