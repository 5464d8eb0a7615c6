using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using VoiceBooker.Booking.Reception;

namespace VoiceBooker.Tests.Booking.Minds;

/// <summary>A hosted model in virtual time: thinks as long as it is told, then answers as it is told; where nothing is told, what the script would say.</summary>
internal sealed class ScriptedModel(TimeProvider time) : IChatClient
{
    private readonly ReceptionScript _script = new();

    /// <summary>From the request to the first piece.</summary>
    public TimeSpan Thinks { get; set; } = TimeSpan.FromMilliseconds(400);

    /// <summary>What it answers to whose last words; null: as the script would.</summary>
    public Func<string, IReadOnlyList<Piece>?> Answers { get; set; } = _ => null;

    /// <summary>The caller's last words of every request, in order.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>All messages of every request.</summary>
    public List<IReadOnlyList<ChatMessage>> Requests { get; } = [];

    /// <summary>How many requests were let go before their end.</summary>
    public int LetGo { get; private set; }

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Requests.Add([.. messages]);
        var said = Requests[^1].LastOrDefault(each => each.Role == ChatRole.User)?.Text ?? "";
        Asked.Add(said);
        var whole = false;
        try
        {
            await Task.Delay(Thinks, time, cancellationToken);
            if (Answers(said) is { } pieces)
            {
                foreach (var (content, after) in pieces)
                {
                    await Task.Delay(after, time, cancellationToken);
                    if (content is ErrorContent { Details: { } why })
                        throw new VoiceBooker.Booking.Minds.ModelFailedException(Enum.Parse<VoiceBooker.Booking.Minds.ModelFailure>(why), "as told", content is { AdditionalProperties: { } more } ? (TimeSpan)more["retryAfter"]! : null);
                    yield return new ChatResponseUpdate(ChatRole.Assistant, content is null ? [] : [content]);
                }
            }
            else
            {
                foreach (var update in (await _script.GetResponseAsync(Requests[^1], options, cancellationToken)).ToChatResponseUpdates())
                    yield return update;
            }

            whole = true;
        }
        finally
        {
            LetGo += whole ? 0 : 1;
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}

/// <summary>A piece of an answer, and how long it takes after the one before; null: a sign of life.</summary>
internal sealed record Piece(AIContent? Content, TimeSpan After)
{
    public static Piece Text(string text, double after = 0) => new(new TextContent(text), TimeSpan.FromSeconds(after));

    public static Piece Call(string tool, double after = 0, params (string Name, string Value)[] arguments) =>
        new(new FunctionCallContent("c", tool, arguments.ToDictionary(each => each.Name, each => (object?)each.Value)), TimeSpan.FromSeconds(after));

    public static Piece Used(int input, int output) => new(new UsageContent(new UsageDetails { InputTokenCount = input, OutputTokenCount = output }), TimeSpan.Zero);

    public static Piece Fails(VoiceBooker.Booking.Minds.ModelFailure why, double after = 0, TimeSpan? retryAfter = null) =>
        new(new ErrorContent("") { Details = why.ToString(), AdditionalProperties = retryAfter is { } pause ? new() { ["retryAfter"] = pause } : null }, TimeSpan.FromSeconds(after));

    public static Piece Stalls => new(new TextContent("never"), TimeSpan.FromHours(1));

    public static Piece SignOfLife(double after) => new(null, TimeSpan.FromSeconds(after));
}
