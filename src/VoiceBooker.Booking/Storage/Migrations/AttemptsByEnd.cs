using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace VoiceBooker.Booking.Storage.Migrations;

/// <summary>The circuit breaker of dialling asks for the last attempts that ended before every call.</summary>
[DbContext(typeof(BookingDbContext))]
[Migration("20261128232400_AttemptsByEnd")]
internal sealed class AttemptsByEnd : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.CreateIndex("IX_attempts_State_EndedAt", "attempts", ["State", "EndedAt"]);

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropIndex("IX_attempts_State_EndedAt", "attempts");
}
