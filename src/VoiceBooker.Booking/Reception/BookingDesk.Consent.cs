using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Details;
using VoiceBooker.Voice.Dialogue;
using VoiceBooker.Voice.Speaking;

namespace VoiceBooker.Booking.Reception;

internal sealed partial class BookingDesk
{
    private readonly List<(BookingIntent? Intent, string Tag, string Text)> _toTell = [];

    /// <summary>Takes note of what reached the caller's ear: a read-back that may now be agreed to, an outcome that is now told.</summary>
    public async Task HearAsync(CancellationToken hangUp)
    {
        if (_intent is { State: IntentState.ReadBack, ReadBackTag: { } tag } intent && conversation.WasHeard(tag))
        {
            intent.Hear(tag);
            Changed(intent);
        }

        foreach (var news in _toTell.Where(each => conversation.WasHeard(each.Tag)).ToList())
        {
            _toTell.Remove(news);
            if (news.Intent is null || news.Intent.Tell() is IntentStep.Refused)
                continue;
            journal.Record("booking.told", new { intent = news.Intent.Id });
            Changed(news.Intent);
            await ledger.RecordToldAsync(news.Intent, hangUp);
        }
    }

    /// <summary>Says once more what happened in the calendar and was not heard.</summary>
    public void TellUnheard()
    {
        foreach (var (_, tag, text) in _toTell)
            Say(text, tag);
    }

    /// <summary>
    /// The line is gone. A plain yes that came after a heard read-back is honoured; everything else that is not yet committed is let go.
    /// </summary>
    public async Task EndAsync(CancellationToken stopping)
    {
        await HearAsync(stopping);
        var consents = !Over && YesNo.Read(Said, Tongue).IsPlainYes;
        if (consents && Asking == Asking.ReadBack && _intent is { } agreed && Consented(agreed.ReadBackTag))
            await CommitAsync(agreed, gone: true, stopping);
        else if (consents && Asking == Asking.CancelReadBack && _appointment is { } appointment && Consented(_cancelTag))
            await CancelForCallerWhoLeftAsync(appointment);
        else if (_noting is { } wish && (wish.Agreed || (consents && Asking == Asking.Wish)))
            await NoteForCallerWhoLeftAsync(wish);

        foreach (var intent in _intents)
        {
            if (intent.State < IntentState.Committing)
                await LetGoAsync(intent, stopping);
            else if (intent.State != IntentState.Abandoned)
                await ledger.SaveAsync(intent, stopping);
        }
    }

    /// <summary>Whether the caller's last words came after the passage <paramref name="tag"/> was heard to its end.</summary>
    private bool Consented(string? tag)
    {
        if (tag is null)
            return false;

        var (heard, said) = (-1, -1);
        for (var i = 0; i < conversation.Utterances.Count; i++)
        {
            var each = conversation.Utterances[i];
            if (each.Speaker == Speaker.Caller)
                said = i;
            else if (heard < 0 && each.HeardTags.Contains(tag, StringComparer.Ordinal))
                heard = i;
        }

        return heard >= 0 && said > heard;
    }

