using System.Net.WebSockets;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using VoiceBooker.CallLab.StandIns.Sockets;
using VoiceBooker.Providers.Sockets;
using VoiceBooker.Tests.Voice.Playing;
using VoiceBooker.Voice.Time;

namespace VoiceBooker.Tests.Providers.Sockets;

public sealed class ServiceSocketTests : IAsyncLifetime, IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly byte[] Huge = new byte[64 << 20]; // more than all buffers on the way hold
    private readonly ManualClock _clock = new(VirtualTime.Start);
    private readonly SocketDoor _door = new(TimeProvider.System, new SocketFaults(), new AddedLatencies());
    private readonly TaskCompletionSource _reads = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Channel<int> _received = Channel.CreateUnbounded<int>();

    public Task InitializeAsync() => _door.OpenAsync(0, [new SocketRoute("service", "/", _ => null, (_, _, _) => Task.CompletedTask, ServeAsync, () => TimeSpan.Zero)]);

    public async ValueTask DisposeAsync()
    {
        _reads.TrySetResult();
        await _door.DisposeAsync();
    }

    async Task IAsyncLifetime.DisposeAsync() => await DisposeAsync();

    [Fact]
    public async Task A_caller_who_interrupts_while_a_message_leaves_does_not_break_the_connection_that_others_use()
    {
        using var socket = await OpenAsync();
        using var bargeIn = new CancellationTokenSource();
        var sending = socket.SendAsync(Huge, WebSocketMessageType.Binary, bargeIn.Token).AsTask();
        Assert.False(sending.IsCompleted);
        await bargeIn.CancelAsync();
        _reads.SetResult();

        await sending.WaitAsync(Patience);
        await socket.SendAsync(new byte[7], WebSocketMessageType.Binary, CancellationToken.None);
        Assert.Equal([Huge.Length, 7], [await NextAsync(), await NextAsync()]);
    }

    [Fact]
    public async Task What_was_not_begun_is_not_sent_after_an_interruption()
    {
        _reads.SetResult();
        using var socket = await OpenAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await socket.SendAsync(new byte[3], WebSocketMessageType.Binary, new CancellationToken(canceled: true)));
        await socket.SendAsync(new byte[7], WebSocketMessageType.Binary, CancellationToken.None);
        Assert.Equal(7, await NextAsync());
    }

    [Fact]
    public async Task A_service_that_takes_nothing_any_more_is_left_after_a_while()
    {
        using var socket = await OpenAsync();
        var sending = socket.SendAsync(Huge, WebSocketMessageType.Binary, CancellationToken.None).AsTask();
        Assert.False(sending.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(4));

        await Assert.ThrowsAsync<IOException>(() => sending.WaitAsync(Patience));
    }

    private async Task ServeAsync(HttpContext http, StandInSocket socket)
    {
        await _reads.Task;
        while (await socket.ReceiveAsync(Patience) is { } message)
            _received.Writer.TryWrite(message.Bytes.Length);
    }

    private Task<ServiceSocket> OpenAsync() =>
        ServiceSocket.OpenAsync("The service", new UriBuilder(_door.Base) { Scheme = "ws" }.Uri, ("Authorization", "none"), TimeSpan.FromSeconds(10), _clock, CancellationToken.None);

    private async Task<int> NextAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        return await _received.Reader.ReadAsync(patience.Token);
    }
}
