using System.Text.RegularExpressions;
using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Details;
using VoiceBooker.Voice.Dialogue;

namespace VoiceBooker.Booking.Reception;

internal sealed partial class BookingDesk
{
    private bool _changing;

    private const string BuiltIn = "built-in";

    private bool EmailOptional => _intent is null or { Event.Provider: BuiltIn };

    private async Task<ToolAnswer> GiveDetailAsync(string kind, string words, CancellationToken hangUp)
    {
        if (_overlay == Asking.Person)
            _overlay = null;
        var reopened = _intent is { State: IntentState.DetailsComplete or IntentState.ReadBack or IntentState.Heard } ? _intent : null;
        var answer = kind.ToLowerInvariant() switch
        {
            "name" => GiveName(words),
            "email" or "e-mail" => GiveEmail(words),
            "phone" => GivePhone(words),
            "zone" => await GiveZoneAsync(words, hangUp),
            _ => new ToolAnswer("Details are name, email, phone and zone.", Refused: true),
        };
        if (!answer.Refused && !_missed)
        {
            reopened?.CorrectDetails();
            _changing = false;
        }

        return answer;
    }

    private ToolAnswer GiveName(string words)
    {
        var asked = Asking;
        if (Skips(words) && asked is Asking.Name or Asking.KnownName)
            return NameMissed(give: true);

        var typed = By == SaidBy.Typing;
        if (!SpokenName.TryRead(words, out var reading))
        {
            if (!typed || asked is not (Asking.Name or Asking.NameRight or Asking.KnownName) || !PlainName().IsMatch(words.Trim()))
                return NameMissed(give: false);
            reading = new NameReading(words.Trim(), Spelled: true, Introduced: false);
        }

        var known = _details.NameToConfirm ?? (reading.Introduced ? null : _details.Name);
        var name = known is null || reading.Introduced ? reading.Name : SpokenName.Correct(known, reading);
        if (_details.Known is { } last)
        {
            _details.IsKnown = SameName.Matches(last.Name, name);
            if (_details.IsKnown == true && !reading.Spelled)
                name = last.Name;
        }

        _details.NameMisses = 0;
        if (reading.Spelled && !typed)
        {
            _details.Name = null;
            _details.NameToConfirm = name;
            return new ToolAnswer("The name is read back in letters.");
        }

        _details.NameToConfirm = null;
        _details.Name = name;
        if (_intent is not { State: IntentState.DetailsComplete or IntentState.ReadBack or IntentState.Heard })
            Say($"Thank you, {name}.");
        return new ToolAnswer($"The name is {name}.");
    }

    private ToolAnswer NameMissed(bool give)
    {
        _details.NameMisses++;
        if (!give && _details.NameMisses <= options.MissesBeforeKeys)
            return MissDetail();

        _details.NameToConfirm = null;
        if (_details.Phone is { } phone)
        {
            _details.Name = $"Caller {phone}";
            _details.IsKnown ??= false;
            Say("That's all right, I'll put it under your telephone number.");
            return new ToolAnswer("Booked under the number.");
        }

        _overlay = Asking.Person;
        return MissDetail();
    }

    /// <summary>A miss that is counted by the detail, so that a hard name leads to keys and typing, not at once to a person.</summary>
    private ToolAnswer MissDetail()
    {
        _misses++;
        _missed = true;
        journal.Record("not-understood", new { times = _misses });
        Say(_misses == 1 ? "Sorry, I didn't get that." : "I'm sorry, I still didn't get that.");
        return new ToolAnswer("Not understood; asked again.");
    }

    private ToolAnswer GiveEmail(string words)
    {
        var asked = Asking;
        if (Skips(words) && asked is Asking.Email or Asking.EmailRight or Asking.KnownEmail)
            return SkipEmail();

        var yesNo = YesNo.Read(words);
        var rest = LeadIn().Replace(yesNo.Answer == Answer.No && yesNo.Rest.Length > 0 ? yesNo.Rest : words, "");
        if (_details.EmailToConfirm is { } wrong)
            return CorrectEmail(wrong, rest);
        if (!SpokenEmail.TryRead(rest, out var reading))
            return EmailMissed();

        var whole = _details.EmailSoFar is { } piece && reading.Address is null ? piece.With(reading) : reading;
        if (whole.Address is not { } address)
        {
            _details.EmailSoFar = whole;
            Say(whole.Local.Length > 0 ? "Yes, go on. And the part after the at sign?" : "And the part before the at sign?");
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
        if (NotLetter().Match(words.ToLowerInvariant()) is { Success: true } swap && EmailCorrection.Replace(wrong, swap.Groups[1].Value[0], swap.Groups[2].Value[0]) is { } swapped)
            return TakeEmail(swapped);
        if (!SpokenEmail.TryRead(words, out var reading))
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
            Say("I'm sorry, this calendar needs an e-mail address.");
            return new ToolAnswer("The calendar needs an address.");
        }

        _details.EmailSkipped = true;
        _details.EmailToConfirm = null;
        _details.EmailSoFar = null;
        _details.UseKnownEmail ??= false;
        Say(Invites ? "All right, without an e-mail address. Then I can't send an invitation by mail." : "All right, without an e-mail address.");
        return new ToolAnswer("No address; no invitation by mail.");
    }

