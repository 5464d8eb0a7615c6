using System.Runtime.CompilerServices;
using VoiceBooker.Booking.Details;
using VoiceBooker.Booking.Reception.Stopping;
using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Dialogue;
using VoiceBooker.Voice.Speaking;

namespace VoiceBooker.Booking.Reception;

/// <content>Calls that we make: their first words, and machines.</content>
public sealed partial class Receptionist
{
    private const string IdentityTag = "identity";
    private const int MostIdentifications = 3;
    private const int DigitsOfNumber = 7;

    private int _identified;

    /// <inheritdoc/>
    public async IAsyncEnumerable<Speech> LeaveMessageAsync(Conversation conversation, [EnumeratorCancellation] CancellationToken bargeIn)
    {
        if (await MessageAsync(Desk(conversation)) is { Length: > 0 } text)
            yield return new Speech.Words(text, CallSession.MessageTag);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<Speech> AnswerScreeningAsync(Conversation conversation, [EnumeratorCancellation] CancellationToken bargeIn)
    {
        if (brief.Outbound is not { } ours)
            yield break;
        var desk = Desk(conversation);
        if (ours.Purpose.Length == 0)
            await TryOpenAsync(desk);
        yield return new Speech.Words(_say.ScreeningAnswer(options.BusinessName, ours.PersonName.Trim(), desk.Purpose) + " ");
    }

    /// <summary>1. who calls, that it is a machine, and why, in our words always; 2. how to stop the calls, and whether it is recorded; 3. the assistant's own greeting; 4. whom we want to speak to, or the booking.</summary>
    private async IAsyncEnumerable<Speech> GreetOnOurCallAsync(BookingDesk desk, Conversation conversation)
    {
        if (WishIn(conversation) is { Wish: StopWish.Clear } stop)
        {
            foreach (var each in await StopAsync(desk, stop.Said))
                yield return each;
            yield break;
        }

        desk.Reopen();
        List<Speech> spoken = [];
        var opened = brief.Outbound!.Purpose.Length > 0 || await TryOpenAsync(desk);
        foreach (var each in Identify(desk, first: true))
        {
            spoken.Add(each);
            yield return each;
        }

        if (!opened || !await TryOpenAsync(desk))
        {
            foreach (var each in Fallback())
                yield return each;
            yield break;
        }

        desk.BeginOurCall();
        foreach (var each in desk.Ask())
        {
            spoken.Add(each);
            yield return each;
        }

        desk.Spoke(spoken);
    }

    /// <summary>What must be told is told in our words. The assistant's own, where they are written for the person called (a variable stands in them), follow.</summary>
    private IReadOnlyList<Speech> Identify(BookingDesk desk, bool first)
    {
        _identified++;
        List<Speech> words = [new Speech.Words($"{_say.Identification(brief.Assistant.Name, options.BusinessName, desk.Purpose, hello: first)} ", IdentityTag), new Speech.Words($"{_say.HowToStopCalls} ", IdentityTag)];
        if (brief.Outbound!.IsRecorded)
            words.Add(new Speech.Words($"{_say.CallIsRecorded} ", IdentityTag));
        if (first && brief.Assistant.Greeting.Contains('{', StringComparison.Ordinal) && BusinessKnowledge.Fill(brief.Assistant.Greeting, Filled(desk)).Trim() is { Length: > 0 } own)
            words.Add(new Speech.Words($"{own} "));
        return words;
    }

    /// <summary>Who calls and why is said again until it was heard to its end.</summary>
    private bool MustIdentify(Conversation conversation) => brief.Outbound is not null && _identified is > 0 and < MostIdentifications && !conversation.WasHeard(IdentityTag);

    private async Task<string> MessageAsync(BookingDesk desk)
    {
        if (brief.Outbound is not { } ours || string.IsNullOrWhiteSpace(ours.VoicemailText))
            return "";
        if (ours.Purpose.Length == 0)
            await TryOpenAsync(desk);
        var text = BusinessKnowledge.Fill(ours.VoicemailText, Filled(desk)).Trim();
        if (!Disclosure.BeginsWith(text, options.BusinessName, _say.Tongue))
            text = $"{_say.Identification(brief.Assistant.Name, options.BusinessName, desk.Purpose, hello: true)} {text}";
        var digits = string.Concat(ours.CallBackNumber.Where(char.IsAsciiDigit));
        if (digits.Length >= DigitsOfNumber && PhoneNumber.TryParse(ours.CallBackNumber, out var number) && !string.Concat(text.Where(char.IsAsciiDigit)).Contains(digits[^DigitsOfNumber..], StringComparison.Ordinal))
            text = $"{(text[^1] is '.' or '!' or '?' ? text : text + ".")} {_say.MessageEnd(_say.Phone(number))}";
        return text;
    }

    /// <summary>The call's variables, with what every text of ours may name.</summary>
    private Dictionary<string, string> Filled(BookingDesk desk)
    {
        var filled = new Dictionary<string, string>(brief.Variables, StringComparer.Ordinal);
        filled.TryAdd("name", brief.Outbound!.PersonName.Trim());
        filled.TryAdd("purpose", desk.Purpose);
        filled.TryAdd("business", options.BusinessName);
        filled.TryAdd("assistant", brief.Assistant.Name);
        filled.TryAdd("number", PhoneNumber.TryParse(brief.Outbound.CallBackNumber, out var number) ? _say.Phone(number) : "");
        return filled;
    }
}
