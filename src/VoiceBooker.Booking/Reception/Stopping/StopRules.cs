namespace VoiceBooker.Booking.Reception.Stopping;

/// <summary>One language's ways to say it. Each pattern is small and sees one sentence in plain letters.</summary>
internal sealed partial record StopRules
{
    /// <summary>"Stop", and nothing else, in every language: to a call that they did not make people say no more. A lone "para" is also "for", so it is not here.</summary>
    public static readonly StopPatterns LoneStop = Any(
        @"^((please|hey|ok|okay|just|no|oh|bitte|nein|non|por favor|ya|i said) )*((stop|stopp|arretez|pare|paren)( (now|please|right now|immediately|already|bitte|sofort|jetzt|maintenant|tout de suite|s'il vous plait|svp|ya|por favor))*( |$))+$",
        @"^((ya|por favor|oiga|que) )*basta( (basta|ya|por favor|de una vez))*$");

    /// <summary>"Stop it", "para, para": what is to be stopped is not said.</summary>
    public static readonly StopPatterns LoneHalt = Any(
        @"^((please|hey|ok|okay|just|no|oh|bitte|nein|non|por favor|ya|i said|you need to|you have to|i want you to|i need you to|will you|can you|would you) )*(stop|stopp|arretez|pare|paren|basta|parale)( (it|this|that|damit|das|ca|cela|tout ca|eso|esto|con eso))+( (now|please|right now|immediately|already|bitte|sofort|jetzt|maintenant|s'il vous plait|svp|ya|por favor))*$",
        @"^((please|you need to|you have to|you must|i want you to|i need you to|will you|can you|would you|could you|vous devez|il faut) )+(please )?(stop|arreter)( please| now)*$",
        @"^((ya|por favor|no) )*para( (para|ya|por favor|eso|de una vez))+$",
        @"^(bitte )?(hoeren sie|hoer|hoert|horen sie) (bitte |endlich |sofort |jetzt )*(auf|damit auf|auf damit)( bitte| jetzt)*$");

    /// <summary>Parts of words of which at least one stands in whatever the patterns find: most sentences are seen to be something else by these alone.</summary>
    public required string[] Hints { get; init; }

    /// <summary>A wish about a time or a way ("not before nine", "text me instead"), or about something else than calls: crossed out first.</summary>
    public required StopPatterns Limits { get; init; }

    /// <summary>Meant, although what follows it would be crossed out: "I told you to stop calling".</summary>
    public required StopPatterns Meant { get; init; }

    /// <summary>What looks like the wish and means the contrary: "don't stop calling me".</summary>
    public required StopPatterns Denials { get; init; }

    /// <summary>What others do, or said to others: "tell Bob to stop calling me". On a call that we made it is asked about.</summary>
    public required StopPatterns Reports { get; init; }

    /// <summary>The wish, naming calls or the list of those who are called: clear on any call.</summary>
    public required StopPatterns NamesCalls { get; init; }

    /// <summary>Clear to somebody who calls; asked about by somebody who is called.</summary>
    public required StopPatterns ToCallers { get; init; }

    /// <summary>About text messages: clear in one, asked about on a call that we made.</summary>
    public required StopPatterns NamesTexts { get; init; }

    /// <summary>Asked about wherever it is said.</summary>
    public required StopPatterns Doubtful { get; init; }

    /// <summary>Asked about on calls that we made, and something else on others.</summary>
    public required StopPatterns DoubtfulToCallers { get; init; }

    /// <summary>Looks for everything in the words; what is found does not matter.</summary>
    public void Run(string words)
    {
        foreach (var patterns in (StopPatterns[])[Limits, Meant, Denials, Reports, NamesCalls, ToCallers, NamesTexts, Doubtful, DoubtfulToCallers])
            patterns.Match(words);
    }

    private static StopPatterns Any(params string[] patterns) => new(patterns);
}
