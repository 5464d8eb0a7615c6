using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace VoiceBooker.Booking.Storage.Migrations;

/// <summary>A number is in one call of ours at a time, whichever process or campaign makes it: a unique key over the attempts of which the carrier has not said its last word.</summary>
[DbContext(typeof(BookingDbContext))]
[Migration("20261129101000_OneCallForEachNumber")]
internal sealed class OneCallForEachNumber : Migration
{
    /// <summary>Four hours, in ticks of 100 ns, as instants are stored: no call lasts longer.</summary>
    private const string LongestCall = "144000000000";

    /// <inheritdoc/>
    /// <remarks>
    /// Where two calls to one number are under way while this runs, the older one counts as over at the carrier: its record or the carrier's word ends it as ever, and without either it ends after the longest time a call may last.
    /// </remarks>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql($"""
            UPDATE attempts SET "CarrierStatus" = 'completed', "LookAt" = "ClaimedAt" + {LongestCall}
            WHERE "State" <> 'Ended' AND "CarrierStatus" = '' AND EXISTS (
                SELECT 1 FROM attempts AS other
                WHERE other."Number" = attempts."Number" AND other."State" <> 'Ended' AND other."CarrierStatus" = ''
                    AND (other."ClaimedAt" > attempts."ClaimedAt" OR (other."ClaimedAt" = attempts."ClaimedAt" AND other."Id" > attempts."Id")))
            """);
        migrationBuilder.CreateIndex("IX_attempts_OnTheLine", "attempts", "Number", unique: true, filter: "\"State\" <> 'Ended' AND \"CarrierStatus\" = ''");
    }

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropIndex("IX_attempts_OnTheLine", "attempts");
}
