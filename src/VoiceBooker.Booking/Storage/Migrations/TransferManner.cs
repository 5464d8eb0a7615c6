using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace VoiceBooker.Booking.Storage.Migrations;

/// <summary>How an assistant puts callers through.</summary>
[DbContext(typeof(BookingDbContext))]
[Migration("20261128231900_TransferManner")]
internal sealed class TransferManner : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.AddColumn<string>("TransferManner", "assistants", nullable: false, defaultValue: "warm");
}
