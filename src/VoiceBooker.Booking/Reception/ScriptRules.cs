using VoiceBooker.Booking.Details;
using VoiceBooker.Booking.Languages;
using VoiceBooker.Booking.When;
using VoiceBooker.Voice.Dialogue;

namespace VoiceBooker.Booking.Reception;

/// <summary>A tool the script calls.</summary>
internal sealed record ScriptCall(string Tool, params (string Name, string Value)[] Arguments);

/// <summary>What the script answers: words of its own, tools, or both.</summary>
internal sealed record ScriptAnswer(string Text, params ScriptCall[] Calls);

/// <summary>Which tools a caller's words call for. Pure: it looks at the words and at what was asked, and proposes; what comes of it is the desk's.</summary>
internal static partial class ScriptRules
{
    /// <summary>The answer to the caller's last words.</summary>
    public static ScriptAnswer Decide(ReceptionState state)
    {
        var said = state.Said.Trim();
        if (said.Length == 0)
            return Call(DeskTools.NotUnderstood);
        if (state.By == SaidBy.Keys)
            return ByKeys(state, said);

        var words = Hear(state).Plain(said);
        if (state.OurCall is { } ours && OnOurCall(state, ours, said, words) is { } answer)
            return answer;
        return InMessage(state, said) ?? InQuestion(state, said, words) ?? InWish(state, said, words) ?? InTexting(state, words) ?? Always(state, said, words) ?? ToTheQuestion(state, said, words) ?? InGeneral(state, said, words);
    }

    private static ScriptAnswer Call(string tool, params (string Name, string Value)[] arguments) => new("", new ScriptCall(tool, arguments));

    private static ScriptAnswer Answer(string said) => Call(DeskTools.Answer, ("words", said));

    private static ScriptAnswer When(string said) => Call(DeskTools.FindTimes, ("when", said));

    private static ScriptAnswer Detail(string kind, string said) => Call(DeskTools.GiveDetail, ("kind", kind), ("words", said));

    /// <summary>A message is kept word for word; only a plain refusal is not one.</summary>
    private static ScriptAnswer? InMessage(ReceptionState state, string said) => state.Asking switch
    {
        Asking.Message when YesNo.Read(said, state.Language) is { Answer: Details.Answer.No, Rest.Length: 0 } || Hear(state).NeverMind(Hear(state).Plain(said)) => Answer("no"),
        Asking.Message or Asking.MessageNumber => Call(DeskTools.TakeMessage, ("message", said)),
        _ => null,
    };

    /// <summary>What may be said at any moment of a call.</summary>
    private static ScriptAnswer? Always(ReceptionState state, string said, string words)
    {
        var aboutTime = WhenResolver.MentionsTime(said, state.Language);
        if (Hear(state).AsksIfRobot(words))
            return new ScriptAnswer(Say(state).IsAutomated);
        if (Hear(state).WantsSlower(words))
            return Call(DeskTools.Repeat, ("how", "slower"));
        if (Hear(state).WantsRepeat(words) && !aboutTime)
            return Call(DeskTools.Repeat, ("how", ""));
        if (Hear(state).WantsMessage(words) && state.Asking is not (Asking.Person or Asking.Wish or Asking.WishWay))
            return Call(DeskTools.TakeMessage, ("message", ""));
        if (Hear(state).WantsPerson(words))
            return Call(DeskTools.TransferToPerson);
        if (Hear(state).StartsOver(words))
            return Call(DeskTools.StartOver);
        if (Hear(state).ChangesMind(words) && state.Underway)
            return aboutTime ? When(said) : Call(DeskTools.Correct, ("what", Hear(state).Corrected(words) ?? "time"));
        if (Hear(state).NeverMind(words) && !aboutTime)
            return state.Underway || state.Asking == Asking.Person ? Call(DeskTools.NeverMind) : Call(DeskTools.EndCall);
        if (state.Asking is not (Asking.ReadBack or Asking.CancelReadBack or Asking.Fact or Asking.Appointment or Asking.Question) && Appointments(state, said, words) is { } errand)
            return errand;
        if (Hear(state).SaysGoodbye(words) && !aboutTime && !YesNo.Read(said, state.Language).IsPlainYes)
            return Call(DeskTools.EndCall);
        if (Hear(state).WantsMoment(words) && !aboutTime && YesNo.Read(said, state.Language).Answer != Details.Answer.No)
            return Call(DeskTools.HoldOn);
        if (BusinessKnowledge.AsksAboutBusiness(words, state.Language) && !(aboutTime && Hear(state).SeeksTimes(words)))
        {
            if (BusinessKnowledge.Find(state.Instructions, words, Say(state)) is { } fact)
                return new ScriptAnswer(fact);
            if (state.Asking is not (Asking.Email or Asking.EmailRight or Asking.Name or Asking.NameRight or Asking.Fact or Asking.Question) && !aboutTime)
                return new ScriptAnswer(Say(state).DoesNotKnow);
        }

        return state.Asking is Asking.Name or Asking.NameRight or Asking.Email or Asking.EmailRight or Asking.Fact or Asking.Question ? null : SmallTalk(state, words);
    }

