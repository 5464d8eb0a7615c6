using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using NodaTime;
using VoiceBooker.CallLab.StandIns.Calendars;

namespace VoiceBooker.CallLab.StandIns.Calendly;

/// <summary>Somebody who wants to be told.</summary>
internal sealed class CalendlySubscription
{
    /// <summary>Last segment of its URI.</summary>
    public string Uuid { get; } = Guid.NewGuid().ToString();

    /// <summary>Where to.</summary>
    public required Uri Url { get; init; }

    /// <summary>What of.</summary>
    public required IReadOnlyList<string> Events { get; init; }

    /// <summary>Within which organization.</summary>
    public required CalendlyOrganization Organization { get; init; }

    /// <summary>Only events this user hosts; null: the whole organization's.</summary>
    public CalendlyUser? User { get; init; }

    /// <summary>Who subscribed.</summary>
    public required CalendlyUser Creator { get; init; }

    /// <summary>Signs the letters: the application's key, or the one that was sent along with a personal token; null: letters carry no signature.</summary>
    public string? Key { get; init; }

    /// <summary>Since when.</summary>
    public required Instant CreatedAt { get; init; }

    /// <summary>The first failure since the last letter that arrived.</summary>
    public Instant? RetryStartedAt { get; set; }

    /// <summary>False once a letter failed after a day of failures; it stays so.</summary>
    public bool Active { get; set; } = true;

    /// <summary>Path of its URI.</summary>
    public string Path => $"/webhook_subscriptions/{Uuid}";

    /// <summary><c>user</c> or <c>organization</c>.</summary>
    public string Scope => User is null ? "organization" : "user";
}

/// <summary>
/// Tells subscribers. What fails is tried again after 1, 2, 4 … minutes (at most 4 hours apart) of the stand-in's clock for 24 hours, each time signed anew; when another letter fails after that, the subscription is disabled.
/// </summary>
internal sealed class CalendlyWebhooks : IAsyncDisposable
{
    /// <summary>The header that signs.</summary>
    public const string SignatureHeader = "Calendly-Webhook-Signature";

    private static readonly Duration Patience = Duration.FromHours(24);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(250);
    private readonly Lock _gate;
    private readonly StandInClock _clock;
    private readonly CalendlyWire _wire;
    private readonly Dictionary<WebhookLetter, Retry> _failed = new(ReferenceEqualityComparer.Instance);
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _retrying;

    /// <summary>Begins to look after failed letters at once; <paramref name="gate"/> guards the subscriptions.</summary>
    public CalendlyWebhooks(Lock gate, StandInClock clock, CalendlyWire wire)
    {
        (_gate, _clock, _wire) = (gate, clock, wire);
        Sender = new WebhookSender(clock) { Attempts = 1, Delivered = Note };
        _retrying = RetryAsync();
    }

    /// <summary>Delivers; its list of deliveries is what the subscribers saw. <see cref="WebhookSender.Copies"/> makes duplicates.</summary>
    public WebhookSender Sender { get; }

    /// <summary>Everybody who wants to be told.</summary>
    public List<CalendlySubscription> Subscriptions { get; } = [];

    /// <summary>The signature of a body: hex HMAC-SHA256 over the time stamp, a full stop and the bytes.</summary>
    public static string Sign(string key, long seconds, byte[] body)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seconds}.")), .. body];
        return string.Create(CultureInfo.InvariantCulture, $"t={seconds},v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), signed))}");
    }

    /// <summary>Tells whoever wants to know of an invitee, as things stand now.</summary>
    public void Tell(string name, Invitee invitee, Instant now)
    {
        foreach (var subscription in Subscriptions.Where(each => each.Active && each.Events.Contains(name) && Concerns(each, invitee)))
            Sender.Send(new WebhookLetter(subscription.Uuid, subscription.Url, name, Answer.Text(Letter(name, invitee, subscription.Creator, now)), body => Headers(subscription, body)));
    }

    /// <summary>The body of a letter.</summary>
    public JsonObject Letter(string name, Invitee invitee, CalendlyUser creator, Instant now)
    {
        var payload = _wire.Of(invitee);
        payload["scheduled_event"] = _wire.Of(invitee.Event, now);
        return new JsonObject { ["event"] = name, ["created_at"] = CalendlyWire.Time(now), ["created_by"] = _wire.Uri(creator.Path), ["payload"] = payload };
    }

    /// <summary>Tries again whatever is due on the stand-in's clock, and ends when everything queued so far was tried.</summary>
    public async Task RetryDueAsync()
    {
        QueueDue();
        await Sender.IdleAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _retrying;
        await Sender.DisposeAsync();
        _closing.Dispose();
    }

    private static bool Concerns(CalendlySubscription subscription, Invitee invitee) =>
        subscription.User is { } user ? invitee.Event.Hosts.Contains(user) : invitee.Event.Type.Owner.Organization == subscription.Organization;

    private IReadOnlyList<(string Name, string Value)> Headers(CalendlySubscription subscription, byte[] body) =>
        subscription.Key is { } key ? [(SignatureHeader, Sign(key, _clock.GetUtcNow().ToUnixTimeSeconds(), body))] : [];

    private async Task RetryAsync()
    {
        try
        {
            while (true)
            {
                await Task.Delay(Glance, _clock, _closing.Token);
                QueueDue();
            }
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
            // closed
        }
    }

    private void QueueDue()
    {
        lock (_gate)
        {
            var now = Instant.FromDateTimeOffset(_clock.GetUtcNow());
            foreach (var (letter, retry) in _failed.Where(each => each.Value is { Queued: false } retry && retry.Due <= now).ToList())
            {
                if (now >= retry.First + Patience || Subscriptions.Find(each => each.Uuid == letter.Subscription) is not { Active: true })
                {
                    _failed.Remove(letter); // given up
                    continue;
                }

                _failed[letter] = retry with { Queued = true };
                Sender.Send(letter);
            }
        }
    }

    private void Note(WebhookDelivery delivery)
    {
        lock (_gate)
        {
            var subscription = Subscriptions.Find(each => each.Uuid == delivery.Letter.Subscription);
            if (delivery.Arrived || subscription is null)
            {
                _failed.Remove(delivery.Letter);
                subscription?.RetryStartedAt = null;
                return;
            }

            var now = Instant.FromDateTimeOffset(delivery.At);
            subscription.RetryStartedAt ??= now;
            if (now >= subscription.RetryStartedAt + Patience)
                subscription.Active = false;
            var before = _failed.GetValueOrDefault(delivery.Letter) ?? new Retry(now, now, 0, Queued: false);
            var pause = Duration.FromMinutes(Math.Min(240, 1 << Math.Min(before.Tries, 8)));
            _failed[delivery.Letter] = new Retry(before.First, now + pause, before.Tries + 1, Queued: false);
        }
    }

    private sealed record Retry(Instant First, Instant Due, int Tries, bool Queued);
}
