using Microsoft.EntityFrameworkCore;
using VoiceBooker.Booking.Storage;

namespace VoiceBooker.Booking.Campaigns;

/// <summary>Makes, starts, pauses and ends campaigns.</summary>
public sealed class CampaignDesk
{
    private readonly IDbContextFactory<BookingDbContext> _contexts;

    internal CampaignDesk(IDbContextFactory<BookingDbContext> contexts) => _contexts = contexts;

    /// <summary>Makes a campaign (an empty identity: it gets one) or changes its name, purpose, assistant, event, caller IDs and rules; where it stands is not changed by this.</summary>
    public Task<CampaignAnswer> SaveAsync(Campaign campaign, CancellationToken cancel) => throw new NotSupportedException(_contexts.ToString());

    /// <summary>Begins to call.</summary>
    public Task<CampaignAnswer> StartAsync(Guid campaign, CancellationToken cancel) => throw new NotSupportedException();

    /// <summary>Nobody new is called; calls that run go on.</summary>
    public Task<CampaignAnswer> PauseAsync(Guid campaign, string because, CancellationToken cancel) => throw new NotSupportedException();

    /// <summary>Goes on after a pause.</summary>
    public Task<CampaignAnswer> ResumeAsync(Guid campaign, CancellationToken cancel) => throw new NotSupportedException();

    /// <summary>Ends it: who waits is cancelled, calls that wait at the carrier are taken back, calls that run go on.</summary>
    public Task<CampaignAnswer> StopAsync(Guid campaign, CancellationToken cancel) => throw new NotSupportedException();

    /// <summary>Puts it away; not while it runs.</summary>
    public Task<CampaignAnswer> ArchiveAsync(Guid campaign, CancellationToken cancel) => throw new NotSupportedException();

    /// <summary>How far it has come; null: no such campaign.</summary>
    public Task<CampaignProgress?> ProgressAsync(Guid campaign, CancellationToken cancel) => throw new NotSupportedException();
}
