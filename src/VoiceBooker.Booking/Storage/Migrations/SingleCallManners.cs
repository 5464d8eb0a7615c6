using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace VoiceBooker.Booking.Storage.Migrations;

/// <summary>In which campaign's manner a test call is made, and whether a single call is made on holidays too.</summary>
[DbContext(typeof(BookingDbContext))]
[Migration("20261128235501_SingleCallManners")]
internal sealed class SingleCallManners : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<Guid>("TestOf", "contacts", nullable: true);
        migrationBuilder.AddColumn<bool>("IgnoreHolidays", "contacts", nullable: false, defaultValue: false);
    }
}