    private ToolAnswer GivePhone(string words)
    {
        if (_overlay == Asking.MessageNumber)
            return MessageNumber(words);
        if (Skips(words) && Asking is Asking.Phone or Asking.PhoneRight)
            return SkipPhone();

        PhoneNumber? near = PhoneNumber.TryParse(brief.CallerNumber, out var own) ? own : null;
        if (!SpokenPhone.TryRead(words, near, out var number))
        {
            _details.PhoneToConfirm = null;
            return ++_details.PhoneMisses > options.MissesBeforeKeys ? SkipPhone() : MissDetail();
        }

        _details.PhoneSkipped = false;
        _details.Phone = null;
        _details.PhoneToConfirm = number;
        return new ToolAnswer("The number is read back.");
    }

    private ToolAnswer SkipPhone()
    {
        _details.PhoneSkipped = true;
        _details.PhoneToConfirm = null;
        Say("All right, without a telephone number.");
        return new ToolAnswer("No number.");
    }

    /// <summary>Yes or no to a detail; the caller's own words count before the mind's.</summary>
    private ToolAnswer ConfirmDetail(bool yes)
    {
        var details = _details;
        switch (Asking)
        {
            case Asking.KnownName:
                details.IsKnown = yes;
                if (yes)
                {
                    details.Name = details.Known!.Name;
                    _nameGivenAway = true; // the read-back says it in full: whoever said yes to "Anna M" has not shown that they know it
                }

                return new ToolAnswer(yes ? "It is the known caller." : "It is somebody else; the name is asked.");

            case Asking.NameRight when yes:
                details.Name = details.NameToConfirm;
                details.NameSpelled = true;
                details.NameToConfirm = null;
                return new ToolAnswer("The name stands.");

            case Asking.NameRight:
                details.NameToConfirm = null;
                return NameMissed(give: false);

            case Asking.KnownEmail:
                details.UseKnownEmail = yes;
                if (yes)
                    details.Email = details.Known!.Email;
                return new ToolAnswer(yes ? "The known address is used." : "Another address is asked for.");

            case Asking.EmailRight when yes:
                details.Email = details.EmailToConfirm;
                details.EmailToConfirm = null;
                details.EmailMisses = 0;
                return new ToolAnswer("The address stands.");

            case Asking.EmailRight:
                details.EmailToConfirm = null;
                return EmailMissed();

            case Asking.PhoneRight when yes:
                details.Phone = details.PhoneToConfirm!.Value.E164;
                details.PhoneToConfirm = null;
                return new ToolAnswer("The number stands.");

            default:
                details.PhoneToConfirm = null;
                return ++details.PhoneMisses > options.MissesBeforeKeys ? SkipPhone() : MissDetail();
        }
    }

    private async Task<ToolAnswer> CorrectAsync(string what, CancellationToken hangUp)
    {
        var words = what.ToLowerInvariant();
        if (_intent is not { State: < IntentState.Committing } intent)
        {
            return _done.Count > 0 && words.Length > 0
                ? await BeginAppointmentsAsync(Errand.Move, Said, hangUp)
                : new ToolAnswer("There is nothing to correct.", Refused: true);
        }

        _overlay = null;
        if (words.Contains("name", StringComparison.Ordinal))
        {
            intent.CorrectDetails();
            _details.Name = _details.NameToConfirm = null;
            _details.IsKnown = false;
            _changing = false;
            return new ToolAnswer("The name is asked again.");
        }

        if (words.Contains("mail", StringComparison.Ordinal))
        {
            intent.CorrectDetails();
            _details.Email = _details.EmailToConfirm = null;
            _details.EmailSkipped = false;
            _details.UseKnownEmail = false;
            _changing = false;
            return new ToolAnswer("The address is asked again.");
        }

        if (words.Contains("phone", StringComparison.Ordinal) || words.Contains("number", StringComparison.Ordinal))
        {
            intent.CorrectDetails();
            _details.Phone = null;
            _details.PhoneToConfirm = null;
            _details.PhoneSkipped = false;
            _changing = false;
            return new ToolAnswer("The number is asked again.");
        }

        if (words.Contains("event", StringComparison.Ordinal) || words.Contains("something else", StringComparison.Ordinal))
        {
            if (_events!.Count > 1 && intent.Moving is null)
            {
                await LetGoAsync(intent, hangUp);
                _intent = null;
                return new ToolAnswer("Which event is asked again.");
            }
        }

        await FreeChoiceAsync(hangUp);
        _wish = null;
        _ambiguity = null;
        _changing = false;
        Say("No problem.");
        return new ToolAnswer("Another time is sought.");
    }

    /// <summary>True when somebody would rather not give what was asked.</summary>
    public static bool Skips(string words)
    {
        var said = words.ToLowerInvariant().Trim(' ', '.', '!');
        return said is "#" or "skip" or "none" or "no thanks" or "no thank you"
            || SkipWords().IsMatch(said);
    }

    [GeneratedRegex(@"\b(skip|without (an? )?(e-?mail|number|name)|(don't|do not|haven't|have no|no) (have |got |an? |any )*(e-?mail|number|phone)|rather not|prefer not|no e-?mail|don't want to (give|say)|leave (it|that) out)\b", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex SkipWords();

    [GeneratedRegex(@"\b([a-z0-9])(?: as in \w+)?,? (?:not|instead of) ([a-z0-9])\b", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NotLetter();

    [GeneratedRegex(@"^\s*((no|oh|well|sorry|it's|its|it is|that's|that is|i said|i mean|it should be|should be|my|the|e-?mail|address|is)[, ]+)+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex LeadIn();

    [GeneratedRegex(@"^[\p{L}'’.\- ]{2,60}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex PlainName();
}
