using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Calendars.Mail;
using VoiceBooker.Booking.Campaigns;
using VoiceBooker.Booking.Connections;
using VoiceBooker.Booking.Events;
using VoiceBooker.Booking.Journal;
using VoiceBooker.Booking.Storage;
using VoiceBooker.Booking.Tasks;
using VoiceBooker.Voice.Calls;

namespace VoiceBooker.Tests.Booking.Storage;

/// <summary>A business that has run since the first version brings its database up to date: what stood there is read as it was.</summary>
public sealed class CarriedOverTests : IDisposable
{
    private const string First = "20261122000000_FirstTables";
    private const string BeforeOutbound = "20261128200000_MindsAndCosts";

    private const string Ada = "0198C1DE-0000-7000-8000-00000000000A";
    private const string CheckUp = "0198C1DE-0000-7000-8000-00000000000B";
    private const string Diary = "0198C1DE-0000-7000-8000-00000000000C";
    private const string Meeting = "0198C1DE-0000-7000-8000-00000000000D";
    private const string Invitation = "0198C1DE-0000-7000-8000-00000000000E";
    private const string Talk = "0198C1DE-0000-7000-8000-000000000001";
    private const string Running = "0198C1DE-0000-7000-8000-000000000002";
    private const string Wish = "0198C1DE-0000-7000-8000-000000000003";
    private const string OpenWish = "0198C1DE-0000-7000-8000-000000000004";
    private const string Account = "0198C1DE-0000-7000-8000-000000000005";

    private static readonly Instant Ten = Instant.FromUtc(2026, 11, 24, 10, 0);
    private static readonly long At = Ten.ToUnixTimeTicks();
    private static readonly long Later = (Ten + Duration.FromMinutes(30)).ToUnixTimeTicks();

