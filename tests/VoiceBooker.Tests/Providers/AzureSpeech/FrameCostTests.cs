using System.Net.WebSockets;
using VoiceBooker.Providers.AzureSpeech;
using VoiceBooker.Providers.AzureSpeech.Recognition;
using VoiceBooker.Voice.Lines;

namespace VoiceBooker.Tests.Providers.AzureSpeech;

public sealed class FrameCostTests
{
    [Fact]
    public async Task A_frame_on_its_way_to_the_recogniser_leaves_nothing_on_the_heap()
    {
        await using var socket = new SpeechSocket(new Swallowing(), TimeProvider.System);
        var heard = new HeardAudio(TimeSpan.FromSeconds(5));
        var envelope = new AudioEnvelope(TimeProvider.System);
        envelope.Address(SpeechMessage.NewId());
        var frame = new byte[AudioFrame.Size];
        Send(100);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Send(1000);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1000, "less than a byte a frame");

        void Send(int frames)
        {
            for (var count = 0; count < frames; count++)
            {
                frame.AsSpan().Fill((byte)count);
                heard.Add(frame);
                var length = heard.Copy(heard.End - frame.Length, envelope.Payload[..frame.Length]);
                var sent = socket.SendAsync(envelope.Seal(length));
                if (!sent.IsCompletedSuccessfully)
                    throw new InvalidOperationException("It was to be sent at once.");
            }
        }
    }

    /// <summary>A socket with an open drain behind it.</summary>
    private sealed class Swallowing : WebSocket
    {
        public override WebSocketCloseStatus? CloseStatus => null;

        public override string? CloseStatusDescription => null;

        public override WebSocketState State => WebSocketState.Open;

        public override string? SubProtocol => null;

        public override void Abort()
        {
        }

        public override Task CloseAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) => Task.CompletedTask;

        public override Task CloseOutputAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) => Task.CompletedTask;

        public override void Dispose()
        {
        }

        public override Task<WebSocketReceiveResult> ReceiveAsync(ArraySegment<byte> buffer, CancellationToken cancellationToken) => throw new NotSupportedException();

        public override Task SendAsync(ArraySegment<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken) => Task.CompletedTask;

        public override ValueTask SendAsync(ReadOnlyMemory<byte> buffer, WebSocketMessageType messageType, WebSocketMessageFlags messageFlags, CancellationToken cancellationToken) => default;
    }
}
