using NodaTime;
using VoiceBooker.Booking.Events;

namespace VoiceBooker.Booking.Languages;

/// <content>Appointments that stand, wishes for a person, and what words about time cannot mean.</content>
internal abstract partial class Phrasebook
{
    public abstract string OnlyFromBookedNumber { get; }

    public abstract string NoAppointmentFound { get; }

    public abstract string DayAloneIsNotEnough { get; }

    public abstract string FactDoesNotMatch { get; }

    public abstract string CannotTellWithoutFact { get; }

    /// <summary>An appointment that stands; the zone is told where it is given.</summary>
    public abstract string YouHave(BookingEvent? bookingEvent, string when, string? zone, bool pending);

    /// <summary>What follows an appointment's time while somebody at the calendar's side must still agree to it.</summary>
    public abstract string StillToConfirm { get; }

    public abstract string CannotMoveThatOne { get; }

    public abstract string WantsToCancel(BookingEvent? bookingEvent, string when, string zone);

    public abstract string ShallCancel { get; }

    public abstract string IsCancelled(string when);

    public abstract string IsGone { get; }

    public abstract string NotCancelled(bool begun);

    public abstract string CancelUncertain(bool noted);

    public abstract string Stands { get; }

    /// <summary>What a caller would like: an event, at a moment (null: as <paramref name="wish"/> says, which may be empty), or a move to it.</summary>
    public abstract string WishFor(BookingEvent bookingEvent, bool moving, string? when, string wish);

    public abstract string WishToCancel { get; }

    /// <summary>The wish is noted; <paramref name="wished"/> is what <see cref="WishFor"/> or <see cref="WishToCancel"/> wrote.</summary>
    public abstract string WishNoted(string wished, GetsBack by);

    public abstract string WishNotNoted { get; }

    public abstract string NoWayToGetBack { get; }

    public abstract string IsPast(LocalDate? date, LocalDate today);

    /// <summary>What was said of the past, in the words of the grammar ("last tuesday"); only English can say them back.</summary>
    public virtual string IsPast(string said) => IsPast(null, default);

    public abstract string IsPastToday(LocalTime time);

    public abstract string PartOfTodayIsOver { get; }

    public abstract string DaysDoNotFit { get; }

    public abstract string CannotBe { get; }

    public abstract string HourLeftOut(LocalTime time, LocalDate date, LocalDate today);

    public abstract string HourComesTwice(LocalTime time, LocalDate date, LocalDate today);

    public abstract string OnlyNamed(int times);

    /// <summary>Which of several; each as <see cref="Time(LocalTime)"/> or <see cref="Wish"/> writes it.</summary>
    /// <param name="meanings">What may be meant.</param>
    /// <param name="days">True when they are told apart by days, so that a pause stands between them.</param>
    public abstract string DoYouMean(IReadOnlyList<string> meanings, bool days);

    /// <summary>The same question in other words, with keys; <paramref name="onlyKeys"/> the third time.</summary>
    public abstract string WhichMeaning(IReadOnlyList<string> meanings, bool onlyKeys);

    public abstract string NoSuchMonth(int month);

    /// <summary>A month without such a day; 0: a number that is no day of any month.</summary>
    public abstract string NoSuchDay(int day, int month, int? year);

    public abstract string YearTooFar { get; }
}

/// <summary>How a person gets back to a caller.</summary>
internal enum GetsBack
{
    Call,
    Text,
    Mail,
}