    /// <summary>Written by the first version.</summary>
    private static readonly string[] FirstRows =
    [
        $$"""INSERT INTO "assistants" ("Id", "Name", "Greeting", "Instructions", "Voice", "Language", "Numbers", "TransferNumber") VALUES ('{{Ada}}', 'Ada', 'Hello, {name}!', 'Be kind.', 'slt', 'en-US', '["+14155550100"]', '+14155550199')""",
        $$"""INSERT INTO "booking_events" ("Id", "Name", "Description", "Provider", "ProviderEvent", "OrganizerEmail", "MeetingLink", "MeetingPlace", "TimeZone", "InitialBookingDate", "DaysToOffer", "SlotsPerDay", "HoursBetweenSlots", "DailyCap", "AssistantId", "Active") VALUES ('{{CheckUp}}', 'Check-up', '', 'built-in', '{{Diary}}', 'front@example.com', 'place', '1 Main St', 'America/New_York', '2026-12-01', 5, 2, 1.5, 8, '{{Ada}}', TRUE)""",
        $$"""INSERT INTO "calendar_schedules" ("Id", "Name", "TimeZone", "WeeklyHours", "Exceptions", "DurationMinutes", "StepMinutes", "BufferBeforeMinutes", "BufferAfterMinutes", "MinimumNoticeMinutes", "BookingWindowDays", "Capacity") VALUES ('{{Diary}}', 'Front desk', 'America/New_York', '[{"day":"monday","from":"09:00:00","to":"17:00:00"}]', '[{"date":"2026-12-25","from":null,"to":null}]', 30, 30, 0, 10, 60, 60, 1)""",
        $$"""INSERT INTO "calendar_bookings" ("Id", "ScheduleId", "EventId", "Intent", "Uid", "Start", "End", "Stands", "Sequence", "Title", "OrganizerEmail", "AttendeeName", "AttendeeEmail", "AttendeeZone", "Place") VALUES ('{{Meeting}}', '{{Diary}}', '{{CheckUp}}', '{{Wish}}', '{{Meeting}}', {{At}}, {{Later}}, TRUE, 0, 'Check-up', 'front@example.com', 'Zoë O''Neil', NULL, 'America/New_York', '1 Main St')""",
        $$"""INSERT INTO "calendar_cells" ("ScheduleId", "Cell", "Seat", "BookingId") VALUES ('{{Diary}}', 5, 0, '{{Meeting}}')""",
        $$"""INSERT INTO "calendar_day_places" ("EventId", "Date", "Place", "BookingId") VALUES ('{{CheckUp}}', '2026-11-24', 0, '{{Meeting}}')""",
        $$"""INSERT INTO "invitations" ("Id", "BookingId", "Sequence", "Method", "Text", "CreatedAt") VALUES ('{{Invitation}}', '{{Meeting}}', 0, 'REQUEST', 'BEGIN:VCALENDAR', {{At}})""",
        $$"""INSERT INTO "outgoing_mails" ("Id", "To", "Subject", "Body", "InvitationId", "State", "Attempts", "NotBefore", "LastError", "CreatedAt", "SentAt") VALUES ('{{Meeting}}', 'zoe@example.com', 'Check-up', 'See you', '{{Invitation}}', 'Waiting', 2, {{At}}, 'no route', {{At}}, NULL)""",
        $$"""INSERT INTO "bookings" ("Id", "EventId", "Provider", "Reference", "Start", "End", "Name", "Email", "Phone", "Zone", "MeetingPlace", "Status", "AwaitsConfirmation", "Told", "CallId", "MovedFrom", "CancelReason", "CreatedAt", "UpdatedAt") VALUES ('{{Meeting}}', '{{CheckUp}}', 'built-in', 'ref-1', {{At}}, {{Later}}, 'Zoë O''Neil', NULL, '+14155550147', 'America/New_York', '1 Main St', 'Confirmed', FALSE, TRUE, '{{Talk}}', NULL, '', {{At}}, {{At}})""",
        $$"""INSERT INTO "intents" ("Id", "CallId", "EventId", "State", "Moving", "Start", "End", "Name", "Email", "Phone", "Zone", "SettleAfter", "UpdatedAt") VALUES ('{{OpenWish}}', '{{Talk}}', '{{CheckUp}}', 'Unknown', NULL, {{At}}, {{Later}}, 'Zoë', NULL, NULL, 'America/New_York', {{At}}, {{At}})""",
        $$"""INSERT INTO "leases" ("Provider", "Diary", "Start", "End", "Intent", "ExpiresAt") VALUES ('built-in', '{{Diary}}', {{At}}, {{Later}}, '{{OpenWish}}', {{Later}})""",
        $$"""INSERT INTO "calls" ("Id", "CallSid", "Direction", "Kind", "From", "To", "AssistantId", "Assistant", "StartedAt", "EndedAt", "Outcome", "Cause", "DurationMs", "Recording") VALUES ('{{Talk}}', 'CA1', 'inbound', 'phone', '+14155550147', '+14155550100', '{{Ada}}', 'Ada', {{At}}, {{Later}}, 'booked', 'goodbye', 61000, 'recordings/1.wav')""",
        $$"""INSERT INTO "call_events" ("CallId", "Sequence", "At", "AtMs", "Kind", "Data") VALUES ('{{Talk}}', 1, {{At}}, 0, 'call.began', '{}')""",
        $$"""INSERT INTO "call_events" ("CallId", "Sequence", "At", "AtMs", "Kind", "Data") VALUES ('{{Talk}}', 2, {{At}}, 1200, 'caller.said', '{"text":"Mañana a las diez"}')""",
    ];

