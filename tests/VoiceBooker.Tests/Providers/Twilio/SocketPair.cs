using System.IO.Pipelines;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace VoiceBooker.Tests.Providers.Twilio;

/// <summary>Two ends of one WebSocket, in memory: ours, and the carrier's as a test plays it.</summary>
internal sealed class SocketPair : IDisposable
{
    public SocketPair()
    {
        var (up, down) = (new Pipe(), new Pipe());
        Ours = WebSocket.CreateFromStream(new Both(up.Reader, down.Writer), new WebSocketCreationOptions { IsServer = true });
        Theirs = WebSocket.CreateFromStream(new Both(down.Reader, up.Writer), new WebSocketCreationOptions { IsServer = false });
    }

    public WebSocket Ours { get; }

    public WebSocket Theirs { get; }

    public Task SendAsync(string message) => Theirs.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    /// <summary>The next message for the carrier; null when the socket was closed.</summary>
    public async Task<JsonNode?> ReceiveAsync()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        var buffer = new byte[64 * 1024];
        var length = 0;
        while (true)
        {
            var received = await Theirs.ReceiveAsync(buffer.AsMemory(length), deadline.Token);
            if (received.MessageType == WebSocketMessageType.Close)
                return null;
            length += received.Count;
            if (received.EndOfMessage)
                return JsonNode.Parse(buffer.AsSpan(0, length));
        }
    }

    public void Dispose()
    {
        Ours.Dispose();
        Theirs.Dispose();
    }

    private sealed class Both(PipeReader reader, PipeWriter writer) : Stream
    {
        private readonly Stream _in = reader.AsStream();
        private readonly Stream _out = writer.AsStream();

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush() => _out.Flush();

        public override Task FlushAsync(CancellationToken cancellationToken) => _out.FlushAsync(cancellationToken);

        public override int Read(byte[] buffer, int offset, int count) => _in.Read(buffer, offset, count);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => _in.ReadAsync(buffer, cancellationToken);

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => _out.Write(buffer, offset, count);

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => _out.WriteAsync(buffer, cancellationToken);

        protected override void Dispose(bool disposing)
        {
            reader.CancelPendingRead(); // as a network stream lets its reader go
            _out.Dispose();
            base.Dispose(disposing);
        }
    }
}
