using NodaTime;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Events;

namespace VoiceBooker.Tests.Booking.Calendars;

/// <summary>The world a contract test asks for: one person who can be met every day of the week within the same hours.</summary>
/// <param name="Now">What the calendar's clock shows.</param>
/// <param name="Zone">Zone of the hours, IANA.</param>
/// <param name="From">When each day begins.</param>
/// <param name="Until">When it ends.</param>
public sealed record CalendarSetting(Instant Now, string Zone, LocalTime From, LocalTime Until)
{
    /// <summary>Length of a meeting, and the distance between possible starts from <see cref="From"/>.</summary>
    public Duration Length { get; } = Duration.FromMinutes(30);

    /// <summary>The least time between now and a start.</summary>
    public Duration Notice { get; } = Duration.FromHours(2);

    /// <summary>How many days ahead can be booked, at least.</summary>
    public int Days { get; } = 60;
}

/// <summary>A meeting that stands in the calendar, for whomever.</summary>
public sealed record Meeting(Slot Slot, string Email);

/// <summary>Where on its way an answer is lost.</summary>
public enum LostAnswer
{
    /// <summary>What was asked for is done; only the answer is lost.</summary>
    AfterCommit,

    /// <summary>Nothing is done.</summary>
    BeforeCommit,
}

/// <summary>A calendar under test with a way to look behind it. Capabilities a calendar's world cannot play are switched off, and their sentences say nothing of it.</summary>
public abstract class CalendarFixture : IAsyncDisposable
{
    /// <summary>The calendar under test.</summary>
    public abstract ICalendar Calendar { get; }

    /// <summary>What can be booked there: a one-on-one event as <see cref="CalendarSetting"/> says, that no person must agree to; a fresh copy each time.</summary>
    public abstract BookingEvent Event { get; }

    /// <summary>A reference in the calendar's own form of which it has no booking.</summary>
    public abstract string UnknownReference { get; }

    /// <summary>Answers to what the event asks; empty when it asks nothing.</summary>
    public virtual IReadOnlyDictionary<string, string> Answers { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Whether <see cref="LoseNextAnswerAsync"/> works.</summary>
    public virtual bool CanLoseAnswers => true;

    /// <summary>Whether <see cref="CancelByHostAsync"/> works.</summary>
    public virtual bool CanCancelByHost => true;

    /// <summary>Whether <see cref="MoveByHostAsync"/> works.</summary>
    public virtual bool CanMoveByHost => true;

    /// <summary>Whether the hour that is there twice in autumn can be booked twice; otherwise only its first pass can.</summary>
    public virtual bool HasBothRepeatedHours => true;

    /// <summary>All meetings that stand, read without the calendar under test.</summary>
    public abstract Task<IReadOnlyList<Meeting>> FindMeetingsAsync();

    /// <summary>Somebody else takes the time, without the calendar under test.</summary>
    public abstract Task OccupyAsync(Slot slot);

    /// <summary>The next answer to a booking or a move is lost.</summary>
    public virtual Task LoseNextAnswerAsync(LostAnswer lost) => throw new NotSupportedException();

    /// <summary>The host cancels, in their own application.</summary>
    public virtual Task CancelByHostAsync(string reference) => throw new NotSupportedException();

    /// <summary>The host moves, in their own application.</summary>
    public virtual Task MoveByHostAsync(string reference, Slot to) => throw new NotSupportedException();

    /// <summary>Lets what was written become what is read, where the calendar keeps answers for a moment.</summary>
    public virtual Task SettleAsync() => Task.CompletedTask;

    /// <summary>Asks the calendar; gives up after a caller's patience, as the ledger does. For worlds in virtual time to let time pass meanwhile.</summary>
    public virtual async Task<T> AskAsync<T>(Func<CancellationToken, Task<T>> ask)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10), TimeProvider.System);
        return await ask(patience.Token);
    }

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();
}
