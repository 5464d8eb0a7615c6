using Microsoft.EntityFrameworkCore;
using VoiceBooker.Booking.Events;
using VoiceBooker.Booking.Storage;
using VoiceBooker.Booking.Tasks;

namespace VoiceBooker.Booking.Bookings;

/// <summary>What people must do about bookings of which nobody knows whether they stand: tasks that come up when the call is over and settle themselves when the truth is found.</summary>
internal sealed class OpenWishes(IDbContextFactory<BookingDbContext> contexts, OperatorTasks tasks)
{
    /// <summary>It still cannot be told. While the call is on nothing is made of it: the caller is there.</summary>
    public async Task StaysOpenAsync(IntentRecord wish, BookingEvent? bookingEvent, CancellationToken stopping)
    {
        await using var db = await contexts.CreateDbContextAsync(stopping);
        if (await db.Calls.AnyAsync(call => call.Id == wish.CallId && call.EndedAt == null, stopping))
            return;
        await tasks.AddAsync(
            TaskKind.CheckBooking,
            $"Check whether {Who(wish)} is booked",
            $"The calendar's answer to a booking was lost, and it cannot be looked up now. Wanted: {What(wish, bookingEvent)}. {Reach(wish)} VoiceBooker goes on looking; this settles itself when the calendar tells.",
            Matter(wish), CallOf(wish), booking: null, bookingEvent?.ConnectionId, stopping);
    }

    /// <summary>The truth is found. A caller who left without it, and has no booking, must be told by a person.</summary>
    public async Task SettledAsync(IntentRecord wish, BookingEvent? bookingEvent, bool booked, CancellationToken stopping)
    {
        await tasks.SettleAsync(Matter(wish), stopping);
        if (booked || wish.Name.Length == 0)
            return;
        await tasks.AddAsync(
            TaskKind.CallBack,
            $"Tell {Who(wish)} that nothing is booked",
            $"The calendar's answer to a booking was lost in the call, and the calendar has no such booking. Wanted: {What(wish, bookingEvent)}. {Reach(wish)}",
            $"not-booked:{wish.Id:D}", CallOf(wish), booking: null, bookingEvent?.ConnectionId, stopping);
    }

    /// <summary>A booking came to stand after the caller was told that there is none, and cannot be cancelled now.</summary>
    public Task CannotBeUndoneAsync(IntentRecord wish, BookingEvent? bookingEvent, string reference, CancellationToken stopping) =>
        tasks.AddAsync(
            TaskKind.CheckBooking,
            $"Cancel a booking of {Who(wish)} that nobody was told of",
            $"The calendar carried out a booking after {Who(wish)} was told that it failed, and it cannot be cancelled now. It is {What(wish, bookingEvent)}, {reference}. {Reach(wish)} VoiceBooker tries again; this settles itself when it is cancelled.",
            Matter(wish), CallOf(wish), booking: null, bookingEvent?.ConnectionId, stopping);

    /// <summary>It is cancelled.</summary>
    public Task UndoneAsync(IntentRecord wish, CancellationToken stopping) => tasks.SettleAsync(Matter(wish), stopping);

    private static string Matter(IntentRecord wish) => $"intent:{wish.Id:D}";

    private static Voice.Calls.CallId? CallOf(IntentRecord wish) => wish.CallId == default ? null : wish.CallId;

    private static string Who(IntentRecord wish) => wish.Name.Length > 0 ? wish.Name : "a caller";

    private static string Reach(IntentRecord wish) => $"Reach them: {BookingWords.Contact(wish.Phone, wish.Email)}.";

    private static string What(IntentRecord wish, BookingEvent? bookingEvent) =>
        $"{(bookingEvent is { Name.Length: > 0 } ? bookingEvent.Name : "a meeting")}{(wish.Start is { } start ? $" at {BookingWords.Time(start, bookingEvent, wish.Zone)}" : "")}";
}
