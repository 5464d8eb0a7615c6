using System.Collections.Concurrent;
using VoiceBooker.Providers.Local.Words;

namespace VoiceBooker.Providers.Local.Hearing;

/// <summary>Listeners made before a call asks for one. Each serves one call and is then let go: what it has adapted to is that caller's voice.</summary>
/// <param name="models">Opens the language models; run once, at the first need.</param>
/// <param name="spares">How many are kept ready.</param>
internal sealed class ListenerPool(Func<LanguageModels> models, int spares) : IAsyncDisposable
{
    private readonly Lazy<LanguageModels> _models = new(models);
    private readonly ConcurrentQueue<Listener> _ready = new();
    private readonly Lock _gate = new();
    private Task _filling = Task.CompletedTask;
    private bool _closed;

    /// <summary>How many stand ready.</summary>
    public int Ready => _ready.Count;

    /// <summary>A listener for one call, ready or made now; the caller of this disposes it. Blocks while making.</summary>
    public Listener Take()
    {
        var listener = _ready.TryDequeue(out var ready) ? ready : Listener.Open(_models.Value);
        _ = FillAsync();
        return listener;
    }

    /// <summary>Makes spares until there are enough. Only one such task runs at a time; it is awaited at the end of the pool.</summary>
    public Task FillAsync()
    {
        lock (_gate)
        {
            if (_filling.IsCompleted && !_closed && _ready.Count < spares)
                _filling = Task.Factory.StartNew(Fill, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            return _filling;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
            _closed = true;
        await _filling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        while (_ready.TryDequeue(out var listener))
            listener.Dispose();
    }

    private void Fill()
    {
        while (!_closed && _ready.Count < spares)
            _ready.Enqueue(Listener.Open(_models.Value));
    }
}
