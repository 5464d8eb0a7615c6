using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Events;
using VoiceBooker.Booking.Languages;

namespace VoiceBooker.Booking.Reception;

/// <content>What a person of ours is told before a caller is put through.</content>
internal sealed partial class BookingDesk
{
    /// <summary>One sentence in the assistant's language, of what the desk knows and nothing else; null where the assistant puts through cold.</summary>
    public string? HandoverSummary => brief.Assistant.TransferManner == Assistant.ColdTransfer ? null : Summarize();

    private string Summarize()
    {
        var name = _details.Name is { Length: > 0 } told && !told.StartsWith("Caller +", StringComparison.Ordinal) ? told : null;
        var (need, what, when) = Needs();
        var how = need switch
        {
            TransferNeed.Move or TransferNeed.Cancel or TransferNeed.LookUp => _identified ? TransferProgress.Identified : TransferProgress.NotIdentified,
            TransferNeed.Book => _intent?.Chosen is null ? TransferProgress.NothingBooked : TransferProgress.Held,
            _ => TransferProgress.Nothing,
        };
        var clause = _say.HowFarItCame(how);
        var wants = _say.WantsOfPerson(name, need, what, when);
        return Phrasebook.Ended(clause.Length > 0 ? $"{wants}; {clause}" : wants);
    }

    private (TransferNeed Need, string What, string? When) Needs()
    {
        switch (_errand)
        {
            case Errand.Book when _intent is { } intent:
                return (TransferNeed.Book, _say.Named(intent.Event), intent.Chosen is { } chosen ? _say.DateAndTime(chosen.Start, Today) : _wish is { } wish && _say.Wish(wish, Today) is { Length: > 0 } words ? words : null);

            case Errand.Book:
                return (TransferNeed.Book, _say.Named(null), null);

            case Errand.Move when _intent?.Moving is { } moving:
                return (TransferNeed.Move, "", _say.DateAndTime(StartOf(moving), Today));

            case Errand.Move or Errand.Cancel or Errand.LookUp:
                var need = _errand == Errand.Move ? TransferNeed.Move : _errand == Errand.Cancel ? TransferNeed.Cancel : TransferNeed.LookUp;
                return (need, "", _identified && _appointment is { } appointment ? _say.DateAndTime(StartOf(appointment), Today) : null);
        }

        return _intents.FindLast(each => each.State is IntentState.Confirmed or IntentState.Told) is { Chosen: { } booked } done
            ? (TransferNeed.Booked, _say.Named(done.Event), _say.DateAndTime(booked.Start, Today))
            : (TransferNeed.Person, "", null);
    }
}
