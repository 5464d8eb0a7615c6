using Microsoft.Extensions.AI;

namespace VoiceBooker.Booking.Minds;

/// <summary>What one request used.</summary>
/// <param name="Input">Tokens sent, with those from the vendor's cache.</param>
/// <param name="Cached">Of them: from the cache.</param>
/// <param name="Output">Tokens that came back.</param>
/// <param name="Estimated">The vendor did not say; four characters count as a token.</param>
internal readonly record struct MindUsage(long Input, long Cached, long Output, bool Estimated)
{
    private const int CharactersPerToken = 4;

    /// <summary>What it costs, in the currency of the prices.</summary>
    public decimal CostAt(ModelPrices prices) =>
        ((Math.Max(0, Input - Cached) * prices.Input) + (Cached * prices.CachedInput) + (Output * prices.Output)) / 1_000_000m;

    /// <summary>What a vendor says it was.</summary>
    public static MindUsage Of(UsageDetails details) =>
        new(details.InputTokenCount ?? 0, Math.Min(details.CachedInputTokenCount ?? 0, details.InputTokenCount ?? 0), details.OutputTokenCount ?? 0, Estimated: false);

    /// <summary>What it was, by the characters that went and came.</summary>
    public static MindUsage Estimate(IEnumerable<ChatMessage> messages, ChatOptions options, long charactersBack)
    {
        var sent = messages.Sum(message => (long)message.Text.Length) + (options.Tools ?? []).OfType<AIFunctionDeclaration>().Sum(tool => (long)tool.Name.Length + tool.Description.Length + tool.JsonSchema.GetRawText().Length);
        return new(Tokens(sent), 0, Tokens(charactersBack), Estimated: true);
    }

    private static long Tokens(long characters) => (characters + CharactersPerToken - 1) / CharactersPerToken;
}
