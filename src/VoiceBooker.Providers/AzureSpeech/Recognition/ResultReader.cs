using System.Text.Json;
using System.Threading.Channels;
using VoiceBooker.Voice.Calls;

namespace VoiceBooker.Providers.AzureSpeech.Recognition;

/// <summary>Reads one connection to its end: results become the call's events, each final one once.</summary>
/// <param name="socket">The connection.</param>
/// <param name="options">Which text is wanted.</param>
/// <param name="understood">How far the call is understood.</param>
/// <param name="events">Where what was understood goes.</param>
/// <param name="time">Tells when messages came.</param>
internal sealed class ResultReader(SpeechSocket socket, AzureSpeechOptions options, Understood understood, ChannelWriter<CallEvent> events, TimeProvider time)
{
    private const int BytesPerMillisecond = 8;

    private volatile RecognitionTurn? _turn;
    private volatile AzureSpeechException? _failure;
    private string _partial = "";

    /// <summary>The turn that is listened to; messages of any other are ignored. The sender sets it.</summary>
    public RecognitionTurn? Turn
    {
        get => _turn;
        set => _turn = value;
    }

    /// <summary>Why the connection ended; null while it lives.</summary>
    public AzureSpeechException? Failure => _failure;

    /// <summary>Reads until the connection ends or the call does; <paramref name="changed"/> is called when the sender should look.</summary>
    public async Task RunAsync(Action changed, CancellationToken hangUp)
    {
        try
        {
            while (true)
            {
                var message = await socket.ReceiveAsync();
                if (_turn is not { } turn || !turn.RequestId.Equals(message.RequestId, StringComparison.OrdinalIgnoreCase))
                    continue; // of a turn that is no more

                understood.CountMessage();
                if (Read(message, turn) is { } happened)
                    await events.WriteAsync(happened, hangUp);
                turn.Note(message.Path, time.GetUtcNow()); // after its event: who waits for the end of the turn has all its words
                if (message.Path == "turn.end")
                    changed();
            }
        }
        catch (AzureSpeechException ended)
        {
            _failure = ended;
        }
        catch (OperationCanceledException) when (hangUp.IsCancellationRequested)
        {
            _failure = AzureSpeechException.Closed(null, null);
        }

        changed();
    }

    private CallEvent? Read(SpeechMessage message, RecognitionTurn turn)
    {
        try
        {
            return message.Path switch
            {
                "speech.hypothesis" or "speech.fragment" => Partial(JsonSerializer.Deserialize(message.Body.Span, RecognitionJson.Default.HypothesisBody)),
                "speech.phrase" => Final(JsonSerializer.Deserialize(message.Body.Span, RecognitionJson.Default.PhraseBody), turn),
                _ => null,
            };
        }
        catch (JsonException broken)
        {
            throw new AzureSpeechException("The recogniser sent a result that cannot be read.", isFinal: false, broken);
        }
    }

    private CallEvent? Partial(HypothesisBody? hypothesis)
    {
        if (hypothesis?.Text is not { Length: > 0 } words || words == _partial)
            return null;
        _partial = words;
        return new CallEvent.PartialTranscript(words);
    }

    private CallEvent? Final(PhraseBody? phrase, RecognitionTurn turn)
    {
        var status = phrase?.RecognitionStatus ?? "";
        if (AzureSpeechException.OfRecognition(status) is { } failure)
            throw failure;
        var spokenOpen = understood.HasOpenSpeech;
        var end = phrase!.Offset + phrase.Duration is var ticks and > 0 ? turn.Start + (ticks * BytesPerMillisecond / TimeSpan.TicksPerMillisecond) : understood.SentTo;
        if (end <= understood.Covered && status == "Success")
            return null; // the words were given before
        understood.Covered = Math.Max(understood.Covered, Math.Min(end, understood.SentTo));
        _partial = "";
        switch (status)
        {
            case "Success":
                var best = phrase.NBest is { Count: > 0 } ? phrase.NBest[0] : null;
                var words = (options.Transcript == TranscriptText.Lexical ? best?.Lexical : best?.Display) ?? phrase.DisplayText ?? "";
                if (words.Length == 0)
                    goto case "NoMatch";
                understood.CountFinal();
                return new CallEvent.FinalTranscript(words, Math.Clamp(best?.Confidence ?? 1, 0, 1));
            case "NoMatch":
            case "BabbleTimeout":
                return spokenOpen ? new CallEvent.FinalTranscript("") : null;
            default:
                return null;
        }
    }
}
