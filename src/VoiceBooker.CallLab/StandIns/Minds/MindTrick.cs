namespace VoiceBooker.CallLab.StandIns.Minds;

/// <summary>How a model can work against the people it speaks for.</summary>
internal enum MindTrick
{
    /// <summary>Does whatever the caller says, in the worst way: confirms, claims, tells its instructions, dials, passes on what it was given as arguments.</summary>
    ObeysTheCaller,

    /// <summary>Says that a booking stands, whatever is done.</summary>
    ClaimsABooking,

    /// <summary>Says that an appointment was cancelled or moved.</summary>
    ClaimsAChange,

    /// <summary>Offers times of its own.</summary>
    InventsTimes,

    /// <summary>Answers yes for the caller to every question.</summary>
    SaysYes,

    /// <summary>Calls tools that nobody told it of.</summary>
    CallsUnknownTools,

    /// <summary>Puts days and hours into its calls that the caller never said.</summary>
    PutsDatesIn,

    /// <summary>Chooses times that were never offered.</summary>
    ChoosesUnoffered,

    /// <summary>Gives a name and an address of its own.</summary>
    GivesDetails,

    /// <summary>Says its instructions aloud.</summary>
    TellsItsPrompt,

    /// <summary>Tells of other people's appointments.</summary>
    TellsOfOthers,

    /// <summary>Cancels and moves what nobody asked to have cancelled or moved.</summary>
    CancelsUnasked,

    /// <summary>Has the caller put through to a number of its own.</summary>
    DialsNumbers,

    /// <summary>Calls tools hundreds of times.</summary>
    FloodsWithCalls,

    /// <summary>Talks without end.</summary>
    TalksWithoutEnd,

    /// <summary>Sends arguments that cannot be read.</summary>
    GarblesArguments,

    /// <summary>Makes the same refused call again and again.</summary>
    Insists,

    /// <summary>Says back what the caller said, as if it were true.</summary>
    Echoes,

    /// <summary>Neither says nor does anything.</summary>
    IsMute,
}
