using NodaTime;
using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Languages;
using VoiceBooker.Booking.Messages;

namespace VoiceBooker.Tests.Booking.Messages;

public sealed class MessageWordsTests
{
    private static readonly Dictionary<string, string> NoneOfTheirs = new(StringComparer.OrdinalIgnoreCase);

    [Theory]
    [InlineData("en-US", "Praxis. Cancelled: Beratung, Tuesday, December 1, 10:00 AM (Berlin time). (The caller cancelled by phone)")]
    [InlineData("de-DE", "Praxis. Abgesagt: Beratung, Dienstag, 1. Dezember, 10:00 Uhr (Ortszeit Berlin). (telefonisch abgesagt)")]
    public void Why_a_meeting_was_called_off_is_told_in_the_language_of_the_call(string language, string text) =>
        Assert.Equal(text, MessageWords.Write(MessageWords.Cancelled, Facts(CancelReasons.ByCaller), language, NoneOfTheirs));

    [Fact]
    public void A_reason_that_somebody_has_worded_stays_as_it_is() =>
        Assert.EndsWith("(Frau Weber ist krank)", MessageWords.Write(MessageWords.Cancelled, Facts("Frau Weber ist krank."), "de-DE", NoneOfTheirs), StringComparison.Ordinal);

    [Theory]
    [InlineData("de-DE")]
    [InlineData("es-ES")]
    [InlineData("fr-FR")]
    public void No_sentence_of_ours_is_left_in_english(string language)
    {
        string[] reasons = [CancelReasons.ByCaller, CancelReasons.ByOperator, CancelReasons.InCalendar, CancelReasons.Moved];
        Assert.All(reasons, reason => Assert.NotEqual(reason, CancelReasons.In(reason, language)));
        Func<string, string>[] said = [LineWords.BackAgain, LineWords.NobodyAnswers, LineWords.BrokeOff, LineWords.CannotAnswer, LineWords.SorryWeCalled];
        Assert.All(said, words => Assert.NotEqual(words("en-US"), words(language)));
        Assert.All(MessageWords.Kinds, kind => Assert.NotEqual(MessageWords.Happened(kind, "en-US"), MessageWords.Happened(kind, language)));
        Assert.NotEqual(MessageWords.Help("", "+1", "en-US"), MessageWords.Help("", "+1", language));
        Assert.NotEqual(MessageWords.Stopped("", "en-US"), MessageWords.Stopped("", language));
    }

    [Fact]
    public void The_answer_to_help_names_the_business_and_how_to_stop_in_every_language() =>
        Assert.All(Tongue.All, tongue =>
        {
            var words = MessageWords.Help("Harbour Dental", "+12125550100", tongue.Code);
            Assert.StartsWith("Harbour Dental: ", words, StringComparison.Ordinal);
            Assert.Contains("STOP", words, StringComparison.Ordinal);
            Assert.Contains("+12125550100", words, StringComparison.Ordinal);
        });

    private static MessageFacts Facts(string reason) =>
        new("Praxis", "Jo", "Beratung", Instant.FromUtc(2026, 12, 1, 9, 0).InZone(DateTimeZoneProviders.Tzdb["Europe/Berlin"]), "", reason);
}
