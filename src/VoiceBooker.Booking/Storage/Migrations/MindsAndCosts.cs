using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace VoiceBooker.Booking.Storage.Migrations;

/// <summary>Who leads an assistant's calls, and what the models of a call have used.</summary>
[DbContext(typeof(BookingDbContext))]
[Migration("20261128200000_MindsAndCosts")]
internal sealed class MindsAndCosts : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("Mind", "assistants", nullable: false, defaultValue: "");
        migrationBuilder.AddColumn<long>("TokensIn", "calls", nullable: false, defaultValue: 0L);
        migrationBuilder.AddColumn<long>("TokensOut", "calls", nullable: false, defaultValue: 0L);
        migrationBuilder.AddColumn<long>("CostMicros", "calls", nullable: false, defaultValue: 0L);
    }

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropColumn("CostMicros", "calls");
        migrationBuilder.DropColumn("TokensOut", "calls");
        migrationBuilder.DropColumn("TokensIn", "calls");
        migrationBuilder.DropColumn("Mind", "assistants");
    }
}
