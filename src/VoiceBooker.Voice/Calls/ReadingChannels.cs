using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace VoiceBooker.Voice.Calls;

/// <summary>Reading a channel without leaving the reader's context.</summary>
public static class ReadingChannels
{
    /// <summary>All items to the channel's end; like <c>ReadAllAsync</c>, which would go on in any thread and so could not be played in virtual time.</summary>
    public static async IAsyncEnumerable<T> EachAsync<T>(this ChannelReader<T> reader, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        while (await reader.WaitToReadAsync(cancel))
            while (reader.TryRead(out var item))
            {
                yield return item;
                cancel.ThrowIfCancellationRequested();
            }
    }
}
