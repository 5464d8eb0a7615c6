using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace VoiceBooker.Booking.Storage.Migrations;

/// <summary>Call-backs that are due are looked for before everybody else, in every round: the index over what came of people last goes on to when they are due, so that the first of them is found among any number who wait.</summary>
[DbContext(typeof(BookingDbContext))]
[Migration("20261129101100_PromisedCallsFirst")]
internal sealed class PromisedCallsFirst : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateIndex("IX_contacts_CampaignId_State_Disposition_NextAt", "contacts", ["CampaignId", "State", "Disposition", "NextAt"]);
        migrationBuilder.DropIndex("IX_contacts_CampaignId_State_Disposition", "contacts");
    }

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateIndex("IX_contacts_CampaignId_State_Disposition", "contacts", ["CampaignId", "State", "Disposition"]);
        migrationBuilder.DropIndex("IX_contacts_CampaignId_State_Disposition_NextAt", "contacts");
    }
}
