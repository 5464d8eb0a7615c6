namespace VoiceBooker.Booking.Campaigns.Upload;

/// <summary>What a column of an uploaded file holds.</summary>
public enum ColumnMeaning
{
    /// <summary>Nothing that is needed.</summary>
    Ignored,

    /// <summary>The number to call.</summary>
    Number,

    /// <summary>The person's whole name.</summary>
    Name,

    /// <summary>The person's first name.</summary>
    FirstName,

    /// <summary>The person's last name.</summary>
    LastName,

    /// <summary>The person's e-mail address (<c>email</c>).</summary>
    Email,

    /// <summary>Who is notified of the booking as its organizer (<c>cal_email</c>).</summary>
    OrganizerEmail,

    /// <summary>The zone in which times are told to the person (<c>cal_timezone</c>), who is believed to be there where it fits the number.</summary>
    Zone,

    /// <summary>The zone where the person is, whatever the number says.</summary>
    Place,

    /// <summary>What kind of consent there is.</summary>
    ConsentKind,

    /// <summary>When the consent was given.</summary>
    ConsentDate,

    /// <summary>What was agreed to.</summary>
    ConsentText,

    /// <summary>Where the consent was given.</summary>
    ConsentChannel,

    /// <summary>A variable of the conversation.</summary>
    Variable,
}

/// <summary>One column, and what is made of it.</summary>
/// <param name="Title">Its name in the file, or "Column 3".</param>
/// <param name="Meaning">What it holds.</param>
/// <param name="Variable">The variable's name, for <see cref="ColumnMeaning.Variable"/>.</param>
public sealed record ColumnUse(string Title, ColumnMeaning Meaning, string Variable);
