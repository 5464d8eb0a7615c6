using Microsoft.EntityFrameworkCore;
using NodaTime;
using VoiceBooker.Booking.Access;
using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Calendars.BuiltIn;
using VoiceBooker.Booking.Calendars.Invitations;
using VoiceBooker.Booking.Calendars.Mail;
using VoiceBooker.Booking.Campaigns;
using VoiceBooker.Booking.Campaigns.Upload;
using VoiceBooker.Booking.Connections;
using VoiceBooker.Booking.Dialling;
using VoiceBooker.Booking.Events;
using VoiceBooker.Booking.Hooks;
using VoiceBooker.Booking.Journal;
using VoiceBooker.Booking.Messages;
using VoiceBooker.Booking.Tasks;
using VoiceBooker.Voice.Calls;

namespace VoiceBooker.Booking.Storage;

/// <summary>The business's tables. Made by <c>IDbContextFactory</c>, used briefly, never shared between calls.</summary>
public sealed partial class BookingDbContext(DbContextOptions<BookingDbContext> options) : DbContext(options)
{
    /// <summary>Who answers.</summary>
    public DbSet<Assistant> Assistants => Set<Assistant>();

    /// <summary>What can be booked.</summary>
    public DbSet<BookingEvent> Events => Set<BookingEvent>();

    /// <summary>Calendars of our own.</summary>
    public DbSet<CalendarSchedule> Schedules => Set<CalendarSchedule>();

    /// <summary>Meetings in calendars of our own.</summary>
    public DbSet<CalendarBooking> CalendarBookings => Set<CalendarBooking>();

    /// <summary>The time those meetings take.</summary>
    public DbSet<CalendarCell> CalendarCells => Set<CalendarCell>();

    /// <summary>The places of a day those meetings take.</summary>
    public DbSet<CalendarDayPlace> CalendarDayPlaces => Set<CalendarDayPlace>();

    /// <summary>Invitations as written.</summary>
    public DbSet<InvitationRecord> Invitations => Set<InvitationRecord>();

    /// <summary>Mails to be sent, and those that were.</summary>
    public DbSet<OutgoingMail> Mails => Set<OutgoingMail>();

    /// <summary>Bookings made through us.</summary>
    public DbSet<BookingRecord> Bookings => Set<BookingRecord>();

    /// <summary>Wishes and how far they came.</summary>
    public DbSet<IntentRecord> Intents => Set<IntentRecord>();

    /// <summary>Times kept for a wish.</summary>
    public DbSet<Lease> Leases => Set<Lease>();

    /// <summary>Accounts at calendar providers.</summary>
    public DbSet<Connection> Connections => Set<Connection>();

    /// <summary>What people must do.</summary>
    public DbSet<OperatorTask> Tasks => Set<OperatorTask>();

    /// <summary>News of providers that were taken note of, so that a repeated delivery changes nothing.</summary>
    public DbSet<NewsReceipt> NewsReceipts => Set<NewsReceipt>();

    /// <summary>Comparisons of promised against held.</summary>
    public DbSet<Comparison> Comparisons => Set<Comparison>();

    /// <summary>The list of calls.</summary>
    public DbSet<CallRecord> Calls => Set<CallRecord>();

    /// <summary>What happened on them.</summary>
    public DbSet<CallEventRecord> CallEvents => Set<CallEventRecord>();

    /// <summary>People to be called for one purpose.</summary>
    public DbSet<Campaign> Campaigns => Set<Campaign>();

    /// <summary>People to be called.</summary>
    public DbSet<Contact> Contacts => Set<Contact>();

    /// <summary>Attempts to reach them.</summary>
    public DbSet<Attempt> Attempts => Set<Attempt>();

    /// <summary>What the dial gate decided, and why.</summary>
    public DbSet<DialDecision> DialDecisions => Set<DialDecision>();

    /// <summary>Numbers that must not be called; entries that were taken back are left out, except where a query asks for them (<c>IgnoreQueryFilters</c>).</summary>
    public DbSet<DoNotCallEntry> DoNotCall => Set<DoNotCallEntry>();

    /// <summary>Text messages to be sent, and those that were.</summary>
    public DbSet<OutgoingText> Texts => Set<OutgoingText>();

    /// <summary>Links under which people type what is hard to say.</summary>
    public DbSet<TextLink> TextLinks => Set<TextLink>();

