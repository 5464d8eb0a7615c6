using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace VoiceBooker.Booking.Storage.Migrations;

/// <summary>Which servers share the database, and which of them holds a call.</summary>
[DbContext(typeof(BookingDbContext))]
[Migration("20261128230500_NodesAndTheirCalls")]
internal sealed class NodesAndTheirCalls : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            name: "nodes",
            columns: table => new
            {
                Name = table.Column<string>(nullable: false),
                StartedAt = table.Column<long>(nullable: false),
                SeenAt = table.Column<long>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_nodes", row => row.Name);
            });
        migrationBuilder.AddColumn<string>("Node", "calls", nullable: false, defaultValue: "");
    }

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropColumn("Node", "calls");
        migrationBuilder.DropTable("nodes");
    }
}
