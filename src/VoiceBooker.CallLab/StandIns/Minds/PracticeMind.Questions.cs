namespace VoiceBooker.CallLab.StandIns.Minds;

internal sealed partial class PracticeMind
{
    private static readonly HashSet<string> Idle = new(
        ["the", "a", "at", "on", "one", "please", "yes", "i", "i'll", "i'd", "would", "like", "take", "that", "okay", "ok", "let's", "go", "with", "for", "me", "works", "sounds", "good", "fine", "is", "then", "to", "want", "can", "have", "it", "suits", "great", "well", "um", "uh"], StringComparer.Ordinal);

    /// <summary>What answers the question that was asked.</summary>
    private static MindAnswer? ToTheQuestion(DeskNotes notes, Heard heard) => notes.Asked switch
    {
        "Help" or "AnythingElse" or "Person" => Consent.IsPlain(heard.Words) ? Answers(heard) : null,
        "Event" => ToEvent(notes, heard),
        "When" or "WhenMeaning" or "Time" => ToTime(notes, heard),
        "Zone" or "NumberZone" => ToZone(notes, heard),
        "Name" or "NameRight" or "KnownName" => ToName(notes, heard),
        "Email" or "EmailRight" or "KnownEmail" => ToEmail(notes, heard),
        "Phone" or "PhoneRight" => ToPhone(notes, heard),
        "ReadBack" or "CancelReadBack" or "Change" => ToReadBack(notes, heard),
        "Question" or "QuestionRight" => Turns(heard) ? Times(heard.WithoutYesNo().Text) : heard.IsQuestion ? null : Calls("answer_question", ("words", heard.Text)),
        "Fact" or "Appointment" => heard.IsQuestion || heard.Says(Cues.Tampers) ? null : Calls("identify", ("fact", heard.Text)),
        "Wish" or "WishWay" => Turns(heard) && !Consent.IsPlainYes(heard.Words) ? Times(heard.WithoutYesNo().Text) : Answers(heard),
        _ => null,
    };

    private static MindAnswer? ToEvent(DeskNotes notes, Heard heard)
    {
        if (EventIn(notes, heard) is not { } named)
            return heard.IsQuestion ? null : Calls("choose_event", ("event", heard.Text));
        var rest = heard.Rest();
        return Together(Calls("choose_event", ("event", named)), DetailsIn(heard), Cues.SpeaksOfTime(rest.Words) ? Times(rest.Text) : null);
    }

    private static MindAnswer? ToTime(DeskNotes notes, Heard heard)
    {
        if (notes.Asked != "WhenMeaning" && Consent.IsPlain(heard.Words))
            return Answers(heard);
        if (!Cues.SpeaksOfTime(heard.Words) && (Leaves(heard) || BusinessFacts.AsksAbout(heard.Words) || (heard.IsQuestion && !heard.Says(Cues.SeeksTime) && !heard.Says(Cues.Books))))
            return null;
        if (heard.Says(Cues.AsksOfOthers) || heard.Says(Cues.Tampers))
            return null;
        if (notes.Asked == "When" && notes.Events.Count > 1 && EventIn(notes, heard) is { } other && other != notes.Event && !Cues.SpeaksOfTime(heard.Words))
            return Calls("choose_event", ("event", other));

        var answer = heard.WithoutYesNo();
        var details = DetailsIn(answer);
        var rest = answer.Rest();
        if (notes.Offered.Count > 0 && Chosen(notes.Offered, rest.Words) is { } chosen)
            return Together(Calls("choose_time", ("choice", chosen)), details);
        if (details is null)
            return Times(answer.Text);
        var agrees = notes.Offered.Count == 1 && Consent.IsPlainYes(heard.Words.Take(1).ToList());
        return Together(Cues.SpeaksOfTime(rest.Words) ? Times(rest.Text) : agrees ? Answers(heard) : null, details);
    }

    /// <summary>The handle of the offered time that the words pick by its place, or name as no other does; null when they do neither.</summary>
    private static string? Chosen(IReadOnlyList<OfferedTime> offered, IReadOnlyList<string> words)
    {
        if (Cues.Pick(words) is { } place)
            return place < offered.Count ? offered[place < 0 ? offered.Count - 1 : place].Handle : null;
        var meant = words.Where(word => !Idle.Contains(word)).ToList();
        if (meant.Count == 0 || !Cues.SpeaksOfTime(words))
            return null;
        var named = offered.Where(each => meant.All(word => each.Words.Contains(word, StringComparer.Ordinal))).ToList();
        return named is [var only] ? only.Handle : null;
    }

