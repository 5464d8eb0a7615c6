using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.Extensions.AI;
using VoiceBooker.Booking.Languages;
using VoiceBooker.Booking.Reception;
using VoiceBooker.Voice.Speaking;

namespace VoiceBooker.Booking.Minds;

/// <summary>A piece of an answer.</summary>
/// <param name="Sentence">A whole sentence; empty where the model begins to speak itself.</param>
/// <param name="Passage">What it is the transcript of, when the model speaks itself; null: it is to be spoken.</param>
internal readonly record struct MindPiece(string Sentence, VoicedPassage? Passage);

/// <summary>
/// One answer of the hosted models. The first that may be asked is asked; when it fails before a sentence of it was handed out, the next one is, as long as <see cref="MindOptions.FirstWordsWithin"/> is not over.
/// A model that has begun in time is waited for by its own deadlines, and until <see cref="MindOptions.AnswerWithin"/> for its first sentence; the call's fillers keep the caller company. Once a sentence was handed out, a failure ends the answer: what was said stays said, what was not whole is dropped,
/// and no call of a tool is done, for half an answer must not book.
/// </summary>
internal sealed class MindAnswer(CallMind mind, IReadOnlyList<ChatMessage> messages, ChatOptions options)
{
    private readonly HashSet<GuardedModel> _tried = [];
    private readonly Tongue _tongue = (options.AdditionalProperties?.GetValueOrDefault(ReceptionState.Key) as ReceptionState)?.Language ?? Tongue.English;

    /// <summary>What the model calls; empty unless the answer is whole.</summary>
    public IReadOnlyList<FunctionCallContent> Calls { get; private set; } = [];

    /// <summary>Who gave the whole answer; null when nobody did.</summary>
    public GuardedModel? By { get; private set; }

    /// <summary>Whether a sentence was handed out.</summary>
    public bool Spoke { get; private set; }

    /// <summary>The answer's sentences, each when it is whole, and where the model begins to speak itself. To be read to the end before anything else is looked at.</summary>
    public async IAsyncEnumerable<MindPiece> PiecesAsync([EnumeratorCancellation] CancellationToken bargeIn)
    {
        using var late = new CancellationTokenSource(mind.Options.FirstWordsWithin, mind.Time);
        using var silent = new CancellationTokenSource(mind.Options.AnswerWithin, mind.Time);
        using var toBegin = CancellationTokenSource.CreateLinkedTokenSource(bargeIn, late.Token, silent.Token);
        using var toSpeak = CancellationTokenSource.CreateLinkedTokenSource(bargeIn, silent.Token);
        while (By is null && !Spoke && !late.IsCancellationRequested && mind.Next(messages, options, _tried) is { } request)
        {
            if (_tried.Count > 0)
                mind.FallBack(request.To.Model.Name);
            _tried.Add(request.To);
            var heardOut = false;
            try
            {
                List<FunctionCallContent> calls = [];
                var text = new StringBuilder();
                VoicedPassage? passage = null;
                while (await HasMoreAsync(request, silent, Spoke ? bargeIn : request.HasBegun ? toSpeak.Token : toBegin.Token, bargeIn))
                {
                    while (request.Contents.TryRead(out var content))
                    {
                        switch (content)
                        {
                            case FunctionCallContent call:
                                calls.Add(call);
                                break;
                            case VoicedContent voiced:
                                (passage, Spoke) = (voiced.Passage, true);
                                yield return new MindPiece("", passage);
                                break;
                            case TextContent words:
                                text.Append(words.Text);
                                break;
                        }

                        foreach (var sentence in ClaimGate.TakeSentences(text, _tongue).ToList())
                        {
                            Spoke |= !string.IsNullOrWhiteSpace(sentence);
                            yield return new MindPiece(sentence, passage);
                        }
                    }
                }

                bargeIn.ThrowIfCancellationRequested();
                heardOut = true;
                mind.Settle(request, cutOff: false);
                if (request.Failure is not null)
                {
                    // What it was saying itself when it broke off is judged as far as it is known, and goes no further.
                    passage?.Withdraw();
                    if (passage is not null && text.Length > 0)
                        yield return new MindPiece(text.ToString(), passage);
                    continue;
                }

                (By, Calls) = (request.To, calls);
                if (text.Length > 0)
                {
                    Spoke |= !string.IsNullOrWhiteSpace(text.ToString());
                    yield return new MindPiece(text.ToString(), passage);
                }
            }
            finally
            {
                if (!heardOut)
                {
                    request.LetGo();
                    mind.Settle(request, cutOff: true);
                }
            }
        }
    }

    private static async Task<bool> HasMoreAsync(ModelRequest request, CancellationTokenSource silent, CancellationToken patience, CancellationToken bargeIn)
    {
        try
        {
            return await request.Contents.WaitToReadAsync(patience);
        }
        catch (OperationCanceledException) when (!bargeIn.IsCancellationRequested)
        {
            if (request.HasBegun && !silent.IsCancellationRequested)
                return true; // it has begun in the meantime, and is waited for longer
            request.GiveUp("floor");
            return false;
        }
    }
}