    private static ScriptAnswer? Appointments(ReceptionState state, string said, string words)
    {
        if (Hear(state).Cancels(words))
        {
            return state.Underway && !Hear(state).NamesAppointment(words)
                ? Call(DeskTools.NeverMind)
                : Call(DeskTools.CancelAppointment, ("which", said));
        }

        if (Hear(state).Moves(words))
            return Call(DeskTools.MoveAppointment, ("when", said));
        return Hear(state).LooksUp(words) ? Call(DeskTools.FindAppointment) : null;
    }

    private static ScriptAnswer? ToTheQuestion(ReceptionState state, string said, string words)
    {
        var yesNo = YesNo.Read(said, state.Language);
        var plain = yesNo.Answer != Details.Answer.Unclear && yesNo.Rest.Length == 0;
        switch (state.Asking)
        {
            case Asking.ReadBack or Asking.CancelReadBack or Asking.Change:
                if (plain)
                    return Answer(said);
                var rest = yesNo.Rest.Length > 0 ? yesNo.Rest : said;
                if (ToChangeable(state, rest) is { } changed)
                    return changed;
                if (Facts(state, rest, named: true) is { } facts)
                    return facts;
                if (Hear(state).Corrected(Hear(state).Plain(rest)) is { } what)
                    return Call(DeskTools.Correct, ("what", what));
                return yesNo.Answer == Details.Answer.Unclear ? null : Answer(said);

            case Asking.Event:
                return Facts(state, said, named: false) is { } more && EventKnown(state, said)
                    ? new ScriptAnswer("", [new ScriptCall(DeskTools.ChooseEvent, ("event", said)), .. more.Calls])
                    : Hear(state).OffTopic(words) && !EventKnown(state, said) ? null : Call(DeskTools.ChooseEvent, ("event", said));

            case Asking.When or Asking.WhenMeaning or Asking.Time:
                return ToTimes(state, said, words, yesNo, plain);

            case Asking.NumberZone:
                return plain ? Answer(said) : Detail("zone", yesNo.Rest.Length > 0 ? yesNo.Rest : said);

            case Asking.Zone:
                return Detail("zone", said);

            case Asking.Name or Asking.NameRight or Asking.KnownName:
                return ToName(state, said, words, yesNo, plain);

            case Asking.Email or Asking.EmailRight or Asking.KnownEmail:
                return ToEmail(state, said, words, yesNo, plain);

            case Asking.Question when state.Question is not null:
                return ToQuestion(state, said, words);

            case Asking.QuestionRight:
                return Answers(said);

            case Asking.Phone:
                return Detail("phone", said);

            case Asking.PhoneRight:
                return plain ? Answer(said) : Detail("phone", yesNo.Rest.Length > 0 ? yesNo.Rest : said);

            case Asking.TextOffer:
                return ToTextOffer(state, said, yesNo, plain);

            case Asking.Fact or Asking.Appointment:
                return Call(DeskTools.Identify, ("fact", said));

            case Asking.Person when Hear(state).WantsMessage(words):
                return Call(DeskTools.TakeMessage, ("message", ""));

            case Asking.Person or Asking.AnythingElse or Asking.Help when plain:
                return Answer(said);

            default:
                return null;
        }
    }

