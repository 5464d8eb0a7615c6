using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace VoiceBooker.Booking.Storage.Migrations;

/// <summary>Mails that carry no invitation (confirmations, reminders), and the calls that wait for their conclusion. What ended before there were conclusions has its outcome for one.</summary>
[DbContext(typeof(BookingDbContext))]
[Migration("20261128231100_AfterTheCall")]
internal sealed class AfterTheCall : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateIndex("IX_calls_Disposition", "calls", "Disposition");
        migrationBuilder.Sql("""UPDATE "calls" SET "Disposition" = "Outcome" WHERE "EndedAt" IS NOT NULL AND "Disposition" = ''""");

        if (migrationBuilder.ActiveProvider!.EndsWith("Sqlite", StringComparison.Ordinal))
        {
            MakeMailsAnew(migrationBuilder);
        }
        else
        {
            migrationBuilder.AlterColumn<Guid>("InvitationId", "outgoing_mails", nullable: true, oldNullable: false);
            migrationBuilder.AddColumn<Guid>("BookingId", "outgoing_mails", nullable: true);
            migrationBuilder.AddColumn<string>("Matter", "outgoing_mails", nullable: true);
        }

        migrationBuilder.CreateIndex("IX_outgoing_mails_Matter", "outgoing_mails", "Matter", unique: true);
        migrationBuilder.CreateIndex("IX_outgoing_mails_BookingId", "outgoing_mails", "BookingId");
    }

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("DELETE FROM \"outgoing_mails\" WHERE \"InvitationId\" IS NULL");
        migrationBuilder.DropIndex("IX_outgoing_mails_BookingId", "outgoing_mails");
        migrationBuilder.DropIndex("IX_outgoing_mails_Matter", "outgoing_mails");
        migrationBuilder.DropColumn("Matter", "outgoing_mails");
        migrationBuilder.DropColumn("BookingId", "outgoing_mails");
        migrationBuilder.DropIndex("IX_calls_Disposition", "calls");
    }

    /// <summary>SQLite cannot take a column's "not null" away: the table is made anew.</summary>
    private static void MakeMailsAnew(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            name: "outgoing_mails_next",
            columns: table => new
            {
                Id = table.Column<Guid>(nullable: false),
                To = table.Column<string>(nullable: false),
                Subject = table.Column<string>(nullable: false),
                Body = table.Column<string>(nullable: false),
                InvitationId = table.Column<Guid>(nullable: true),
                BookingId = table.Column<Guid>(nullable: true),
                Matter = table.Column<string>(nullable: true),
                State = table.Column<string>(nullable: false),
                Attempts = table.Column<int>(nullable: false),
                NotBefore = table.Column<long>(nullable: false),
                LastError = table.Column<string>(nullable: true),
                CreatedAt = table.Column<long>(nullable: false),
                SentAt = table.Column<long>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_outgoing_mails_next", row => row.Id);
                table.ForeignKey("FK_outgoing_mails_next_invitations_InvitationId", row => row.InvitationId, "invitations", "Id", onDelete: ReferentialAction.Cascade);
            });
        const string Columns = "\"Id\", \"To\", \"Subject\", \"Body\", \"InvitationId\", \"State\", \"Attempts\", \"NotBefore\", \"LastError\", \"CreatedAt\", \"SentAt\"";
        migrationBuilder.Sql($"INSERT INTO \"outgoing_mails_next\" ({Columns}) SELECT {Columns} FROM \"outgoing_mails\"");
        migrationBuilder.DropTable("outgoing_mails");
        migrationBuilder.RenameTable("outgoing_mails_next", newName: "outgoing_mails");
        migrationBuilder.CreateIndex("IX_outgoing_mails_State_NotBefore", "outgoing_mails", ["State", "NotBefore"]);
        migrationBuilder.CreateIndex("IX_outgoing_mails_InvitationId", "outgoing_mails", "InvitationId");
    }
}
