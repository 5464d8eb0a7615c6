using System.Text.RegularExpressions;
using VoiceBooker.Booking.Dialling;
using VoiceBooker.Booking.Messages;
using VoiceBooker.Voice.Calls;
using NodaTime;

namespace VoiceBooker.Tests.Booking.Messages;

/// <summary>A carrier of messages that keeps what it took, and answers otherwise when told so.</summary>
internal sealed partial class FakeMessenger : IMessenger
{
    public bool IsConfigured { get; set; } = true;

    /// <summary>What it answers, in order; then it takes all.</summary>
    public Queue<MessageResult> Answers { get; } = new();

    public List<(string To, string Body)> Asked { get; } = [];

    /// <summary>What the person does as soon as the message is there.</summary>
    public Func<string, Task> Arrives { get; set; } = _ => Task.CompletedTask;

    /// <summary>The token of the last link.</summary>
    public string Token => Link().Match(Asked[^1].Body).Groups[1].Value;

    /// <summary>What it tells of messages when asked, by its identity of them; of others nothing.</summary>
    public Dictionary<string, TextStanding> Standings { get; } = new(StringComparer.Ordinal);

    public List<string> LookedUp { get; } = [];

    public Task<TextStanding?> FindAsync(string messageSid, CancellationToken cancel)
    {
        LookedUp.Add(messageSid);
        return Task.FromResult(Standings.TryGetValue(messageSid, out var standing) ? standing : (TextStanding?)null);
    }

    public async Task<MessageResult> SendAsync(Guid text, string to, string from, string body, CancellationToken cancel)
    {
        Asked.Add((to, body));
        var answer = Answers.TryDequeue(out var wanted) ? wanted : new MessageResult.Sent($"SM{Asked.Count}");
        if (answer is MessageResult.Sent)
            await Arrives(body);
        return answer;
    }

    [GeneratedRegex("/t/([A-Za-z0-9_-]+)")]
    private static partial Regex Link();
}

/// <summary>Keeps what people wished about being called.</summary>
internal sealed class FakeWishes : ICallWishes
{
    public List<(string Number, string Source)> Stopped { get; } = [];

    public Task StopCallingAsync(string number, CallId? call, string source, string words, CancellationToken cancel)
    {
        Stopped.Add((number, source));
        return Task.CompletedTask;
    }

    public Task<bool> TakeBackAsync(string number, string words, CancellationToken cancel) => Task.FromResult(false);

    public Task LeaveToPersonAsync(string number, CallId? call, string source, string words, CancellationToken cancel) => Task.CompletedTask;

    public Task<bool> CallBackAsync(CallId call, Instant? at, string words, CancellationToken cancel) => Task.FromResult(false);
}
