using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Details;

namespace VoiceBooker.Booking.Reception;

/// <summary>What one call has learned of its caller, with what still waits for the caller's word.</summary>
internal sealed class CallerDetails
{
    /// <summary>The name that stands.</summary>
    public string? Name { get; set; }

    /// <summary>Spelled on this call: read back in letters.</summary>
    public bool NameSpelled { get; set; }

    /// <summary>A name that waits for its yes.</summary>
    public string? NameToConfirm { get; set; }

    /// <summary>The address that stands.</summary>
    public string? Email { get; set; }

    /// <summary>What was understood so far of an address given in pieces.</summary>
    public EmailReading? EmailSoFar { get; set; }

    /// <summary>An address that waits for its yes.</summary>
    public string? EmailToConfirm { get; set; }

    /// <summary>The caller goes without.</summary>
    public bool EmailSkipped { get; set; }

    /// <summary>The number that stands, E.164.</summary>
    public string? Phone { get; set; }

    /// <summary>A number that waits for its yes.</summary>
    public PhoneNumber? PhoneToConfirm { get; set; }

    /// <summary>The caller goes without.</summary>
    public bool PhoneSkipped { get; set; }

    /// <summary>Who last booked from this number.</summary>
    public KnownCaller? Known { get; set; }

    /// <summary>Whether the caller is that person; null: not asked yet.</summary>
    public bool? IsKnown { get; set; }

    /// <summary>Whether the known address may be used; null: not asked yet.</summary>
    public bool? UseKnownEmail { get; set; }

    /// <summary>How often the name was not understood.</summary>
    public int NameMisses { get; set; }

    /// <summary>How often the address was not understood.</summary>
    public int EmailMisses { get; set; }

    /// <summary>How often the number was not understood.</summary>
    public int PhoneMisses { get; set; }

    /// <summary>What is to be asked next; null when all is there.</summary>
    /// <param name="emailOptional">False: an address that was skipped before is asked all the same.</param>
    /// <param name="phoneOptional">False: a number that was skipped before is asked all the same.</param>
    public Asking? Missing(bool emailOptional, bool phoneOptional) =>
        NameToConfirm is not null ? Asking.NameRight
        : Name is null ? (Known is not null && IsKnown is null ? Asking.KnownName : Asking.Name)
        : EmailToConfirm is not null ? Asking.EmailRight
        : Email is null && !(EmailSkipped && emailOptional) ? (Known?.Email is not null && IsKnown == true && UseKnownEmail is null ? Asking.KnownEmail : Asking.Email)
        : PhoneToConfirm is not null ? Asking.PhoneRight
        : Phone is null && !(PhoneSkipped && phoneOptional) ? Asking.Phone
        : null;
}

/// <summary>Whether two people's names are the same for the ear.</summary>
internal static class SameName
{
    /// <summary>True when the family names agree and the given names, where both are told, do not contradict.</summary>
    public static bool Matches(string known, string told)
    {
        var (ours, theirs) = (Parts(known), Parts(told));
        if (ours.Length == 0 || theirs.Length == 0)
            return false;
        if (!Alike(ours[^1], theirs[^1]))
            return false;
        return ours.Length == 1 || theirs.Length == 1 || Alike(ours[0], theirs[0]);
    }

    private static string[] Parts(string name) => name.ToLowerInvariant().Split([' ', '-', '\'', '.', ','], StringSplitOptions.RemoveEmptyEntries);

    private static bool Alike(string one, string other) => one == other || (one.Length > 4 && other.Length > 4 && Distance(one, other) <= 1);

    private static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + (one[i - 1] == other[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[other.Length];
    }
}

/// <summary>One letter of an address put right ("no, n as in november").</summary>
internal static class EmailCorrection
{
    private static readonly string[] SoundAlike = ["mn", "bdptvecgz3", "fsx", "ahkj8", "iy", "quw2", "lr", "o0", "5i", "sc"];

    /// <summary>The address with <paramref name="letter"/> where a letter that sounds like it stood; null when it is not clear which one was meant.</summary>
    public static string? Replace(string address, char letter, char? instead)
    {
        var at = address.IndexOf('@', StringComparison.Ordinal);
        var local = at < 0 ? address : address[..at];
        var places = Enumerable.Range(0, local.Length)
            .Where(i => instead is { } wrong ? local[i] == wrong : local[i] != letter && SoundAlike.Any(group => group.Contains(letter, StringComparison.Ordinal) && group.Contains(local[i], StringComparison.Ordinal)))
            .ToList();
        return places.Count == 1 ? string.Concat(local[..places[0]], letter.ToString(), local[(places[0] + 1)..], at < 0 ? "" : address[at..]) : null;
    }
}
