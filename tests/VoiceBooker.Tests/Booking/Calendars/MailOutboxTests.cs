using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NodaTime;
using VoiceBooker.Booking.Calendars.BuiltIn;
using VoiceBooker.Booking.Calendars.Invitations;
using VoiceBooker.Booking.Calendars.Mail;
using VoiceBooker.Tests.Booking.Storage;
using VoiceBooker.Voice.Time;

namespace VoiceBooker.Tests.Booking.Calendars;

public sealed class MailOutboxTests : IDisposable
{
    private readonly TestDatabase _database = TestDatabase.OnDisk();
    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 11, 30, 6, 0, 0, TimeSpan.Zero));

    public void Dispose() => _database.Dispose();

    [Fact]
    public async Task Attendee_and_organizer_each_get_the_invitation_once()
    {
        await using var server = new LoopbackMailServer();
        var outbox = Outbox(server.Port);
        await BookAsync(server.Port);

        Assert.Equal(2, await outbox.SendDueAsync(default));
        Assert.Equal(0, await outbox.SendDueAsync(default));
        Assert.Equal(["jo@example.org", "owner@example.org"], server.Mails.Select(mail => mail.To).Order(StringComparer.Ordinal));
        Assert.All(server.Mails, mail =>
        {
            Assert.Contains("text/calendar", mail.Text, StringComparison.Ordinal);
            Assert.Contains("method=REQUEST", mail.Text, StringComparison.Ordinal);
            Assert.Contains("invitation.ics", mail.Text, StringComparison.Ordinal);
            Assert.Contains("Message-ID: <", mail.Text, StringComparison.OrdinalIgnoreCase);
        });
    }

    [Fact]
    public async Task A_server_that_refuses_is_asked_again_after_a_growing_pause()
    {
        await using var server = new LoopbackMailServer { Refusals = 2 };
        var outbox = Outbox(server.Port);
        await BookAsync(server.Port);

        Assert.Equal(0, await outbox.SendDueAsync(default));
        Assert.Equal(0, await outbox.SendDueAsync(default)); // not due yet
        Assert.Equal(2, server.Refused);
        _clock.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal(2, await outbox.SendDueAsync(default));
        Assert.Equal(Duration.FromSeconds(20), MailOutbox.PauseAfter(2));
        Assert.Equal(Duration.FromHours(1), MailOutbox.PauseAfter(15));
    }

    [Fact]
    public async Task A_mail_that_is_never_taken_is_given_up()
    {
        await using var server = new LoopbackMailServer { Refusals = int.MaxValue };
        var outbox = Outbox(server.Port, attempts: 2);
        await BookAsync(server.Port);
        for (var attempt = 0; attempt < 4; attempt++)
        {
            await outbox.SendDueAsync(default);
            _clock.Advance(TimeSpan.FromMinutes(1));
        }

        await using var db = _database.CreateDbContext();
        Assert.All(await db.Mails.ToListAsync(), mail => Assert.Equal((MailState.Failed, 2), (mail.State, mail.Attempts)));
    }

    [Fact]
    public async Task Without_a_mail_server_invitations_are_only_kept()
    {
        await BookAsync(port: null);
        await using var db = _database.CreateDbContext();
        Assert.All(await db.Mails.ToListAsync(), mail => Assert.Equal(MailState.Kept, mail.State));
        Assert.Equal(1, await db.Invitations.CountAsync());
    }

    private static IOptions<MailOptions> Settings(int? port, int attempts = 8) => Options.Create(
        port is { } known ? new MailOptions { Host = "127.0.0.1", Port = known, From = "bookings@example.org", StartTls = false, Attempts = attempts } : new MailOptions());

    private MailOutbox Outbox(int port, int attempts = 8)
    {
        var settings = Settings(port, attempts);
        return new MailOutbox(_database, new SmtpSender(settings), settings, _clock, NullLogger<MailOutbox>.Instance);
    }

    private async Task BookAsync(int? port)
    {
        await using var db = _database.CreateDbContext();
        var start = Instant.FromUtc(2026, 12, 1, 9, 0);
        var booking = new CalendarBooking
        {
            Id = Guid.CreateVersion7(),
            Intent = Guid.CreateVersion7(),
            Start = start,
            End = start + Duration.FromMinutes(30),
            Title = "a consultation",
            OrganizerEmail = "owner@example.org",
            AttendeeName = "Jo Märch",
            AttendeeEmail = "jo@example.org",
            AttendeeZone = "Europe/Berlin",
        };
        new InvitationWriter(Settings(port)).AddRequest(db, booking, "en-US", Instant.FromDateTimeOffset(_clock.GetUtcNow()));
        await db.SaveChangesAsync();
    }

    /// <summary>A mail server on the loopback that takes mails, or refuses the first few recipients for now.</summary>
    private sealed class LoopbackMailServer : IAsyncDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly CancellationTokenSource _stopping = new();
        private readonly Task _accepting;

        public LoopbackMailServer()
        {
            _listener.Start();
            Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
            _accepting = AcceptAsync();
        }

        public int Port { get; }

        public int Refusals { get; set; }

        public int Refused { get; private set; }

        public List<(string To, string Text)> Mails { get; } = [];

        public async ValueTask DisposeAsync()
        {
            await _stopping.CancelAsync();
            _listener.Stop();
            await _accepting;
            _stopping.Dispose();
        }

        private async Task AcceptAsync()
        {
            try
            {
                while (true)
                {
                    using var client = await _listener.AcceptTcpClientAsync(_stopping.Token);
                    await ServeAsync(client.GetStream());
                }
            }
            catch (OperationCanceledException)
            {
                // The test is over.
            }
        }

        private async Task ServeAsync(NetworkStream stream)
        {
            using var reader = new StreamReader(stream, Encoding.UTF8, leaveOpen: true);
            await using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { AutoFlush = true, NewLine = "\r\n" };
            await writer.WriteLineAsync("220 loopback");
            var to = "";
            while (await reader.ReadLineAsync(_stopping.Token) is { } line)
            {
                var verb = line.Split(' ', ':')[0].ToUpper(CultureInfo.InvariantCulture);
                if (verb == "RCPT" && Refused < Refusals)
                {
                    Refused++;
                    await writer.WriteLineAsync("451 try again later");
                    continue;
                }

                if (verb == "RCPT")
                    to = line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)];
                if (verb == "DATA")
                {
                    await writer.WriteLineAsync("354 go on");
                    var text = new StringBuilder();
                    while (await reader.ReadLineAsync(_stopping.Token) is { } part && part != ".")
                        text.Append(part).Append('\n');
                    Mails.Add((to, text.ToString()));
                }

                await writer.WriteLineAsync(verb == "QUIT" ? "221 bye" : "250 ok");
                if (verb == "QUIT")
                    return;
            }
        }
    }
}
