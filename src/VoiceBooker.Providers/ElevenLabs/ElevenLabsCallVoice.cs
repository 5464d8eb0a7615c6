using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using VoiceBooker.Voice.Speaking;

namespace VoiceBooker.Providers.ElevenLabs;

/// <summary>One call's voice: one connection for all its phrases, opened at once, replaced when it is lost or when too many of its contexts are still open.</summary>
internal sealed partial class ElevenLabsCallVoice : ICallVoice
{
    private static readonly TimeSpan _farewell = TimeSpan.FromMilliseconds(300);

    private readonly ElevenLabsOptions _options;
    private readonly Uri _address;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly Lock _gate = new();
    private readonly List<ContextSocket> _sockets = [];
    private readonly CancellationTokenSource _callOver = new();

    /// <summary>Begins to open the connection.</summary>
    public ElevenLabsCallVoice(ElevenLabsOptions options, Uri address, TimeProvider time, ILogger log)
    {
        (_options, _address, _time, _log) = (options, address, time, log);
        Current();
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> SynthesizeAsync(string phrase, [EnumeratorCancellation] CancellationToken bargeIn)
    {
        if (!phrase.Any(char.IsLetterOrDigit))
            yield break; // nothing to say, and no audio would come to wait for
        for (var again = true; ; again = false)
        {
            var socket = Current();
            var spoken = false;
            await using var pieces = socket.SpeakAsync(phrase, bargeIn).GetAsyncEnumerator(bargeIn);
            while (true)
            {
                try
                {
                    if (!await pieces.MoveNextAsync())
                        yield break;
                }
                catch (IOException lost) when (again && !spoken && socket.WasOpen && !bargeIn.IsCancellationRequested)
                {
                    LogLost(lost.Message);
                    break;
                }

                spoken = true;
                yield return pieces.Current;
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        ContextSocket[] sockets;
        lock (_gate)
        {
            sockets = [.. _sockets];
            _sockets.Clear();
        }

        await Task.WhenAll(sockets.Select(socket => socket.CloseAsync(_farewell)));
        await _callOver.CancelAsync();
        await Task.WhenAll(sockets.Select(socket => socket.Running));
        foreach (var socket in sockets)
            socket.Dispose();
        _callOver.Dispose();
    }

    private ContextSocket Current()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_callOver.IsCancellationRequested, this);
            foreach (var ended in _sockets.Where(socket => socket.Running.IsCompleted).ToArray())
            {
                _sockets.Remove(ended);
                ended.Dispose();
            }

            if (_sockets.LastOrDefault() is { HasRoom: true } current)
                return current;
            var opened = new ContextSocket(_options, _address, _time, Ended, _callOver.Token);
            _sockets.Add(opened);
            return opened;
        }
    }

    /// <summary>A connection that ended after it had served for a while is replaced before the next phrase needs it.</summary>
    private void Ended(ContextSocket socket)
    {
        lock (_gate)
        {
            if (!socket.WasUseful || _callOver.IsCancellationRequested || !_sockets.Contains(socket) || _sockets[^1] != socket)
                return;
            _sockets.Add(new ContextSocket(_options, _address, _time, Ended, _callOver.Token));
        }
    }

    [LoggerMessage(LogLevel.Information, "A phrase was not spoken and is asked for again: {Reason}")]
    private partial void LogLost(string reason);
}
