using System.Globalization;

namespace VoiceBooker.Booking.Journal;

/// <summary>The identities under which the conversations of one telephone call are on record: "CA…" the first, "CA…#2" and so on those after a transfer that failed.</summary>
public static class CallSids
{
    /// <summary>So many are asked for by name.</summary>
    public const int Usual = 32;

    /// <summary>The identity of a call's conversation, from 1.</summary>
    public static string Of(string callSid, int conversation) => conversation == 1 ? callSid : string.Create(CultureInfo.InvariantCulture, $"{callSid}#{conversation}");

    /// <summary>The first <see cref="Usual"/> of a call. To be asked for one by one: both databases find those in the index, which they do not for whatever begins with a text.</summary>
    public static IReadOnlyList<string> OfCall(string callSid) => [.. Enumerable.Range(1, Usual).Select(conversation => Of(callSid, conversation))];
}
