namespace VoiceBooker.CallLab.StandIns.Realtime;

/// <summary>Something that a session remembers.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Type">message, function_call, function_call_output.</param>
/// <param name="Role">user, assistant, system; tool for a call's output.</param>
internal sealed record RealtimeItem(string Id, string Type, string Role)
{
    /// <summary>What was said, the call's arguments, or its output.</summary>
    public string Text { get; set; } = "";

    /// <summary>Bytes of audio of an answer; 0: none.</summary>
    public int AudioBytes { get; set; }

    /// <summary>Of a call and its output.</summary>
    public string CallId { get; init; } = "";

    /// <summary>The called tool.</summary>
    public string Tool { get; init; } = "";
}
