using VoiceBooker.Providers.Local.Speaking;

namespace VoiceBooker.Tests.Providers.Local;

public sealed class SpokenTextTests
{
    [Theory]
    [InlineData("That's anna.miller@example.com, right?", "That's anna dot miller at example dot com, right?")]
    [InlineData("Anna, that is a, n, n, a.", "Anna, that is A, N, N, A.")]
    [InlineData("I call you at +1 (555) 010-4477.", "I call you at plus 1, 5 5 5, 0 1 0, 4 4 7 7.")]
    [InlineData("It is on 2026-12-24 at 9:00 a.m.", "It is on December 24th, 2026 at 9:00 a.m.")]
    [InlineData("It is on 2026-12-01 at noon.", "It is on December 1st, 2026 at noon.")]
    [InlineData("See example.com/booking – or press 0.", "See example dot com slash booking, or press 0.")]
    [InlineData("We are at 12 Main St, near the park.", "We are at 12 Main street, near the park.")]
    [InlineData("Tea & cake — 10% off", "Tea and cake, 10 percent off")]
    [InlineData("Let me read that back.", "Let me reed that back.")]
    [InlineData("Great 🎉 “booked”", "Great booked")]
    [InlineData("I have a room at 10:30 a.m. or 2 p.m.", "I have a room at 10:30 a.m. or 2 p.m.")]
    public void What_the_voice_would_misread_is_written_out(string text, string spoken) => Assert.Equal(spoken, SpokenText.From(text));

    [Theory]
    [InlineData("Yes, at ten.", "Yes, at ten.")]
    [InlineData("I have Tuesday at 10 a.m., Tuesday at 2 p.m., or Wednesday at 9.", "I have Tuesday at 10 a.m.,|Tuesday at 2 p.m.,|or Wednesday at 9.")]
    [InlineData("Dr. Smith is free. Shall I book it?", "Dr. Smith is free.|Shall I book it?")]
    [InlineData("At 10 a.m. Tuesday works.", "At 10 a.m. Tuesday works.")]
    [InlineData("Done! Anything else?", "Done!|Anything else?")]
    [InlineData(" ... ", "")]
    public void A_phrase_is_cut_where_a_speaker_would_breathe(string phrase, string clauses) =>
        Assert.Equal(clauses, string.Join('|', Clauses.Of(phrase).Select(clause => clause.Text)));

    [Fact]
    public void The_cache_lets_go_of_what_was_not_asked_for_longest()
    {
        var cache = new PhraseCache(limit: 100);
        for (var i = 0; i < 5; i++)
            cache.Keep("slt", $"{i}", new byte[20]);
        Assert.NotNull(cache.Find("slt", "0"));

        cache.Keep("slt", "5", new byte[20]);

        Assert.NotNull(cache.Find("slt", "0"));
        Assert.Null(cache.Find("slt", "1"));
        Assert.Null(cache.Find("rms", "0"));
        Assert.Equal(100, cache.Size);
    }

    [Fact]
    public void One_huge_passage_does_not_empty_the_cache()
    {
        var cache = new PhraseCache(limit: 100);
        cache.Keep("slt", "small", new byte[20]);
        cache.Keep("slt", "huge", new byte[90]);

        Assert.NotNull(cache.Find("slt", "small"));
        Assert.Null(cache.Find("slt", "huge"));
    }
}