    private async Task<ToolAnswer> AnswerAsync(string words, CancellationToken hangUp)
    {
        var asking = Asking;
        var own = YesNo.Read(Said, Tongue);
        if (asking is Asking.ReadBack or Asking.CancelReadBack)
            return await AnswerReadBackAsync(asking, own, hangUp);
        if (asking is Asking.Wish or Asking.WishWay)
            return await AnswerWishAsync(words, hangUp);
        if (asking is Asking.Question or Asking.QuestionRight)
            return AnswerQuestion(Said);

        if (asking is Asking.RightPerson)
            return AnswerRightPerson(words);
        if (asking is Asking.CallBackTime && own.Answer != Answer.No)
            return await CallAgainAsync(Said, hangUp);

        var reading = own.Answer == Answer.Unclear && words.Length > 0 ? YesNo.Read(words, Tongue) : own;
        if (reading.Answer == Answer.Unclear)
            return asking is Asking.When or Asking.WhenMeaning or Asking.Time ? await TakeWhenAsync(Said, hangUp) : Miss();

        var yes = reading.Answer == Answer.Yes;
        switch (asking)
        {
            case Asking.Time when yes && _intent!.LastOffer.Count == 1:
                return await ChooseAsync(_intent.LastOffer[0], hangUp);

            case Asking.Time when yes:
                Say(_say.Gladly);
                return new ToolAnswer("Asked which one.");

            case Asking.Time or Asking.When when !yes:
                await FreeChoiceAsync(hangUp);
                _wish = null;
                Say(_say.NoProblem);
                return new ToolAnswer("None of these; another time is sought.");

            case Asking.WhenMeaning:
                return await TakeWhenAsync(Said, hangUp);

            case Asking.NumberZone when yes:
                return await UseZoneAsync(_numberZone!, hangUp);

            case Asking.NumberZone:
                if (reading.Rest.Length > 0)
                    return await GiveZoneAsync(reading.Rest, hangUp);
                if (NodaTime.DateTimeZoneProviders.Tzdb.GetZoneOrNull(_intent?.Event.TimeZone ?? "") is { } eventZone)
                    return await UseZoneAsync(eventZone, hangUp);
                _zoneAsk = Asking.Zone;
                return new ToolAnswer("The zone is asked.");

            case Asking.KnownName or Asking.NameRight or Asking.KnownEmail or Asking.EmailRight or Asking.PhoneRight:
                return ConfirmDetail(yes);

            case Asking.TextOffer:
                return await AnswerTextOfferAsync(yes, hangUp);

            case Asking.Email when !yes:
                return SkipEmail();

            case Asking.Phone when !yes:
                return SkipPhone();

            case Asking.Person when yes:
                return Person();

            case Asking.Person:
                return GoOnWithoutPerson();

            case Asking.AnythingElse when yes:
                _served = false;
                return new ToolAnswer("Asked what else.");

            case Asking.AnythingElse or Asking.Help when !yes:
                return await EndCallAsync(hangUp);

            case Asking.Help:
                return await ChooseEventAsync("", hangUp);

            case Asking.Change when !yes:
                _changing = false;
                return new ToolAnswer("Nothing to change; read back again.");

            case Asking.CallBackTime:
                return await EndForNoInterestAsync(hangUp);

            case Asking.Message when !yes:
                _overlay = null;
                _served = true;
                return new ToolAnswer("No message.");

            case Asking.MessageNumber when !yes:
                return await NoteMessageAsync("");

            default:
                return Miss();
        }
    }

    /// <summary>Only the caller's own plain yes, after the read-back was heard to its end, moves anything in a calendar.</summary>
    private async Task<ToolAnswer> AnswerReadBackAsync(Asking asking, YesNoReading own, CancellationToken hangUp)
    {
        if (own.Answer == Answer.No || (asking == Asking.CancelReadBack && own.Answer == Answer.Unclear && _hear.Keeps(_hear.Plain(Said))))
        {
            if (own.Rest.Length > 0 && asking == Asking.ReadBack && When.WhenResolver.MentionsTime(own.Rest, Tongue))
                return await TakeWhenAsync(own.Rest, hangUp);
            if (asking == Asking.CancelReadBack)
            {
                _cancelTag = null;
                _appointment = null;
                _errand = Errand.None;
                _served = true;
                Say(_say.Stands);
                return new ToolAnswer("Not cancelled.");
            }

            _intent!.CorrectDetails();
            _changing = true;
            return new ToolAnswer("Refused; asked what to change.");
        }

        var tag = asking == Asking.ReadBack ? _intent!.ReadBackTag : _cancelTag;
        if (!Consented(tag))
        {
            if (own.Answer == Answer.Yes)
                Say(_say.LetMeFinish);
            return new ToolAnswer("The read-back has not been heard to its end; it is read again. Nothing is done yet.");
        }

        if (!own.IsPlainYes)
        {
            if (own.Rest.Length > 0 && asking == Asking.ReadBack && When.WhenResolver.MentionsTime(own.Rest, Tongue))
                return await TakeWhenAsync(own.Rest, hangUp);
            Miss(own.Answer == Answer.Yes ? _say.JustToBeSure : "");
            return new ToolAnswer("No plain yes of the caller; asked again. Nothing is done yet.");
        }

        return asking == Asking.ReadBack ? await CommitAsync(_intent!, gone: false, hangUp) : await CancelNowAsync();
    }

}
