using System.Globalization;
using System.Net.WebSockets;

namespace VoiceBooker.Providers.AzureSpeech;

/// <summary>The service refused or broke off. The message is fit for a journal: it holds neither credential nor anybody's words.</summary>
internal sealed class AzureSpeechException : IOException
{
    /// <param name="message">What happened.</param>
    /// <param name="isFinal">True when another attempt would end the same way.</param>
    /// <param name="cause">What was thrown beneath.</param>
    public AzureSpeechException(string message, bool isFinal, Exception? cause = null)
        : base(message, cause) => IsFinal = isFinal;

    /// <summary>True when another attempt would end the same way.</summary>
    public bool IsFinal { get; }

    /// <summary>The status of a refused upgrade or request; null: it was something else.</summary>
    public int? Status { get; private init; }

    /// <summary>True when the recogniser was silent although somebody spoke (or something sounded like it).</summary>
    public bool IsUnanswered { get; init; }

    /// <summary>How long the service wishes to be left alone; null: it did not say.</summary>
    public TimeSpan? Pause { get; private init; }

    /// <summary>A refused upgrade or request.</summary>
    /// <param name="status">The HTTP status; 0: there was no answer at all.</param>
    /// <param name="pause">What Retry-After said.</param>
    /// <param name="cause">What was thrown beneath.</param>
    public static AzureSpeechException Refused(int status, TimeSpan? pause = null, Exception? cause = null)
    {
        var (meaning, isFinal) = status switch
        {
            0 => ("cannot be reached", false),
            400 => ("does not accept the request's parameters", true),
            401 => ("does not know the key or token (or the region is not the key's)", true),
            403 => ("forbids it: no right, or no quota", true),
            404 => ("has nothing at this address", true),
            415 => ("does not know the content's type", true),
            429 => ("has too many requests, or no capacity, at the moment", false),
            >= 500 => ("has trouble of its own", false),
            _ => ("answered what was not expected", false),
        };
        var number = status == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" ({status})");
        return new AzureSpeechException($"The speech service {meaning}{number}.", isFinal, cause) { Status = status == 0 ? null : status, Pause = pause };
    }

    /// <summary>A closed connection.</summary>
    /// <param name="code">The close code; null: the connection broke without one.</param>
    /// <param name="words">What the service said with it.</param>
    /// <param name="cause">What was thrown beneath.</param>
    public static AzureSpeechException Closed(WebSocketCloseStatus? code, string? words, Exception? cause = null)
    {
        if (code is not { } status)
            return new AzureSpeechException("The connection to the speech service broke.", isFinal: false, cause);
        var (meaning, isFinal) = (int)status switch
        {
            1000 or 1001 => ("has closed the connection", false),
            1002 => ("found a mistake in our messages", true),
            1003 or 4000 => ("does not accept our messages", true),
            1007 => ("does not accept a message's content (audio format, settings or SSML)", true),
            1011 => ("has trouble of its own", false),
            1013 => ("wants to be tried again later", false),
            4429 => ("has more calls at once than are allowed", false),
            _ => ("closed the connection for a reason of its own", false),
        };
        var said = string.IsNullOrWhiteSpace(words) ? "" : $": {words}";
        return new AzureSpeechException(string.Create(CultureInfo.InvariantCulture, $"The speech service {meaning} ({(int)status}{said})."), isFinal, cause);
    }

    /// <summary>A recognition that failed, as told within the connection; null for a status that is no failure.</summary>
    public static AzureSpeechException? OfRecognition(string status) => status switch
    {
        "Success" or "NoMatch" or "InitialSilenceTimeout" or "BabbleTimeout" or "EndOfDictation" => null,
        "TooManyRequests" => new AzureSpeechException("The recogniser has too many requests.", isFinal: false),
        "BadRequest" => new AzureSpeechException("The recogniser does not accept the request.", isFinal: true),
        "Forbidden" => new AzureSpeechException("The recogniser forbids it: no right, or no quota.", isFinal: true),
        _ => new AzureSpeechException("The recogniser failed.", isFinal: false),
    };

    /// <summary>The status of an answer that was no upgrade; 0: there was none.</summary>
    public static int StatusOf(ClientWebSocket socket) => (int)socket.HttpStatusCode is var status and not 101 ? status : 0;
}
