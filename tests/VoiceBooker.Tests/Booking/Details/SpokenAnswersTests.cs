using VoiceBooker.Booking.Details;

namespace VoiceBooker.Tests.Booking.Details;

/// <summary>Numbers and options as callers say them.</summary>
public sealed class SpokenAnswersTests
{
    private static readonly string[] Treatments = ["Cleaning", "Filling", "Check-up", "Full check-up"];

    [Theory]
    [InlineData("three", "3")]
    [InlineData("there will be four of us", "4")]
    [InlineData("about twenty five people", "25")]
    [InlineData("twenty-five", "25")]
    [InlineData("a hundred and twenty", "120")]
    [InlineData("two hundred", "200")]
    [InlineData("three thousand two hundred and ten", "3210")]
    [InlineData("a dozen", "12")]
    [InlineData("a couple", "2")]
    [InlineData("two and a half", "2.5")]
    [InlineData("two point five", "2.5")]
    [InlineData("half an hour", "0.5")]
    [InlineData("nine four one oh three", "94103")]
    [InlineData("1,250", "1250")]
    [InlineData("2.5", "2.5")]
    [InlineData("12#", "12")]
    [InlineData("none", "0")]
    [InlineData("just the one", "1")]
    [InlineData("four, yes four", "4")]
    public void A_number_is_read(string words, string number)
    {
        Assert.True(SpokenNumber.TryRead(words, out var read), words);
        Assert.Equal(number, SpokenNumber.Written(read));
    }

    [Theory]
    [InlineData("two or three")]
    [InlineData("three, no four")]
    [InlineData("many")]
    [InlineData("")]
    [InlineData("oh")]
    public void Words_without_one_number_hold_none(string words) => Assert.False(SpokenNumber.TryRead(words, out _), words);

    [Theory]
    [InlineData(25, "twenty five")]
    [InlineData(2.5, "two point five")]
    [InlineData(0, "zero")]
    public void A_number_is_said_in_words(double number, string words) => Assert.Equal(words, SpokenNumber.Spoken((decimal)number));

    [Theory]
    [InlineData("cleaning", "Cleaning")]
    [InlineData("I'd like a filling please", "Filling")]
    [InlineData("check up", "Check-up")]
    [InlineData("the full check-up", "Full check-up")]
    [InlineData("the second one", "Filling")]
    [InlineData("number three", "Check-up")]
    [InlineData("the last one please", "Full check-up")]
    [InlineData("fillings", "Filling")]
    public void An_option_is_known_by_its_words_or_its_place(string words, string option) => Assert.Equal(option, SpokenOption.Find(Treatments, words));

    [Theory]
    [InlineData("a cleaning or a filling")]
    [InlineData("the green one")]
    [InlineData("the fifth one")]
    [InlineData("")]
    public void What_is_none_or_two_of_them_is_none(string words) => Assert.Null(SpokenOption.Find(Treatments, words));

    [Theory]
    [InlineData("two", "2")]
    [InlineData("four", "4")]
    [InlineData("the first one", "2")]
    public void Options_that_are_numbers_are_known_by_their_number_first(string words, string option) => Assert.Equal(option, SpokenOption.Find(["2", "4", "6"], words));

    [Theory]
    [InlineData("parking and lunch", "Parking,Lunch")]
    [InlineData("the first one and the third one", "Parking,Translation")]
    [InlineData("all of them", "Parking,Lunch,Translation")]
    [InlineData("translation please", "Translation")]
    [InlineData("nothing", "")]
    public void Some_options_are_read_in_their_order(string words, string some) =>
        Assert.Equal(some, string.Join(',', SpokenOption.FindSome(["Parking", "Lunch", "Translation"], words)));

    [Fact]
    public void A_key_names_a_place_unless_all_options_are_numbers()
    {
        Assert.Equal("Filling", SpokenOption.FindByKey(Treatments, "2"));
        Assert.Equal("2", SpokenOption.FindByKey(["2", "4", "6"], "2"));
        Assert.Null(SpokenOption.FindByKey(Treatments, "7"));
        Assert.Equal(["Cleaning", "Check-up"], SpokenOption.FindSomeByKeys(Treatments, "13#"));
        Assert.Empty(SpokenOption.FindSomeByKeys(Treatments, "19#"));
    }
}
