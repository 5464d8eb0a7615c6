using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace VoiceBooker.Booking.Storage.Migrations;

/// <summary>Accounts at calendar providers, what their events ask, and what people must do.</summary>
[DbContext(typeof(BookingDbContext))]
[Migration("20261122200000_ConnectionsAndTasks")]
internal sealed class ConnectionsAndTasks : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            name: "connections",
            columns: table => new
            {
                Id = table.Column<Guid>(nullable: false),
                Provider = table.Column<string>(nullable: false),
                BaseAddress = table.Column<string>(nullable: false),
                SignIn = table.Column<string>(nullable: false),
                AccountId = table.Column<string>(nullable: false),
                Organization = table.Column<string>(nullable: false),
                AccountName = table.Column<string>(nullable: false),
                AccountEmail = table.Column<string>(nullable: false),
                AccountZone = table.Column<string>(nullable: false),
                Secret = table.Column<string>(nullable: false),
                SecretVersion = table.Column<int>(nullable: false),
                State = table.Column<string>(nullable: false),
                Trouble = table.Column<string>(nullable: false),
                Subscription = table.Column<string>(nullable: false),
                SubscriptionSecret = table.Column<string>(nullable: false),
                SubscriptionTrouble = table.Column<string>(nullable: false),
                ConnectedAt = table.Column<long>(nullable: false),
                CheckedAt = table.Column<long>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_connections", row => row.Id);
            });

        migrationBuilder.CreateTable(
            name: "operator_tasks",
            columns: table => new
            {
                Id = table.Column<Guid>(nullable: false),
                Kind = table.Column<string>(nullable: false),
                Title = table.Column<string>(nullable: false),
                Details = table.Column<string>(nullable: false),
                Matter = table.Column<string>(nullable: true),
                CallId = table.Column<Guid>(nullable: true),
                BookingId = table.Column<Guid>(nullable: true),
                ConnectionId = table.Column<Guid>(nullable: true),
                CreatedAt = table.Column<long>(nullable: false),
                DoneAt = table.Column<long>(nullable: true),
                DoneBy = table.Column<string>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_operator_tasks", row => row.Id);
            });
        migrationBuilder.CreateIndex("IX_operator_tasks_Matter", "operator_tasks", "Matter", unique: true, filter: "\"DoneAt\" IS NULL");
        migrationBuilder.CreateIndex("IX_operator_tasks_DoneAt_CreatedAt", "operator_tasks", ["DoneAt", "CreatedAt"]);

        migrationBuilder.CreateTable(
            name: "news_receipts",
            columns: table => new
            {
                Key = table.Column<string>(nullable: false),
                At = table.Column<long>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_news_receipts", row => row.Key);
            });
        migrationBuilder.CreateIndex("IX_news_receipts_At", "news_receipts", "At");

        migrationBuilder.CreateTable(
            name: "comparisons",
            columns: table => new
            {
                Id = table.Column<Guid>(nullable: false),
                At = table.Column<long>(nullable: false),
                Compared = table.Column<int>(nullable: false),
                Differences = table.Column<int>(nullable: false),
                Untold = table.Column<int>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_comparisons", row => row.Id);
            });
        migrationBuilder.CreateIndex("IX_comparisons_At", "comparisons", "At");

        migrationBuilder.AddColumn<Guid>("ConnectionId", "booking_events", nullable: true);
        migrationBuilder.AddColumn<int>("Minutes", "booking_events", nullable: true);
        migrationBuilder.AddColumn<string>("Questions", "booking_events", nullable: false, defaultValue: "[]");
        migrationBuilder.AddColumn<bool>("NeedsEmail", "booking_events", nullable: false, defaultValue: false);
        migrationBuilder.AddColumn<bool>("NeedsPhone", "booking_events", nullable: false, defaultValue: false);
        migrationBuilder.AddColumn<string>("MeetingSpoken", "booking_events", nullable: false, defaultValue: "");
        migrationBuilder.AddColumn<Guid>("ConnectionId", "bookings", nullable: true);
        migrationBuilder.AddColumn<string>("Answers", "bookings", nullable: false, defaultValue: "[]");
        migrationBuilder.CreateIndex("IX_bookings_Reference", "bookings", "Reference");
        migrationBuilder.AddColumn<string>("Answers", "intents", nullable: false, defaultValue: "[]");
        migrationBuilder.AddColumn<string>("Reservation", "leases", nullable: true);
    }
}
