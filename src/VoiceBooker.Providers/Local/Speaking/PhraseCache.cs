namespace VoiceBooker.Providers.Local.Speaking;

/// <summary>Audio of clauses that were spoken before, bounded by its size; what was not asked for longest goes first.</summary>
/// <param name="limit">Bytes of audio kept; 0 keeps nothing.</param>
internal sealed class PhraseCache(long limit)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Voice, string Text), LinkedListNode<Entry>> _entries = [];
    private readonly LinkedList<Entry> _byUse = [];
    private long _size;

    /// <summary>Bytes of audio kept now.</summary>
    public long Size
    {
        get
        {
            lock (_gate)
                return _size;
        }
    }

    /// <summary>The audio of a clause spoken before; null when it is not here.</summary>
    public ReadOnlyMemory<byte>? Find(string voice, string text)
    {
        lock (_gate)
        {
            if (!_entries.TryGetValue((voice, text), out var node))
                return null;

            _byUse.Remove(node);
            _byUse.AddFirst(node);
            return node.Value.Audio;
        }
    }

    /// <summary>Keeps the audio of a clause, letting go of others where it must. Audio above a quarter of the limit is not kept.</summary>
    public void Keep(string voice, string text, ReadOnlyMemory<byte> audio)
    {
        if (audio.Length > limit / 4)
            return;

        lock (_gate)
        {
            if (_entries.ContainsKey((voice, text)))
                return;

            _entries[(voice, text)] = _byUse.AddFirst(new Entry((voice, text), audio));
            _size += audio.Length;
            while (_size > limit && _byUse.Last is { } oldest)
            {
                _byUse.RemoveLast();
                _entries.Remove(oldest.Value.Key);
                _size -= oldest.Value.Audio.Length;
            }
        }
    }

    private sealed record Entry((string Voice, string Text) Key, ReadOnlyMemory<byte> Audio);
}
