using VoiceBooker.Voice.Turns;

namespace VoiceBooker.Providers.Local.Words;

/// <summary>What is listened for after one kind of question: groups of sentences and how much each weighs, and whether common words are let in.</summary>
/// <param name="Name">Its name, also of its file.</param>
/// <param name="Groups">Groups of <c>templates.txt</c> with their shares; control sentences ("cancel", "a person please") are in every one of them.</param>
/// <param name="CommonWords">How much of all words the language's most common ones may make up; 0: none.</param>
/// <param name="Dictation">Whether letters or digits are dictated, with longer pauses.</param>
/// <param name="PhraseShare">How much of all sentences a question's own phrases make up.</param>
internal sealed record Vocabulary(string Name, (string Group, double Share)[] Groups, double CommonWords, bool Dictation, double PhraseShare)
{
    /// <summary>How much of all sentences those make up that may be said at any moment instead of an answer: enough to be heard while a name is dictated, too little to be heard in one.</summary>
    public const double AsideShare = 0.02;

    private static readonly Vocabulary General = new(
        "open",
        [("answers", 1), ("booking", 2), ("when", 1), ("ranges", 1), ("choice", 1), ("control", 1), ("mine", 1), ("names", 0.1)],
        CommonWords: 0.003,
        Dictation: false,
        PhraseShare: 0.1);

    private static readonly Vocabulary YesNo = new(
        "yes-no",
        [("answers", 3), ("when", 0.5), ("ranges", 0.3), ("choice", 0.5), ("control", 1), ("mine", 0.3), ("booking", 0.2)],
        CommonWords: 0.002,
        Dictation: false,
        PhraseShare: 0.05);

    private static readonly Vocabulary Choice = new(
        "choice",
        [("answers", 0.6), ("when", 1), ("ranges", 0.5), ("choice", 2), ("control", 0.7), ("mine", 0.2)],
        CommonWords: 0.002,
        Dictation: false,
        PhraseShare: 0.3);

    private static readonly Vocabulary When = new(
        "when",
        [("answers", 0.4), ("when", 2), ("ranges", 2), ("choice", 0.7), ("control", 0.7), ("mine", 0.3), ("booking", 0.3)],
        CommonWords: 0.002,
        Dictation: false,
        PhraseShare: 0.15);

    private static readonly Vocabulary PersonName = new(
        "name",
        [("names", 25), ("spelling", 2), ("answers", 0.3), ("control", 0.4)],
        CommonWords: 0,
        Dictation: true,
        PhraseShare: 0.2);

    private static readonly Vocabulary Email = new(
        "email",
        [("email", 20), ("spelling", 5), ("answers", 0.3), ("control", 0.3)],
        CommonWords: 0,
        Dictation: true,
        PhraseShare: 0.2);

    private static readonly Vocabulary Digits = new(
        "digits",
        [("digits", 10), ("answers", 0.3), ("control", 0.3)],
        CommonWords: 0,
        Dictation: true,
        PhraseShare: 0.1);

    private static readonly Vocabulary Zone = new(
        "zone",
        [("zones", 10), ("answers", 0.5), ("control", 0.4)],
        CommonWords: 0.001,
        Dictation: false,
        PhraseShare: 0.2);

    /// <summary>All there are.</summary>
    public static IReadOnlyList<Vocabulary> All { get; } = [General, YesNo, Choice, When, PersonName, Email, Digits, Zone];

    /// <summary>What to listen for after a question of this kind.</summary>
    public static Vocabulary For(AnswerKind kind) => kind switch
    {
        AnswerKind.YesNo => YesNo,
        AnswerKind.Choice => Choice,
        AnswerKind.When => When,
        AnswerKind.Name => PersonName,
        AnswerKind.Email => Email,
        AnswerKind.Digits => Digits,
        AnswerKind.Zone => Zone,
        _ => General,
    };
}
