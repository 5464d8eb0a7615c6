using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Details;
using VoiceBooker.Booking.Messages;
using VoiceBooker.Voice.Dialogue;

namespace VoiceBooker.Booking.Reception;

internal sealed partial class BookingDesk
{
    /// <summary>Most links of one call: each is a text message that somebody pays for.</summary>
    private const int MostLinks = 3;

    /// <summary>How much longer a silent person is waited for who may be typing.</summary>
    private static readonly TimeSpan TypingTakes = TimeSpan.FromSeconds(90);

    private readonly HashSet<string> _textOffered = new(StringComparer.Ordinal);
    private string? _textAsks;
    private int _linksSent;
    private bool _linkOpen;

    /// <summary>True while the person may be typing under a link that was texted to them.</summary>
    public bool AwaitsTyping => _linkOpen && TextAsks is not null;

    /// <summary>What a link could be texted for now, <see cref="TextLinks.Email"/> or <see cref="TextLinks.Name"/>; null: nothing of the kind is asked, or none can be sent to this person.</summary>
    private string? Textable => brief is { Links.IsConfigured: true, CanType: false } && _linksSent < MostLinks && OwnNumber(brief) is not null ? TextAsks : null;

    private string? TextAsks => Asking switch
    {
        Asking.Name or Asking.NameRight or Asking.KnownName => TextLinks.Name,
        Asking.Email or Asking.EmailRight or Asking.KnownEmail => TextLinks.Email,
        Asking.TextOffer => _textAsks,
        _ => null,
    };

    private TimeSpan Patience => _linkOpen ? TypingTakes : TimeSpan.Zero;

    /// <summary>After misunderstandings of a name or an address the caller is asked, once for each, whether a link would be easier.</summary>
    private void OfferText()
    {
        if (_overlay is not null || _linkOpen || Textable is not { } asks || (asks == TextLinks.Email ? _details.EmailMisses : _details.NameMisses) < options.MissesBeforeKeys || !_textOffered.Add(asks))
            return;
        (_overlay, _textAsks) = (Asking.TextOffer, asks);
    }

    /// <summary>Yes or no to the offer.</summary>
    private async Task<ToolAnswer> AnswerTextOfferAsync(bool yes, CancellationToken hangUp)
    {
        if (yes)
            return await TextMeAsync(hangUp);
        _overlay = null;
        Say(_say.AllRight);
        return new ToolAnswer("No link is wanted; asked again.");
    }

    /// <summary>Texts a link. The caller hears that it was sent when the carrier has taken it, and not before.</summary>
    private async Task<ToolAnswer> TextMeAsync(CancellationToken hangUp)
    {
        if (Textable is not { } asks)
        {
            Say(_say.CannotText);
            return new ToolAnswer("No link can be texted now.");
        }

        _linksSent++;
        var sending = await brief.Links!.SendAsync(brief.Call, OwnNumber(brief)!.Value.E164, asks, brief.Assistant.Language, options.BusinessName, hangUp);
        if (_overlay == Asking.TextOffer)
            _overlay = null;
        _textOffered.Add(asks);
        if (sending is LinkSending.NotSent(var reason))
        {
            journal.Record("text.failed", new { asks, reason });
            Say(_say.LinkNotSent);
            return new ToolAnswer("The link could not be sent; asked again.");
        }

        journal.Record("text.sent", new { asks });
        _linkOpen = true;
        (_details.EmailMisses, _details.NameMisses) = asks == TextLinks.Email ? (0, _details.NameMisses) : (_details.EmailMisses, 0);
        Say(asks == TextLinks.Email ? _say.LinkForEmailSent : _say.LinkForNameSent);
        Quiet = true;
        return new ToolAnswer("The link was sent; the caller may type, or go on speaking.");
    }

    /// <summary>Takes what the person typed under a link; false when the last words were not typed there. What is heard of it is said back.</summary>
    public async Task<bool> TakeTypedAsync(CancellationToken hangUp)
    {
        if (By != SaidBy.Typing || brief.CanType || brief.Links is not { } links)
            return false;
        var typed = await links.TakeAsync(brief.Call, hangUp);
        Quiet = typed.Count == 0; // told twice
        foreach (var each in typed)
            TakeTyped(each);
        Settle();
        await RecordAsync(hangUp);
        return true;
    }

    private void TakeTyped(TypedText typed)
    {
        journal.Record("text.typed", new { asks = typed.Asks });
        var reopened = _intent is { State: IntentState.DetailsComplete or IntentState.ReadBack or IntentState.Heard } ? _intent : null;
        if (_overlay is Asking.TextOffer or Asking.Person)
            _overlay = null;
        (_linkOpen, _misses) = (false, 0);
        if (typed.Asks == TextLinks.Email)
        {
            TakeEmail(typed.Text); // typed: it needs no yes
            Say(_say.TypedArrived(_say.Email(typed.Text)));
        }
        else
        {
            (_details.Name, _details.NameToConfirm, _details.NameMisses) = (typed.Text, null, 0);
            if (_details.Known is { } known)
                _details.IsKnown = SameName.Matches(known.Name, typed.Text);
            Say(_say.TypedArrived(typed.Text));
        }

        reopened?.CorrectDetails();
        _changing = false;
    }
}