    /// <summary>Somebody turns to an appointment they have.</summary>
    private static bool Leaves(Heard heard) => heard.Says(Cues.LooksUp) || heard.Says(Cues.Moves) || heard.Says(Cues.Cancels);

    private static MindAnswer? ToZone(DeskNotes notes, Heard heard)
    {
        if (heard.IsQuestion)
            return null;
        return notes.Asked == "NumberZone" && Consent.IsPlain(heard.Words) ? Answers(heard) : Detail("zone", heard.WithoutYesNo().Text);
    }

    private static MindAnswer? ToName(DeskNotes notes, Heard heard)
    {
        if (notes.Asked != "Name" && Consent.IsPlain(heard.Words))
            return Answers(heard);
        if (heard.Says(Cues.WantsClaim))
            return Says(NotYet);
        if (heard.Says(Cues.AsksWhyName))
            return Says("It's for the entry in the calendar.");
        if (heard.Says(Cues.Tampers) && heard.NamePart is null)
            return null;
        if (Turns(heard))
            return Times(heard.WithoutYesNo().Text);
        if (heard.IsQuestion && heard.NamePart is null)
            return null;
        if (notes.Asked == "Name" && heard.Words.Count < FewWords && heard.Says(Cues.RefusesDetail))
            return Detail("name", "skip");
        return DetailsIn(heard) is { } details && heard.NamePart is not null ? details
            : notes.Asked == "KnownName" && Consent.Begins(heard.Words) && heard.WithoutYesNo().Text == heard.Text ? Answers(heard)
            : Detail("name", heard.WithoutYesNo().Text);
    }

    private static MindAnswer? ToEmail(DeskNotes notes, Heard heard)
    {
        if (heard.Says(Cues.WantsClaim) && heard.EmailPart is null)
            return Says(NotYet);
        if (notes.Asked == "Email" && heard.Words.Count < FewWords && heard.EmailPart is null && heard.Says(Cues.RefusesDetail))
            return Detail("email", "skip");
        if (Consent.IsPlain(heard.Words))
            return Answers(heard);
        if (Turns(heard) && heard.EmailPart is null)
            return Times(heard.WithoutYesNo().Text);
        if (heard.IsQuestion)
            return null;
        return heard.NamePart is not null ? DetailsIn(heard) : Detail("email", heard.EmailPart ?? heard.WithoutYesNo().Text);
    }

    private static MindAnswer? ToPhone(DeskNotes notes, Heard heard)
    {
        if (notes.Asked == "PhoneRight" && Consent.IsPlain(heard.Words))
            return Answers(heard);
        if (heard.Words.Count < FewWords && heard.Says(Cues.RefusesDetail))
            return Detail("phone", "skip");
        return heard.IsQuestion ? null : Detail("phone", heard.WithoutYesNo().Text);
    }

    private static MindAnswer? ToReadBack(DeskNotes notes, Heard heard)
    {
        if (heard.Says(Cues.Tampers) || heard.Says(Cues.AsksOfOthers))
            return null;
        if (Consent.IsPlain(heard.Words))
            return Answers(heard);
        if (notes.Asked == "CancelReadBack")
            return Consent.Begins(heard.Words) ? Answers(heard) : Leaves(heard) ? Answers(heard) : null;

        var rest = heard.WithoutYesNo();
        if (heard.IsQuestion && !Cues.SpeaksOfTime(rest.Words))
            return null;
        if (rest.NamePart is not null || rest.EmailPart is not null)
            return DetailsIn(rest);
        if (Cues.SpeaksOfTime(rest.Words))
            return Times(rest.Text);
        if (heard.Says(Cues.ChangesMind))
            return Calls("correct", ("what", "time"));
        if (Corrected(rest.Words) is { } what)
            return Calls("correct", ("what", what));
        return notes.Asked == "Change" && !heard.IsQuestion ? Calls("correct", ("what", rest.Text)) : Consent.Begins(heard.Words) ? Answers(heard) : null;
    }

    private static string? Corrected(IReadOnlyList<string> words) =>
        Cues.NamesName.In(words) ? "name"
        : Cues.NamesEmail.In(words) ? "email"
        : Cues.NamesPhone.In(words) ? "phone"
        : Cues.NamesTime.In(words) ? "time"
        : Cues.NamesEvent.In(words) ? "event"
        : null;
}
