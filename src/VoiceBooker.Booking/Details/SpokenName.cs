namespace VoiceBooker.Booking.Details;

/// <summary>A name that was understood.</summary>
/// <param name="Name">As it is to be written: "Anna Miller", "Shane O'Brien".</param>
/// <param name="Spelled">True when at least one part was given in letters; such a part is certain.</param>
/// <param name="Introduced">True when the caller said that it is a name ("my name is…", "this is…").</param>
public sealed record NameReading(string Name, bool Spelled, bool Introduced);

/// <summary>Names as they are spoken or spelled.</summary>
public static class SpokenName
{
    /// <summary>Reads a name ("my name is anna miller", "m i double l e r"); false for sentences that are not names.</summary>
    public static bool TryRead(string words, out NameReading reading) => throw new NotImplementedException();

    /// <summary>The name <paramref name="known"/> after a correction: a single word, spelled or said, replaces the part it is most like; more words replace the whole.</summary>
    public static string Correct(string known, NameReading correction) => throw new NotImplementedException();
}
