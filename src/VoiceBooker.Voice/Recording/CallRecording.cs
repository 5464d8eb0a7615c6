using System.Buffers.Binary;
using System.Threading.Channels;
using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Lines;

namespace VoiceBooker.Voice.Recording;

/// <summary>
/// Both sides of a call in one stereo mu-law WAV (format tag 7, 8000 Hz), on one clock: left what the caller's side sent, right what was <em>played</em> to it, cut
/// where it was cut. Written behind the call in batches; the header is true after each, so a killed process leaves a file that plays.
/// </summary>
/// <remarks>The call's loops hand over bytes and go on; only <see cref="RunAsync"/> touches the stream.</remarks>
public sealed class CallRecording
{
    /// <summary>Bytes before the first sample.</summary>
    public const int HeaderSize = 58;

    private const int BytesPerMillisecond = 8;
    private const int Behind = 1000 * BytesPerMillisecond;
    private const int Batch = 2000 * BytesPerMillisecond;
    private const int LongestGap = 600_000 * BytesPerMillisecond;

    private readonly Stream _file;
    private readonly Channel<Entry> _entries = Channel.CreateUnbounded<Entry>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Track _left = new();
    private readonly Track _right = new();
    private long _written;

    /// <summary>A recording into <paramref name="file"/>, which can seek and is empty.</summary>
    public CallRecording(Stream file) => _file = file;

    /// <summary>How much has been written.</summary>
    public TimeSpan Length => TimeSpan.FromMilliseconds(Interlocked.Read(ref _written) / (double)BytesPerMillisecond);

    /// <summary>What the caller's side sent, at its place on the call's clock.</summary>
    public void Caller(TimeSpan at, ReadOnlyMemory<byte> muLaw) => _entries.Writer.TryWrite(new Entry(Side.Left, at, muLaw));

    /// <summary>What will be played to the caller from <paramref name="at"/> on, unless it is cut.</summary>
    public void Bot(TimeSpan at, ReadOnlyMemory<byte> muLaw) => _entries.Writer.TryWrite(new Entry(Side.Right, at, muLaw));

    /// <summary>From <paramref name="at"/> on nothing of what was handed over is played.</summary>
    public void Cut(TimeSpan at) => _entries.Writer.TryWrite(new Entry(Side.Cut, at, default));

    /// <summary>No more comes.</summary>
    public void Complete() => _entries.Writer.TryComplete();

    /// <summary>Writes until <see cref="Complete"/>; an error of the disk is thrown here and the rest is let go.</summary>
    public async Task RunAsync()
    {
        try
        {
            await _file.WriteAsync(Header(0), CancellationToken.None);
            await foreach (var entry in _entries.Reader.EachAsync(CancellationToken.None))
            {
                Place(entry);
                var ready = Math.Max(_left.End, _right.End) - Behind - _written;
                if (ready >= Batch)
                    await WriteAsync((int)ready);
            }

            await WriteAsync((int)(Math.Max(_left.End, _right.End) - _written));
        }
        finally
        {
            _entries.Writer.TryComplete();
            await _file.DisposeAsync();
        }
    }

    /// <summary>Makes the header of a recording true that was cut off; false when <paramref name="file"/> is no recording of ours.</summary>
    public static async Task<bool> RepairAsync(Stream file, CancellationToken cancel)
    {
        var header = new byte[HeaderSize];
        file.Position = 0;
        if (await file.ReadAtLeastAsync(header, HeaderSize, throwOnEndOfStream: false, cancel) < HeaderSize || !header.AsSpan(0, 4).SequenceEqual("RIFF"u8) || header[20] != 7)
            return false;

        var blocks = (file.Length - HeaderSize) / 2;
        file.SetLength(HeaderSize + (blocks * 2));
        file.Position = 0;
        await file.WriteAsync(Header(blocks), cancel);
        await file.FlushAsync(cancel);
        return true;
    }

    private void Place(Entry entry)
    {
        var at = (long)(entry.At.TotalMilliseconds * BytesPerMillisecond);
        if (at - _written > LongestGap)
            return; // a clock that leapt must not fill the disk with silence
        switch (entry.Side)
        {
            case Side.Left:
                _left.Put(at, entry.MuLaw.Span);
                break;
            case Side.Right:
                _right.Put(at, entry.MuLaw.Span);
                break;
            default:
                _right.CutAt(at);
                break;
        }
    }

    private async Task WriteAsync(int length)
    {
        if (length <= 0)
            return;
        var left = _left.Take(length);
        var right = _right.Take(length);
        var both = new byte[length * 2];
        for (var i = 0; i < length; i++)
        {
            both[2 * i] = left[i];
            both[(2 * i) + 1] = right[i];
        }

        await _file.WriteAsync(both, CancellationToken.None);
        Interlocked.Add(ref _written, length);
        _file.Position = 0;
        await _file.WriteAsync(Header(_written), CancellationToken.None);
        _file.Position = HeaderSize + (_written * 2);
        await _file.FlushAsync(CancellationToken.None);
    }

    private static byte[] Header(long blocks)
    {
        var header = new byte[HeaderSize];
        var data = (uint)Math.Min(uint.MaxValue - HeaderSize, blocks * 2);
        "RIFF"u8.CopyTo(header);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(4), data + HeaderSize - 8);
        "WAVEfmt "u8.CopyTo(header.AsSpan(8));
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(16), 18);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(20), 7);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(22), 2);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(24), 8000);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(28), 16000);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(32), 2);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(34), 8);
        "fact"u8.CopyTo(header.AsSpan(38));
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(42), 4);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(46), (uint)Math.Min(uint.MaxValue, blocks));
        "data"u8.CopyTo(header.AsSpan(50));
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(54), data);
        return header;
    }

    private enum Side
    {
        Left,
        Right,
        Cut,
    }

    private readonly record struct Entry(Side Side, TimeSpan At, ReadOnlyMemory<byte> MuLaw);

    /// <summary>One side's samples that are not yet written; gaps are silence.</summary>
    private sealed class Track
    {
        private byte[] _samples = [];
        private long _from;

        public long End { get; private set; }

        public void Put(long at, ReadOnlySpan<byte> muLaw)
        {
            var skip = Math.Max(0, _from - at);
            if (skip >= muLaw.Length)
                return;
            muLaw = muLaw[(int)skip..];
            var offset = (int)(at + skip - _from);
            Grow(offset + muLaw.Length);
            muLaw.CopyTo(_samples.AsSpan(offset));
            End = Math.Max(End, _from + offset + muLaw.Length);
        }

        public void CutAt(long at)
        {
            var keep = Math.Max(at, _from);
            if (keep >= End)
                return;
            _samples.AsSpan((int)(keep - _from), (int)(End - keep)).Fill(AudioFrame.Silence);
            End = keep;
        }

        public ReadOnlySpan<byte> Take(int length)
        {
            Grow(length);
            var taken = _samples.AsSpan(0, length).ToArray();
            _samples.AsSpan(length).CopyTo(_samples);
            _samples.AsSpan(_samples.Length - length).Fill(AudioFrame.Silence);
            _from += length;
            End = Math.Max(End, _from);
            return taken;
        }

        private void Grow(int length)
        {
            if (length <= _samples.Length)
                return;
            var grown = new byte[Math.Max(length, _samples.Length * 2)];
            grown.AsSpan().Fill(AudioFrame.Silence);
            _samples.CopyTo(grown, 0);
            _samples = grown;
        }
    }
}
