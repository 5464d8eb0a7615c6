using VoiceBooker.Tests.Voice.Playing;
using VoiceBooker.Voice.Speaking;

namespace VoiceBooker.Tests.Voice.Speaking;

public sealed class PhrasesTests
{
    [Theory]
    [InlineData("Hello there. How are you?", "Hello there. |How are you?")]
    [InlineData("I have ten a.m. on Tuesday or 3.5 hours later.", "I have ten a.m. on Tuesday or 3.5 hours later.")]
    [InlineData("It is at ten a.m. Is that right?", "It is at ten a.m. |Is that right?")]
    [InlineData("You will see Dr. Ito. Good?", "You will see Dr. Ito. |Good?")]
    [InlineData("I wrote to a.b@example.co.uk. Right?", "I wrote to a.b@example.co.uk. |Right?")]
    [InlineData("That is A, N, N, A, at example dot com. Right?", "That is A, N, N, A, at example dot com. |Right?")]
    [InlineData("Spelled A. N. N. A. and nothing else.", "Spelled A. N. N. A. and nothing else.")]
    [InlineData("Good morning everybody, this is Anna. Hello!", "Good morning everybody, |this is Anna. |Hello!")]
    [InlineData("He said \"no.\" Then he left.", "He said \"no.\" |Then he left.")]
    [InlineData("Well", "Well")]
    public void A_reply_is_cut_where_one_breathes(string text, string phrases) => Assert.Equal(phrases, string.Join('|', Cut(text, text.Length)));

    [Fact]
    public void However_the_words_trickle_in_the_phrases_are_the_same()
    {
        const string text = "Good morning everybody, this is Anna. I have ten a.m. Is that right? It is with Dr. Ito, at a.b@example.com. So A, N, N, A, right? Thank you. Goodbye.";
        var whole = Cut(text, text.Length);
        for (var size = 1; size < 12; size++)
            Assert.Equal(whole, Cut(text, size));
        Assert.Equal(text, string.Concat(whole));
    }

    [Fact]
    public void Nothing_is_lost_and_no_phrase_has_two_tags()
    {
        var random = new Random(7);
        const string letters = "ab .,?!;:\"am12 @";
        for (var round = 0; round < 500; round++)
        {
            var pieces = Enumerable.Range(0, random.Next(1, 12)).Select(_ => new Speech.Words(new string([.. Enumerable.Range(0, random.Next(0, 30)).Select(_ => letters[random.Next(letters.Length)])]), random.Next(3) == 0 ? "tag" : null)).ToList();
            var phrases = Run(pieces.Cast<Speech>()).Cast<Speech.Words>().ToList();
            foreach (var tag in new[] { null, "tag" })
                Assert.Equal(string.Concat(pieces.Where(piece => piece.Tag == tag).Select(piece => piece.Text)), string.Concat(phrases.Where(phrase => phrase.Tag == tag).Select(phrase => phrase.Text)));
        }
    }

    [Fact]
    public void What_is_asked_follows_the_words_that_ask_it()
    {
        var speech = Run([new Speech.Words("Is that"), new Speech.Words(" right? Yes or no"), new Speech.Asks(VoiceBooker.Voice.Turns.Question.YesNo), new Speech.HangsUp()]);
        Assert.Equal(["Is that right? ", "Yes or no", "Asks", "HangsUp"], speech.Select(each => each is Speech.Words words ? words.Text : each.GetType().Name));
    }

    private static List<string> Cut(string text, int size) =>
        [.. Run(Enumerable.Range(0, (text.Length + size - 1) / size).Select(i => new Speech.Words(text.Substring(i * size, Math.Min(size, text.Length - (i * size)))))).Cast<Speech.Words>().Select(words => words.Text)];

    private static List<Speech> Run(IEnumerable<Speech> speech) => VirtualTime.Run(async _ =>
    {
        var all = new List<Speech>();
        await foreach (var each in Stream(speech).InPhrases())
            all.Add(each);
        return all;
    });

    private static async IAsyncEnumerable<Speech> Stream(IEnumerable<Speech> speech)
    {
        foreach (var each in speech)
        {
            await Task.Yield();
            yield return each;
        }
    }
}
