using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;
using VoiceBooker.Providers.Audio;
using VoiceBooker.Voice.Speaking;

namespace VoiceBooker.Providers.OpenAI;

/// <summary>Speaks by <c>audio/speech</c>: one request for each phrase, its audio streamed and brought to the telephone's rate as it comes.</summary>
internal sealed class OpenAITextToSpeech(IOptions<OpenAISpeechOptions> settings, SpeechHttp http, TimeProvider time) : ITextToSpeech
{
    private const int Piece = 16 * 1024;

    private readonly OpenAISpeechOptions _options = settings.Value;

    /// <inheritdoc/>
    public string Name => "openai";

    /// <inheritdoc/>
    public string Manner(SpokenVoice voice) => $"{_options.VoiceFor(voice.Name)} {_options.SpeakModel} {_options.Address} {_options.Instructions}"; // "alloy" is another voice on another server

    /// <inheritdoc/>
    public ICallVoice Open(SpokenVoice voice) => new CallVoice(this, _options.VoiceFor(voice.Name));

    private async IAsyncEnumerable<ReadOnlyMemory<byte>> SpeakAsync(string phrase, string voice, [EnumeratorCancellation] CancellationToken bargeIn)
    {
        if (string.IsNullOrWhiteSpace(phrase))
            yield break;
        using var late = new CancellationTokenSource(_options.FirstAudioWithin, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, bargeIn);
        using var response = await InTime(PostAsync(phrase, voice, either.Token), late, bargeIn);
        await using var stream = await InTime(response.Content.ReadAsStreamAsync(either.Token), late, bargeIn);
        var audio = new SpokenStream(_options.Format == "wav" ? null : _options.PcmRate);
        var buffer = new byte[Piece];
        while (await InTime(stream.ReadAsync(buffer, either.Token).AsTask(), late, bargeIn) is > 0 and var read)
        {
            late.CancelAfter(_options.GapWithin);
            if (audio.Write(buffer.AsSpan(0, read)) is { Length: > 0 } muLaw)
                yield return muLaw;
            late.CancelAfter(_options.GapWithin); // the reader's time is not the server's
        }

        if (audio.Finish() is { Length: > 0 } rest)
            yield return rest;
        if (!audio.Began)
            throw new InvalidDataException("audio/speech was answered without any audio");
    }

    private async Task<HttpResponseMessage> PostAsync(string phrase, string voice, CancellationToken cancel)
    {
        var wish = new Wish(_options.SpeakModel, phrase, voice, _options.Format, _options.Instructions.Length > 0 ? _options.Instructions : null);
        using var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(wish, SpeechJson.Default.Wish));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return await http.PostAsync("audio/speech", content, cancel);
    }

    /// <summary>A wait that ended by our own deadline is a failure of the engine, one that the caller ended is none.</summary>
    private static async Task<T> InTime<T>(Task<T> waiting, CancellationTokenSource late, CancellationToken bargeIn)
    {
        try
        {
            return await waiting;
        }
        catch (OperationCanceledException slow) when (late.IsCancellationRequested && !bargeIn.IsCancellationRequested)
        {
            throw new TimeoutException("audio/speech took too long", slow);
        }
    }

    private sealed class CallVoice(OpenAITextToSpeech speech, string voice) : ICallVoice
    {
        public IAsyncEnumerable<ReadOnlyMemory<byte>> SynthesizeAsync(string phrase, CancellationToken bargeIn) => speech.SpeakAsync(phrase, voice, bargeIn);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    /// <summary>What is asked for.</summary>
    internal sealed record Wish(string Model, string Input, string Voice, string ResponseFormat, string? Instructions);

    /// <summary>Makes telephone audio of what comes, with or without a WAV header.</summary>
    /// <param name="rate">Of bare samples; null: a header comes first.</param>
    private sealed class SpokenStream(int? rate)
    {
        private readonly List<byte> _header = [];
        private TelephoneAudio? _audio = rate is { } known ? new TelephoneAudio(known) : null;
        private long _left = long.MaxValue;

        /// <summary>Samples have come.</summary>
        public bool Began { get; private set; }

        public ReadOnlyMemory<byte> Write(ReadOnlySpan<byte> bytes)
        {
            if (_audio is null)
            {
                _header.AddRange(bytes);
                var begin = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_header);
                if (!WavFile.TryReadHeader(begin, out var told, out var samplesAt, out _left))
                    return ReadOnlyMemory<byte>.Empty;
                _audio = new TelephoneAudio(told);
                bytes = begin[samplesAt..];
            }

            bytes = bytes[..(int)Math.Min(_left, bytes.Length)]; // what follows the samples is no sound
            _left -= bytes.Length;
            Began |= bytes.Length > 0;
            return _audio.Write(bytes);
        }

        public ReadOnlyMemory<byte> Finish() => _audio?.Finish() ?? ReadOnlyMemory<byte>.Empty;
    }
}

/// <summary>The JSON of speech requests.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(OpenAITextToSpeech.Wish))]
[JsonSerializable(typeof(OpenAISpeechToText.Words))]
internal sealed partial class SpeechJson : JsonSerializerContext;