    private static ScriptAnswer? ToTimes(ReceptionState state, string said, string words, YesNoReading yesNo, bool plain)
    {
        if (state.Asking == Asking.When && state.Events.Count > 1 && EventKnown(state, said) && !WhenResolver.MentionsTime(said, state.Language) && !words.Contains((state.Event ?? "?").ToLowerInvariant(), StringComparison.Ordinal))
            return Call(DeskTools.ChooseEvent, ("event", said));
        if (state.Asking != Asking.WhenMeaning && plain)
            return Answer(said);

        // "yes, the second one" and "yes at ten" pick; "no Wednesday" wishes
        var rest = state.Asking != Asking.WhenMeaning && yesNo.Answer != Details.Answer.Unclear && yesNo.Rest.Length > 0 ? yesNo.Rest : said;
        if (Facts(state, rest, named: false) is { } facts)
        {
            if (facts.Calls[0].Tool == DeskTools.FindTimes)
                return facts;

            // "the second one, my name is Anna Miller", and "yes, …" to a single time: the choice counts as well as the name
            if (FactParts.Read(rest, state.Language).Rest is { Length: > 0 } choice && Hear(state).Picks(Hear(state).Plain(choice)))
                return facts with { Calls = [new ScriptCall(DeskTools.FindTimes, ("when", choice)), .. facts.Calls] };
            return yesNo.Answer == Details.Answer.Yes && state.Asking == Asking.Time && state.Offered.Count == 1
                ? facts with { Calls = [new ScriptCall(DeskTools.Answer, ("words", said)), .. facts.Calls] }
                : facts;
        }

        if (SpokenZoneNamed(state, words))
            return Detail("zone", said);
        return Hear(state).OffTopic(words) && !Hear(state).SeeksTimes(words) ? null : When(rest);
    }

    private static ScriptAnswer ToName(ReceptionState state, string said, string words, YesNoReading yesNo, bool plain)
    {
        if (plain && state.Asking != Asking.Name)
            return Answer(said);
        var rest = yesNo.Answer != Details.Answer.Unclear && yesNo.Rest.Length > 0 ? yesNo.Rest : said;
        if (Hear(state).TurnsBack(words) && WhenResolver.MentionsTime(said, state.Language) && !Hear(state).Introduces(words) && !Hear(state).Spells(words))
            return When(rest);
        if (Facts(state, rest, named: false) is { Calls: [{ Tool: DeskTools.GiveDetail }, ..] } facts)
            return facts;
        if (yesNo.Answer == Details.Answer.Yes && state.Asking == Asking.KnownName && !SpokenName.TryRead(rest, out _, state.Language))
            return Answer(said);
        return Detail("name", rest);
    }

    private static ScriptAnswer ToEmail(ReceptionState state, string said, string words, YesNoReading yesNo, bool plain)
    {
        if (Hear(state).Skips(said))
            return Detail("email", said);
        if (plain)
            return Answer(said);
        if (Hear(state).Introduces(words) && Facts(state, said, named: true) is { } facts)
            return facts;
        if (Hear(state).TurnsBack(words) && WhenResolver.MentionsTime(said, state.Language) && !Hear(state).Spells(words) && !SpokenEmail.IsComplete(said, state.Language))
            return When(said);
        if (state.Asking == Asking.KnownEmail && yesNo.Answer == Details.Answer.Yes)
            return Answer(said);
        return Detail("email", yesNo.Answer == Details.Answer.No && yesNo.Rest.Length > 0 ? yesNo.Rest : said);
    }

