using System.Text.Json;

namespace VoiceBooker.CallLab.StandIns.Minds;

/// <summary>
/// A stand-in of a model in script mode: it plays a well-behaved model by rules that know nothing but the messages of a request. What it cannot read off the wire it does not know.
/// Stateless; one serves all calls.
/// </summary>
internal sealed partial class PracticeMind : IPracticeMind
{
    private const int FewWords = 12;
    private const string OnlyAppointments = "I'm afraid I can only help with appointments and with questions about us.";
    private const string NotYet = "Not yet, I'm afraid.";
    private const string NotKnown = "I'm sorry, I don't know that. I can pass you on to a person or take a message.";

    private delegate MindAnswer? Rule(DeskNotes notes, Heard heard);

    /// <summary>The first that has an answer is taken: what is dictated, what may be said at any moment, what answers the question, what begins something, talk.</summary>
    private static readonly IReadOnlyList<Rule> Rules = [Dictated, Commanded, ToTheQuestion, Begun, Talked, Booked];

    /// <inheritdoc/>
    public MindAnswer Answer(MindRequest request)
    {
        var answer = Think(request.Messages);
        return request.Tools.Count == 0 ? answer : answer with { Calls = [.. answer.Calls.Where(call => request.Tools.Contains(call.Tool, StringComparer.Ordinal))] };
    }

    private static MindAnswer Think(IReadOnlyList<MindMessage> messages)
    {
        var last = messages.LastOrDefault(each => each.Role == "user");
        if (DeskNotes.Read(messages) is not { } notes)
            return Says("How can I help you?");
        if (messages is [.., { Role: "tool" }])
            return AfterResults(messages, last);
        if (last is null || Heard.Of(last.Text) is not { Text.Length: > 0 } heard)
            return Calls("not_understood");
        if (heard.IsKeys)
            return Keys(notes, heard.Text);

        foreach (var rule in Rules)
        {
            if (rule(notes, heard) is { } answer)
                return answer;
        }

        return notes.Asked is "ReadBack" or "CancelReadBack" ? Answers(heard) : Calls("not_understood");
    }

    /// <summary>A call that was refused for its arguments is put right once; about anything else the desk has told the caller what is to be told.</summary>
    private static MindAnswer AfterResults(IReadOnlyList<MindMessage> messages, MindMessage? last)
    {
        var tries = messages.Reverse().TakeWhile(each => each.Role != "user").Count(each => each.Role == "assistant" && each.Calls.Count > 0);
        var refused = messages.Reverse().TakeWhile(each => each.Role == "tool").Any(each => each.Text.Contains("No such time was offered", StringComparison.Ordinal));
        return refused && tries == 1 && last is not null ? Times(Heard.Of(last.Text).Text) : Says("");
    }

    private static MindAnswer Says(string text) => new(text, []);

    private static MindAnswer Calls(string tool, params (string Name, string Value)[] arguments) =>
        new("", [new MindCall(tool, JsonSerializer.Serialize(arguments.ToDictionary(each => each.Name, each => each.Value, StringComparer.Ordinal)))]);

    private static MindAnswer Answers(Heard heard) => Calls("answer", ("words", heard.Text));

    private static MindAnswer Times(string words) => Calls("find_times", ("when", words));

    private static MindAnswer Detail(string kind, string words) => Calls("give_detail", ("kind", kind), ("words", words));

    private static MindAnswer? Together(params MindAnswer?[] answers)
    {
        var calls = answers.OfType<MindAnswer>().SelectMany(each => each.Calls).ToList();
        return calls.Count > 0 ? new MindAnswer("", calls) : null;
    }

    /// <summary>What is told beside anything else: a name, an address, a place.</summary>
    private static MindAnswer? DetailsIn(Heard heard) => Together(
        heard.PlacePart is { } place ? Detail("zone", place) : null,
        heard.NamePart is { } name ? Detail("name", name) : null,
        heard.EmailPart is { } email ? Detail("email", email) : null);

    /// <summary>Words that are taken down as they are, whatever else they could mean.</summary>
    private static MindAnswer? Dictated(DeskNotes notes, Heard heard)
    {
        switch (notes.Asked)
        {
            case "Message" or "MessageNumber":
                return Consent.IsPlainNo(heard.Words) || (heard.Says(Cues.GivesUp) && heard.Words.Count < FewWords) ? Calls("answer", ("words", "no"))
                    : heard.Says(Cues.SaysGoodbye) && heard.Words.Count < FewWords ? Calls("end_call")
                    : Calls("take_message", ("message", heard.Text));

            case "Question" when notes.Question is { } question && !IsCommand(heard):
                if (Turns(heard))
                    return Times(heard.WithoutYesNo().Text);
                return heard.IsQuestion && question.Kind != "YesNo" ? null : Calls("answer_question", ("words", heard.Text));

            default:
                return null;
        }
    }

    private static bool IsCommand(Heard heard) =>
        heard.Words.Count < FewWords && (heard.Says(Cues.WantsAgain) || heard.Says(Cues.WantsSlower) || heard.Says(Cues.WantsMoment) || heard.Says(Cues.WantsPerson) || heard.Says(Cues.StartsOver) || heard.Says(Cues.GivesUp) || heard.Says(Cues.SaysGoodbye) || heard.Says(Cues.AsksIfMachine));

