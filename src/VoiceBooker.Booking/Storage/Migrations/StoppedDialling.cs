using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace VoiceBooker.Booking.Storage.Migrations;

/// <summary>All outbound calls can be stopped at once; single calls are listed by when they were ordered, a campaign's people by the file they came with.</summary>
[DbContext(typeof(BookingDbContext))]
[Migration("20261129100500_StoppedDialling")]
internal sealed class StoppedDialling : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            name: "dial_stops",
            columns: table => new
            {
                Id = table.Column<Guid>(nullable: false),
                At = table.Column<long>(nullable: false),
                By = table.Column<string>(nullable: false),
                Because = table.Column<string>(nullable: false),
                EndedAt = table.Column<long>(nullable: true),
                EndedBy = table.Column<string>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_dial_stops", row => row.Id);
            });
        migrationBuilder.CreateIndex("IX_dial_stops_EndedAt", "dial_stops", "EndedAt");
        migrationBuilder.CreateIndex("IX_contacts_CampaignId_CreatedAt", "contacts", ["CampaignId", "CreatedAt"]);
    }

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropIndex("IX_contacts_CampaignId_CreatedAt", "contacts");
        migrationBuilder.DropTable("dial_stops");
    }
}
