using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace VoiceBooker.Booking.Storage.Migrations;

/// <summary>What is taken off the do-not-call list is kept: who did it and why, what there was before, and when the person last asked not to be called.</summary>
[DbContext(typeof(BookingDbContext))]
[Migration("20261129100500_DoNotCallHistory")]
internal sealed class DoNotCallHistory : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("TakenBackWhy", "do_not_call", nullable: true);
        migrationBuilder.AddColumn<long>("OptedOutAt", "do_not_call", nullable: true);
        migrationBuilder.Sql("UPDATE do_not_call SET \"OptedOutAt\" = \"At\" WHERE \"Source\" IN ('call', 'key', 'sms', 'page', 'carrier')");
        migrationBuilder.CreateIndex("IX_do_not_call_Source_Scope", "do_not_call", ["Source", "Scope"]);
        migrationBuilder.CreateTable(
            "do_not_call_past",
            table => new
            {
                Id = table.Column<Guid>(nullable: false),
                Number = table.Column<string>(nullable: false),
                Scope = table.Column<string>(nullable: false),
                Source = table.Column<string>(nullable: false),
                Reason = table.Column<string>(nullable: false),
                CallId = table.Column<Guid>(nullable: true),
                At = table.Column<long>(nullable: false),
                TakenBackAt = table.Column<long>(nullable: false),
                TakenBackBy = table.Column<string>(nullable: false),
                TakenBackWhy = table.Column<string>(nullable: true),
            },
            constraints: table => table.PrimaryKey("PK_do_not_call_past", each => each.Id));
        migrationBuilder.CreateIndex("IX_do_not_call_past_Number", "do_not_call_past", "Number");
    }

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable("do_not_call_past");
        migrationBuilder.DropIndex("IX_do_not_call_Source_Scope", "do_not_call");
        foreach (var column in (string[])["TakenBackWhy", "OptedOutAt"])
            migrationBuilder.DropColumn(column, "do_not_call");
    }
}
