using System.Text.RegularExpressions;
using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Details;
using VoiceBooker.Booking.Languages;
using VoiceBooker.Voice.Dialogue;

namespace VoiceBooker.Booking.Reception;

internal sealed partial class BookingDesk
{
    private bool EmailOptional => _intent is not { Event.NeedsEmail: true };

    private ToolAnswer GiveEmail(string words)
    {
        var asked = Asking;
        if (_hear.Skips(words) && asked is Asking.Email or Asking.EmailRight or Asking.KnownEmail)
            return SkipEmail();

        var yesNo = YesNo.Read(words, Tongue);
        var rest = LeadIn(Tongue).Replace(yesNo.Answer == Answer.No && yesNo.Rest.Length > 0 ? yesNo.Rest : words, "");
        if (_details.EmailToConfirm is { } wrong)
            return CorrectEmail(wrong, rest);
        if (!SpokenEmail.TryRead(rest, out var reading, Tongue))
            return EmailMissed();

        var whole = _details.EmailSoFar is { } piece && reading.Address is null ? piece.With(reading) : reading;
        if (whole.Address is not { } address)
        {
            _details.EmailSoFar = whole;
            Say(_say.PartOfEmail(afterAt: whole.Local.Length > 0, goOn: true));
            Quiet = true;
            _details.EmailMisses += whole == _details.EmailSoFar && By == SaidBy.Voice && _details.EmailSoFar?.Local == whole.Local ? 0 : 1;
            return new ToolAnswer("A part of the address; the caller goes on.");
        }

        return TakeEmail(address);
    }

    private ToolAnswer TakeEmail(string address)
    {
        _details.EmailSoFar = null;
        _details.EmailSkipped = false;
        _details.UseKnownEmail ??= false;
        if (By == SaidBy.Typing)
        {
            _details.EmailToConfirm = null;
            _details.Email = address;
            _details.EmailMisses = 0;
            return new ToolAnswer("The address is complete.");
        }

        _details.Email = null;
        _details.EmailToConfirm = address;
        return new ToolAnswer("The address is read back in letters.");
    }

    private ToolAnswer CorrectEmail(string wrong, string words)
    {
        if (NotLetter(Tongue).Match(words.ToLowerInvariant()) is { Success: true } swap && EmailCorrection.Replace(wrong, swap.Groups[1].Value[0], swap.Groups[2].Value[0]) is { } swapped)
            return TakeEmail(swapped);
        if (!SpokenEmail.TryRead(words, out var reading, Tongue))
            return EmailMissed();
        if (reading.Address is { } whole)
            return TakeEmail(whole);

        var at = wrong.IndexOf('@', StringComparison.Ordinal);
        var corrected = reading switch
        {
            { Local.Length: 0, Domain: { } domain } => $"{wrong[..at]}@{domain}",
            { Local.Length: 1, Domain: null } => EmailCorrection.Replace(wrong, reading.Local[0], instead: null),
            { Local.Length: > 2, Domain: null } => $"{reading.Local}{wrong[at..]}",
            _ => null,
        };
        if (corrected is not null && SpokenEmail.IsValid(corrected))
            return TakeEmail(corrected);

        _details.EmailToConfirm = null;
        return EmailMissed();
    }

    private ToolAnswer EmailMissed()
    {
        _details.EmailMisses++;
        if (_details.EmailMisses > options.MissesBeforeKeys)
        {
            if (EmailOptional && (!brief.CanType || _details.EmailMisses > options.MissesBeforeKeys + 1))
                return SkipEmail();
            if (!EmailOptional && _details.EmailMisses > options.MissesBeforeKeys + 1)
            {
                _overlay = Asking.Person;
            }
        }

        return MissDetail();
    }

    private ToolAnswer SkipEmail()
    {
        if (!EmailOptional)
        {
            Say(_say.EmailNeeded);
            return MissDetail(sorry: "");
        }

        _details.EmailSkipped = true;
        _details.EmailToConfirm = null;
        _details.EmailSoFar = null;
        _details.UseKnownEmail ??= false;
        Say(_say.WithoutEmail(noInvitation: Invites));
        return new ToolAnswer("No address; no invitation by mail.");
    }

    private static Regex NotLetter(Tongue tongue) => tongue == Tongue.English ? NotLetter() : NotLetterElsewhere();

    private static Regex LeadIn(Tongue tongue) => tongue == Tongue.English ? LeadIn() : LeadInElsewhere();

    [GeneratedRegex(@"\b([a-z0-9])(?: as in \w+)?,? (?:not|instead of) ([a-z0-9])\b", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NotLetter();

    [GeneratedRegex(@"^\s*((no|oh|well|sorry|it's|its|it is|that's|that is|i said|i mean|it should be|should be|my|the|e-?mail|address|is)[, ]+)+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex LeadIn();

    /// <summary>"n wie Nordpol, nicht m", "n de Navarra, no m", "n comme Nicolas, pas m".</summary>
    [GeneratedRegex(@"\b([a-z0-9])(?: (?:wie|de|comme) \w+)?,? (?:nicht|statt|no|en vez de|pas|au lieu de) ([a-z0-9])\b", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NotLetterElsewhere();

    [GeneratedRegex(@"^\s*((nein|doch|also|entschuldigung|sie lautet|sie ist|das ist|es ist|es heißt|meine|e-?mail-?adresse|no|es|mi|correo|electrónico|dirección|non|pardon|c'est|mon|adresse|e-?mail|est|ist|lautet)[, :]+)+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex LeadInElsewhere();
}
