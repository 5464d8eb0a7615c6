using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace VoiceBooker.Booking.Storage.Migrations;

/// <summary>An opt-out by text message can be taken back by one: when that was, and what else keeps the number on the list.</summary>
[DbContext(typeof(BookingDbContext))]
[Migration("20261129090200_OptOutsTakenBack")]
internal sealed class OptOutsTakenBack : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("Besides", "do_not_call", nullable: true);
        migrationBuilder.AddColumn<long>("TakenBackAt", "do_not_call", nullable: true);
        migrationBuilder.AddColumn<string>("TakenBackBy", "do_not_call", nullable: true);
    }

    /// <inheritdoc/>
    /// <remarks>An earlier edition knows no entry that does not hold, so those are left out of it.</remarks>
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("DELETE FROM do_not_call WHERE \"TakenBackAt\" IS NOT NULL");
        foreach (var column in (string[])["Besides", "TakenBackAt", "TakenBackBy"])
            migrationBuilder.DropColumn(column, "do_not_call");
    }
}
