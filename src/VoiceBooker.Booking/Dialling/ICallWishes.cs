using NodaTime;
using VoiceBooker.Voice.Calls;

namespace VoiceBooker.Booking.Dialling;

/// <summary>What a person on the line wishes about being called. Each wish stands on disk when the method returns, before the person is told of it.</summary>
public interface ICallWishes
{
    /// <summary>Never again: the number goes on the do-not-call list for everything, and whatever was still to be dialled to it is refused from now on. Repeating it changes nothing.</summary>
    /// <param name="number">E.164.</param>
    /// <param name="call">The call it was said on.</param>
    /// <param name="source">"call" for words, "key" for a key, "page" for a page behind a link, "sms" for a reply.</param>
    /// <param name="words">What the person said; may be empty.</param>
    /// <param name="cancel">Gives up.</param>
    Task StopCallingAsync(string number, CallId? call, string source, string words, CancellationToken cancel);

    /// <summary>Takes back what a text message of the person's own ("sms") put on the list, and nothing else: not what they said or pressed on a call, not what an operator entered or a list brought. It stays on record with its instant; nobody is called by it:
    /// a call needs consent that is younger than the opt-out. False when there is nothing of the kind, or another entry stays.</summary>
    /// <param name="number">E.164.</param>
    /// <param name="words">What the person wrote.</param>
    /// <param name="cancel">Gives up.</param>
    Task<bool> TakeBackAsync(string number, string words, CancellationToken cancel);

    /// <summary>Perhaps never again: the words may mean it, or something else. A task is left for a person, one for a number; the number is called as before until somebody decides.</summary>
    /// <param name="number">E.164.</param>
    /// <param name="call">The call it was said on.</param>
    /// <param name="source">As for <see cref="StopCallingAsync"/>.</param>
    /// <param name="words">What the person said.</param>
    /// <param name="cancel">Gives up.</param>
    Task LeaveToPersonAsync(string number, CallId? call, string source, string words, CancellationToken cancel);

    /// <summary>At another time: the contact this call was made to gets another attempt then, as far as the gate allows. False when nobody would call then, so that a task for people is right instead: the call is nobody's attempt (an inbound
    /// call), all attempts are used up, or the time lies outside the hours and days at which the gate lets the person be called. The limit of calls to one number over all campaigns does not stand against the person's own wish.</summary>
    /// <param name="call">The call it was said on.</param>
    /// <param name="at">When; null: the person did not say, and the campaign's own delay applies.</param>
    /// <param name="words">What the person said.</param>
    /// <param name="cancel">Gives up.</param>
    Task<bool> CallBackAsync(CallId call, Instant? at, string words, CancellationToken cancel);
}
