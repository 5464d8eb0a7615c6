namespace VoiceBooker.Providers.AzureSpeech.Recognition;

/// <summary>What sender and reader of one call tell each other. Positions are bytes of the call's audio. Each value has one writer; no lock.</summary>
internal sealed class Understood
{
    private long _covered;
    private long _sentTo;
    private long _lastVoice;
    private long _messages;
    private int _finals;

    /// <summary>Up to where final results have come. The reader's.</summary>
    public long Covered
    {
        get => Volatile.Read(ref _covered);
        set => Volatile.Write(ref _covered, value);
    }

    /// <summary>How many messages of the present turn have come in all. The reader's.</summary>
    public long Messages => Volatile.Read(ref _messages);

    /// <summary>How many finals with words have come. The reader's.</summary>
    public int Finals => Volatile.Read(ref _finals);

    /// <summary>Up to where audio was sent. The sender's.</summary>
    public long SentTo
    {
        get => Volatile.Read(ref _sentTo);
        set => Volatile.Write(ref _sentTo, value);
    }

    /// <summary>Where the last speech-like sound ended. The sender's.</summary>
    public long LastVoice
    {
        get => Volatile.Read(ref _lastVoice);
        set => Volatile.Write(ref _lastVoice, value);
    }

    /// <summary>True when somebody spoke and no final result has covered it.</summary>
    public bool HasOpenSpeech => LastVoice > Covered;

    /// <summary>The reader got a message.</summary>
    public void CountMessage() => Interlocked.Increment(ref _messages);

    /// <summary>The reader got a final with words.</summary>
    public void CountFinal() => Interlocked.Increment(ref _finals);
}
