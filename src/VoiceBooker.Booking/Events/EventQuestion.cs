namespace VoiceBooker.Booking.Events;

/// <summary>What kind of answer a question wants.</summary>
public enum QuestionKind
{
    /// <summary>A few words.</summary>
    Text,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A telephone number, given as E.164.</summary>
    Phone,

    /// <summary>Yes or no, given as "true" or "false".</summary>
    YesNo,

    /// <summary>One of the options, given as it is spelled there.</summary>
    OneOf,

    /// <summary>Some of the options, given as they are spelled there, separated by line feeds.</summary>
    SomeOf,
}

/// <summary>What the provider's event asks of everybody who books; the receptionist asks the required ones.</summary>
/// <param name="Id">The provider's identity of the field.</param>
/// <param name="Label">Its label there.</param>
/// <param name="Kind">What answer it wants.</param>
/// <param name="Options">What may be answered, for <see cref="QuestionKind.OneOf"/> and <see cref="QuestionKind.SomeOf"/>.</param>
/// <param name="Required">True when nothing can be booked without it.</param>
/// <param name="Ask">The sentence the receptionist asks with; empty: made from the label.</param>
public sealed record EventQuestion(string Id, string Label, QuestionKind Kind, IReadOnlyList<string> Options, bool Required, string Ask = "")
{
    /// <summary>Options compare by what they hold.</summary>
    public bool Equals(EventQuestion? other) =>
        other is not null && (Id, Label, Kind, Required, Ask) == (other.Id, other.Label, other.Kind, other.Required, other.Ask) && Options.SequenceEqual(other.Options, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Id, Label, Kind, Required, Ask, Options.Count);
}

/// <summary>A caller's answer to an <see cref="EventQuestion"/>.</summary>
/// <param name="Question">The question's identity.</param>
/// <param name="Answer">In the form the question's kind wants.</param>
public sealed record EventAnswer(string Question, string Answer);
