using NodaTime;
using VoiceBooker.Booking.Languages;
using VoiceBooker.Booking.Reception;

namespace VoiceBooker.Tests.Booking.Reception;

public sealed class CallBackTimeTests
{
    [Theory]
    [InlineData("en-US", "call me back in thirty seconds", 30)]
    [InlineData("en-US", "call me back in 10 seconds please", 10)]
    [InlineData("en-US", "try again in twenty minutes", 1200)]
    [InlineData("de-DE", "rufen Sie in zwanzig Sekunden noch mal an", 20)]
    [InlineData("es-ES", "llámeme en diez segundos", 10)]
    [InlineData("fr-FR", "rappelez dans dix secondes", 10)]
    public void A_moment_from_now_is_counted_to_the_second(string language, string said, int seconds)
    {
        var now = Instant.FromUtc(2026, 11, 30, 14, 0, 7);
        Assert.Equal(now + Duration.FromSeconds(seconds), CallBackTime.FromNow(said, now, Phrasebook.Of(Tongue.Of(language))));
    }
}
