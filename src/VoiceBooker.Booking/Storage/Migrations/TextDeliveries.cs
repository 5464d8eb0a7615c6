using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace VoiceBooker.Booking.Storage.Migrations;

/// <summary>What became of a text message after the carrier had taken it, and why it did not arrive.</summary>
[DbContext(typeof(BookingDbContext))]
[Migration("20261129090100_TextDeliveries")]
internal sealed class TextDeliveries : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("Delivery", "outgoing_texts", nullable: false, defaultValue: "Unreported");
        migrationBuilder.AddColumn<long>("DeliveryAt", "outgoing_texts", nullable: true);
        migrationBuilder.AddColumn<string>("Fault", "outgoing_texts", nullable: false, defaultValue: "None");
        migrationBuilder.AddColumn<int>("ErrorCode", "outgoing_texts", nullable: true);
        migrationBuilder.AddColumn<long>("LookAt", "outgoing_texts", nullable: true);
        migrationBuilder.CreateIndex("IX_outgoing_texts_LookAt", "outgoing_texts", "LookAt");
        migrationBuilder.CreateIndex("IX_outgoing_texts_MessageSid", "outgoing_texts", "MessageSid");
        migrationBuilder.CreateIndex("IX_outgoing_texts_CallId", "outgoing_texts", "CallId");
        migrationBuilder.CreateIndex("IX_outgoing_texts_To_Fault", "outgoing_texts", ["To", "Fault"]);
    }

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        foreach (var index in (string[])["LookAt", "MessageSid", "CallId", "To_Fault"])
            migrationBuilder.DropIndex($"IX_outgoing_texts_{index}", "outgoing_texts");
        foreach (var column in (string[])["Delivery", "DeliveryAt", "Fault", "ErrorCode", "LookAt"])
            migrationBuilder.DropColumn(column, "outgoing_texts");
    }
}
