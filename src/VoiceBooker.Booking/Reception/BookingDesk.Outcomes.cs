using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Calendars;

namespace VoiceBooker.Booking.Reception;

internal sealed partial class BookingDesk
{
    private const int MostFieldsRefused = 3;

    private int _fieldsRefused;

    private async Task<ToolAnswer> CommitAsync(BookingIntent intent, bool gone, CancellationToken hangUp)
    {
        intent.Hear(intent.ReadBackTag!);
        if (intent.Agree() is IntentStep.Refused refused)
            return new ToolAnswer(refused.Why, Refused: true);

        Changed(intent);
        var chosen = intent.Chosen!;
        var organizer = brief.Variables.GetValueOrDefault("cal_email") is { Length: > 0 } perCall ? perCall : intent.Event.OrganizerEmail;
        BookingOutcome outcome;
        try
        {
            outcome = await WaitForAsync(Waiting.Commit, () => ledger.CommitAsync(intent, organizer, journal, CancellationToken.None)); // a booking under way is finished, whoever talks or hangs up
        }
        catch (Exception broken) when (broken is not OutOfMemoryException)
        {
            journal.Record("error", new { part = "ledger", message = broken.GetType().Name });
            outcome = new BookingOutcome.Unknown(broken.GetType().Name);
        }

        Changed(intent);
        if (outcome is BookingOutcome.Unknown(var lost))
            await NoteUnknownAsync(intent, chosen, lost);
        if (!gone)
            return await TellAsync(intent, chosen, outcome, hangUp);
        if (outcome is not (BookingOutcome.Booked or BookingOutcome.PendingConfirmation or BookingOutcome.Unknown))
            await NoteForCallerWhoLeftAsync(WishOf(intent, chosen, $"The caller said yes and hung up; {WhyOf(outcome)}"));
        return new ToolAnswer("Nobody is there to be told.");
    }

    private async Task<ToolAnswer> TellAsync(BookingIntent intent, Offers.OfferedSlot chosen, BookingOutcome outcome, CancellationToken hangUp)
    {
        var told = Sentences.Outcome(_say, intent, chosen, outcome, Today, _zoneDiffers, Invites);
        switch (outcome)
        {
            case BookingOutcome.Booked or BookingOutcome.PendingConfirmation or BookingOutcome.Unknown:
                var tag = NextTag("told");
                _toTell.Add((outcome is BookingOutcome.Unknown ? null : intent, tag, told));
                Say(told, tag);
                _done.Add(told);
                Finish();
                return new ToolAnswer(told);

            case BookingOutcome.LimitReached(var reason) when Sentences.IsAttendeesLimit(reason):
                Say(told);
                await LetGoAsync(intent, hangUp);
                Finish();
                return new ToolAnswer(told);

            case BookingOutcome.OutOfBounds(var why) when intent.Moving is not null && Sentences.IsAboutAppointment(why):
                Say(told);
                return OfferWish(WishOf(intent, chosen, why));

            case BookingOutcome.Taken or BookingOutcome.OutOfBounds or BookingOutcome.LimitReached:
                if (outcome is BookingOutcome.LimitReached)
                    _fullDays.Add(DayOf(intent.Event, chosen.Slot));
                _refused.Add(chosen.Slot.Start);
                Say(told);
                await SearchAsync(_wish is { Exactly: not null } exact ? exact with { Exactly = null } : _wish ?? When.WhenConstraint.Any, hangUp);
                return new ToolAnswer(told + " Other times are offered.");

            case BookingOutcome.FieldInvalid(var field, var reason):
                return await AskFieldAgainAsync(intent, chosen, field, reason, hangUp);

            default:
                Say(told);
                return OfferWish(WishOf(intent, chosen, WhyOf(outcome)));
        }
    }

    /// <summary>The calendar did not take one detail: just that one is asked again, and the time is kept meanwhile.</summary>
    private async Task<ToolAnswer> AskFieldAgainAsync(BookingIntent intent, Offers.OfferedSlot chosen, string field, string reason, CancellationToken hangUp)
    {
        var question = _answers.Field(field);
        CallerDetail? detail = question is not null ? null : Sentences.DetailOf(field);
        var told = question is not null ? _say.AnswerRefused(QuestionAnswer.Named(question)) : _say.DetailRefused(detail);
        Say(told);
        if ((question is null && detail is null) || ++_fieldsRefused > MostFieldsRefused)
            return OfferWish(WishOf(intent, chosen, $"The calendar did not accept \"{field}\": {reason}"));

        if (intent.Choose(chosen.Handle) is IntentStep.Taken && await ledger.HoldAsync(intent, hangUp) == HoldResult.HeldByAnother)
            intent.ChangeMind();
        if (question is not null)
            _answers.Forget(question);
        else if (detail == CallerDetail.Name)
            (_details.Name, _details.NameSpelled) = (null, false);
        else if (detail == CallerDetail.Phone)
            (_details.Phone, _details.PhoneSkipped) = (null, false);
        else
            (_details.Email, _details.EmailSkipped, _details.UseKnownEmail) = (null, false, false);
        _details.IsKnown ??= false;
        return new ToolAnswer(told);
    }

    /// <summary>What happened, for the person who takes it up.</summary>
    private static string WhyOf(BookingOutcome outcome) => outcome switch
    {
        BookingOutcome.Throttled(var after) => after is { } wait ? $"The calendar was asked too often; it answers again in {Math.Ceiling(wait.TotalSeconds)} s." : "The calendar was asked too often.",
        BookingOutcome.CredentialDead(var reason) => $"The calendar refuses our credential; it must be connected again. {reason}",
        BookingOutcome.ProviderDown(var reason) => $"The calendar could not be reached. {reason}",
        BookingOutcome.Taken => "The time was taken.",
        BookingOutcome.OutOfBounds(var reason) => $"The time cannot be booked. {reason}",
        BookingOutcome.LimitReached(var reason) => $"A limit is reached. {reason}",
        BookingOutcome.FieldInvalid(var field, var reason) => $"The calendar did not accept \"{field}\": {reason}",
        _ => "It could not be booked.",
    };

    private void Finish()
    {
        _intent = null;
        _errand = Errand.None;
        _overlay = null;
        _waitingWish = null;
        _noting = null;
        _served = true;
    }

    private string NextTag(string kind) => $"{kind}-{++_tags}";
}
