using NodaTime;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Connections;
using VoiceBooker.Booking.Events;
using VoiceBooker.CallLab.StandIns.Calendars;
using VoiceBooker.CallLab.StandIns.Calendly;
using VoiceBooker.Providers.Calendly;
using VoiceBooker.Tests.Booking.Calendars;

namespace VoiceBooker.Tests.Providers.Calendly;

/// <summary>Calendly's calendar keeps the contract of all calendars, against the stand-in on a real socket.</summary>
public sealed class CalendlyContractTests : CalendarContract
{
    protected override async Task<CalendarFixture> OpenAsync(CalendarSetting setting)
    {
        var fixture = new CalendlyFixture(setting);
        await fixture.OpenAsync();
        return fixture;
    }

    private sealed class CalendlyFixture : CalendarFixture
    {
        private readonly StandInWorld _world;
        private readonly CalendlyEventType _type;

        public CalendlyFixture(CalendarSetting setting)
        {
            _world = new StandInWorld(setting.Now, new CalendlyOptions { BookingDeadline = TimeSpan.FromSeconds(1) });
            _type = _world.AddSolo(setting);
        }

        public override ICalendar Calendar => _world.Adapter.Calendar;

        public override BookingEvent Event => _world.Event(_type);

        public override string UnknownReference => _world.StandIn.Uri($"/scheduled_events/{Guid.NewGuid()}/invitees/{Guid.NewGuid()}");

        public Task OpenAsync() => _world.OpenAsync();

        public override Task<IReadOnlyList<Meeting>> FindMeetingsAsync() => Task.FromResult<IReadOnlyList<Meeting>>(_world.StandIn.With(books =>
            books.Events.Where(held => held.Active).SelectMany(held => held.Invitees.Where(invitee => invitee.Active).Select(invitee => new Meeting(new Slot(held.Slot.Start, held.Slot.End), invitee.Form.Email)))
                .OrderBy(meeting => meeting.Slot.Start).ToList()));

        public override Task OccupyAsync(Slot slot)
        {
            _world.StandIn.TakeAway(_type, slot.Start);
            return Task.CompletedTask;
        }

        public override Task LoseNextAnswerAsync(LostAnswer lost)
        {
            _world.StandIn.Faults.Add(new FaultRule("book", lost == LostAnswer.AfterCommit ? FaultKind.CommitThenTimeout : FaultKind.Timeout));
            return Task.CompletedTask;
        }

        public override Task CancelByHostAsync(string reference)
        {
            _world.StandIn.CancelByHost(_world.InviteeOf(reference).Event, "I am away.");
            return Task.CompletedTask;
        }

        public override Task MoveByHostAsync(string reference, Slot to)
        {
            Assert.NotNull(_world.StandIn.Reschedule(_world.InviteeOf(reference), to.Start));
            return Task.CompletedTask;
        }

        public override ValueTask DisposeAsync() => _world.DisposeAsync();
    }
}