    /// <summary>Systems of the owner's that are told what happens here.</summary>
    public DbSet<HookEndpoint> HookEndpoints => Set<HookEndpoint>();

    /// <summary>What they are told.</summary>
    public DbSet<HookDelivery> HookDeliveries => Set<HookDelivery>();

    /// <summary>Keys to the JSON API.</summary>
    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();

    /// <summary>Answers that are given again when the same request comes again.</summary>
    public DbSet<IdempotentRequest> IdempotentRequests => Set<IdempotentRequest>();

    /// <summary>Servers that work on this database.</summary>
    public DbSet<ClusterNode> Nodes => Set<ClusterNode>();

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<Instant>().HaveConversion<InstantConverter>();
        configurationBuilder.Properties<LocalDate>().HaveConversion<LocalDateConverter>();
        configurationBuilder.Properties<CallId>().HaveConversion<CallIdConverter>();
        configurationBuilder.Properties<BookingStatus>().HaveConversion<string>();
        configurationBuilder.Properties<IntentState>().HaveConversion<string>();
        configurationBuilder.Properties<MailState>().HaveConversion<string>();
        configurationBuilder.Properties<SignInKind>().HaveConversion<string>();
        configurationBuilder.Properties<ConnectionState>().HaveConversion<string>();
        configurationBuilder.Properties<TaskKind>().HaveConversion<string>();
        configurationBuilder.Properties<CampaignState>().HaveConversion<string>();
        configurationBuilder.Properties<ContactState>().HaveConversion<string>();
        configurationBuilder.Properties<ZoneSource>().HaveConversion<string>();
        configurationBuilder.Properties<ConsentKind>().HaveConversion<string>();
        configurationBuilder.Properties<AttemptState>().HaveConversion<string>();
        configurationBuilder.Properties<TextState>().HaveConversion<string>();
        configurationBuilder.Properties<TextDelivery>().HaveConversion<string>();
        configurationBuilder.Properties<TextFault>().HaveConversion<string>();
        configurationBuilder.Properties<DeliveryState>().HaveConversion<string>();
        configurationBuilder.Properties<UploadPart>().HaveConversion<string>();
        configurationBuilder.Properties<TransferState>().HaveConversion<string>();
        configurationBuilder.Properties<Dictionary<string, string>>().HaveConversion<JsonValueConverter<Dictionary<string, string>>, TextsComparer>();
        configurationBuilder.Properties<Dictionary<string, int>>().HaveConversion<JsonValueConverter<Dictionary<string, int>>, CountsComparer>();
    }

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Assistant>(table =>
        {
            table.ToTable("assistants");
            table.Property(assistant => assistant.Numbers).HasConversion(new JsonListConverter<string>(), new ListComparer<string>());
        });

        modelBuilder.Entity<BookingEvent>(table =>
        {
            table.ToTable("booking_events");
            table.HasIndex(booked => booked.Name);
            table.Property(booked => booked.Questions).HasConversion(new JsonListConverter<EventQuestion>(), new ListComparer<EventQuestion>());
        });

        modelBuilder.Entity<CalendarSchedule>(table =>
        {
            table.ToTable("calendar_schedules");
            table.Property(schedule => schedule.WeeklyHours).HasConversion(new JsonListConverter<WeeklyHours>(), new ListComparer<WeeklyHours>());
            table.Property(schedule => schedule.Exceptions).HasConversion(new JsonListConverter<DateException>(), new ListComparer<DateException>());
        });

        modelBuilder.Entity<CalendarBooking>(table =>
        {
            table.ToTable("calendar_bookings");
            table.HasIndex(booking => booking.Intent).IsUnique();
            table.HasOne<CalendarSchedule>().WithMany().HasForeignKey(booking => booking.ScheduleId).OnDelete(DeleteBehavior.Restrict);
        });

        modelBuilder.Entity<CalendarCell>(table =>
        {
            table.ToTable("calendar_cells");
            table.HasKey(cell => new { cell.ScheduleId, cell.Cell, cell.Seat });
            table.HasOne<CalendarBooking>().WithMany().HasForeignKey(cell => cell.BookingId).OnDelete(DeleteBehavior.Cascade);
        });

        modelBuilder.Entity<CalendarDayPlace>(table =>
        {
            table.ToTable("calendar_day_places");
            table.HasKey(place => new { place.EventId, place.Date, place.Place });
            table.HasOne<CalendarBooking>().WithMany().HasForeignKey(place => place.BookingId).OnDelete(DeleteBehavior.Cascade);
        });

        modelBuilder.Entity<InvitationRecord>(table =>
        {
            table.ToTable("invitations");
            table.HasIndex(invitation => new { invitation.BookingId, invitation.Sequence });
        });

        modelBuilder.Entity<OutgoingMail>(table =>
        {
            table.ToTable("outgoing_mails");
            table.HasIndex(mail => new { mail.State, mail.NotBefore });
            table.HasIndex(mail => mail.Matter).IsUnique();
            table.HasIndex(mail => mail.BookingId);
            table.HasOne<InvitationRecord>().WithMany().HasForeignKey(mail => mail.InvitationId).OnDelete(DeleteBehavior.Cascade);
        });

        modelBuilder.Entity<BookingRecord>(table =>
        {
            table.ToTable("bookings");
            table.HasIndex(booking => new { booking.Phone, booking.Start });
            table.HasIndex(booking => new { booking.EventId, booking.Start });
            table.HasIndex(booking => booking.Start);
            table.HasIndex(booking => booking.CallId);
            table.HasIndex(booking => booking.Reference);
            table.Property(booking => booking.Answers).HasConversion(new JsonListConverter<EventAnswer>(), new ListComparer<EventAnswer>());
        });

        modelBuilder.Entity<IntentRecord>(table =>
        {
            table.ToTable("intents");
            table.HasIndex(intent => intent.SettleAfter);
            table.HasIndex(intent => intent.CallId);
            table.Property(intent => intent.Answers).HasConversion(new JsonListConverter<EventAnswer>(), new ListComparer<EventAnswer>());
        });

        modelBuilder.Entity<Lease>(table =>
        {
            table.ToTable("leases");
            table.HasKey(lease => new { lease.Provider, lease.Diary, lease.Start });
            table.HasIndex(lease => lease.Intent).IsUnique();
        });

        modelBuilder.Entity<Connection>(table => table.ToTable("connections"));

        modelBuilder.Entity<OperatorTask>(table =>
        {
            table.ToTable("operator_tasks");
            table.HasIndex(task => task.Matter).IsUnique().HasFilter("\"DoneAt\" IS NULL");
            table.HasIndex(task => new { task.DoneAt, task.CreatedAt });
        });

        modelBuilder.Entity<NewsReceipt>(table =>
        {
            table.ToTable("news_receipts");
            table.HasKey(receipt => receipt.Key);
            table.HasIndex(receipt => receipt.At);
        });

        modelBuilder.Entity<Comparison>(table =>
        {
            table.ToTable("comparisons");
            table.HasIndex(run => run.At);
        });

        modelBuilder.Entity<CallRecord>(table =>
        {
            table.ToTable("calls");
            table.HasIndex(call => call.CallSid).IsUnique();
            table.HasIndex(call => call.StartedAt);
            table.HasIndex(call => call.EndedAt);
            table.HasIndex(call => new { call.CampaignId, call.StartedAt });
            table.HasIndex(call => call.ContactId);
            table.HasIndex(call => call.Disposition);
        });

        modelBuilder.Entity<CallEventRecord>(table =>
        {
            table.ToTable("call_events");
            table.HasKey(entry => new { entry.CallId, entry.Sequence });
            table.HasOne<CallRecord>().WithMany().HasForeignKey(entry => entry.CallId).OnDelete(DeleteBehavior.Cascade);
        });

        modelBuilder.Entity<ClusterNode>(table =>
        {
            table.ToTable("nodes");
            table.HasKey(node => node.Name);
        });

        OnOutboundCreating(modelBuilder);
        OnSharedCreating(modelBuilder);
    }

    private static void OnOutboundCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Campaign>(table =>
        {
            table.ToTable("campaigns");
            table.HasIndex(campaign => campaign.State);
            table.Property(campaign => campaign.CallerIds).HasConversion(new JsonListConverter<string>(), new ListComparer<string>());
            table.Property(campaign => campaign.Rules).HasConversion(new JsonValueConverter<CampaignRules>());
        });

        modelBuilder.Entity<Contact>(table =>
        {
            table.ToTable("contacts");
            table.HasIndex(contact => new { contact.CampaignId, contact.Number }).IsUnique();
            table.HasIndex(contact => new { contact.State, contact.NextAt });
            table.HasIndex(contact => new { contact.CampaignId, contact.State, contact.NextAt });
            table.HasIndex(contact => new { contact.CampaignId, contact.State, contact.Disposition, contact.NextAt });
            table.HasIndex(contact => contact.Number);
            table.Property(contact => contact.State).IsConcurrencyToken(); // so does a person who cancels
            table.HasOne<Campaign>().WithMany().HasForeignKey(contact => contact.CampaignId).OnDelete(DeleteBehavior.Restrict);
        });

        modelBuilder.Entity<Attempt>(table =>
        {
            table.ToTable("attempts");
            table.HasIndex(attempt => new { attempt.ContactId, attempt.Try }).IsUnique();
            table.HasIndex(attempt => attempt.CallSid).IsUnique();
            table.HasIndex(attempt => new { attempt.State, attempt.LookAt });
            table.HasIndex(attempt => new { attempt.State, attempt.EndedAt });
            table.Property(attempt => attempt.State).IsConcurrencyToken(); // callbacks, requests and the reconciliation race
            table.HasIndex(attempt => new { attempt.Number, attempt.ClaimedAt });
            table.HasIndex(attempt => new { attempt.CampaignId, attempt.State });
            table.HasIndex(attempt => attempt.Number).IsUnique().HasFilter("\"State\" <> 'Ended' AND \"CarrierStatus\" = ''").HasDatabaseName("IX_attempts_OnTheLine"); // nobody gets two calls at once
            table.HasIndex(attempt => new { attempt.CampaignId, attempt.From, attempt.EventId, attempt.State, attempt.CarrierStatus, attempt.QueuedMs, attempt.ClaimedAt }).HasFilter("\"State\" <> 'Ended'").HasDatabaseName("IX_attempts_Live");
            table.HasOne<Contact>().WithMany().HasForeignKey(attempt => attempt.ContactId).OnDelete(DeleteBehavior.Restrict);
        });

        modelBuilder.Entity<DialDecision>(table =>
        {
            table.ToTable("dial_decisions");
            table.HasIndex(decision => new { decision.ContactId, decision.At });
            table.HasIndex(decision => new { decision.CampaignId, decision.At });
            table.Property(decision => decision.Verdicts).HasConversion(new JsonListConverter<RuleVerdict>(), new ListComparer<RuleVerdict>());
        });

        modelBuilder.Entity<DoNotCallEntry>(table =>
        {
            table.ToTable("do_not_call");
            table.HasIndex(entry => new { entry.Number, entry.Scope }).IsUnique();
            table.HasQueryFilter(entry => entry.TakenBackAt == null);
        });

        modelBuilder.Entity<OutgoingText>(table =>
        {
            table.ToTable("outgoing_texts");
            table.HasIndex(text => text.Matter).IsUnique();
            table.HasIndex(text => new { text.State, text.NotBefore });
            table.HasIndex(text => text.BookingId);
            table.HasIndex(text => text.CallId);
            table.HasIndex(text => text.MessageSid);
            table.HasIndex(text => text.LookAt);
            table.HasIndex(text => new { text.To, text.Fault });
        });

        modelBuilder.Entity<TextLink>(table =>
        {
            table.ToTable("text_links");
            table.HasKey(link => link.TokenHash);
            table.HasIndex(link => link.CallId);
            table.HasIndex(link => link.ExpiresAt);
        });

        modelBuilder.Entity<HookEndpoint>(table =>
        {
            table.ToTable("hook_endpoints");
            table.Property(endpoint => endpoint.Kinds).HasConversion(new JsonListConverter<string>(), new ListComparer<string>());
        });

        modelBuilder.Entity<HookDelivery>(table =>
        {
            table.ToTable("hook_deliveries");
            table.HasIndex(delivery => new { delivery.State, delivery.NextAt });
            table.HasIndex(delivery => new { delivery.EndpointId, delivery.CreatedAt });
        });

        modelBuilder.Entity<ApiKey>(table =>
        {
            table.ToTable("api_keys");
            table.HasIndex(key => key.Hash).IsUnique();
            table.Property(key => key.Scopes).HasConversion(new JsonListConverter<string>(), new ListComparer<string>());
        });

        modelBuilder.Entity<IdempotentRequest>(table =>
        {
            table.ToTable("idempotent_requests");
            table.HasKey(request => request.Key);
            table.HasIndex(request => request.At);
        });
    }
}
