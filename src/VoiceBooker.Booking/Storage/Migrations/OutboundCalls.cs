using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace VoiceBooker.Booking.Storage.Migrations;

/// <summary>Calls that we make: campaigns, their people, attempts and why they were allowed, numbers not to be called, messages, the owner's systems, and keys to the API.</summary>
[DbContext(typeof(BookingDbContext))]
[Migration("20261128230000_OutboundCalls")]
internal sealed class OutboundCalls : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<Guid>("ContactId", "calls", nullable: true);
        migrationBuilder.AddColumn<Guid>("CampaignId", "calls", nullable: true);
        migrationBuilder.AddColumn<string>("Disposition", "calls", nullable: false, defaultValue: "");
        migrationBuilder.AddColumn<string>("Summary", "calls", nullable: false, defaultValue: "");
        migrationBuilder.AddColumn<string>("Fields", "calls", nullable: false, defaultValue: "{}");

        migrationBuilder.CreateTable(
            name: "campaigns",
            columns: table => new
            {
                Id = table.Column<Guid>(nullable: false),
                Name = table.Column<string>(nullable: false),
                Purpose = table.Column<string>(nullable: false),
                AssistantId = table.Column<Guid>(nullable: false),
                EventId = table.Column<Guid>(nullable: true),
                CallerIds = table.Column<string>(nullable: false),
                State = table.Column<string>(nullable: false),
                PausedBecause = table.Column<string>(nullable: false),
                Rules = table.Column<string>(nullable: false),
                CreatedAt = table.Column<long>(nullable: false),
                StartedAt = table.Column<long>(nullable: true),
                EndedAt = table.Column<long>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_campaigns", row => row.Id);
            });

        migrationBuilder.CreateTable(
            name: "contacts",
            columns: table => new
            {
                Id = table.Column<Guid>(nullable: false),
                CampaignId = table.Column<Guid>(nullable: true),
                Number = table.Column<string>(nullable: false),
                Name = table.Column<string>(nullable: false),
                Variables = table.Column<string>(nullable: false),
                AssistantId = table.Column<Guid>(nullable: true),
                EventId = table.Column<Guid>(nullable: true),
                From = table.Column<string>(nullable: false),
                Zone = table.Column<string>(nullable: false),
                ZoneSource = table.Column<string>(nullable: false),
                Consent = table.Column<string>(nullable: false),
                ConsentAt = table.Column<long>(nullable: true),
                ConsentText = table.Column<string>(nullable: false),
                ConsentChannel = table.Column<string>(nullable: false),
                State = table.Column<string>(nullable: false),
                NextAt = table.Column<long>(nullable: false),
                NotBefore = table.Column<long>(nullable: true),
                NotAfter = table.Column<long>(nullable: true),
                Attempts = table.Column<int>(nullable: false),
                Outcomes = table.Column<string>(nullable: false),
                Disposition = table.Column<string>(nullable: false),
                Remark = table.Column<string>(nullable: false),
                Line = table.Column<int>(nullable: true),
                Webhook = table.Column<string>(nullable: false),
                Purpose = table.Column<string>(nullable: false),
                CreatedAt = table.Column<long>(nullable: false),
                EndedAt = table.Column<long>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_contacts", row => row.Id);
                table.ForeignKey("FK_contacts_campaigns_CampaignId", row => row.CampaignId, "campaigns", "Id", onDelete: ReferentialAction.Restrict);
            });

        migrationBuilder.CreateTable(
            name: "attempts",
            columns: table => new
            {
                Id = table.Column<Guid>(nullable: false),
                ContactId = table.Column<Guid>(nullable: false),
                CampaignId = table.Column<Guid>(nullable: true),
                Try = table.Column<int>(nullable: false),
                Number = table.Column<string>(nullable: false),
                From = table.Column<string>(nullable: false),
                EventId = table.Column<Guid>(nullable: true),
                State = table.Column<string>(nullable: false),
                Node = table.Column<string>(nullable: false),
                CallSid = table.Column<string>(nullable: true),
                ClaimedAt = table.Column<long>(nullable: false),
                SubmittedAt = table.Column<long>(nullable: true),
                AnsweredAt = table.Column<long>(nullable: true),
                EndedAt = table.Column<long>(nullable: true),
                LookAt = table.Column<long>(nullable: true),
                LookUps = table.Column<int>(nullable: false),
                CarrierStatus = table.Column<string>(nullable: false),
                SipCode = table.Column<int>(nullable: true),
                ErrorCode = table.Column<int>(nullable: true),
                AnsweredBy = table.Column<string>(nullable: false),
                Disposition = table.Column<string>(nullable: false),
                QueuedMs = table.Column<int>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_attempts", row => row.Id);
                table.ForeignKey("FK_attempts_contacts_ContactId", row => row.ContactId, "contacts", "Id", onDelete: ReferentialAction.Restrict);
            });

        migrationBuilder.CreateTable(
            name: "dial_decisions",
            columns: table => new
            {
                Id = table.Column<Guid>(nullable: false),
                ContactId = table.Column<Guid>(nullable: false),
                CampaignId = table.Column<Guid>(nullable: true),
                AttemptId = table.Column<Guid>(nullable: true),
                At = table.Column<long>(nullable: false),
                Allowed = table.Column<bool>(nullable: false),
                Verdicts = table.Column<string>(nullable: false),
                Rules = table.Column<string>(nullable: false),
                AgainAt = table.Column<long>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_dial_decisions", row => row.Id);
            });

        migrationBuilder.CreateTable(
            name: "do_not_call",
            columns: table => new
            {
                Id = table.Column<Guid>(nullable: false),
                Number = table.Column<string>(nullable: false),
                Scope = table.Column<string>(nullable: false),
                Source = table.Column<string>(nullable: false),
                Reason = table.Column<string>(nullable: false),
                CallId = table.Column<Guid>(nullable: true),
                At = table.Column<long>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_do_not_call", row => row.Id);
            });

        migrationBuilder.CreateTable(
            name: "outgoing_texts",
            columns: table => new
            {
                Id = table.Column<Guid>(nullable: false),
                Purpose = table.Column<string>(nullable: false),
                Matter = table.Column<string>(nullable: false),
                To = table.Column<string>(nullable: false),
                From = table.Column<string>(nullable: false),
                Body = table.Column<string>(nullable: false),
                BookingId = table.Column<Guid>(nullable: true),
                CallId = table.Column<Guid>(nullable: true),
                State = table.Column<string>(nullable: false),
                Attempts = table.Column<int>(nullable: false),
                NotBefore = table.Column<long>(nullable: false),
                NotAfter = table.Column<long>(nullable: true),
                LastError = table.Column<string>(nullable: true),
                MessageSid = table.Column<string>(nullable: true),
                CreatedAt = table.Column<long>(nullable: false),
                SentAt = table.Column<long>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_outgoing_texts", row => row.Id);
            });

        migrationBuilder.CreateTable(
            name: "text_links",
            columns: table => new
            {
                TokenHash = table.Column<string>(nullable: false),
                CallId = table.Column<Guid>(nullable: false),
                Asks = table.Column<string>(nullable: false),
                Language = table.Column<string>(nullable: false),
                Typed = table.Column<string>(nullable: true),
                TypedAt = table.Column<long>(nullable: true),
                TakenAt = table.Column<long>(nullable: true),
                CreatedAt = table.Column<long>(nullable: false),
                ExpiresAt = table.Column<long>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_text_links", row => row.TokenHash);
            });

        migrationBuilder.CreateTable(
            name: "hook_endpoints",
            columns: table => new
            {
                Id = table.Column<Guid>(nullable: false),
                Name = table.Column<string>(nullable: false),
                Url = table.Column<string>(nullable: false),
                Kinds = table.Column<string>(nullable: false),
                Secret = table.Column<string>(nullable: false),
                FormerSecret = table.Column<string>(nullable: false),
                FormerUntil = table.Column<long>(nullable: true),
                Active = table.Column<bool>(nullable: false),
                CreatedAt = table.Column<long>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_hook_endpoints", row => row.Id);
            });

        migrationBuilder.CreateTable(
            name: "hook_deliveries",
            columns: table => new
            {
                Id = table.Column<Guid>(nullable: false),
                EndpointId = table.Column<Guid>(nullable: true),
                Url = table.Column<string>(nullable: false),
                Kind = table.Column<string>(nullable: false),
                Body = table.Column<string>(nullable: false),
                State = table.Column<string>(nullable: false),
                Attempts = table.Column<int>(nullable: false),
                NextAt = table.Column<long>(nullable: false),
                LastAnswer = table.Column<string>(nullable: false),
                CreatedAt = table.Column<long>(nullable: false),
                DeliveredAt = table.Column<long>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_hook_deliveries", row => row.Id);
            });

        migrationBuilder.CreateTable(
            name: "api_keys",
            columns: table => new
            {
                Id = table.Column<Guid>(nullable: false),
                Name = table.Column<string>(nullable: false),
                Prefix = table.Column<string>(nullable: false),
                Hash = table.Column<string>(nullable: false),
                Scopes = table.Column<string>(nullable: false),
                MadeBy = table.Column<string>(nullable: false),
                CreatedAt = table.Column<long>(nullable: false),
                ExpiresAt = table.Column<long>(nullable: true),
                RevokedAt = table.Column<long>(nullable: true),
                LastUsedAt = table.Column<long>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_api_keys", row => row.Id);
            });

        migrationBuilder.CreateTable(
            name: "idempotent_requests",
            columns: table => new
            {
                Key = table.Column<string>(nullable: false),
                Fingerprint = table.Column<string>(nullable: false),
                Status = table.Column<int>(nullable: false),
                Body = table.Column<string>(nullable: false),
                At = table.Column<long>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_idempotent_requests", row => row.Key);
            });

        migrationBuilder.CreateIndex("IX_campaigns_State", "campaigns", "State");
        migrationBuilder.CreateIndex("IX_contacts_CampaignId_Number", "contacts", ["CampaignId", "Number"], unique: true);
        migrationBuilder.CreateIndex("IX_contacts_State_NextAt", "contacts", ["State", "NextAt"]);
        migrationBuilder.CreateIndex("IX_contacts_CampaignId_State_NextAt", "contacts", ["CampaignId", "State", "NextAt"]);
        migrationBuilder.CreateIndex("IX_contacts_Number", "contacts", "Number");
        migrationBuilder.CreateIndex("IX_attempts_ContactId_Try", "attempts", ["ContactId", "Try"], unique: true);
        migrationBuilder.CreateIndex("IX_attempts_CallSid", "attempts", "CallSid", unique: true);
        migrationBuilder.CreateIndex("IX_attempts_State_LookAt", "attempts", ["State", "LookAt"]);
        migrationBuilder.CreateIndex("IX_attempts_Number_ClaimedAt", "attempts", ["Number", "ClaimedAt"]);
        migrationBuilder.CreateIndex("IX_attempts_CampaignId_State", "attempts", ["CampaignId", "State"]);
        migrationBuilder.CreateIndex("IX_dial_decisions_ContactId_At", "dial_decisions", ["ContactId", "At"]);
        migrationBuilder.CreateIndex("IX_dial_decisions_CampaignId_At", "dial_decisions", ["CampaignId", "At"]);
        migrationBuilder.CreateIndex("IX_do_not_call_Number_Scope", "do_not_call", ["Number", "Scope"], unique: true);
        migrationBuilder.CreateIndex("IX_outgoing_texts_Matter", "outgoing_texts", "Matter", unique: true);
        migrationBuilder.CreateIndex("IX_outgoing_texts_State_NotBefore", "outgoing_texts", ["State", "NotBefore"]);
        migrationBuilder.CreateIndex("IX_outgoing_texts_BookingId", "outgoing_texts", "BookingId");
        migrationBuilder.CreateIndex("IX_text_links_CallId", "text_links", "CallId");
        migrationBuilder.CreateIndex("IX_text_links_ExpiresAt", "text_links", "ExpiresAt");
        migrationBuilder.CreateIndex("IX_hook_deliveries_State_NextAt", "hook_deliveries", ["State", "NextAt"]);
        migrationBuilder.CreateIndex("IX_hook_deliveries_EndpointId_CreatedAt", "hook_deliveries", ["EndpointId", "CreatedAt"]);
        migrationBuilder.CreateIndex("IX_api_keys_Hash", "api_keys", "Hash", unique: true);
        migrationBuilder.CreateIndex("IX_idempotent_requests_At", "idempotent_requests", "At");
        migrationBuilder.CreateIndex("IX_calls_CampaignId_StartedAt", "calls", ["CampaignId", "StartedAt"]);
        migrationBuilder.CreateIndex("IX_calls_ContactId", "calls", "ContactId");
    }

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropIndex("IX_calls_ContactId", "calls");
        migrationBuilder.DropIndex("IX_calls_CampaignId_StartedAt", "calls");
        foreach (var table in (string[])["idempotent_requests", "api_keys", "hook_deliveries", "hook_endpoints", "text_links", "outgoing_texts", "do_not_call", "dial_decisions", "attempts", "contacts", "campaigns"])
            migrationBuilder.DropTable(table);
        foreach (var column in (string[])["Fields", "Summary", "Disposition", "CampaignId", "ContactId"])
            migrationBuilder.DropColumn(column, "calls");
    }
}
