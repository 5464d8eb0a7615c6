namespace VoiceBooker.Voice.Lines;

/// <summary>To whom a caller is handed, and what that person is told first.</summary>
/// <param name="Number">E.164.</param>
/// <param name="Summary">One sentence that the person hears before the caller is connected (a warm transfer); null: they are connected at once.</param>
/// <param name="Language">BCP 47 tag of the summary, "de-DE".</param>
public sealed record Transfer(string Number, string? Summary = null, string Language = "en-US");
