using Microsoft.AspNetCore.Http.HttpResults;
using VoiceBooker.Booking.Access;
using VoiceBooker.Booking.Dialling;

namespace VoiceBooker.Server.Api;

/// <summary>The documented list of what can come of a call.</summary>
internal static class DispositionsApi
{
    /// <summary>Each word with what it means, in the order of how far a call came.</summary>
    internal static readonly DispositionShape[] All =
    [
        new(Dispositions.Booked, "A meeting was booked."),
        new(Dispositions.Moved, "A meeting the person had was moved."),
        new(Dispositions.Cancelled, "A meeting the person had was cancelled."),
        new(Dispositions.Transferred, "The person was handed to a person of the business."),
        new(Dispositions.CallBack, "The person asked to be called back."),
        new(Dispositions.OptedOut, "The person asked never to be called again; the number is on the do-not-call list."),
        new(Dispositions.NotInterested, "The person did not want a meeting."),
        new(Dispositions.WrongPerson, "Somebody else answered at this number."),
        new(Dispositions.NoBooking, "A person answered, and nothing was booked."),
        new(Dispositions.HungUp, "A person answered and hung up before a word was exchanged."),
        new(Dispositions.VoicemailLeft, "A message was left on an answering machine, heard to its end."),
        new(Dispositions.Voicemail, "An answering machine answered, and no message was left."),
        new(Dispositions.Screened, "A call-screening assistant answered and did not put us through."),
        new(Dispositions.Menu, "A menu of a company answered."),
        new(Dispositions.Fax, "A fax answered."),
        new(Dispositions.Busy, "The line was engaged."),
        new(Dispositions.NoAnswer, "Nobody answered while it rang."),
        new(Dispositions.Declined, "The call was declined, by the person or by the network for the person; it is not tried again."),
        new(Dispositions.Failed, "The network could not make the call."),
        new(Dispositions.BadNumber, "The number is invalid, out of service, or may not be dialled; it is never tried again."),
        new(Dispositions.CutOff, "The call broke off on our side."),
        new(Dispositions.Canceled, "We took the call back before it was answered."),
        new(Dispositions.NeverDialled, "The carrier never got the request; nobody was called."),
        new(Dispositions.Refused, "The dial gate refused for good; the person was not called."),
        new(Dispositions.Expired, "Its time was over before the person could be called."),
    ];

    public static void MapDispositions(this RouteGroupBuilder api) =>
        api.MapGet("/dispositions", List).Opens("listDispositions", ApiScopes.Read, "All that can come of a call, with a sentence each.");

    private static Ok<DispositionShape[]> List() => TypedResults.Ok(All);

    /// <summary>One thing that can come of a call.</summary>
    /// <param name="Name">The word that calls, contacts, results and webhooks carry.</param>
    /// <param name="Meaning">What it means.</param>
    internal sealed record DispositionShape(string Name, string Meaning);
}
