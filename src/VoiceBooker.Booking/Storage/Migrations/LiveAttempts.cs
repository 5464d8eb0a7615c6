using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace VoiceBooker.Booking.Storage.Migrations;

/// <summary>What is under way is counted before every call: an index that holds those few attempts alone, with all that is counted by.</summary>
[DbContext(typeof(BookingDbContext))]
[Migration("20261129090000_LiveAttempts")]
internal sealed class LiveAttempts : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.CreateIndex(
        "IX_attempts_Live", "attempts", ["CampaignId", "From", "EventId", "State", "CarrierStatus", "QueuedMs", "ClaimedAt"], filter: "\"State\" <> 'Ended'");

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropIndex("IX_attempts_Live", "attempts");
}
