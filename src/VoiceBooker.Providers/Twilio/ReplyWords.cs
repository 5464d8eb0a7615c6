using System.Collections.Frozen;

namespace VoiceBooker.Providers.Twilio;

/// <summary>What a text message of a person's means, where it is one of the words that carriers know.</summary>
internal enum Reply
{
    /// <summary>Anything else: it is not read.</summary>
    Other,

    /// <summary>No messages (and calls) any more.</summary>
    Stop,

    /// <summary>Messages again.</summary>
    Start,

    /// <summary>Who is this, and how does it stop?</summary>
    Help,
}

/// <summary>
/// The words that carriers know, alone in a message, in any case and with any marks around them: the carrier's own (<c>/docs/messaging/tutorials/advanced-opt-out</c>, the help article on STOP filtering), those that Canada's rules and other
/// carriers add in French, and the German and Spanish ones that people write. The carrier answers and keeps only its own, unless its account is told others.
/// </summary>
internal static class ReplyWords
{
    private const int LongestWord = 40;

    private static readonly FrozenSet<string> Stop = FrozenSet.ToFrozenSet(["STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"], StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> StopElsewhere = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["ARRET"] = "fr",
        ["ARRÊT"] = "fr",
        ["ARRÊTE"] = "fr",
        ["ARRÊTER"] = "fr",
        ["ARRÊTEZ"] = "fr",
        ["ARRETEZ"] = "fr",
        ["ARRETE"] = "fr",
        ["ARRETER"] = "fr",
        ["ARRETT"] = "fr",
        ["STOPP"] = "de",
        ["STOPPEN"] = "de",
        ["ABMELDEN"] = "de",
        ["ALTO"] = "es",
        ["PARAR"] = "es",
        ["BAJA"] = "es",
        ["REMOVE"] = "en",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Start = FrozenSet.ToFrozenSet(["START", "YES", "UNSTOP"], StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string?> Help = new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["HELP"] = null,
        ["INFO"] = null,
        ["AIDE"] = "fr",
        ["HILFE"] = "de",
        ["AYUDA"] = "es",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>What a message means.</summary>
    /// <param name="body">The message.</param>
    /// <param name="verdict">What the carrier itself makes of it ("STOP", "START", "HELP"), and has answered; empty where its account judges nothing. It may know words that are not here.</param>
    public static Reading Read(string body, string verdict)
    {
        var word = body.Length <= LongestWord ? Folded(body) : "";
        Help.TryGetValue(word, out var helpIn);
        StopElsewhere.TryGetValue(word, out var stopIn);
        return verdict.ToUpperInvariant() switch
        {
            "STOP" => new Reading(Reply.Stop, stopIn, Answered: true),
            "START" => new Reading(Reply.Start, null, Answered: true),
            "HELP" => new Reading(Reply.Help, helpIn, Answered: true),
            _ when Stop.Contains(word) => new Reading(Reply.Stop, null, Answered: true),
            _ when stopIn is not null => new Reading(Reply.Stop, stopIn, Answered: false),
            _ when Start.Contains(word) => new Reading(Reply.Start, null, Answered: true),
            _ when Help.ContainsKey(word) => new Reading(Reply.Help, helpIn, Answered: false), // its own answer names nobody
            _ => new Reading(Reply.Other, null, Answered: true),
        };
    }

    /// <summary>Letters alone, upper case, without accents: "Arrêt !" is ARRET.</summary>
    private static string Folded(string body) =>
        new string([.. body.Where(char.IsLetter)]).ToUpperInvariant();

    /// <summary>A message, read.</summary>
    /// <param name="Meaning">What it means.</param>
    /// <param name="Language">The language its word is of; null: none in particular.</param>
    /// <param name="Answered">Whether the carrier has answered it well enough by itself, or nobody need to.</param>
    public readonly record struct Reading(Reply Meaning, string? Language, bool Answered);
}
