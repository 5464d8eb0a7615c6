using System.Globalization;
using NodaTime;
using NodaTime.Text;
using VoiceBooker.Booking.Dialling;
using VoiceBooker.Booking.Journal;

namespace VoiceBooker.Booking.Conclusions;

/// <summary>What came of a call. Decided from its journal, by code: the same journal always gives the same.</summary>
/// <param name="Disposition">One of <see cref="Dispositions"/>.</param>
/// <param name="Summary">One to three sentences.</param>
/// <param name="Fields">What the person told.</param>
internal sealed record CallConclusion(string Disposition, string Summary, Dictionary<string, string> Fields)
{
    private const int LongestWords = 200;

    private static readonly ZonedDateTimePattern Told = ZonedDateTimePattern.Create("dddd, MMMM d, uuuu, HH:mm '('z')'", CultureInfo.InvariantCulture, null, DateTimeZoneProviders.Tzdb, default);

    /// <summary>Concludes a call.</summary>
    /// <param name="call">Its record, ended.</param>
    /// <param name="entries">Its journal; see <see cref="JournalReading.Kinds"/>.</param>
    /// <param name="answeredBy">The carrier's last verdict on who answered, of a call that we made; empty: none.</param>
    /// <param name="abandoned">They were being put through, and nobody had taken them when the call ended.</param>
    public static CallConclusion Of(CallRecord call, IEnumerable<JournalEntry> entries, string answeredBy, bool abandoned = false)
    {
        var reading = JournalReading.Of(entries);
        if (abandoned)
            reading.Abandon();
        var disposition = Decide(call, reading, answeredBy);
        return new CallConclusion(disposition, Write(call, reading, disposition), new Dictionary<string, string>(reading.Details, StringComparer.Ordinal));
    }

    /// <summary>What was done with a meeting counts most, then what the person wished, then who answered, then how it ended.</summary>
    private static string Decide(CallRecord call, JournalReading reading, string answeredBy)
    {
        var done = reading.Deeds.Select(deed => deed.What).ToHashSet(StringComparer.Ordinal);
        if (done.Contains("booked") || done.Contains("pending"))
            return Dispositions.Booked;
        if (done.Contains("moved"))
            return Dispositions.Moved;
        if (done.Contains("cancelled"))
            return Dispositions.Cancelled;
        if (reading.OptedOut)
            return Dispositions.OptedOut;
        if (reading.Transferred)
            return Dispositions.Transferred;
        if (reading.Wish.Length > 0)
            return reading.Wish; // the words are the same
        var brokeOff = call.Outcome == CallOutcomes.CutOff || call.Cause is "line lost" or "server stopped" or "failed";
        if (call.Direction == "outbound" && ByFarSide(reading.FarSide.Length > 0 ? reading.FarSide : answeredBy, reading) is { } machine && !(brokeOff && machine is (Dispositions.Voicemail or Dispositions.Screened)))
            return machine;
        if (brokeOff)
            return Dispositions.CutOff; // a message may yet be left, and whoever was taken for a machine may be none
        return reading.Spoke ? Dispositions.NoBooking : Dispositions.HungUp;
    }

    /// <summary>What it means that no person answered; null when one did, as far as is known. A message that was left, was left, whatever the carrier thinks of it later.</summary>
    private static string? ByFarSide(string who, JournalReading reading) => who switch
    {
        _ when reading.VoicemailLeft == true && reading.FarSide != "human" => Dispositions.VoicemailLeft,
        "machine" or "beep" => Dispositions.Voicemail,
        "screening" => Dispositions.Screened,
        "menu" => Dispositions.Menu,
        "fax" => Dispositions.Fax,
        "" or "unknown" when reading.VoicemailLeft is not null => Dispositions.Voicemail,
        _ => null,
    };

    /// <summary>1. who called whom, for what; 2. what was done; 3. what remains to be done.</summary>
    private static string Write(CallRecord call, JournalReading reading, string disposition)
    {
        List<string> sentences = [Begin(call, reading, disposition)];
        if (reading.Deeds.Count > 0)
            sentences.Add(Capital(Join([.. reading.Deeds.Select(Done)])) + ".");
        else if (Came(disposition, reading, call) is { Length: > 0 } came)
            sentences.Add(came);
        if (Remains(reading, disposition) is { Length: > 0 } remains)
            sentences.Add(remains);
        return string.Join(' ', sentences);
    }

