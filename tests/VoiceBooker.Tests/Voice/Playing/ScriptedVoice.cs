using System.Runtime.CompilerServices;
using VoiceBooker.Voice.Speaking;

namespace VoiceBooker.Tests.Voice.Playing;

/// <summary>Speaks 15 characters a second, each phrase in a tone of its own so that a frame at the ear tells its phrase; in pieces that fit no frame.</summary>
internal sealed class ScriptedVoice(TimeProvider time) : ITextToSpeech, ICallVoice
{
    private const int BytesPerCharacter = 533;
    private const int Piece = 1001;

    /// <summary>Phrases in the order in which they were asked for.</summary>
    public List<string> Phrases { get; } = [];

    /// <summary>How long the first piece of a phrase takes.</summary>
    public Func<string, TimeSpan> Delay { get; init; } = _ => TimeSpan.FromMilliseconds(40);

    public Func<string, Exception?> Fails { get; init; } = _ => null;

    /// <summary>How much of a phrase it makes before it breaks off; null: all.</summary>
    public Func<string, TimeSpan?> BreaksAfter { get; init; } = _ => null;

    /// <summary>Makes audio no faster than it is heard.</summary>
    public bool Paced { get; init; }

    /// <summary>The tone of its first phrase, which tells voices apart at the ear.</summary>
    public byte FirstTone { get; init; } = 0xB0;

    /// <summary>The byte that says the phrase with this index; 16 tones.</summary>
    public static byte ToneOf(int phrase) => (byte)(0xB0 + (phrase % 16));

    public static TimeSpan LengthOf(string phrase) => TimeSpan.FromMilliseconds(phrase.Length * BytesPerCharacter / 8.0);

    public string Name { get; init; } = "scripted";

    /// <summary>How it speaks, whatever voice is wished.</summary>
    public string Sound { get; init; } = "";

    public string Manner(SpokenVoice voice) => Sound;

    public ICallVoice Open(SpokenVoice voice) => this;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public async IAsyncEnumerable<ReadOnlyMemory<byte>> SynthesizeAsync(string phrase, [EnumeratorCancellation] CancellationToken bargeIn)
    {
        var tone = (byte)(FirstTone + (Phrases.Count % 16));
        Phrases.Add(phrase);
        await Task.Delay(Delay(phrase), time, bargeIn);
        if (Fails(phrase) is { } failure)
            throw failure;
        var rest = BreaksAfter(phrase) is { } limit ? (phrase.Length * BytesPerCharacter) - (int)(limit.TotalMilliseconds * 8) : 0;
        for (var left = phrase.Length * BytesPerCharacter; left > 0; left -= Piece)
        {
            if (rest > 0 && left <= rest)
                throw new IOException("the voice broke off");
            if (Paced)
                await Task.Delay(TimeSpan.FromMilliseconds(Piece / 8.0), time, bargeIn);
            var piece = new byte[Math.Min(Piece, left)];
            Array.Fill(piece, tone);
            yield return piece;
        }
    }
}
