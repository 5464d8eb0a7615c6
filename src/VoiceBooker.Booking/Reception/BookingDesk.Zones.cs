using NodaTime;
using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Details;
using VoiceBooker.Booking.Events;
using VoiceBooker.Booking.When;

namespace VoiceBooker.Booking.Reception;

internal sealed partial class BookingDesk
{
    /// <summary>False when the caller must be asked for a zone before times can be spoken of.</summary>
    private bool DecideZone(BookingEvent bookingEvent, string words)
    {
        if (_zone is not null)
            return true;

        var eventZone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(bookingEvent.TimeZone);
        if (brief.Variables.GetValueOrDefault("cal_timezone") is { Length: > 0 } given && DateTimeZoneProviders.Tzdb.GetZoneOrNull(given.Trim()) is { } perCall)
        {
            _zone = new CallerZone(perCall, ZoneOrigin.PerCall);
        }
        else if (_hear.TellsPlace(_hear.Plain(words)) && SpokenZone.Read(words, tongue: Tongue) is ZoneReading.Known(var said))
        {
            _zone = new CallerZone(said, ZoneOrigin.Asked);
        }
        else
        {
            var weak = PhoneNumber.TryParse(brief.CallerNumber, out var number) ? SpokenZone.FromNumber(number)?.Zone : null;
            if (eventZone is not null && (weak is null || weak.GetUtcOffset(Now) == eventZone.GetUtcOffset(Now)))
                _zone = new CallerZone(eventZone, ZoneOrigin.Event);
            _numberZone = weak;
        }

        if (_zone is null)
        {
            _zoneAsk = _numberZone is null ? Asking.Zone : Asking.NumberZone;
            return false;
        }

        _zoneDiffers = eventZone is null || eventZone.GetUtcOffset(Now) != _zone.Zone.GetUtcOffset(Now);
        return true;
    }

    private async Task<ToolAnswer> GiveZoneAsync(string words, CancellationToken hangUp)
    {
        switch (SpokenZone.Read(words, _zoneMeanings, asked: _zoneAsk is Asking.Zone or Asking.NumberZone, Tongue))
        {
            case ZoneReading.Known(var zone):
                return await UseZoneAsync(zone, hangUp);

            case ZoneReading.Ambiguous ambiguous:
                if (_zoneMeanings?.Question == ambiguous.Question)
                    return Miss();
                _zoneMeanings = ambiguous;
                _zoneAsk = Asking.Zone;
                return new ToolAnswer($"Ambiguous; the caller is asked: {ambiguous.Question}");

            case ZoneReading.Unknown(var suggestions) when suggestions.Count > 0:
                Say(_say.UnknownPlace([.. suggestions.Take(3)]));
                _missed = true;
                _misses++;
                _zoneAsk ??= Asking.Zone;
                return new ToolAnswer("Unknown place; asked again.");

            default:
                return Miss();
        }
    }

    private async Task<ToolAnswer> UseZoneAsync(DateTimeZone zone, CancellationToken hangUp)
    {
        _zone = new CallerZone(zone, ZoneOrigin.Asked);
        _zoneAsk = null;
        _zoneMeanings = null;
        var eventZone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(_intent?.Event.TimeZone ?? (_events is [var only, ..] ? only.TimeZone : null) ?? "");
        _zoneDiffers = eventZone is null || eventZone.GetUtcOffset(Now) != zone.GetUtcOffset(Now);
        if (_waitingWish is { } wish && _intent is not null)
        {
            _waitingWish = null;
            return await TakeWhenAsync(wish, hangUp);
        }

        Say(_say.TimesIn(_say.Zone(zone)));
        if (_intent is { State: IntentState.Offered or IntentState.Chosen or IntentState.DetailsComplete or IntentState.ReadBack or IntentState.Heard })
            return await SearchAsync(_wish ?? WhenConstraint.Any, hangUp);
        return new ToolAnswer($"Times are told in {zone.Id}.");
    }
}
