namespace VoiceBooker.Booking.Languages;

/// <content>A link that is texted, so that something can be typed.</content>
internal abstract partial class Phrasebook
{
    public abstract string ShallTextLink(bool forEmail);

    public abstract string LinkForEmailSent { get; }

    public abstract string LinkForNameSent { get; }

    public abstract string LinkNotSent { get; }

    public abstract string CannotText { get; }

    /// <summary>Said to somebody silent who may be typing.</summary>
    public abstract string WaitingForTyping { get; }

    /// <summary>What was typed has arrived, and is said back.</summary>
    public abstract string TypedArrived(string what);
}