    /// <summary>Written by the last version that made no calls.</summary>
    private static readonly string[] LaterRows =
    [
        $$"""INSERT INTO "connections" ("Id", "Provider", "BaseAddress", "SignIn", "AccountId", "Organization", "AccountName", "AccountEmail", "AccountZone", "Secret", "SecretVersion", "State", "Trouble", "Subscription", "SubscriptionSecret", "SubscriptionTrouble", "ConnectedAt", "CheckedAt") VALUES ('{{Account}}', 'remote', 'https://api.example.com', 'Key', '7', '', 'Front', 'front@example.com', 'America/New_York', 'sealed', 1, 'Works', '', '', '', '', {{At}}, {{At}})""",
        $$"""INSERT INTO "operator_tasks" ("Id", "Kind", "Title", "Details", "Matter", "CallId", "BookingId", "ConnectionId", "CreatedAt", "DoneAt", "DoneBy") VALUES ('{{Account}}', 'CallBack', 'Call Zoë back', '', 'call {{Talk}}', '{{Talk}}', '{{Meeting}}', NULL, {{At}}, NULL, '')""",
        $$"""INSERT INTO "news_receipts" ("Key", "At") VALUES ('remote 1', {{At}})""",
        $$"""INSERT INTO "comparisons" ("Id", "At", "Compared", "Differences", "Untold") VALUES ('{{Account}}', {{At}}, 9, 1, 0)""",
        $$"""INSERT INTO "calls" ("Id", "CallSid", "Direction", "Kind", "From", "To", "AssistantId", "Assistant", "StartedAt", "EndedAt", "Outcome", "Cause", "DurationMs", "Recording", "TokensIn", "TokensOut", "CostMicros") VALUES ('{{Running}}', 'CA2', 'inbound', 'phone', '', '+14155550100', '{{Ada}}', 'Ada', {{Later}}, NULL, 'in-progress', '', NULL, NULL, 900, 80, 1234)""",
        $$"""UPDATE "booking_events" SET "Questions" = '[{"id":"q1","label":"Insurance?","kind":"yesNo","options":[],"required":true,"ask":""}]', "NeedsEmail" = TRUE WHERE "Id" = '{{CheckUp}}'""",
        $$"""UPDATE "bookings" SET "Answers" = '[{"question":"q1","answer":"yes"}]' WHERE "Id" = '{{Meeting}}'""",
        """UPDATE "assistants" SET "Mind" = 'script'""",
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("voicebooker-carried-").FullName;

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task In_a_file_all_that_stood_there_before_we_made_calls_is_read_as_it_was()
    {
        var path = Path.Combine(_folder, "old.db");
        SqliteFile.Make(path);
        await IsCarriedOverAsync(new StorageOptions { Path = path });
    }

    [PostgresFact]
    public async Task On_a_server_all_that_stood_there_before_we_made_calls_is_read_as_it_was()
    {
        var database = TestPostgres.MakeEmptyDatabase();
        await IsCarriedOverAsync(new StorageOptions { ConnectionString = database });
        TestPostgres.LetGo(database);
    }

    private static async Task IsCarriedOverAsync(StorageOptions storage)
    {
        await using (var old = Open(storage))
        {
            await old.Database.MigrateAsync(First);
            await WriteAsync(old, FirstRows);
            await old.Database.MigrateAsync(BeforeOutbound);
            await WriteAsync(old, LaterRows);
            Assert.DoesNotContain(await old.Database.GetAppliedMigrationsAsync(), name => name.EndsWith("OutboundCalls", StringComparison.Ordinal));
            await old.Database.MigrateAsync();
            Assert.Empty(await old.Database.GetPendingMigrationsAsync());
        }

        await using var db = Open(storage);
        await WhoAnswersAndWhatIsBookedIsReadAsync(db);
        await WhatWasBookedIsReadAsync(db);
        await WhatWasSaidIsReadAsync(db);
        await AndTheNewStandsOnTheOldAsync(db);
    }

    private static async Task WhoAnswersAndWhatIsBookedIsReadAsync(BookingDbContext db)
    {
        var assistant = await db.Assistants.SingleAsync();
        Assert.Equal((Guid.Parse(Ada), "Ada", "Hello, {name}!", "script", Assistant.WarmTransfer, "+14155550199"), (assistant.Id, assistant.Name, assistant.Greeting, assistant.Mind, assistant.TransferManner, assistant.TransferNumber));
        Assert.Equal(["+14155550100"], assistant.Numbers);

        var booked = await db.Events.SingleAsync();
        Assert.Equal((1.5, 8, (LocalDate?)new LocalDate(2026, 12, 1), true, true, false, (int?)null), (booked.HoursBetweenSlots, booked.DailyCap!.Value, booked.InitialBookingDate, booked.Active, booked.NeedsEmail, booked.NeedsPhone, booked.Minutes));
        Assert.Equal(new EventQuestion("q1", "Insurance?", QuestionKind.YesNo, [], Required: true), Assert.Single(booked.Questions));

        var diary = await db.Schedules.SingleAsync();
        Assert.Equal((IsoDayOfWeek.Monday, new LocalTime(17, 0)), (Assert.Single(diary.WeeklyHours).Day, diary.WeeklyHours[0].To));
        Assert.Equal((new LocalDate(2026, 12, 25), (LocalTime?)null), (Assert.Single(diary.Exceptions).Date, diary.Exceptions[0].From));
        Assert.Equal((Guid.Parse(Account), SignInKind.Key, ConnectionState.Works), await db.Connections.SingleAsync() is var account ? (account.Id, account.SignIn, account.State) : default);
    }

    private static async Task WhatWasBookedIsReadAsync(BookingDbContext db)
    {
        var booking = await db.Bookings.SingleAsync();
        Assert.Equal((Ten, Ten + Duration.FromMinutes(30), "Zoë O'Neil", (string?)null, BookingStatus.Confirmed, true), (booking.Start, booking.End, booking.Name, booking.Email, booking.Status, booking.Told));
        Assert.Equal(new CallId(Guid.Parse(Talk)), booking.CallId);
        Assert.Equal(new EventAnswer("q1", "yes"), Assert.Single(booking.Answers));

        var wish = await db.Intents.SingleAsync();
        Assert.Equal((IntentState.Unknown, Ten), (wish.State, wish.SettleAfter!.Value));
        Assert.Empty(wish.Answers);
        Assert.Equal((Guid.Parse(OpenWish), (string?)null), await db.Leases.SingleAsync() is var lease ? (lease.Intent, lease.Reservation) : default);

        var meeting = await db.CalendarBookings.SingleAsync();
        Assert.Equal((true, "Zoë O'Neil"), (meeting.Stands, meeting.AttendeeName));
        Assert.Equal((meeting.Id, meeting.Id), ((await db.CalendarCells.SingleAsync()).BookingId, (await db.CalendarDayPlaces.SingleAsync()).BookingId));

        var mail = await db.Mails.SingleAsync();
        Assert.Equal((Guid.Parse(Invitation), MailState.Waiting, 2, "no route", (Instant?)null, (string?)null), (mail.InvitationId!.Value, mail.State, mail.Attempts, mail.LastError, mail.NotAfter, mail.Matter));
    }

    private static async Task WhatWasSaidIsReadAsync(BookingDbContext db)
    {
        var calls = await db.Calls.OrderBy(call => call.CallSid).ToListAsync();
        Assert.Equal([("CA1", CallOutcomes.Booked, CallOutcomes.Booked, 61_000L), ("CA2", CallOutcomes.InProgress, "", 0L)], calls.Select(call => (call.CallSid, call.Outcome, call.Disposition, call.DurationMs ?? 0)));
        Assert.All(calls, call => Assert.Equal(("", "", (Guid?)null, 0), (call.Node, call.Summary, call.CampaignId, call.Fields.Count)));
        Assert.Equal((900L, 80L, 1234L), (calls[1].TokensIn, calls[1].TokensOut, calls[1].CostMicros));
        Assert.Equal([("call.began", "{}"), ("caller.said", """{"text":"Mañana a las diez"}""")], (await db.CallEvents.OrderBy(entry => entry.Sequence).ToListAsync()).Select(entry => (entry.Kind, entry.Data)));

        var task = await db.Tasks.SingleAsync();
        Assert.Equal((TaskKind.CallBack, "Call Zoë back", (Instant?)null), (task.Kind, task.Title, task.DoneAt));
        Assert.Equal((1, 1), (await db.NewsReceipts.CountAsync(), await db.Comparisons.CountAsync()));
    }

    /// <summary>What the newest version writes fits to what was there, and its keys still hold.</summary>
    private static async Task AndTheNewStandsOnTheOldAsync(BookingDbContext db)
    {
        db.Campaigns.Add(new Campaign { Id = Guid.NewGuid(), Name = "Check-ups", AssistantId = Guid.Parse(Ada), EventId = Guid.Parse(CheckUp) });
        db.Mails.Add(new OutgoingMail { Id = Guid.NewGuid(), To = "zoe@example.com", Matter = "reminder", BookingId = Guid.Parse(Meeting) });
        await db.SaveChangesAsync();
        db.ChangeTracker.Clear();

        db.Mails.Add(new OutgoingMail { Id = Guid.NewGuid(), Matter = "reminder" });
        Assert.True((await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync())).IsTakenKey());
        db.ChangeTracker.Clear();
        db.CallEvents.Add(new CallEventRecord { CallId = new CallId(Guid.Parse(Talk)), Sequence = 2, Kind = "bot.said" });
        Assert.True((await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync())).IsTakenKey());
        db.ChangeTracker.Clear();

        await db.Invitations.ExecuteDeleteAsync();
        Assert.Equal("reminder", (await db.Mails.SingleAsync()).Matter); // a mail goes with its invitation, as it always did
    }

    private static async Task WriteAsync(BookingDbContext db, string[] rows)
    {
        await db.Database.OpenConnectionAsync();
        foreach (var row in rows)
        {
            await using var command = db.Database.GetDbConnection().CreateCommand(); // the framework would take braces for parameters
            command.CommandText = row;
            Assert.Equal(1, await command.ExecuteNonQueryAsync());
        }

        await db.Database.CloseConnectionAsync();
    }

    private static BookingDbContext Open(StorageOptions storage) => new((DbContextOptions<BookingDbContext>)BookingStorage.Configure(new DbContextOptionsBuilder<BookingDbContext>(), storage).Options);
}
