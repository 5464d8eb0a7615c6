using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace VoiceBooker.Booking.Storage.Migrations;

/// <summary>What one server has begun and another may have to go on with: uploaded files, and callers on their way to a person.</summary>
[DbContext(typeof(BookingDbContext))]
[Migration("20261129084000_WhatNodesShare")]
internal sealed class WhatNodesShare : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            name: "uploads",
            columns: table => new
            {
                Id = table.Column<Guid>(nullable: false),
                CampaignId = table.Column<Guid>(nullable: true),
                Name = table.Column<string>(nullable: false),
                At = table.Column<long>(nullable: false),
                Bytes = table.Column<long>(nullable: false),
                BeganAt = table.Column<long>(nullable: true),
                ReadAt = table.Column<long>(nullable: true),
                Rows = table.Column<int>(nullable: false),
                EndedAt = table.Column<long>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_uploads", row => row.Id);
            });
        migrationBuilder.CreateIndex("IX_uploads_CampaignId_At", "uploads", ["CampaignId", "At"]);
        migrationBuilder.CreateIndex("IX_uploads_At", "uploads", "At");

        migrationBuilder.CreateTable(
            name: "upload_pieces",
            columns: table => new
            {
                UploadId = table.Column<Guid>(nullable: false),
                Part = table.Column<string>(nullable: false),
                Number = table.Column<int>(nullable: false),
                Bytes = table.Column<byte[]>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_upload_pieces", row => new { row.UploadId, row.Part, row.Number });
                table.ForeignKey("FK_upload_pieces_uploads_UploadId", row => row.UploadId, "uploads", "Id", onDelete: ReferentialAction.Cascade);
            });

        migrationBuilder.CreateTable(
            name: "transfers",
            columns: table => new
            {
                CallSid = table.Column<string>(nullable: false),
                Number = table.Column<string>(nullable: false),
                Summary = table.Column<string>(nullable: true),
                Language = table.Column<string>(nullable: false),
                Caller = table.Column<string>(nullable: false),
                State = table.Column<string>(nullable: false),
                At = table.Column<long>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_transfers", row => row.CallSid);
            });
        migrationBuilder.CreateIndex("IX_transfers_At", "transfers", "At");
    }

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable("transfers");
        migrationBuilder.DropTable("upload_pieces");
        migrationBuilder.DropTable("uploads");
    }
}
