namespace VoiceBooker.Voice.Calls;

/// <summary>Who or what answered a call that we made. A verdict is a belief: a later one replaces it, in both directions.</summary>
public enum FarSide
{
    /// <summary>Not known yet.</summary>
    Unknown,

    /// <summary>A person.</summary>
    Human,

    /// <summary>An answering machine, which is still speaking its greeting.</summary>
    Machine,

    /// <summary>An answering machine that records now: its greeting ended with a beep.</summary>
    Beep,

    /// <summary>A call-screening assistant that asks who calls and why, while the person reads or listens.</summary>
    Screening,

    /// <summary>A company's menu ("press one for…").</summary>
    Menu,

    /// <summary>A fax or a modem.</summary>
    Fax,
}