    /// <summary>Somebody who was asked something else comes back to the time: "wait, can we make that Thursday".</summary>
    private static bool Turns(Heard heard) => Cues.SpeaksOfTime(heard.Words) && heard.Says(Cues.TurnsToTime) && heard.NamePart is null;

    /// <summary>What may be said at any moment of a call.</summary>
    private static MindAnswer? Commanded(DeskNotes notes, Heard heard)
    {
        var time = Cues.SpeaksOfTime(heard.Words);
        if (heard.Says(Cues.AsksIfMachine))
            return Says("Yes, I'm an automated assistant. I can book, move and cancel appointments for you.");
        if (heard.Says(Cues.WantsSlower))
            return Calls("repeat", ("how", "slower"));
        if (heard.Says(Cues.WantsAgain) && !time)
            return Calls("repeat", ("how", ""));
        if (heard.Says(Cues.LeavesMessage) && notes.Asked is not ("Wish" or "WishWay"))
            return Calls("take_message", ("message", ""));
        if (heard.Says(Cues.WantsPerson))
            return Calls("transfer_to_person");
        if (heard.Says(Cues.StartsOver))
            return Calls("start_over");
        if (heard.Says(Cues.SaysGoodbye) && !time)
            return Calls("end_call");
        if (heard.Says(Cues.GivesUp) && !time && !heard.Says(Cues.Tampers))
            return notes.Underway || notes.Asked == "Person" ? Calls("never_mind") : Calls("end_call");
        return heard.Says(Cues.WantsMoment) && !time && !Consent.IsPlain(heard.Words) ? Calls("hold_on") : null;
    }

    /// <summary>Something is begun or an appointment is asked for.</summary>
    private static MindAnswer? Begun(DeskNotes notes, Heard heard)
    {
        if (heard.Says(Cues.Tampers) || heard.Says(Cues.AsksOfOthers))
            return null;
        if (heard.Says(Cues.LooksUp))
            return Calls("find_appointment");
        if (heard.Says(Cues.Moves))
            return Calls("move_appointment", ("when", heard.Text));
        return heard.Says(Cues.Cancels) ? Calls("cancel_appointment", ("which", heard.Text)) : null;
    }

    /// <summary>Questions about the business, about others, about the machine; a friendly word.</summary>
    private static MindAnswer? Talked(DeskNotes notes, Heard heard)
    {
        if (heard.Says(Cues.Tampers))
            return Says(OnlyAppointments);
        if (heard.Says(Cues.AsksOfOthers))
            return Says("I'm sorry, I can't tell you about other people's appointments.");
        if (heard.Says(Cues.AsksHow))
            return Says("I'm well, thank you.");
        if (heard.Says(Cues.AsksWho))
            return Says("I'm the automated assistant here.");
        if (heard.Says(Cues.AsksWhatItCan))
            return Says("I can book, move and cancel appointments, and answer questions about us.");
        if (heard.Says(Cues.AsksIfThere))
            return Says("Yes, I'm here.");
        if (heard.Says(Cues.Thanks))
            return Says("You're welcome.");
        if (heard.Says(Cues.Greets))
            return Says("Hello!");
        if (heard.Says(Cues.Apologises))
            return Says("No problem at all.");
        if (!heard.IsQuestion || heard.Says(Cues.Books) || Cues.SpeaksOfTime(heard.Words))
            return BusinessFacts.AsksAbout(heard.Words) && heard.IsQuestion && BusinessFacts.Find(notes.Facts, heard.Words) is { } asked && !Wants(heard) ? Says(asked) : null;
        return Says(BusinessFacts.Find(notes.Facts, heard.Words) ?? (BusinessFacts.AsksAbout(heard.Words) ? NotKnown : OnlyAppointments));
    }

    /// <summary>A wish for an appointment, with all that comes in the same breath.</summary>
    private static MindAnswer? Booked(DeskNotes notes, Heard heard)
    {
        var rest = heard.Rest();
        var time = Cues.SpeaksOfTime(rest.Words) ? Times(rest.Text) : null;
        var begins = !notes.Underway && (time is not null || rest.Says(Cues.Books) || EventIn(notes, heard) is not null);
        return Together(begins ? Calls("choose_event", ("event", EventIn(notes, heard) ?? "")) : null, DetailsIn(heard), time);
    }

    /// <summary>What can be booked that the words name; null when they name none, or several alike.</summary>
    private static string? EventIn(DeskNotes notes, Heard heard)
    {
        var named = notes.Events
            .Select(label => (Label: label, Hits: Heard.Of(label).Words.Count(word => word.Length > 3 && heard.Words.Any(said => Stem(said) == Stem(word)))))
            .Where(each => each.Hits > 0)
            .OrderByDescending(each => each.Hits)
            .ToList();
        return named.Count == 0 || (named.Count > 1 && named[0].Hits == named[1].Hits) ? null : named[0].Label;
    }

    private static string Stem(string word) => word.Length > 3 ? word.TrimEnd('s') : word;

    private static bool Wants(Heard heard) => heard.Says(Cues.SeeksTime) && Cues.SpeaksOfTime(heard.Words);
}
