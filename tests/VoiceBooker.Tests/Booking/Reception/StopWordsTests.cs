using VoiceBooker.Booking.Reception.Stopping;

namespace VoiceBooker.Tests.Booking.Reception;

/// <summary>What people say who want no more calls, and what others say: the sentences stand in <c>StopSentences.txt</c>.</summary>
public sealed class StopWordsTests
{
    private static readonly Dictionary<string, (StopWish Ours, StopWish Theirs)> Meanings = new(StringComparer.Ordinal)
    {
        ["stop"] = (StopWish.Clear, StopWish.Clear),
        ["ours"] = (StopWish.Clear, StopWish.Unclear),
        ["halt"] = (StopWish.Clear, StopWish.None),
        ["ask"] = (StopWish.Unclear, StopWish.Unclear),
        ["perhaps"] = (StopWish.Unclear, StopWish.None),
        ["go on"] = (StopWish.None, StopWish.None),
    };

    public static TheoryData<string> Kinds => [.. Meanings.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Who_wants_no_more_calls_is_understood_and_nobody_else_is_taken_for_them(string kind)
    {
        var sentences = SentencesOf(kind);
        var (ours, theirs) = Meanings[kind];
        Assert.NotEmpty(sentences);
        Assert.Empty(sentences.Where(said => StopWords.Read(said, StopPlace.OurCall) != ours).Select(said => $"on our call: {said}"));
        Assert.Empty(sentences.Where(said => StopWords.Read(said, StopPlace.TheirCall) != theirs).Select(said => $"on theirs: {said}"));
    }

    [Theory]
    [InlineData("stop")]
    [InlineData("ours")]
    [InlineData("ask")]
    public void Capitals_marks_and_politeness_change_nothing(string kind)
    {
        var (ours, _) = Meanings[kind];
        Assert.All(SentencesOf(kind), said => Assert.True(StopWords.Read($"{said.ToUpperInvariant()}!", StopPlace.OurCall) == ours, said));
        Assert.All(SentencesOf(kind), said => Assert.True(StopWords.Read($"Hm. {said}. Okay.", StopPlace.OurCall) >= ours, said));
    }

    [Theory]
    [InlineData("STOP texting me", StopWish.Clear)]
    [InlineData("please stop", StopWish.Clear)]
    [InlineData("Stop sending me messages", StopWish.Clear)]
    [InlineData("no more texts please", StopWish.Clear)]
    [InlineData("Hi, this is Ana. Please take me off your list, thanks", StopWish.Clear)]
    [InlineData("keine SMS mehr bitte", StopWish.Clear)]
    [InlineData("dejen de mandarme mensajes", StopWish.Clear)]
    [InlineData("arrêtez de m'envoyer des messages", StopWish.Clear)]
    [InlineData("stop it", StopWish.Clear)]
    [InlineData("take me off that", StopWish.Unclear)]
    [InlineData("Please don't stop by on Tuesday", StopWish.None)]
    [InlineData("The end is near", StopWish.None)]
    [InlineData("ok see you Tuesday", StopWish.None)]
    [InlineData("Can I move it to Friday?", StopWish.None)]
    [InlineData("please cancel my appointment", StopWish.None)]
    public void In_a_text_message_messages_are_meant_as_well(string written, StopWish wish) => Assert.Equal(wish, StopWords.Read(written, StopPlace.Message));

    [Fact]
    public void What_is_clear_to_somebody_who_calls_is_clear_in_a_message()
    {
        foreach (var kind in (string[])["stop", "ours", "halt"])
            Assert.All(SentencesOf(kind), said => Assert.True(StopWords.Read(said, StopPlace.Message) is StopWish.Clear, said));
    }

    [Fact]
    public async Task No_words_however_long_or_odd_take_long()
    {
        var sentences = Meanings.Keys.SelectMany(SentencesOf).ToList();
        var words = sentences.SelectMany(said => said.Split(' ')).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        string[] hostile = [.. words.Select(word => string.Join(' ', Enumerable.Repeat(word, 60)) + " x"), .. sentences.Where((_, at) => at % 7 == 0).Select(said => string.Join(' ', Enumerable.Repeat(said, 12)) + " x"), new string('a', 10_000), new string(' ', 10_000), string.Concat(Enumerable.Repeat("m'", 4000))];
        var reading = Task.Run(() => hostile.Count(said => StopWords.Read(said, StopPlace.OurCall) is StopWish.Clear));
        Assert.InRange(await reading.WaitAsync(TimeSpan.FromMinutes(2)), 1, hostile.Length); // a pattern that could be made to look again and again would take years
    }

    private static List<string> SentencesOf(string kind)
    {
        List<string> found = [];
        var on = false;
        foreach (var line in File.ReadLines(Path.Combine(House.House.Root, "tests/VoiceBooker.Tests/Booking/Reception/StopSentences.txt")))
        {
            if (line.StartsWith("== ", StringComparison.Ordinal))
                on = line[3..] == kind;
            else if (on && line.Length > 0 && line[0] != '#')
                found.Add(line);
        }

        return found;
    }
}
