using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace VoiceBooker.Booking.Storage.Migrations;

/// <summary>The first tables. Instants are ticks of 100 ns since 1970, dates ISO text, lists JSON text.</summary>
[DbContext(typeof(BookingDbContext))]
[Migration("20261122000000_FirstTables")]
internal sealed class FirstTables : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            name: "assistants",
            columns: table => new
            {
                Id = table.Column<Guid>(nullable: false),
                Name = table.Column<string>(nullable: false),
                Greeting = table.Column<string>(nullable: false),
                Instructions = table.Column<string>(nullable: false),
                Voice = table.Column<string>(nullable: false),
                Language = table.Column<string>(nullable: false),
                Numbers = table.Column<string>(nullable: false),
                TransferNumber = table.Column<string>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_assistants", row => row.Id);
            });

        migrationBuilder.CreateTable(
            name: "booking_events",
            columns: table => new
            {
                Id = table.Column<Guid>(nullable: false),
                Name = table.Column<string>(nullable: false),
                Description = table.Column<string>(nullable: false),
                Provider = table.Column<string>(nullable: false),
                ProviderEvent = table.Column<string>(nullable: false),
                OrganizerEmail = table.Column<string>(nullable: false),
                MeetingLink = table.Column<string>(nullable: false),
                MeetingPlace = table.Column<string>(nullable: false),
                TimeZone = table.Column<string>(nullable: false),
                InitialBookingDate = table.Column<string>(nullable: true),
                DaysToOffer = table.Column<int>(nullable: false),
                SlotsPerDay = table.Column<int>(nullable: false),
                HoursBetweenSlots = table.Column<double>(nullable: false),
                DailyCap = table.Column<int>(nullable: true),
                AssistantId = table.Column<Guid>(nullable: true),
                Active = table.Column<bool>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_booking_events", row => row.Id);
            });

        migrationBuilder.CreateTable(
            name: "calendar_schedules",
            columns: table => new
            {
                Id = table.Column<Guid>(nullable: false),
                Name = table.Column<string>(nullable: false),
                TimeZone = table.Column<string>(nullable: false),
                WeeklyHours = table.Column<string>(nullable: false),
                Exceptions = table.Column<string>(nullable: false),
                DurationMinutes = table.Column<int>(nullable: false),
                StepMinutes = table.Column<int>(nullable: false),
                BufferBeforeMinutes = table.Column<int>(nullable: false),
                BufferAfterMinutes = table.Column<int>(nullable: false),
                MinimumNoticeMinutes = table.Column<int>(nullable: false),
                BookingWindowDays = table.Column<int>(nullable: false),
                Capacity = table.Column<int>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_calendar_schedules", row => row.Id);
            });

        migrationBuilder.CreateTable(
            name: "calendar_bookings",
            columns: table => new
            {
                Id = table.Column<Guid>(nullable: false),
                ScheduleId = table.Column<Guid>(nullable: false),
                EventId = table.Column<Guid>(nullable: false),
                Intent = table.Column<Guid>(nullable: false),
                Uid = table.Column<Guid>(nullable: false),
                Start = table.Column<long>(nullable: false),
                End = table.Column<long>(nullable: false),
                Stands = table.Column<bool>(nullable: false),
                Sequence = table.Column<int>(nullable: false),
                Title = table.Column<string>(nullable: false),
                OrganizerEmail = table.Column<string>(nullable: false),
                AttendeeName = table.Column<string>(nullable: false),
                AttendeeEmail = table.Column<string>(nullable: true),
                AttendeeZone = table.Column<string>(nullable: false),
                Place = table.Column<string>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_calendar_bookings", row => row.Id);
                table.ForeignKey("FK_calendar_bookings_calendar_schedules_ScheduleId", row => row.ScheduleId, "calendar_schedules", "Id", onDelete: ReferentialAction.Restrict);
            });

        migrationBuilder.CreateTable(
            name: "calendar_cells",
            columns: table => new
            {
                ScheduleId = table.Column<Guid>(nullable: false),
                Cell = table.Column<long>(nullable: false),
                Seat = table.Column<int>(nullable: false),
                BookingId = table.Column<Guid>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_calendar_cells", row => new { row.ScheduleId, row.Cell, row.Seat });
                table.ForeignKey("FK_calendar_cells_calendar_bookings_BookingId", row => row.BookingId, "calendar_bookings", "Id", onDelete: ReferentialAction.Cascade);
            });

        migrationBuilder.CreateTable(
            name: "calendar_day_places",
            columns: table => new
            {
                EventId = table.Column<Guid>(nullable: false),
                Date = table.Column<string>(nullable: false),
                Place = table.Column<int>(nullable: false),
                BookingId = table.Column<Guid>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_calendar_day_places", row => new { row.EventId, row.Date, row.Place });
                table.ForeignKey("FK_calendar_day_places_calendar_bookings_BookingId", row => row.BookingId, "calendar_bookings", "Id", onDelete: ReferentialAction.Cascade);
            });

        migrationBuilder.CreateTable(
            name: "invitations",
            columns: table => new
            {
                Id = table.Column<Guid>(nullable: false),
                BookingId = table.Column<Guid>(nullable: false),
                Sequence = table.Column<int>(nullable: false),
                Method = table.Column<string>(nullable: false),
                Text = table.Column<string>(nullable: false),
                CreatedAt = table.Column<long>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_invitations", row => row.Id);
            });

        migrationBuilder.CreateTable(
            name: "outgoing_mails",
            columns: table => new
            {
                Id = table.Column<Guid>(nullable: false),
                To = table.Column<string>(nullable: false),
                Subject = table.Column<string>(nullable: false),
                Body = table.Column<string>(nullable: false),
                InvitationId = table.Column<Guid>(nullable: false),
                State = table.Column<string>(nullable: false),
                Attempts = table.Column<int>(nullable: false),
                NotBefore = table.Column<long>(nullable: false),
                LastError = table.Column<string>(nullable: true),
                CreatedAt = table.Column<long>(nullable: false),
                SentAt = table.Column<long>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_outgoing_mails", row => row.Id);
                table.ForeignKey("FK_outgoing_mails_invitations_InvitationId", row => row.InvitationId, "invitations", "Id", onDelete: ReferentialAction.Cascade);
            });

        migrationBuilder.CreateTable(
            name: "bookings",
            columns: table => new
            {
                Id = table.Column<Guid>(nullable: false),
                EventId = table.Column<Guid>(nullable: false),
                Provider = table.Column<string>(nullable: false),
                Reference = table.Column<string>(nullable: false),
                Start = table.Column<long>(nullable: false),
                End = table.Column<long>(nullable: false),
                Name = table.Column<string>(nullable: false),
                Email = table.Column<string>(nullable: true),
                Phone = table.Column<string>(nullable: true),
                Zone = table.Column<string>(nullable: false),
                MeetingPlace = table.Column<string>(nullable: false),
                Status = table.Column<string>(nullable: false),
                AwaitsConfirmation = table.Column<bool>(nullable: false),
                Told = table.Column<bool>(nullable: false),
                CallId = table.Column<Guid>(nullable: true),
                MovedFrom = table.Column<Guid>(nullable: true),
                CancelReason = table.Column<string>(nullable: false),
                CreatedAt = table.Column<long>(nullable: false),
                UpdatedAt = table.Column<long>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_bookings", row => row.Id);
            });

        migrationBuilder.CreateTable(
            name: "intents",
            columns: table => new
            {
                Id = table.Column<Guid>(nullable: false),
                CallId = table.Column<Guid>(nullable: false),
                EventId = table.Column<Guid>(nullable: false),
                State = table.Column<string>(nullable: false),
                Moving = table.Column<Guid>(nullable: true),
                Start = table.Column<long>(nullable: true),
                End = table.Column<long>(nullable: true),
                Name = table.Column<string>(nullable: false),
                Email = table.Column<string>(nullable: true),
                Phone = table.Column<string>(nullable: true),
                Zone = table.Column<string>(nullable: false),
                SettleAfter = table.Column<long>(nullable: true),
                UpdatedAt = table.Column<long>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_intents", row => row.Id);
            });

        migrationBuilder.CreateTable(
            name: "leases",
            columns: table => new
            {
                Provider = table.Column<string>(nullable: false),
                Diary = table.Column<string>(nullable: false),
                Start = table.Column<long>(nullable: false),
                End = table.Column<long>(nullable: false),
                Intent = table.Column<Guid>(nullable: false),
                ExpiresAt = table.Column<long>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_leases", row => new { row.Provider, row.Diary, row.Start });
            });

        migrationBuilder.CreateTable(
            name: "calls",
            columns: table => new
            {
                Id = table.Column<Guid>(nullable: false),
                CallSid = table.Column<string>(nullable: false),
                Direction = table.Column<string>(nullable: false),
                Kind = table.Column<string>(nullable: false),
                From = table.Column<string>(nullable: false),
                To = table.Column<string>(nullable: false),
                AssistantId = table.Column<Guid>(nullable: true),
                Assistant = table.Column<string>(nullable: false),
                StartedAt = table.Column<long>(nullable: false),
                EndedAt = table.Column<long>(nullable: true),
                Outcome = table.Column<string>(nullable: false),
                Cause = table.Column<string>(nullable: false),
                DurationMs = table.Column<long>(nullable: true),
                Recording = table.Column<string>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_calls", row => row.Id);
            });

        migrationBuilder.CreateTable(
            name: "call_events",
            columns: table => new
            {
                CallId = table.Column<Guid>(nullable: false),
                Sequence = table.Column<long>(nullable: false),
                At = table.Column<long>(nullable: false),
                AtMs = table.Column<long>(nullable: false),
                Kind = table.Column<string>(nullable: false),
                Data = table.Column<string>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_call_events", row => new { row.CallId, row.Sequence });
                table.ForeignKey("FK_call_events_calls_CallId", row => row.CallId, "calls", "Id", onDelete: ReferentialAction.Cascade);
            });

        migrationBuilder.CreateIndex("IX_booking_events_Name", "booking_events", "Name");
        migrationBuilder.CreateIndex("IX_calendar_bookings_Intent", "calendar_bookings", "Intent", unique: true);
        migrationBuilder.CreateIndex("IX_calendar_bookings_ScheduleId", "calendar_bookings", "ScheduleId");
        migrationBuilder.CreateIndex("IX_calendar_cells_BookingId", "calendar_cells", "BookingId");
        migrationBuilder.CreateIndex("IX_calendar_day_places_BookingId", "calendar_day_places", "BookingId");
        migrationBuilder.CreateIndex("IX_invitations_BookingId_Sequence", "invitations", ["BookingId", "Sequence"]);
        migrationBuilder.CreateIndex("IX_outgoing_mails_State_NotBefore", "outgoing_mails", ["State", "NotBefore"]);
        migrationBuilder.CreateIndex("IX_outgoing_mails_InvitationId", "outgoing_mails", "InvitationId");
        migrationBuilder.CreateIndex("IX_bookings_Phone_Start", "bookings", ["Phone", "Start"]);
        migrationBuilder.CreateIndex("IX_bookings_EventId_Start", "bookings", ["EventId", "Start"]);
        migrationBuilder.CreateIndex("IX_bookings_Start", "bookings", "Start");
        migrationBuilder.CreateIndex("IX_bookings_CallId", "bookings", "CallId");
        migrationBuilder.CreateIndex("IX_intents_SettleAfter", "intents", "SettleAfter");
        migrationBuilder.CreateIndex("IX_intents_CallId", "intents", "CallId");
        migrationBuilder.CreateIndex("IX_leases_Intent", "leases", "Intent", unique: true);
        migrationBuilder.CreateIndex("IX_calls_CallSid", "calls", "CallSid", unique: true);
        migrationBuilder.CreateIndex("IX_calls_StartedAt", "calls", "StartedAt");
        migrationBuilder.CreateIndex("IX_calls_EndedAt", "calls", "EndedAt");
    }

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable("call_events");
        migrationBuilder.DropTable("calls");
        migrationBuilder.DropTable("leases");
        migrationBuilder.DropTable("intents");
        migrationBuilder.DropTable("bookings");
        migrationBuilder.DropTable("outgoing_mails");
        migrationBuilder.DropTable("invitations");
        migrationBuilder.DropTable("calendar_day_places");
        migrationBuilder.DropTable("calendar_cells");
        migrationBuilder.DropTable("calendar_bookings");
        migrationBuilder.DropTable("calendar_schedules");
        migrationBuilder.DropTable("booking_events");
        migrationBuilder.DropTable("assistants");
    }
}
