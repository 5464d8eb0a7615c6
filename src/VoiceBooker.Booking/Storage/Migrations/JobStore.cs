using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace VoiceBooker.Booking.Storage.Migrations;

/// <summary>The tables in which the job store keeps what is to be run when, and who runs it. They belong to the job store alone: no model of ours knows them.</summary>
[DbContext(typeof(BookingDbContext))]
[Migration("20261128230600_JobStore")]
internal sealed class JobStore : Migration
{
    private static readonly string[] Tables =
    [
        "fired_triggers", "paused_trigger_grps", "paused_job_grps", "scheduler_state", "locks", "simple_triggers", "cron_triggers", "simprop_triggers", "blob_triggers",
        "triggers", "job_details", "calendars", "execution_history", "misfire_history", "job_status",
    ];

    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var dialect = migrationBuilder.IsSqlite() ? "sqlite" : "postgres";
        using var script = typeof(JobStore).Assembly.GetManifestResourceStream($"JobStore.{dialect}.sql")!;
        using var reader = new StreamReader(script);
        migrationBuilder.Sql(reader.ReadToEnd());
    }

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        foreach (var table in Tables)
            migrationBuilder.Sql($"DROP TABLE qrtz_{table}");
    }
}
