using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Conclusions;
using VoiceBooker.Booking.Connections;
using VoiceBooker.Booking.Dialling;
using VoiceBooker.Booking.Hooks;
using VoiceBooker.Booking.Messages;

namespace VoiceBooker.Booking.Storage;

public static partial class BookingStorage
{
    /// <summary>What follows a call or a booking: conclusions, webhooks, confirmations and reminders. Text messages are sent where an <see cref="IMessenger"/> is registered; secrets are sealed by <see cref="ISecrets"/>.</summary>
    private static void AddFollowUps(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<HooksOptions>().Bind(configuration.GetSection(HooksOptions.Section));
        services.AddOptions<MessagesOptions>().Bind(configuration.GetSection(MessagesOptions.Section));

        services.AddSingleton<HookOutbox>();
        services.AddSingleton(provider => new HookDesk(
            provider.GetRequiredService<IDbContextFactory<BookingDbContext>>(),
            provider.GetRequiredService<HookOutbox>(),
            provider.GetRequiredService<ISecrets>(),
            provider.GetRequiredService<IOptions<HooksOptions>>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddHostedService<HookSender>();

        services.AddSingleton<BookingMessages>();
        services.AddSingleton<BookingFollowUps>();
        services.AddHostedService<TextOutbox>();
        services.AddSingleton<IMessageDesk, MessageDesk>();
        services.AddHostedService<TextLookUps>();

        services.AddSingleton(provider => new CallConclusions(
            provider.GetRequiredService<IDbContextFactory<BookingDbContext>>(),
            provider.GetRequiredService<HookOutbox>(),
            provider.GetService<AttemptReports>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<CallConclusions>>()));
        services.AddHostedService(provider => provider.GetRequiredService<CallConclusions>());
    }
}
