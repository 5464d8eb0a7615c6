using System.Text.RegularExpressions;
using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Details;
using VoiceBooker.Voice.Dialogue;

namespace VoiceBooker.Booking.Reception;

internal sealed partial class BookingDesk
{
    private bool _changing;

    /// <summary>What is to be asked next for the event at hand; null when all is there.</summary>
    private Asking? Missing => _details.Missing(EmailOptional, PhoneOptional) ?? MissingAnswer;

    private async Task<ToolAnswer> GiveDetailAsync(string kind, string words, CancellationToken hangUp)
    {
        if (_overlay is Asking.Person or Asking.TextOffer)
            _overlay = null;
        var reopened = _intent is { State: IntentState.DetailsComplete or IntentState.ReadBack or IntentState.Heard } ? _intent : null;
        var answer = kind.ToLowerInvariant() switch
        {
            "name" => GiveName(words),
            "email" or "e-mail" => GiveEmail(words),
            "phone" => await GivePhoneAsync(words),
            "zone" => await GiveZoneAsync(words, hangUp),
            "question" or "answer" => AnswerQuestion(words),
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
        if (_hear.Skips(words) && asked is Asking.Name or Asking.KnownName)
            return NameMissed(give: true);

        var typed = By == SaidBy.Typing;
        if (!SpokenName.TryRead(words, out var reading, Tongue))
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
            Say(_say.ThankYouName(name));
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
            Say(_say.UnderYourNumber);
            return new ToolAnswer("Booked under the number.");
        }

        _overlay = Asking.Person;
        return MissDetail();
    }

    /// <summary>A miss that is counted by the detail, so that a hard name leads to keys and typing, not at once to a person.</summary>
    /// <param name="sorry">What is said before the question comes again; null: that it was not understood.</param>
    private ToolAnswer MissDetail(string? sorry = null)
    {
        _misses++;
        _missed = true;
        journal.Record("not-understood", new { times = _misses });
        Say(sorry ?? _say.NotUnderstood(again: _misses > 1));
        return new ToolAnswer("Not understood; asked again.");
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
                return PhoneMissed();
        }
    }

    private async Task<ToolAnswer> CorrectAsync(string what, CancellationToken hangUp)
    {
        var words = Tongue == Languages.Tongue.English ? what.ToLowerInvariant() : _hear.Corrected(_hear.Plain(what)) ?? what.ToLowerInvariant();
        if (_intent is not { State: < IntentState.Committing } intent)
        {
            return _done.Count > 0 && words.Length > 0
                ? await BeginAppointmentsAsync(Errand.Move, Said, hangUp)
                : new ToolAnswer("There is nothing to correct.", Refused: true);
        }

        _overlay = null;
        if (CorrectAnswer(intent, what) is { } corrected)
            return corrected;
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
        Say(_say.NoProblem);
        return new ToolAnswer("Another time is sought.");
    }

    [GeneratedRegex(@"^[\p{L}'’.\- ]{2,60}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex PlainName();
}
