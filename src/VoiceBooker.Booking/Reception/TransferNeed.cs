namespace VoiceBooker.Booking.Reception;

/// <summary>What a caller who is put through wants.</summary>
internal enum TransferNeed
{
    /// <summary>They did not say.</summary>
    Person,

    /// <summary>To book.</summary>
    Book,

    /// <summary>To move an appointment.</summary>
    Move,

    /// <summary>To cancel an appointment.</summary>
    Cancel,

    /// <summary>To know something of an appointment.</summary>
    LookUp,

    /// <summary>They have booked on this call, and want something more.</summary>
    Booked,
}

/// <summary>How far it came before a caller is put through.</summary>
internal enum TransferProgress
{
    /// <summary>Nothing to tell.</summary>
    Nothing,

    /// <summary>The caller has shown who they are.</summary>
    Identified,

    /// <summary>The caller has not shown who they are.</summary>
    NotIdentified,

    /// <summary>No time is chosen.</summary>
    NothingBooked,

    /// <summary>A time is held.</summary>
    Held,
}
