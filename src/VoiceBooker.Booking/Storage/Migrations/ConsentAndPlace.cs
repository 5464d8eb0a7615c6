using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace VoiceBooker.Booking.Storage.Migrations;

/// <summary>Who declared a contact's consent. A zone that came with a contact is taken for a cal_timezone, because nothing tells what it was given as.</summary>
[DbContext(typeof(BookingDbContext))]
[Migration("20261129090700_ConsentAndPlace")]
internal sealed class ConsentAndPlace : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("ConsentBy", "contacts", nullable: false, defaultValue: "");
        migrationBuilder.Sql("""UPDATE contacts SET "ZoneSource" = 'Calendar' WHERE "ZoneSource" = 'Given'""");
    }
}
