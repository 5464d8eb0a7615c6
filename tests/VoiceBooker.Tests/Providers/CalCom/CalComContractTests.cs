using NodaTime;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Events;
using VoiceBooker.CallLab.StandIns.Calendars;
using VoiceBooker.Tests.Booking.Calendars;

namespace VoiceBooker.Tests.Providers.CalCom;

/// <summary>Cal.com's calendar keeps the contract of all calendars; no request of it goes against Cal.com's own document.</summary>
public sealed class CalComContractTests : CalendarContract
{
    protected override async Task<CalendarFixture> OpenAsync(CalendarSetting setting) =>
        new Fixture(await CalComWorld.OpenAsync(setting.Now, zone: setting.Zone, from: setting.From.Hour, until: setting.Until.Hour));

    private sealed class Fixture(CalComWorld world) : CalendarFixture
    {
        public override ICalendar Calendar => world.Calendar;

        public override BookingEvent Event => world.Event();

        public override string UnknownReference => "1YUeHU6zSJCS7pSFshZMS8";

        public override Task<IReadOnlyList<Meeting>> FindMeetingsAsync() => Task.FromResult<IReadOnlyList<Meeting>>(
            [.. world.StandIn.Bookings.Where(booking => booking.Status is "accepted" or "pending").OrderBy(booking => booking.Start).Select(booking => new Meeting(new Slot(booking.Start, booking.End), booking.Email))]);

        public override Task OccupyAsync(Slot slot)
        {
            Assert.NotNull(world.StandIn.BookByStranger(CalComWorld.Consultation, slot.Start));
            return Task.CompletedTask;
        }

        public override Task LoseNextAnswerAsync(LostAnswer lost)
        {
            var kind = lost == LostAnswer.AfterCommit ? FaultKind.CommitThenTimeout : FaultKind.Timeout;
            foreach (var operation in new[] { "book", "reschedule" })
                world.StandIn.Faults.Add(new FaultRule(operation, kind));
            return Task.CompletedTask;
        }

        public override Task CancelByHostAsync(string reference)
        {
            Assert.NotNull(world.StandIn.CancelByHost(reference));
            return Task.CompletedTask;
        }

        public override Task MoveByHostAsync(string reference, Slot to)
        {
            Assert.NotNull(world.StandIn.MoveByHost(reference, to.Start));
            return Task.CompletedTask;
        }

        public override async ValueTask DisposeAsync()
        {
            var violations = world.StandIn.SpecViolations;
            await world.DisposeAsync();
            Assert.Empty(violations);
        }
    }
}
