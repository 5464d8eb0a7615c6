using VoiceBooker.Booking.Bookings;
using VoiceBooker.Server.Console.Bookings;

namespace VoiceBooker.Server.Tests.Console;

public sealed class BookingWordsTests
{
    [Fact]
    public void A_request_that_somebody_must_still_agree_to_is_not_called_confirmed()
    {
        Assert.Equal("To be confirmed", BookingWords.Standing(new BookingRecord { Status = BookingStatus.Confirmed, AwaitsConfirmation = true }));
        Assert.Equal("Confirmed", BookingWords.Standing(new BookingRecord { Status = BookingStatus.Confirmed }));
        Assert.Equal("Cancelled", BookingWords.Standing(new BookingRecord { Status = BookingStatus.Cancelled, AwaitsConfirmation = true }));
    }
}
