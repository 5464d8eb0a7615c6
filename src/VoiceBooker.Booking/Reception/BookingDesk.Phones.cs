using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Details;

namespace VoiceBooker.Booking.Reception;

internal sealed partial class BookingDesk
{
    private bool PhoneOptional => _intent is not { Event.NeedsPhone: true };

    private async Task<ToolAnswer> GivePhoneAsync(string words)
    {
        if (_overlay == Asking.MessageNumber)
            return await MessageNumberAsync(words);
        if (_hear.Skips(words) && Asking is Asking.Phone or Asking.PhoneRight)
            return SkipPhone();

        PhoneNumber? near = PhoneNumber.TryParse(brief.CallerNumber, out var own) ? own : null;
        if (!SpokenPhone.TryRead(words, near, out var number, Tongue))
        {
            _details.PhoneToConfirm = null;
            return PhoneMissed();
        }

        _details.PhoneSkipped = false;
        _details.Phone = null;
        _details.PhoneToConfirm = number;
        return new ToolAnswer("The number is read back.");
    }

    private ToolAnswer PhoneMissed()
    {
        if (++_details.PhoneMisses <= options.MissesBeforeKeys)
            return MissDetail();
        if (PhoneOptional)
            return SkipPhone();
        _overlay = Asking.Person;
        return MissDetail();
    }

    private ToolAnswer SkipPhone()
    {
        if (!PhoneOptional && _noting is null)
        {
            Say(_say.PhoneNeeded);
            return ++_details.PhoneMisses > options.MissesBeforeKeys ? Miss("") : MissDetail(sorry: "");
        }

        _details.PhoneSkipped = true;
        _details.PhoneToConfirm = null;
        Say(_say.WithoutPhone);
        return new ToolAnswer("No number.");
    }
}
