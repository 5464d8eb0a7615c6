using VoiceBooker.Voice.Speaking;

namespace VoiceBooker.Tests.Providers.Sockets;

/// <summary>What a call does with a voice.</summary>
internal static class SpeakingCall
{
    /// <summary>Speaks a phrase to its end.</summary>
    public static async Task<byte[]> SayAsync(this ICallVoice voice, string phrase)
    {
        using var audio = new MemoryStream();
        await foreach (var piece in voice.SynthesizeAsync(phrase, CancellationToken.None))
            audio.Write(piece.Span);
        return audio.ToArray();
    }

    /// <summary>Speaks until the caller interrupts, after the first audio.</summary>
    public static async Task InterruptedAsync(this ICallVoice voice, string phrase)
    {
        using var bargeIn = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in voice.SynthesizeAsync(phrase, bargeIn.Token))
                await bargeIn.CancelAsync();
        });
    }
}
