using System.Text.Json;
using VoiceBooker.Voice.Journal;

namespace VoiceBooker.Booking.Minds;

/// <summary>What the models of a call used in all, read from its journal.</summary>
/// <param name="TokensIn">Tokens that went to them.</param>
/// <param name="TokensOut">Tokens that came back.</param>
/// <param name="CostMicros">In millionths of the currency.</param>
internal readonly record struct CallCost(long TokensIn, long TokensOut, long CostMicros)
{
    /// <summary>The kinds of entries that tell of tokens and costs.</summary>
    public static readonly IReadOnlyList<string> Kinds = ["mind.answered", "mind.failed", "mind.speculated"];

    /// <summary>The sum of such entries' payloads (<see cref="ICallJournal"/>).</summary>
    public static CallCost Of(IEnumerable<string> payloads)
    {
        var (tokensIn, tokensOut, cost) = (0L, 0L, 0m);
        foreach (var payload in payloads)
        {
            using var parsed = JsonDocument.Parse(payload);
            tokensIn += parsed.RootElement.TryGetProperty("inputTokens", out var into) ? into.GetInt64() : 0;
            tokensOut += parsed.RootElement.TryGetProperty("outputTokens", out var output) ? output.GetInt64() : 0;
            cost += parsed.RootElement.TryGetProperty("cost", out var price) ? price.GetDecimal() : 0;
        }

        return new(tokensIn, tokensOut, (long)Math.Round(cost * 1_000_000m));
    }
}