    private static string Begin(CallRecord call, JournalReading reading, string disposition)
    {
        var number = call.Direction == "outbound" ? call.To : call.From;
        var person = reading.Details.GetValueOrDefault("name") is { Length: > 0 } name ? number.Length > 0 ? $"{name} ({number})" : name : number.Length > 0 ? number : "Somebody without a number";
        var wanted = reading.Wanted is { } what && disposition is not (Dispositions.Booked or Dispositions.Moved or Dispositions.Cancelled) ? $", about “{what}”" : "";
        return call.Direction == "outbound" ? $"We called {person}{wanted}." : $"{person} called{wanted}.";
    }

    private static string Done(Deed deed)
    {
        var what = deed.Event.Length > 0 ? $"“{deed.Event}”" : "a meeting";
        return deed.What switch
        {
            "booked" => $"{what} was booked for {When(deed)}",
            "pending" => $"{what} was requested for {When(deed)}",
            "moved" => $"{what} was moved to {When(deed)}",
            _ => deed.Start is null ? $"{what} was cancelled" : $"{what} of {When(deed)} was cancelled",
        };
    }

    private static string When(Deed deed) =>
        deed.Start is { } start ? Told.Format(start.InZone(DateTimeZoneProviders.Tzdb.GetZoneOrNull(deed.Zone) ?? DateTimeZone.Utc)) : "a time that is not known here";

    private static string Came(string disposition, JournalReading reading, CallRecord call) => disposition switch
    {
        Dispositions.Transferred => "They were put through to a person.",
        Dispositions.OptedOut => "They asked never to be called again, and are on the do-not-call list.",
        Dispositions.CallBack => reading.CallBackAt is { } at ? $"They asked to be called back at {Told.Format(at.InZone(ZoneOf(reading)))}." : "They asked to be called back.",
        Dispositions.NotInterested => "They did not want a meeting.",
        Dispositions.WrongPerson => "Somebody else answered.",
        Dispositions.VoicemailLeft => "An answering machine took a message.",
        Dispositions.Voicemail => "An answering machine answered; no message was left.",
        Dispositions.Screened => "A call-screening assistant answered and did not put us through.",
        Dispositions.Menu => "A company's menu answered.",
        Dispositions.Fax => "A fax answered.",
        Dispositions.HungUp => call.Direction == "outbound" ? "Somebody answered and hung up before a word was exchanged." : "They hung up before a word was exchanged.",
        Dispositions.CutOff when reading.Failure.Length > 0 => $"Nobody could answer: {reading.Failure}",
        Dispositions.CutOff => "The call broke off on our side; nothing was booked.",
        _ => "Nothing was booked.",
    };

    private static string Remains(JournalReading reading, string disposition)
    {
        List<string> left = [.. reading.Left.Where(text => text.Length > 0).Select(text => text.Length > LongestWords ? text[..LongestWords] + "…" : text)];
        if (reading.HasUnknown)
            left.Insert(0, "whether the booking stands is not known yet");
        if (reading.Deeds.Any(deed => deed.What == "pending"))
            left.Insert(0, "the requested time must still be agreed to in the calendar");
        if (reading.OptedOut && disposition != Dispositions.OptedOut)
            left.Add("they asked never to be called again, and are on the do-not-call list");
        return left.Count > 0 ? $"Open: {string.Join("; ", left).TrimEnd('.')}." : "";
    }

    private static DateTimeZone ZoneOf(JournalReading reading) => DateTimeZoneProviders.Tzdb.GetZoneOrNull(reading.Details.GetValueOrDefault("zone", "")) ?? DateTimeZone.Utc;

    private static string Join(IReadOnlyList<string> parts) => parts.Count < 2 ? string.Concat(parts) : $"{string.Join(", ", parts.SkipLast(1))} and {parts[^1]}";

    private static string Capital(string text) => text.Length > 0 ? char.ToUpperInvariant(text[0]) + text[1..] : text;
}
