using VoiceBooker.Voice.Calls;

namespace VoiceBooker.Providers.Deepgram;

/// <summary>Makes what a recogniser reports into events of the call. Pure; it outlives connections, so that each final text is told once.</summary>
internal abstract class Transcript
{
    /// <summary>Up to where, in seconds of the connection's audio, results are final and kept here: what lies before need not be sent again. Null: nothing new since it was asked.</summary>
    public double? Covered { get; protected set; }

    /// <summary>True when the last message held words: the connection works.</summary>
    public bool HasWords { get; protected set; }

    /// <summary>Reads one message.</summary>
    /// <param name="message">What came.</param>
    /// <param name="events">What it means is added here.</param>
    public abstract void Read(DeepgramMessage message, List<CallEvent> events);

    /// <summary>The connection is lost; another one will be given the audio behind <see cref="Covered"/>.</summary>
    public abstract void ConnectionLost(List<CallEvent> events);

    /// <summary>Nothing more comes: what is known of the last utterance becomes final.</summary>
    public abstract void End(List<CallEvent> events);
}

/// <summary>Nova: an utterance is the join of its final pieces up to a pause (<c>speech_final</c>), the end of an utterance, or a demand to finish.</summary>
internal sealed class NovaTranscript : Transcript
{
    private readonly List<string> _pieces = [];
    private string _interim = "";
    private double _confidence;
    private int _words;

    /// <inheritdoc/>
    public override void Read(DeepgramMessage message, List<CallEvent> events)
    {
        (Covered, HasWords) = (null, false);
        switch (message.Type)
        {
            case "Results":
                Results(message, events);
                break;
            case "UtteranceEnd":
                Finish(events);
                break;
        }
    }

    /// <inheritdoc/>
    public override void ConnectionLost(List<CallEvent> events) => _interim = ""; // its audio is sent again; the final pieces stay

    /// <inheritdoc/>
    public override void End(List<CallEvent> events)
    {
        if (_interim.Length > 0)
            Keep(_interim, 1);
        Finish(events);
    }

    private void Results(DeepgramMessage message, List<CallEvent> events)
    {
        var best = message.Channel?.Alternatives is { Count: > 0 } all ? all[0] : null;
        var text = best?.Transcript?.Trim() ?? "";
        HasWords = text.Length > 0;
        if (!message.IsFinal)
        {
            if (text.Length == 0)
                return;
            _interim = text;
            events.Add(new CallEvent.PartialTranscript(Joined(text)));
            return;
        }

        _interim = "";
        if (message is { Start: { } start, Duration: { } duration })
            Covered = start + duration;
        if (text.Length > 0)
            Keep(text, best?.Confidence ?? 1);
        if (message.SpeechFinal || message.FromFinalize)
            Finish(events);
        else if (text.Length > 0)
            events.Add(new CallEvent.PartialTranscript(Joined("")));
    }

    private void Keep(string text, double confidence)
    {
        _pieces.Add(text);
        var words = text.Count(each => each == ' ') + 1;
        _confidence += words * Math.Clamp(confidence, 0, 1);
        _words += words;
        _interim = "";
    }

    private void Finish(List<CallEvent> events)
    {
        if (_pieces.Count == 0)
            return;
        events.Add(new CallEvent.FinalTranscript(Joined(""), _confidence / _words));
        _pieces.Clear();
        (_confidence, _words) = (0, 0);
    }

    private string Joined(string last) => string.Join(' ', last.Length > 0 ? [.. _pieces, last] : _pieces);
}

/// <summary>Flux: the model tells where turns begin and end.</summary>
internal sealed class FluxTranscript : Transcript
{
    private string _soFar = "";
    private bool _eager;

    /// <summary>True from the start of a turn to its end, as the model told.</summary>
    public bool InTurn { get; private set; }

    /// <inheritdoc/>
    public override void Read(DeepgramMessage message, List<CallEvent> events)
    {
        (Covered, HasWords) = (null, false);
        if (message.Type != "TurnInfo")
            return;
        var text = message.Transcript?.Trim() ?? "";
        HasWords = text.Length > 0;
        switch (message.Event)
        {
            case "StartOfTurn" or "Update" when text.Length > 0 || message.Event == "StartOfTurn":
                InTurn = true;
                Progress(text, events);
                break;

            case "EagerEndOfTurn":
                InTurn = true;
                Progress(text, events);
                _eager = true;
                events.Add(new CallEvent.EagerEndOfTurn(text));
                break;

            case "TurnResumed":
                Resume(events);
                Progress(text, events);
                break;

            case "EndOfTurn":
                (InTurn, _eager, _soFar) = (false, false, "");
                Covered = message.AudioWindowEnd;
                if (text.Length == 0)
                    break;
                events.Add(new CallEvent.FinalTranscript(text, Confidence(message)));
                events.Add(new CallEvent.EndOfTurn());
                break;
        }
    }

    /// <inheritdoc/>
    public override void ConnectionLost(List<CallEvent> events)
    {
        Resume(events); // the next connection begins the turn anew and will say so itself
        (InTurn, _soFar) = (false, "");
    }

    /// <inheritdoc/>
    public override void End(List<CallEvent> events)
    {
        if (_soFar.Length > 0)
            events.Add(new CallEvent.FinalTranscript(_soFar));
        (InTurn, _eager, _soFar) = (false, false, "");
    }

    private void Resume(List<CallEvent> events)
    {
        if (_eager)
            events.Add(new CallEvent.TurnResumed());
        _eager = false;
    }

    private void Progress(string text, List<CallEvent> events)
    {
        if (text.Length == 0 || text == _soFar)
            return;
        _soFar = text;
        events.Add(new CallEvent.PartialTranscript(text));
    }

    private static double Confidence(DeepgramMessage message) =>
        message.Words is { Count: > 0 } words ? Math.Clamp(words.Average(word => word.Confidence ?? 1), 0, 1) : 1;
}
