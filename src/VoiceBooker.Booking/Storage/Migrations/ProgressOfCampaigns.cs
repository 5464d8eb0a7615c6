using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace VoiceBooker.Booking.Storage.Migrations;

/// <summary>How far a campaign has come is counted again and again while people look on.</summary>
[DbContext(typeof(BookingDbContext))]
[Migration("20261129004700_ProgressOfCampaigns")]
internal sealed class ProgressOfCampaigns : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.CreateIndex("IX_contacts_CampaignId_State_Disposition", "contacts", ["CampaignId", "State", "Disposition"]);

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropIndex("IX_contacts_CampaignId_State_Disposition", "contacts");
}
