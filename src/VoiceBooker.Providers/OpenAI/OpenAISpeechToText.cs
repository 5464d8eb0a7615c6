using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using VoiceBooker.Providers.Audio;
using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Lines;
using VoiceBooker.Voice.Listening;

namespace VoiceBooker.Providers.OpenAI;

/// <summary>
/// Listens by <c>audio/transcriptions</c>, which hears whole recordings only: utterances are cut here and sent one after the other when their pause comes. Gives final transcripts only. One without an answer
/// is asked for twice, then reported as sound without words, so that the caller is asked again; several in a row, or a plain no, are the end of these ears.
/// </summary>
internal sealed partial class OpenAISpeechToText(IOptions<OpenAISpeechOptions> settings, SpeechHttp http, TimeProvider time, ILogger<OpenAISpeechToText> log) : ISpeechToText
{
    private const int MostWaiting = 8;
    private const int Attempts = 2;
    private const int LongestPrompt = 600;

    private readonly OpenAISpeechOptions _options = settings.Value;

    /// <inheritdoc/>
    public string Name => "openai";

    /// <inheritdoc/>
    public TimeSpan QuietAtMost => _options.LongestUtterance + (Attempts * _options.WordsWithin);

    /// <inheritdoc/>
    public async IAsyncEnumerable<CallEvent> TranscribeAsync(ChannelReader<AudioFrame> audio, ListeningBrief brief, [EnumeratorCancellation] CancellationToken hangUp)
    {
        // When the server is so slow that all places are taken, the line waits in its own channel, which drops its oldest audio.
        var waiting = Channel.CreateBounded<byte[]>(new BoundedChannelOptions(MostWaiting) { SingleReader = true, SingleWriter = true });
        using var letGo = CancellationTokenSource.CreateLinkedTokenSource(hangUp);
        var cutting = CutAsync(audio, brief.Expected, waiting.Writer, letGo.Token);
        var failures = 0;
        try
        {
            await foreach (var utterance in waiting.Reader.EachAsync(hangUp))
            {
                var words = await WordsAsync(utterance, brief, ++failures, hangUp);
                if (words is not null)
                    failures = 0;
                yield return new CallEvent.FinalTranscript(words ?? "", words is { Length: > 0 } ? 1 : 0);
            }
        }
        finally
        {
            await letGo.CancelAsync();
            await cutting;
        }
    }

    private async Task CutAsync(ChannelReader<AudioFrame> audio, ExpectedAnswer expected, ChannelWriter<byte[]> waiting, CancellationToken letGo)
    {
        try
        {
            var utterances = new Utterances(expected, _options);
            List<byte[]> whole = [];
            await foreach (var frame in audio.EachAsync(letGo))
            {
                utterances.Hear(frame.MuLaw.Span, whole);
                await PassAsync(whole, waiting, letGo);
            }

            utterances.End(whole);
            await PassAsync(whole, waiting, letGo);
            waiting.TryComplete();
        }
        catch (OperationCanceledException) when (letGo.IsCancellationRequested)
        {
            waiting.TryComplete();
        }
        catch (Exception broken)
        {
            waiting.TryComplete(broken);
        }
    }

    private static async Task PassAsync(List<byte[]> whole, ChannelWriter<byte[]> waiting, CancellationToken letGo)
    {
        foreach (var utterance in whole)
            await waiting.WriteAsync(utterance, letGo);
        whole.Clear();
    }

    /// <summary>What was said, "" when nothing was; null: no answer, and the call may go on.</summary>
    private async Task<string?> WordsAsync(byte[] utterance, ListeningBrief brief, int failures, CancellationToken hangUp)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await AskAsync(utterance, brief, hangUp);
            }
            catch (Exception broken) when (broken is HttpRequestException or IOException or TimeoutException or JsonException or InvalidDataException)
            {
                if (hangUp.IsCancellationRequested)
                    throw new OperationCanceledException(null, broken, hangUp);
                if (broken is HttpRequestException refused && !SpeechHttp.MayPass(refused))
                    throw;
                if (attempt < Attempts)
                    continue;
                if (failures >= _options.FailuresBeforeGivingUp)
                    throw;
                LogLost(failures, Reason(broken));
                return null;
            }
        }
    }

    private async Task<string> AskAsync(byte[] utterance, ListeningBrief brief, CancellationToken hangUp)
    {
        using var late = new CancellationTokenSource(_options.WordsWithin, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, hangUp);
        using var content = new MultipartFormDataContent { { new StringContent(_options.ListenModel), "model" }, { new StringContent("json"), "response_format" }, { new StringContent("0"), "temperature" } };
        if (brief.Language.Split('-')[0] is { Length: 2 } language)
            content.Add(new StringContent(language), "language");
        if (Prompt(brief) is { Length: > 0 } prompt)
            content.Add(new StringContent(prompt), "prompt");
        var file = new ByteArrayContent(Recording(utterance));
        file.Headers.ContentType = new MediaTypeHeaderValue("audio/wav");
        content.Add(file, "file", "utterance.wav");
        try
        {
            using var response = await http.PostAsync("audio/transcriptions", content, either.Token);
            await using var body = await response.Content.ReadAsStreamAsync(either.Token);
            var words = await JsonSerializer.DeserializeAsync(body, SpeechJson.Default.Words, either.Token);
            return words?.Text?.Trim() ?? throw new InvalidDataException("audio/transcriptions was answered without a text");
        }
        catch (OperationCanceledException slow) when (late.IsCancellationRequested && !hangUp.IsCancellationRequested)
        {
            throw new TimeoutException("audio/transcriptions took too long", slow);
        }
    }

    private byte[] Recording(byte[] utterance)
    {
        var samples = new short[utterance.Length];
        G711.Decode(utterance, samples);
        return _options.ListenRate == 8000
            ? WavFile.Mono(samples, 8000)
            : WavFile.Mono([.. Resampler.Convert(samples, 8000, _options.ListenRate).Select(sample => (short)Math.Clamp(MathF.Round(sample), short.MinValue, short.MaxValue))], _options.ListenRate);
    }

    /// <summary>What is likely to be said, the question's own words first.</summary>
    private static string Prompt(ListeningBrief brief)
    {
        var prompt = "";
        foreach (var phrase in brief.Expected.Now.Phrases.Concat(brief.Asides).Concat(brief.Phrases).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            var longer = prompt.Length == 0 ? phrase : $"{prompt}, {phrase}";
            if (longer.Length > LongestPrompt)
                break;
            prompt = longer;
        }

        return prompt;
    }

    private static string Reason(Exception broken) => broken is HttpRequestException or TimeoutException ? broken.Message : broken.GetType().Name;

    /// <summary>What comes back.</summary>
    internal sealed record Words(string? Text);

    [LoggerMessage(LogLevel.Warning, "What a caller said could not be understood, {Failures} in a row: {Reason}.")]
    private partial void LogLost(int failures, string reason);
}
