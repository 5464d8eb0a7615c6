using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace VoiceBooker.Booking.Storage.Migrations;

/// <summary>How many lines each server has, and the calls that wait for their streams at any of them.</summary>
[DbContext(typeof(BookingDbContext))]
[Migration("20261129084500_LinesOfAllServers")]
internal sealed class LinesOfAllServers : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<int>("Lines", "nodes", nullable: false, defaultValue: 0);
        migrationBuilder.AddColumn<int>("OutboundLines", "nodes", nullable: false, defaultValue: 0);
        migrationBuilder.CreateTable(
            name: "waiting_streams",
            columns: table => new
            {
                TokenHash = table.Column<string>(nullable: false),
                CallSid = table.Column<string>(nullable: false),
                FromCarrier = table.Column<bool>(nullable: false),
                Ticket = table.Column<string>(nullable: false),
                CreatedAt = table.Column<long>(nullable: false),
                ExpiresAt = table.Column<long>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_waiting_streams", row => row.TokenHash);
            });
        migrationBuilder.CreateIndex("IX_waiting_streams_CallSid", "waiting_streams", "CallSid");
    }

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable("waiting_streams");
        migrationBuilder.DropColumn("OutboundLines", "nodes");
        migrationBuilder.DropColumn("Lines", "nodes");
    }
}
