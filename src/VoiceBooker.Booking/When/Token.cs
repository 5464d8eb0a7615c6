namespace VoiceBooker.Booking.When;

/// <summary>What kind of word a <see cref="Token"/> is.</summary>
internal enum TokenKind
{
    /// <summary>A word in lower case without apostrophes.</summary>
    Word,

    /// <summary>A number, spoken ("twenty one") or typed.</summary>
    Number,

    /// <summary>An ordinal, spoken or typed ("21st").</summary>
    Ordinal,

    /// <summary>A typed time; the value is its minute of the day, the text keeps a leading zero.</summary>
    Clock,

    /// <summary>A typed date with year; the value is yyyymmdd.</summary>
    Date,

    /// <summary>A typed "12/24": the value is first × 100 + second.</summary>
    Slash,

    /// <summary>"am" or "pm" after a number or time.</summary>
    Meridiem,
}

/// <summary>One word of what a caller said.</summary>
/// <param name="Kind">Which kind.</param>
/// <param name="Text">The word; for numbers as it was said or typed.</param>
/// <param name="Value">Its number, see <see cref="TokenKind"/>.</param>
/// <param name="AfterBreak">True when punctuation stands before it.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int Value, bool AfterBreak)
{
    /// <summary>True for exactly this word.</summary>
    public bool Is(string word) => Kind is TokenKind.Word or TokenKind.Meridiem && Text == word;

    /// <summary>True for a number that was written in digits.</summary>
    public bool Typed => Text.Length > 0 && char.IsAsciiDigit(Text[0]);
}
