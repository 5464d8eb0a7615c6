using NodaTime;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Connections;
using VoiceBooker.Booking.Events;
using VoiceBooker.CallLab.StandIns.Calendars;
using VoiceBooker.CallLab.StandIns.Calendly;
using VoiceBooker.Providers.Calendly;
using VoiceBooker.Tests.Booking.Calendars;

namespace VoiceBooker.Tests.Providers.Calendly;

/// <summary>The adapter and the stand-in, with a socket between them and one clock for both; Ann's account of the stand-in's seed is connected.</summary>
internal sealed class StandInWorld : IAsyncDisposable
{
    private readonly CalendlyOptions _options;
    private CalendlyWorld? _adapter;

    public StandInWorld(Instant now, CalendlyOptions? options = null)
    {
        _options = options ?? new CalendlyOptions();
        Clock = new StandInClock(TimeProvider.System);
        Clock.Set(now.ToDateTimeOffset());
        StandIn = new CalendlyStandIn(Clock);
        StandIn.Seed();
    }

    public StandInClock Clock { get; }

    public CalendlyStandIn StandIn { get; }

    public CalendlyWorld Adapter => _adapter ?? throw new InvalidOperationException("It is not open.");

    /// <summary>Opens the door and connects Ann's account: by her personal token, or by another credential.</summary>
    public async Task OpenAsync(Func<Uri, CalendlyOptions>? settle = null, Credential? credential = null)
    {
        await StandIn.OpenAsync();
        _adapter = new CalendlyWorld(default, options: settle?.Invoke(StandIn.Base) ?? _options, clock: Clock);
        var ann = StandIn.With(books => books.Users[0]);
        await _adapter.ConnectAsync(
            credential ?? new Credential(CalendlySeed.Token),
            StandIn.Base.ToString(),
            new AccountAnswer.Known(StandIn.Uri(ann.Path), StandIn.Uri(ann.Organization.Path), ann.Name, ann.Email, "America/New_York"));
    }

    /// <summary>A one-on-one event type of Ann's with hours, notice and window of its own.</summary>
    public CalendlyEventType AddSolo(CalendarSetting setting)
    {
        var type = StandIn.With(books => new CalendlyEventType
        {
            Owner = books.Users[0],
            Pools = CalendlyEventType.OneHost(books.Users[0]),
            Name = "An hour of one's own",
            Slug = "own",
            Minutes = (int)setting.Length.TotalMinutes,
            Increment = (int)setting.Length.TotalMinutes,
            MinimumNotice = setting.Notice,
            BookingWindow = Duration.FromDays(setting.Days),
            Hours = WorkingHours.EveryDay(DateTimeZoneProviders.Tzdb[setting.Zone], setting.From, setting.Until),
            Locations = [new OfferedLocation("zoom_conference")],
        });
        StandIn.Change(books => books.EventTypes.Add(type));
        return type;
    }

    public CalendlyEventType Type(string uuid) => StandIn.With(books => books.EventTypes.Single(type => type.Uuid == uuid));

    /// <summary>The booking event of an event type, as the wizard would have made it.</summary>
    public BookingEvent Event(CalendlyEventType type, string? link = null)
    {
        var made = Adapter.Event(StandIn.Uri(type.Path), link ?? (type.PoolingType == "round_robin" ? "pooled" : type.Locations is null ? "unset" : type.Locations[0].Kind));
        made.Minutes = type.Minutes;
        return made;
    }

    /// <summary>The next free slot of an event type.</summary>
    public Slot FirstFree(CalendlyEventType type)
    {
        var free = StandIn.FreeTimesOf(type, new Interval(StandIn.Now + Duration.FromHours(1), StandIn.Now + Duration.FromDays(7)))[0].Slot;
        return new Slot(free.Start, free.End);
    }

    public Invitee InviteeOf(string reference) => StandIn.Invitees.Single(invitee => reference.EndsWith(invitee.Path, StringComparison.Ordinal));

    /// <summary>How often something was asked for.</summary>
    public int Asked(string operation) => StandIn.Log.Of(operation).Count;

    /// <summary>A wish of Jo's for the next free time of an event type.</summary>
    public BookingRequest Wish(CalendlyEventType type, string? link = null) => Adapter.Request(FirstFree(type), Event(type, link));

    public Task<BookingOutcome> BookAsync(BookingRequest request) => Adapter.Calendar.BookAsync(request, default);

    /// <summary>The account, as the owner's pages use it.</summary>
    public async Task<Access> AccessAsync() => await Adapter.Connections.OpenAsync(Adapter.Connection, default) ?? throw new InvalidOperationException("It cannot be opened.");

    public async ValueTask DisposeAsync()
    {
        _adapter?.Dispose();
        await StandIn.DisposeAsync();
    }
}