    private static ScriptAnswer InGeneral(ReceptionState state, string said, string words)
    {
        if (state.Asking == Asking.AnythingElse && Hear(state).OnlyMonthOrLetter(words))
            return Call(DeskTools.NotUnderstood);
        var facts = Facts(state, said, named: false);
        var books = Hear(state).Books(words) || EventKnown(state, said) || (facts?.Calls.Any(call => call.Tool == DeskTools.FindTimes) ?? false);
        if (!state.Underway && books)
        {
            ScriptCall[] place = SpokenZoneNamed(state, words) ? [new ScriptCall(DeskTools.GiveDetail, ("kind", "zone"), ("words", said))] : [];
            return new ScriptAnswer("", [new ScriptCall(DeskTools.ChooseEvent, ("event", said)), .. place, .. facts?.Calls ?? []]);
        }

        if (facts is not null)
            return facts;
        if (SpokenZoneNamed(state, words))
            return Detail("zone", said);
        if (BusinessKnowledge.Find(state.Instructions, words, Say(state)) is { } fact && Hear(state).OffTopic(words))
            return new ScriptAnswer(fact);
        if (Hear(state).OffTopic(words))
            return new ScriptAnswer(BusinessKnowledge.AsksAboutBusiness(words, state.Language) ? Say(state).DoesNotKnow : Say(state).OnlyAppointments);
        return state.Asking is Asking.ReadBack or Asking.CancelReadBack ? Answer(said) : Call(DeskTools.NotUnderstood);
    }

    /// <summary>Every fact in one utterance: a time, a name, an address. Null when there is none.</summary>
    /// <param name="state">What was asked.</param>
    /// <param name="said">The words.</param>
    /// <param name="named">True: a fact counts only when it says what it is ("the name is …"), or is about time.</param>
    private static ScriptAnswer? Facts(ReceptionState state, string said, bool named)
    {
        var parts = FactParts.Read(said, state.Language);
        List<ScriptCall> calls = [];
        if (parts.Rest.Length > 0 && !Hear(state).Spells(parts.Rest) && (WhenResolver.MentionsTime(parts.Rest, state.Language) || Hear(state).Hurries(Hear(state).Plain(parts.Rest))) && !(named && state.Asking is Asking.Email or Asking.EmailRight or Asking.KnownEmail))
            calls.Add(new ScriptCall(DeskTools.FindTimes, ("when", parts.Rest)));
        if (parts.Name is { } name)
            calls.Add(new ScriptCall(DeskTools.GiveDetail, ("kind", "name"), ("words", name)));
        if (parts.Email is { } email)
            calls.Add(new ScriptCall(DeskTools.GiveDetail, ("kind", "email"), ("words", email)));
        return calls.Count > 0 ? new ScriptAnswer("", [.. calls]) : null;
    }

    private static ScriptAnswer? SmallTalk(ReceptionState state, string words) =>
        Say(state).SmallTalk(Hear(state).SmallTalkOf(words), state.AssistantName) is { } answer ? new ScriptAnswer(answer) : null;

    private static Phrasebook Say(ReceptionState state) => Phrasebook.Of(state.Language);

    private static SaidWords Hear(ReceptionState state) => SaidWords.Of(state.Language);

    private static bool SpokenZoneNamed(ReceptionState state, string words) => Hear(state).TellsPlace(words) && SpokenZone.Read(words, tongue: state.Language) is ZoneReading.Known or ZoneReading.Ambiguous;

    private static bool EventKnown(ReceptionState state, string said) =>
        EventMatch.Find([.. state.Events.Select(name => new Events.BookingEvent { Name = name })], said, state.Language) is not null;
}
