using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace VoiceBooker.Booking.Reception;

/// <summary>What a mind may propose. Arguments are untrusted: they are read as text, cut to a sane length, and checked by the desk.</summary>
internal static class DeskTools
{
    public const string ChooseEvent = "choose_event";
    public const string FindTimes = "find_times";
    public const string ChooseTime = "choose_time";
    public const string GiveDetail = "give_detail";
    public const string Answer = "answer";
    public const string AnswerQuestion = "answer_question";
    public const string Correct = "correct";
    public const string FindAppointment = "find_appointment";
    public const string MoveAppointment = "move_appointment";
    public const string CancelAppointment = "cancel_appointment";
    public const string Identify = "identify";
    public const string TransferToPerson = "transfer_to_person";
    public const string Repeat = "repeat";
    public const string TakeMessage = "take_message";
    public const string TextMe = "text_me";
    public const string HoldOn = "hold_on";
    public const string StartOver = "start_over";
    public const string NeverMind = "never_mind";
    public const string NotUnderstood = "not_understood";
    public const string EndCall = "end_call";
    public const string StopCalling = "stop_calling";
    public const string CallBack = "call_back";
    public const string NotInterested = "not_interested";
    public const string WrongPerson = "wrong_person";

    private const int LongestArgument = 500;

    /// <summary>All tools, as a model is told of them.</summary>
    public static readonly IReadOnlyList<AITool> All =
    [
        Tool(ChooseEvent, "The caller wants to book, or says what is to be booked.", ("event", "The caller's words for it; empty when not said.")),
        Tool(FindTimes, "The caller says anything about a day or a time. The desk looks up what is free and tells it.", ("when", "The caller's own words about time, unchanged.")),
        Tool(ChooseTime, "The caller picks one of the offered times.", ("choice", "The handle of the time, or the caller's own words.")),
        Tool(GiveDetail, "The caller gives a detail.", ("kind", "name, email, phone or zone."), ("words", "The caller's own words for it, unchanged; 'skip' when refused.")),
        Tool(Answer, "The caller answers yes or no to what was asked.", ("words", "The caller's own words.")),
        Tool(AnswerQuestion, "The caller answers the question of the event that was asked (asked for: Question).", ("words", "The caller's own words, unchanged; 'skip' when refused.")),
        Tool(Correct, "Something is to be changed.", ("what", "time, name, email, phone, event, the label of an event's question, or the caller's own words.")),
        Tool(FindAppointment, "The caller asks about an appointment they have."),
        Tool(MoveAppointment, "The caller wants an appointment they have at another time.", ("when", "The caller's own words, unchanged; may be empty.")),
        Tool(CancelAppointment, "The caller wants to cancel an appointment they have.", ("which", "The caller's own words, unchanged; may be empty.")),
        Tool(Identify, "The caller gives the name, the e-mail, or the date and hour of their appointment, to show who they are.", ("fact", "The caller's own words.")),
        Tool(TransferToPerson, "The caller wants to speak to a person."),
        Tool(Repeat, "The caller wants the last words again.", ("how", "'slower', or empty.")),
        Tool(TakeMessage, "The caller wants to leave a message or be called back.", ("message", "The message in the caller's own words; empty when not said yet.")),
        Tool(TextMe, "The caller wants to type the name or the e-mail that is asked for, or wants a link by text message. The desk sends it and tells the caller."),
        Tool(HoldOn, "The caller asks for a moment."),
        Tool(StartOver, "The caller wants to begin again."),
        Tool(NeverMind, "The caller gives up what is under way."),
        Tool(NotUnderstood, "The caller's words make no sense here. The desk asks again."),
        Tool(EndCall, "The caller says goodbye or needs nothing more."),
        Tool(StopCalling, "The person does not want to be called by us any more. The desk writes it down, says so and ends the call."),
        Tool(CallBack, "On a call that we made: the person has no time now, or asks to be called at another time.", ("when", "The person's own words about when, unchanged; empty when not said.")),
        Tool(NotInterested, "On a call that we made: the person does not want what we call about. The desk says goodbye."),
        Tool(WrongPerson, "On a call that we made: it is somebody else, or the wrong number. The desk apologises and ends the call."),
    ];

    /// <summary>Those of a call that came in.</summary>
    public static readonly IReadOnlyList<AITool> OnTheirCall = [.. All.Where(tool => tool.Name is not (CallBack or NotInterested or WrongPerson))];

    /// <summary>Whether there is a tool of this name.</summary>
    public static bool IsKnown(string name) => All.Any(tool => string.Equals(tool.Name, name, StringComparison.Ordinal));

    /// <summary>An argument as text; empty when missing or not text-like.</summary>
    public static string Text(IDictionary<string, object?>? arguments, string name)
    {
        if (arguments is null || !arguments.TryGetValue(name, out var value))
            return "";

        var text = value switch
        {
            string said => said,
            JsonElement { ValueKind: JsonValueKind.String } json => json.GetString() ?? "",
            JsonElement { ValueKind: JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False } json => json.ToString(),
            int or long or double or bool => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
            _ => "",
        };
        text = text.Trim();
        return text.Length > LongestArgument ? text[..LongestArgument] : text;
    }

    /// <summary>A call in words, the same for calls that ask the same.</summary>
    public static string Words(FunctionCallContent call) =>
        string.Join('\n', [call.Name, .. (call.Arguments?.Keys ?? []).Order(StringComparer.Ordinal).Select(name => $"{name}={Text(call.Arguments, name)}")]);

    private static AIFunctionDeclaration Tool(string name, string description, params (string Name, string Description)[] parameters)
    {
        var schema = JsonSerializer.SerializeToElement(new
        {
            type = "object",
            properties = parameters.ToDictionary(each => each.Name, each => new { type = "string", description = each.Description }),
            required = parameters.Select(each => each.Name).ToArray(),
            additionalProperties = false,
        });
        return AIFunctionFactory.CreateDeclaration(name, description, schema);
    }
}
