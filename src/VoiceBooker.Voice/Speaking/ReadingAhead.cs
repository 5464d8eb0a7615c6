using System.Runtime.CompilerServices;
using System.Threading.Channels;
using VoiceBooker.Voice.Calls;

namespace VoiceBooker.Voice.Speaking;

/// <summary>Lets a stage work ahead of its reader, within bounds.</summary>
public static class ReadingAhead
{
    /// <summary>
    /// The same items; up to <paramref name="capacity"/> are made before they are asked for. <paramref name="bargeIn"/> ends the reading at once; the source is
    /// told, and awaited, before the sequence is disposed. What the source throws reaches the reader after the items made before.
    /// </summary>
    public static async IAsyncEnumerable<T> ReadAhead<T>(this IAsyncEnumerable<T> source, int capacity, [EnumeratorCancellation] CancellationToken bargeIn = default)
    {
        var ahead = Channel.CreateBounded<T>(new BoundedChannelOptions(capacity) { SingleReader = true, SingleWriter = true });
        using var letGo = CancellationTokenSource.CreateLinkedTokenSource(bargeIn);
        var filling = FillAsync(source, ahead.Writer, letGo.Token);
        try
        {
            await foreach (var item in ahead.Reader.EachAsync(bargeIn))
                yield return item;
        }
        finally
        {
            letGo.Cancel();
            await filling; // the source never outlives its reader
        }
    }

    private static async Task FillAsync<T>(IAsyncEnumerable<T> source, ChannelWriter<T> ahead, CancellationToken letGo)
    {
        try
        {
            await foreach (var item in source.WithCancellation(letGo))
                await ahead.WriteAsync(item, letGo);
            ahead.Complete();
        }
        catch (Exception failure)
        {
            ahead.Complete(failure); // the reader gets it
        }
    }
}
