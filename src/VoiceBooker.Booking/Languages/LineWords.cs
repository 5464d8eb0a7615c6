namespace VoiceBooker.Booking.Languages;

/// <summary>What the carrier says in its own voice where the receptionist cannot: in the language of the call, and where nobody knows it in that of the number's country. Pure.</summary>
public static class LineWords
{
    /// <summary>Calling codes of countries where German, Spanish or French is what most people speak; everybody else is spoken to in English.</summary>
    private static readonly (string Tag, string[] Codes)[] Spoken =
    [
        ("de-DE", ["49", "43", "423"]),
        ("es-ES", ["34"]),
        ("es-MX", ["52", "54", "56", "57", "51", "58", "53", "502", "503", "504", "505", "506", "507", "591", "593", "595", "598"]),
        ("fr-FR", ["33", "377", "221", "225", "237"]),
    ];

    private static readonly string[] Regions = ["en-US", "en-GB", "en-AU", "en-CA", "en-IN", "de-DE", "es-ES", "es-MX", "es-US", "fr-FR", "fr-CA"];

    /// <summary>The person a caller was put through to does not answer; the receptionist takes the call again.</summary>
    public static string BackAgain(string language) => Tongue.Of(language).Code switch
    {
        "de" => "Leider ist gerade niemand zu erreichen. Ich verbinde Sie wieder mit dem Empfang.",
        "es" => "Lo sentimos, en este momento nadie puede atenderle. Le paso de nuevo con recepción.",
        "fr" => "Nous sommes désolés, personne ne peut répondre pour le moment. Je vous repasse l'accueil.",
        _ => "We are sorry, nobody can answer at the moment. I connect you to the reception again.",
    };

    /// <summary>The person a caller was put through to does not answer, and all lines are taken.</summary>
    public static string NobodyAnswers(string language) => Tongue.Of(language).Code switch
    {
        "de" => "Leider ist gerade niemand zu erreichen. Bitte rufen Sie später noch einmal an. Auf Wiederhören.",
        "es" => "Lo sentimos, en este momento nadie puede atenderle. Llame de nuevo más tarde, por favor. Adiós.",
        "fr" => "Nous sommes désolés, personne ne peut répondre pour le moment. Veuillez rappeler plus tard. Au revoir.",
        _ => "We are sorry, nobody can answer at the moment. Please call again later. Goodbye.",
    };

    /// <summary>The conversation broke off.</summary>
    public static string BrokeOff(string language) => Tongue.Of(language).Code switch
    {
        "de" => "Es tut uns leid, bei uns ist etwas schiefgegangen. Bitte rufen Sie noch einmal an. Auf Wiederhören.",
        "es" => "Lo sentimos, algo ha fallado por nuestra parte. Llame de nuevo, por favor. Adiós.",
        "fr" => "Nous sommes désolés, un problème est survenu de notre côté. Veuillez rappeler. Au revoir.",
        _ => "We are sorry, something went wrong on our side. Please call again. Goodbye.",
    };

    /// <summary>The web server cannot answer.</summary>
    public static string CannotAnswer(string language) => Tongue.Of(language).Code switch
    {
        "de" => "Es tut uns leid, wir können Ihren Anruf gerade nicht annehmen. Bitte versuchen Sie es in ein paar Minuten noch einmal. Auf Wiederhören.",
        "es" => "Lo sentimos, en este momento no podemos atender su llamada. Inténtelo de nuevo en unos minutos, por favor. Adiós.",
        "fr" => "Nous sommes désolés, nous ne pouvons pas prendre votre appel pour le moment. Veuillez réessayer dans quelques minutes. Au revoir.",
        _ => "We are sorry, we cannot take your call at the moment. Please try again in a few minutes. Goodbye.",
    };

    /// <summary>To a person whom we called, when there is nobody to talk to them: that it is an automated call, and that we made it.</summary>
    public static string SorryWeCalled(string language) => Tongue.Of(language).Code switch
    {
        "de" => "Guten Tag. Dies ist ein automatischer Anruf, und es tut uns leid: Wir haben Sie angerufen, können aber gerade nicht sprechen. Wir versuchen es ein andermal wieder. Auf Wiederhören.",
        "es" => "Hola. Esta es una llamada automática, y lo sentimos: le hemos llamado, pero ahora no podemos hablar. Lo intentaremos en otro momento. Adiós.",
        "fr" => "Bonjour. Ceci est un appel automatique, et nous sommes désolés : nous vous avons appelé, mais ne pouvons pas parler pour le moment. Nous réessayerons une autre fois. Au revoir.",
        _ => "Hello. This is an automated call, and we are sorry: we called you, but cannot talk at the moment. We will try again another time. Goodbye.",
    };

    /// <summary>The tag of a language as a carrier's voice wants it: with a region, and one that it has.</summary>
    public static string TagOf(string language) =>
        Array.Find(Regions, region => region.Equals(language, StringComparison.OrdinalIgnoreCase)) ?? Array.Find(Regions, region => region.StartsWith(Tongue.Of(language).Code + "-", StringComparison.Ordinal))!;

    /// <summary>What is most likely spoken where a number is; "en-US" where it is no number, or its country speaks something else.</summary>
    public static string GuessOf(string number) =>
        number.StartsWith('+') && Array.Find(Spoken, each => Array.Exists(each.Codes, code => number.AsSpan(1).StartsWith(code, StringComparison.Ordinal))) is { Tag: { } tag } ? tag : "en-US";
}
