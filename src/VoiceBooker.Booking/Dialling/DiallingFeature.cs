using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Calendars.Slots;
using VoiceBooker.Booking.Campaigns;
using VoiceBooker.Booking.Dialling.Pacing;
using VoiceBooker.Booking.Hooks;
using VoiceBooker.Booking.Reception;
using VoiceBooker.Booking.Storage;
using VoiceBooker.Voice.Calls;

namespace VoiceBooker.Booking.Dialling;

/// <summary>Dialling and campaigns as a feature.</summary>
public static class DiallingFeature
{
    /// <summary>
    /// Adds <see cref="CampaignDesk"/>, <see cref="CallableCountries"/>, <see cref="CampaignResults"/>, <see cref="CallRequests"/>, <see cref="DialSwitch"/>, <see cref="DoNotCallList"/>, <see cref="WaitingAgain"/>, <see cref="Dispatcher"/>, <see cref="Reconciliation"/> and <see cref="AttemptReports"/>. Needs the booking
    /// storage, an <see cref="IDialer"/> and <see cref="ILines"/>. Nothing runs by itself: somebody calls <see cref="Reconciliation.RunAsync"/> at start, and then both regularly.
    /// </summary>
    public static IServiceCollection AddDialling(this IServiceCollection services)
    {
        services.TryAddSingleton<HookOutbox>();
        services.AddSingleton<DialNode>();
        services.AddSingleton<OwnNumbers>();
        services.AddSingleton(provider => new CallableCountries(provider.GetRequiredService<OwnNumbers>(), provider.GetRequiredService<IOptions<DiallingOptions>>()));
        services.AddSingleton(provider => new Openings(
            provider.Contexts(), provider.GetRequiredService<SlotBook>(), provider.GetRequiredService<IOptions<LedgerOptions>>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<Openings>>()));
        services.AddSingleton<DialStandstill>();
        services.AddSingleton<DialClaims>();
        services.AddSingleton<DialAnswers>();
        services.AddSingleton<DialRounds>();
        services.AddSingleton(provider => new Dispatcher(
            provider.Contexts(),
            provider.GetRequiredService<IDialer>(),
            provider.GetRequiredService<DialRounds>(),
            provider.GetRequiredService<DialAnswers>(),
            provider.GetRequiredService<DialNode>(),
            provider.GetRequiredService<IOptions<DiallingOptions>>(),
            provider.GetRequiredService<IOptions<CallSessionOptions>>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<Dispatcher>>()));

        services.AddSingleton<AttemptReports>();
        services.AddSingleton<AttemptRecords>();
        services.AddSingleton<CallsTakenBack>();
        services.AddSingleton<PromisedCalls>();
        services.AddSingleton<StrandedContacts>();
        services.AddSingleton(provider => new Reconciliation(
            provider.Contexts(),
            provider.GetRequiredService<IDialer>(),
            provider.GetRequiredService<AttemptReports>(),
            provider.GetRequiredService<AttemptRecords>(),
            provider.GetRequiredService<CallsTakenBack>(),
            provider.GetRequiredService<StrandedContacts>(),
            provider.GetRequiredService<DialNode>(),
            provider.GetRequiredService<IOptions<DiallingOptions>>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<Reconciliation>>()));

        services.AddSingleton<DoNotCallList>();
        services.AddSingleton<WaitingAgain>();
        services.AddSingleton<ICallWishes>(provider => provider.GetRequiredService<DoNotCallList>());
        services.AddSingleton(provider => new CallRequests(provider.Contexts(), provider.GetRequiredService<CallsTakenBack>(), provider.GetRequiredService<HookOutbox>(), provider.GetRequiredService<IOptions<ReceptionOptions>>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new CampaignDesk(provider.Contexts(), provider.GetRequiredService<OwnNumbers>(), provider.GetRequiredService<Openings>(), provider.GetRequiredService<PromisedCalls>(), provider.GetRequiredService<IOptions<DiallingOptions>>(), provider.GetRequiredService<IOptions<ReceptionOptions>>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<DialSwitch>();
        services.AddSingleton<CampaignResults>();
        return services;
    }

    private static IDbContextFactory<BookingDbContext> Contexts(this IServiceProvider provider) => provider.GetRequiredService<IDbContextFactory<BookingDbContext>>();
}
