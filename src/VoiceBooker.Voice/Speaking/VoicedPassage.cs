using System.Threading.Channels;

namespace VoiceBooker.Voice.Speaking;

/// <summary>
/// Words that come with a voice of their own: a speech-to-speech model makes the audio, and tells the words while or after it. Written by whoever makes it, played by the playout, which tells in the end how much of it
/// was heard. A passage can be withdrawn while it plays: what was not sent by then is never heard.
/// </summary>
public sealed class VoicedPassage
{
    /// <summary>The most audio one passage holds: a minute. What comes beyond is let go.</summary>
    public const int MostBytes = 60 * 8000;

    private const int PieceBytes = 160 * 5;

    private readonly Channel<ReadOnlyMemory<byte>> _audio = Channel.CreateUnbounded<ReadOnlyMemory<byte>>(new UnboundedChannelOptions { SingleReader = true });
    private volatile string _text = "";
    private volatile bool _withdrawn;
    private long _heardBytes;
    private int _bytes;

    /// <summary>The words told so far, as they are to stand in the record.</summary>
    public string Text => _text;

    /// <summary>How much audio was made so far.</summary>
    public TimeSpan Length => TimeSpan.FromMilliseconds(Volatile.Read(ref _bytes) / 8.0);

    /// <summary>How much of it the caller heard, by the line's marks; zero until the turn that speaks it is over.</summary>
    public TimeSpan Heard => TimeSpan.FromMilliseconds(Interlocked.Read(ref _heardBytes) / 8.0);

    /// <summary>True once nothing more of it is to be heard.</summary>
    public bool IsWithdrawn => _withdrawn;

    /// <summary>Adds audio: headerless mu-law, 8000 Hz. The memory is kept.</summary>
    public void Add(ReadOnlyMemory<byte> muLaw)
    {
        // In small pieces, so that what lies ahead of the playout can still be withdrawn.
        for (; muLaw.Length > 0 && _bytes < MostBytes && !_withdrawn; muLaw = muLaw[Math.Min(PieceBytes, muLaw.Length)..])
        {
            var piece = muLaw[..Math.Min(PieceBytes, muLaw.Length)];
            if (_audio.Writer.TryWrite(piece))
                Volatile.Write(ref _bytes, _bytes + piece.Length);
        }
    }

    /// <summary>More words of it became known.</summary>
    public void Tell(string text)
    {
        if (!_withdrawn)
            _text += text;
    }

    /// <summary>All audio was added.</summary>
    public void Complete() => _audio.Writer.TryComplete();

    /// <summary>Nothing more of it is to be heard: it says something that is not so.</summary>
    public void Withdraw()
    {
        _withdrawn = true;
        _audio.Writer.TryComplete();
    }

    /// <summary>The audio as it comes.</summary>
    internal ChannelReader<ReadOnlyMemory<byte>> Audio => _audio.Reader;

    /// <summary>So much of it was heard.</summary>
    internal void WasHeard(long bytes) => Interlocked.Exchange(ref _heardBytes, bytes);
}
