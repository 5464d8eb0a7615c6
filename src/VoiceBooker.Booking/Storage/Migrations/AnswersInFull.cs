using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace VoiceBooker.Booking.Storage.Migrations;

/// <summary>An answer that is given again has its media type and its <c>Location</c>, too.</summary>
[DbContext(typeof(BookingDbContext))]
[Migration("20261128230700_AnswersInFull")]
internal sealed class AnswersInFull : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("ContentType", "idempotent_requests", nullable: false, defaultValue: "");
        migrationBuilder.AddColumn<string>("Location", "idempotent_requests", nullable: false, defaultValue: "");
    }

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropColumn("Location", "idempotent_requests");
        migrationBuilder.DropColumn("ContentType", "idempotent_requests");
    }
}
