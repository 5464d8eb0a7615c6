using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

namespace VoiceBooker.Server.Console.Identity;

/// <summary>The keys that seal sign-ins and credentials, where several servers share a database. A server that has its data to itself keeps them in a folder instead.</summary>
internal sealed class KeysDbContext(DbContextOptions<KeysDbContext> options) : DbContext(options), IDataProtectionKeyContext
{
    /// <inheritdoc/>
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();
}

/// <summary>The table of the keys.</summary>
[DbContext(typeof(KeysDbContext))]
[Migration("20261129_CreateKeys")]
internal sealed class CreateKeys : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.CreateTable(
        "DataProtectionKeys",
        table => new
        {
            Id = table.Column<int>().Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
            FriendlyName = table.Column<string>(nullable: true),
            Xml = table.Column<string>(nullable: true),
        },
        constraints: table => table.PrimaryKey("PK_DataProtectionKeys", key => key.Id));
}
