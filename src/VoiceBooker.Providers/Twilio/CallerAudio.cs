using System.Threading.Channels;
using VoiceBooker.Voice.Lines;

namespace VoiceBooker.Providers.Twilio;

/// <summary>
/// The caller's audio on one sample clock: decoded into large blocks that are never written twice, holes of more than a frame filled with silence by the stream's own time stamps, because arrival jitters and bunches.
/// </summary>
internal sealed class CallerAudio
{
    /// <summary>The most audio in one message: two seconds.</summary>
    public const int MaxPiece = 16_000;

    private const int BlockSize = 32_000;
    private static readonly TimeSpan LongestHole = TimeSpan.FromSeconds(30);
    private static readonly ReadOnlyMemory<byte> SilentFrame = Enumerable.Repeat(AudioFrame.Silence, AudioFrame.Size).ToArray();

    private byte[] _block = [];
    private int _used;
    private long _samples;
    private long? _firstStamp;

    /// <summary>How much silence was put in.</summary>
    public TimeSpan Filled { get; private set; }

    /// <summary>Hands the audio of a media message on; false when it carries none that can be read.</summary>
    public bool TryRead(StreamMessage message, ChannelWriter<AudioFrame> frames)
    {
        if (message.MaxAudioLength > MaxPiece)
            return false;

        if (_block.Length - _used < message.MaxAudioLength)
            (_block, _used) = (new byte[BlockSize], 0);
        if (!message.TryDecodeAudio(_block.AsSpan(_used), out var length))
            return false;

        FillHole(message.Milliseconds, frames);
        frames.TryWrite(new AudioFrame(_block.AsMemory(_used, length), At(_samples)));
        _used += length;
        _samples += length;
        return true;
    }

    private static TimeSpan At(long samples) => TimeSpan.FromTicks(samples * (TimeSpan.TicksPerMillisecond / 8));

    private void FillHole(long? stamp, ChannelWriter<AudioFrame> frames)
    {
        if (stamp is not { } now)
            return;

        _firstStamp ??= now;
        var hole = TimeSpan.FromMilliseconds(now - _firstStamp.Value) - At(_samples);
        if (hole > LongestHole)
        {
            // A clock that jumps so far is not a hole; what comes is taken to follow on.
            _firstStamp = now - (_samples / 8);
            return;
        }

        if (hole <= AudioFrame.Length)
            return;

        for (var missing = (long)(hole.TotalMilliseconds * 8); missing > 0; missing -= AudioFrame.Size)
        {
            var piece = SilentFrame[..(int)Math.Min(missing, AudioFrame.Size)];
            frames.TryWrite(new AudioFrame(piece, At(_samples)));
            _samples += piece.Length;
        }

        Filled += hole;
    }
}
