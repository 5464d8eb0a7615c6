using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace VoiceBooker.Booking.Storage.Migrations;

/// <summary>Mails that tell of a meeting are not sent after it has begun.</summary>
[DbContext(typeof(BookingDbContext))]
[Migration("20261129004500_MailsInTime")]
internal sealed class MailsInTime : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.AddColumn<long>("NotAfter", "outgoing_mails", nullable: true);

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropColumn("NotAfter", "outgoing_mails");
}
