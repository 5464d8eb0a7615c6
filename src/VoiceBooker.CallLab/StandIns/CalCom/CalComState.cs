using System.Security.Cryptography;
using NodaTime;
using VoiceBooker.CallLab.StandIns.Calendars;

namespace VoiceBooker.CallLab.StandIns.CalCom;

/// <summary>All that the stand-in knows. Touched only while <see cref="Gate"/> is held.</summary>
internal sealed class CalComState(StandInClock clock, CalComSwitches switches)
{
    private const string Base58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private int _bookingId = 25_000_000;

    /// <summary>The one lock.</summary>
    public Lock Gate { get; } = new();

    /// <summary>Behaviour.</summary>
    public CalComSwitches Switches => switches;

    /// <summary>Accounts by identity.</summary>
    public Dictionary<int, CalComAccount> Accounts { get; } = [];

    /// <summary>OAuth clients by identity.</summary>
    public Dictionary<string, CalComOAuthClient> Clients { get; } = [];

    /// <summary>Schedules by identity; an account's first one is its default.</summary>
    public SortedDictionary<int, CalComSchedule> Schedules { get; } = [];

    /// <summary>Event types by identity.</summary>
    public SortedDictionary<int, CalComEventType> EventTypes { get; } = [];

    /// <summary>Other appointments.</summary>
    public List<CalComBusy> Busy { get; } = [];

    /// <summary>Every booking ever made, oldest first.</summary>
    public List<CalComBooking> Bookings { get; } = [];

    /// <summary>Holds, ended ones too.</summary>
    public List<CalComReservation> Reservations { get; } = [];

    /// <summary>Subscriptions.</summary>
    public List<CalComWebhook> Webhooks { get; } = [];

    /// <summary>Now.</summary>
    public Instant Now => Instant.FromDateTimeOffset(clock.GetUtcNow());

    /// <summary>Next booking number.</summary>
    public int NextBookingId() => ++_bookingId;

    /// <summary>22 characters of base 58.</summary>
    public static string NewUid() => RandomNumberGenerator.GetString(Base58, 22);

    /// <summary>A booking by uid.</summary>
    public CalComBooking? Find(string uid) => Bookings.Find(each => each.Uid == uid);

    /// <summary>Puts the changed booking in the old one's place.</summary>
    public CalComBooking Replace(CalComBooking changed)
    {
        Bookings[Bookings.FindIndex(each => each.Uid == changed.Uid)] = changed;
        return changed;
    }

    /// <summary>Whose event type it is.</summary>
    public CalComAccount OwnerOf(CalComEventType type) => Accounts[type.OwnerId];

    /// <summary>Hours in which the type can be booked.</summary>
    public CalComSchedule ScheduleOf(CalComEventType type) =>
        type.ScheduleId is { } own ? Schedules[own] : DefaultScheduleOf(type.OwnerId)!;

    /// <summary>The account's first schedule.</summary>
    public CalComSchedule? DefaultScheduleOf(int account) => Schedules.Values.FirstOrDefault(each => each.OwnerId == account);

    /// <summary>A public event type of a user, by the parts of its address.</summary>
    public CalComEventType? FindType(string slug, int owner) => EventTypes.Values.FirstOrDefault(each => each.Slug == slug && each.OwnerId == owner);

    /// <summary>An account by username.</summary>
    public CalComAccount? FindUser(string username) => Accounts.Values.FirstOrDefault(each => each.Username == username);
}
