namespace VoiceBooker.CallLab.Carrier;

/// <summary>What goes wrong on a call. The default is a carrier on a good day.</summary>
internal sealed record Faults
{
    /// <summary>A good day.</summary>
    public static readonly Faults None = new();

    /// <summary>Status callbacks come this late.</summary>
    public int StatusCallbackDelayMs { get; init; }

    /// <summary>Each status callback comes so many times; 0: never.</summary>
    public int StatusCallbackCopies { get; init; } = 1;

    /// <summary>After the last status an older one (<c>ringing</c>, sequence number 0) arrives.</summary>
    public bool StatusOutOfOrder { get; init; }

    /// <summary>Of an outbound call, the status callback that is lost: <c>initiated</c>, <c>ringing</c>, <c>answered</c>, <c>completed</c>; <c>*</c>: all; empty: none.</summary>
    public string LosesStatus { get; init; } = "";

    /// <summary>The verdict on who answered comes so much later than the carrier knows it.</summary>
    public int VerdictDelayMs { get; init; }

    /// <summary>The verdict on who answered is lost on its way.</summary>
    public bool LosesVerdict { get; init; }

    /// <summary>A wrong verdict that is told first, for example <c>machine_start</c> of a person; null: none.</summary>
    public string? WrongVerdict { get; init; }

    /// <summary>So long after the answer the wrong verdict is told, whatever is known by then; 0: when the right one would be.</summary>
    public int WrongVerdictAfterMs { get; init; }

    /// <summary>So long after the wrong verdict the right one is told; 0: never.</summary>
    public int VerdictCorrectedMs { get; init; }

    /// <summary>The stream ends without a <c>stop</c> message.</summary>
    public bool StopMissing { get; init; }

    /// <summary>The socket is cut without a close so many ms after <c>start</c>; 0: not.</summary>
    public int CutAfterMs { get; init; }

    /// <summary>What stands in the handshake's signature.</summary>
    public HandshakeSignature Handshake { get; init; }

    /// <summary>Whether webhooks and handshake are signed with the port.</summary>
    public PortInSignature Port { get; init; }

    /// <summary>The webhooks carry a wrong signature.</summary>
    public bool WebhookForged { get; init; }

    /// <summary>The voice webhook is sent twice, as a retry after a lost answer; the second answer counts.</summary>
    public bool VoiceWebhookTwice { get; init; }

    /// <summary>The REST door does what it is asked, but the answer is lost (the connection breaks).</summary>
    public bool RestAnswerLost { get; init; }

    /// <summary>The REST door answers 429 so many times first.</summary>
    public int RestTooManyRequests { get; init; }

    /// <summary>The REST door answers 500 so many times first.</summary>
    public int RestServerErrors { get; init; }

    /// <summary>Pause before each read from the socket, so that the server's sends back up.</summary>
    public int SlowReadMs { get; init; }

    /// <summary>Each inbound frame is sent up to this much late, in order.</summary>
    public int JitterMs { get; init; }

    /// <summary>Inbound frames are sent in bunches of so many; 0 or 1: singly.</summary>
    public int Bunch { get; init; }

    /// <summary>Every so many inbound frames …</summary>
    public int GapEvery { get; init; }

    /// <summary>… so many are lost; their time stamps are missing.</summary>
    public int GapFrames { get; init; }

    /// <summary>Mark echoes come this late.</summary>
    public int MarkDelayMs { get; init; }

    /// <summary>This mark (counted from 1) is never returned; 0: none is lost.</summary>
    public int LoseMark { get; init; }

    /// <summary>What the server sends arrives this much later, <c>clear</c> and media alike.</summary>
    public int TransitMs { get; init; }

    /// <summary>The caller hangs up before <c>start</c>.</summary>
    public bool HangUpBeforeStart { get; init; }

    /// <summary>The caller's number is withheld: <c>From=anonymous</c>.</summary>
    public bool Anonymous { get; init; }

    /// <summary>Unknown new parameters stand in every webhook, unknown fields and events in the stream.</summary>
    public bool UnknownParameters { get; init; }

    /// <summary>Numbers in stream messages come as JSON numbers, not as strings.</summary>
    public bool NumbersUnquoted { get; init; }

    /// <summary>What follows when the socket ends abnormally (not documented by the carrier).</summary>
    public AfterBrokenStream AfterBrokenStream { get; init; }
}

/// <summary>How the WebSocket handshake is signed.</summary>
internal enum HandshakeSignature
{
    /// <summary>The URL of the document without a query.</summary>
    AsDocumented,

    /// <summary>With <c>/</c> appended to the signed URL.</summary>
    TrailingSlash,

    /// <summary>No header at all.</summary>
    Missing,

    /// <summary>A signature made with another token.</summary>
    Forged,
}

/// <summary>Where the call goes on after an abnormal end of the stream.</summary>
internal enum AfterBrokenStream
{
    /// <summary>As after a normal close: the action, else the next verb.</summary>
    Action,

    /// <summary>The call ends.</summary>
    End,
}
