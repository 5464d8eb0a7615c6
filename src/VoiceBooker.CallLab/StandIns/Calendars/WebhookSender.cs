using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Threading.Channels;

namespace VoiceBooker.CallLab.StandIns.Calendars;

/// <summary>Something a subscriber is to be told.</summary>
/// <param name="Subscription">Whose it is, for the provider's own book-keeping.</param>
/// <param name="To">The subscriber.</param>
/// <param name="Event">Its name on the wire.</param>
/// <param name="Body">The exact text that is signed and sent.</param>
/// <param name="Sign">Headers for the bytes of one attempt.</param>
internal sealed record WebhookLetter(string Subscription, Uri To, string Event, string Body, Func<byte[], IReadOnlyList<(string Name, string Value)>> Sign);

/// <summary>One attempt to deliver.</summary>
/// <param name="Letter">What was sent.</param>
/// <param name="At">When, on the stand-in's clock.</param>
/// <param name="Attempt">From 1.</param>
/// <param name="Status">The subscriber's status; 0: no answer.</param>
internal sealed record WebhookDelivery(WebhookLetter Letter, DateTimeOffset At, int Attempt, int Status)
{
    /// <summary>A status of 200 to 299; redirects are not followed and count as failures.</summary>
    public bool Arrived => Status is >= 200 and < 300;
}

/// <summary>Delivers webhooks one after the other, in the order they were queued; what fails is tried again a few times before the next one goes.</summary>
internal sealed class WebhookSender : IAsyncDisposable
{
    private readonly Channel<(WebhookLetter Letter, TaskCompletionSource? Reached)> _queue = Channel.CreateUnbounded<(WebhookLetter, TaskCompletionSource?)>();
    private readonly ConcurrentQueue<WebhookDelivery> _deliveries = new();
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(10) };
    private readonly CancellationTokenSource _closing = new();
    private readonly TimeProvider _time;
    private readonly Task _delivering;

    /// <summary>A sender that begins at once; its waits and stamps are those of <paramref name="time"/>.</summary>
    public WebhookSender(TimeProvider time)
    {
        _time = time;
        _delivering = DeliverAllAsync();
    }

    /// <summary>Every attempt, oldest first.</summary>
    public IReadOnlyList<WebhookDelivery> Deliveries => [.. _deliveries];

    /// <summary>Attempts per letter, the first included.</summary>
    public int Attempts { get; set; } = 3;

    /// <summary>Pause before another attempt.</summary>
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How often each letter that arrives is sent; 2 makes duplicates.</summary>
    public int Copies { get; set; } = 1;

    /// <summary>Told of every attempt, from the sending loop.</summary>
    public Action<WebhookDelivery>? Delivered { get; set; }

    /// <summary>Puts a letter behind the others.</summary>
    public void Send(WebhookLetter letter) => _queue.Writer.TryWrite((letter, null));

    /// <summary>Sends everything that was ever delivered to this subscription once more, in order: a replay.</summary>
    public void SendAgain(string subscription)
    {
        foreach (var delivery in Deliveries.Where(each => each.Letter.Subscription == subscription && each.Attempt == 1))
            Send(delivery.Letter);
    }

    /// <summary>Ends when everything queued so far was tried.</summary>
    public async Task IdleAsync(CancellationToken stopping = default)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var nobody = new WebhookLetter("", new Uri("http://127.0.0.1/"), "", "", _ => []);
        if (_queue.Writer.TryWrite((nobody, reached)))
            await reached.Task.WaitAsync(stopping);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _closing.CancelAsync();
        await _delivering;
        _http.Dispose();
        _closing.Dispose();
    }

    private async Task DeliverAllAsync()
    {
        try
        {
            await foreach (var (letter, reached) in _queue.Reader.ReadAllAsync(_closing.Token))
            {
                if (reached is not null)
                    reached.SetResult();
                else
                    await DeliverAsync(letter);
            }
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
            while (_queue.Reader.TryRead(out var left))
                left.Reached?.TrySetResult(); // nobody waits for what will not be sent
        }
    }

    private async Task DeliverAsync(WebhookLetter letter)
    {
        for (var (attempt, copies) = (1, 0); attempt <= Attempts; attempt++)
        {
            var delivery = new WebhookDelivery(letter, _time.GetUtcNow(), attempt, await PostAsync(letter));
            _deliveries.Enqueue(delivery);
            Delivered?.Invoke(delivery);
            if (delivery.Arrived && ++copies >= Copies)
                return;
            if (delivery.Arrived)
                attempt = 0; // the next copy starts afresh
            else if (attempt < Attempts)
                await Task.Delay(RetryAfter, _time, _closing.Token);
        }
    }

    private async Task<int> PostAsync(WebhookLetter letter)
    {
        var body = Encoding.UTF8.GetBytes(letter.Body);
        using var request = new HttpRequestMessage(HttpMethod.Post, letter.To) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        foreach (var (name, value) in letter.Sign(body))
            request.Headers.TryAddWithoutValidation(name, value);
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, _closing.Token);
            return (int)response.StatusCode;
        }
        catch (Exception unreachable) when (unreachable is HttpRequestException or TaskCanceledException && !_closing.IsCancellationRequested)
        {
            return 0;
        }
    }
}
