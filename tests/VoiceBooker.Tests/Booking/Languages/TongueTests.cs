using VoiceBooker.Booking.Languages;

namespace VoiceBooker.Tests.Booking.Languages;

/// <summary>Which language a tag means.</summary>
public sealed class TongueTests
{
    [Theory]
    [InlineData("de", "de")]
    [InlineData("de-AT", "de")]
    [InlineData("ES-mx", "es")]
    [InlineData("fr_CA", "fr")]
    [InlineData("en-GB", "en")]
    [InlineData("it-IT", "en")]
    [InlineData("", "en")]
    [InlineData(null, "en")]
    public void A_tag_means_its_language_whatever_its_region_and_else_English(string? tag, string code) => Assert.Equal(code, Tongue.Of(tag).Code);

    [Theory]
    [InlineData("en-US")]
    [InlineData("de")]
    [InlineData("de-CH-1996")]
    [InlineData("es-419")]
    public void Languages_that_can_be_spoken_are_taken(string tag) => Assert.Null(Tongue.ObjectionTo(tag));

    [Theory]
    [InlineData("it-IT")]
    [InlineData("deutsch")]
    [InlineData("de-")]
    [InlineData("de AT")]
    [InlineData("")]
    public void Others_are_refused_with_what_is_possible(string tag) => Assert.Contains("English, German, Spanish and French", Tongue.ObjectionTo(tag), StringComparison.Ordinal);
}
