using System.Text.Json;
using VoiceBooker.CallLab.Scenarios;
using VoiceBooker.CallLab.Servers;
using VoiceBooker.CallLab.StandIns.Minds;
using VoiceBooker.CallLab.StandIns.OpenAI;

namespace VoiceBooker.CallLab.Suites;

/// <summary>A call on which the model fails in one way, once or at every turn.</summary>
/// <param name="Scenario">What the caller wants; it must come of it all the same.</param>
/// <param name="Reference">By which its requests are known.</param>
/// <param name="Kind">How the model fails.</param>
/// <param name="Turn">At which turn of the caller, from 1; 0: at every one.</param>
internal sealed record MindFaultCall(Scenario Scenario, string Reference, OpenAIFaultKind Kind, int Turn)
{
    /// <summary>True for a request of this call, at the turn at which the model fails.</summary>
    public bool Hits(string body)
    {
        if (!body.Contains(CallReference.Line(Reference), StringComparison.Ordinal))
            return false;
        if (Turn == 0)
            return true;
        using var request = JsonDocument.Parse(body);
        return request.RootElement.GetProperty("messages").EnumerateArray().Count(each => each.GetProperty("role").GetString() == "user") == Turn;
    }
}

/// <summary>Every way in which a model fails, at every turn of a booking and throughout calls of other kinds; and what the journal must say of it.</summary>
internal static class MindFaults
{
    /// <summary>Turns of the caller until the booking stands.</summary>
    public const int TurnsOfABooking = 6;

    /// <summary>Calls on which the model fails at every turn.</summary>
    public static readonly IReadOnlyList<string> Sample = ["books-the-first-offer", "keys-only", "changes-the-time-at-the-read-back", "several-events-asked", "cancels", "reschedules-in-one-sentence", "asks-the-price", "wants-a-person-but-there-is-none"];

    /// <summary>All calls.</summary>
    public static IReadOnlyList<MindFaultCall> All(IReadOnlyList<Scenario> scenarios)
    {
        var booking = scenarios.Single(each => each.Name == Sample[0]);
        var sample = Sample.Select(name => scenarios.Single(each => each.Name == name)).ToList();
        var calls = new List<MindFaultCall>();
        foreach (var kind in Enum.GetValues<OpenAIFaultKind>())
        {
            calls.AddRange(Enumerable.Range(1, TurnsOfABooking).Select(turn => Of(booking, kind, turn)));
            calls.AddRange(sample.Select(each => Of(each, kind, turn: 0)));
        }

        return calls;
    }

    /// <summary>What is wrong with the journal of a call with a failing model; empty: nothing.</summary>
    /// <param name="journal">The call's record.</param>
    /// <param name="failed">How many requests of the call failed at the stand-in.</param>
    public static IReadOnlyList<string> Judge(IReadOnlyList<JournalEntry> journal, int failed)
    {
        var wrong = new List<string>();
        if (failed == 0)
            return ["the model was never asked where it was to fail"];
        if (!journal.Any(each => each.Kind == "mind.failed"))
            wrong.Add("the journal does not say that the model failed");
        if (!journal.Any(each => each.Kind == "mind.fallback" && each.Text("to") == "script"))
            wrong.Add("the journal does not say that the script took over");
        return wrong;
    }

    private static MindFaultCall Of(Scenario scenario, OpenAIFaultKind kind, int turn)
    {
        var name = $"{scenario.Name}, {kind} {(turn == 0 ? "at every turn" : $"at turn {turn}")}";
        var reference = $"{kind}-{turn}-{scenario.Name}";
        return new MindFaultCall(
            scenario with
            {
                Name = name,
                Seed = scenario.Seed with { Instructions = $"{scenario.Seed.Instructions}\n{CallReference.Line(reference)}".Trim() },
                Expect = scenario.Expect with { MaxTurns = scenario.Expect.MaxTurns + 2 },
            },
            reference,
            kind,
            turn);
    }
}
