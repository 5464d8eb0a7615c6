using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text;
using VoiceBooker.Voice.Speaking;

namespace VoiceBooker.Providers.AzureSpeech.Synthesis;

/// <summary>One call's voice, a request for each phrase; phrases and fillers do not disturb each other.</summary>
internal sealed class RestVoice(AzureSpeechOptions options, SpeechVoices voice, SpeechSignIn signIn, HttpClient http, TimeProvider time) : ICallVoice
{
    private const int Piece = 4000;

    private readonly Uri _address = SpeechAddresses.Synthesis(options, SynthesisWay.Rest);

    /// <inheritdoc/>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> SynthesizeAsync(string phrase, [EnumeratorCancellation] CancellationToken bargeIn)
    {
        if (string.IsNullOrWhiteSpace(phrase))
            yield break;
        using var request = new HttpRequestMessage(HttpMethod.Post, _address) { Content = new StringContent(SpokenMarkup.Ssml(phrase, voice), Encoding.UTF8) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/ssml+xml");
        request.Headers.Add("X-Microsoft-OutputFormat", SpokenMarkup.OutputFormat);
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("VoiceBooker", "1.0"));
        var (name, value) = await signIn.ForSynthesisAsync(bargeIn);
        request.Headers.TryAddWithoutValidation(name, value);
        using var answer = await WithinAsync(options.FirstAudioWithin, cancel => new ValueTask<HttpResponseMessage>(http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel)), bargeIn);
        if (!answer.IsSuccessStatusCode)
            throw AzureSpeechException.Refused((int)answer.StatusCode, answer.Headers.RetryAfter?.Delta);
        await using var audio = await answer.Content.ReadAsStreamAsync(bargeIn);
        var within = options.FirstAudioWithin;
        while (true)
        {
            var piece = new byte[Piece]; // the reader may keep it
            var count = await WithinAsync(within, cancel => audio.ReadAsync(piece, cancel), bargeIn);
            if (count == 0)
                yield break;
            yield return piece.AsMemory(0, count);
            within = options.AudioGapWithin;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async ValueTask<T> WithinAsync<T>(TimeSpan within, Func<CancellationToken, ValueTask<T>> act, CancellationToken bargeIn)
    {
        using var deadline = new CancellationTokenSource(within, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(bargeIn, deadline.Token);
        try
        {
            return await act(either.Token);
        }
        catch (OperationCanceledException late) when (deadline.IsCancellationRequested && !bargeIn.IsCancellationRequested)
        {
            throw new AzureSpeechException("The synthesiser takes too long.", isFinal: false, late);
        }
        catch (Exception broken) when (broken is HttpRequestException or HttpIOException)
        {
            throw AzureSpeechException.Refused(0, cause: broken);
        }
    }
}
