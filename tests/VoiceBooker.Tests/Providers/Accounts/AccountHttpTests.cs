using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using VoiceBooker.Providers.Accounts;
using VoiceBooker.Voice.Time;

namespace VoiceBooker.Tests.Providers.Accounts;

/// <summary>How requests in the name of an account are sent.</summary>
public sealed class AccountHttpTests : IDisposable
{
    private static readonly Patience Caller = new(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(12), 3, TimeSpan.FromSeconds(2));

    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 11, 30, 6, 0, 0, TimeSpan.Zero));
    private readonly Script _script = new();
    private readonly HttpMessageInvoker _wire;
    private readonly AccountHttp _http;

    public AccountHttpTests()
    {
        _wire = new HttpMessageInvoker(_script);
        _http = new AccountHttp(_wire, _clock, NullLogger<AccountHttp>.Instance);
    }

    public void Dispose() => _wire.Dispose();

    [Fact]
    public async Task An_answer_comes_whole_and_we_say_who_we_are()
    {
        _script.Answers.Enqueue(_ => Answer(404, "{}"));
        var answered = Assert.IsType<AccountReply.Answered>(await PlayAsync(Get()));
        Assert.Equal((404, "{}", false), (answered.Status, answered.Text, answered.IsSuccess));
        Assert.StartsWith("VoiceBooker/", Assert.Single(_script.Seen).Headers.UserAgent.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", Get().ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(524)]
    public async Task Who_only_asks_asks_again(int status)
    {
        _script.Answers.Enqueue(_ => Answer(status, "oops"));
        _script.Answers.Enqueue(_ => throw new HttpRequestException("torn"));
        _script.Answers.Enqueue(_ => Answer(200, "{}"));
        Assert.IsType<AccountReply.Answered>(await PlayAsync(Get()));
        Assert.Equal(3, _script.Seen.Count);
    }

    [Fact]
    public async Task What_acts_is_sent_once_when_it_may_have_been_done()
    {
        _script.Answers.Enqueue(_ => Answer(502, "oops"));
        var lost = Assert.IsType<AccountReply.Unreachable>(await PlayAsync(Post()));
        Assert.Equal((true, 502, "oops"), (lost.MaybeDone, lost.Status, lost.Text));

        _script.Answers.Enqueue(_ => throw new HttpRequestException("torn", new IOException("reset")));
        Assert.True(Assert.IsType<AccountReply.Unreachable>(await PlayAsync(Post())).MaybeDone);
        Assert.Equal(2, _script.Seen.Count);
    }

    [Fact]
    public async Task What_never_left_is_sent_again_and_surely_was_not_done()
    {
        for (var attempt = 0; attempt < 3; attempt++)
            _script.Answers.Enqueue(_ => throw new HttpRequestException(HttpRequestError.ConnectionError, "refused"));
        Assert.False(Assert.IsType<AccountReply.Unreachable>(await PlayAsync(Post())).MaybeDone);
        Assert.Equal(3, _script.Seen.Count);
    }

    [Fact]
    public async Task An_answer_that_takes_too_long_is_lost_when_the_request_has_left_and_not_when_it_has_not()
    {
        _script.Answers.Enqueue(null); // never answers; the body was read
        Assert.True(Assert.IsType<AccountReply.Unreachable>(await PlayAsync(Post())).MaybeDone);
        _script.ReadsBodies = false;
        _script.Answers.Enqueue(null);
        Assert.False(Assert.IsType<AccountReply.Unreachable>(await PlayAsync(Post())).MaybeDone);
    }

    [Fact]
    public async Task Nobody_waits_longer_than_in_all()
    {
        for (var attempt = 0; attempt < 3; attempt++)
            _script.Answers.Enqueue(null);
        var begun = _clock.GetUtcNow();
        Assert.IsType<AccountReply.Unreachable>(await PlayAsync(Get()));
        Assert.InRange(_clock.GetUtcNow() - begun, TimeSpan.FromSeconds(11), TimeSpan.FromSeconds(12.5));
    }

    [Fact]
    public async Task Whoever_gives_up_is_let_go()
    {
        using var patience = new CancellationTokenSource();
        _script.Answers.Enqueue(_ =>
        {
            patience.Cancel();
            throw new OperationCanceledException(patience.Token);
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _http.SendAsync(Post(), patience.Token));
    }

    [Fact]
    public async Task A_short_wish_for_silence_is_waited_for_by_everybody()
    {
        _script.Answers.Enqueue(_ => Answer(429, "", ("Retry-After", "2")));
        _script.Answers.Enqueue(_ => Answer(201, "{}"));
        var begun = _clock.GetUtcNow();
        Assert.Equal(201, Assert.IsType<AccountReply.Answered>(await PlayAsync(Post())).Status);
        Assert.True(_clock.GetUtcNow() - begun >= TimeSpan.FromSeconds(2));
    }

    [Theory]
    [InlineData("Retry-After", "30", 30)]
    [InlineData("Retry-After", "Mon, 30 Nov 2026 06:00:30 GMT", 30)]
    [InlineData("X-RateLimit-Reset-Default", "60", 60)]
    [InlineData("X-RateLimit-Reset", "1795932090", 90)]
    [InlineData("X-RateLimit-Reset", "99999999", 86400)]
    public async Task A_long_wish_for_silence_is_passed_on_and_kept(string header, string value, int seconds)
    {
        _clock.AdvanceTo(new DateTimeOffset(2026, 11, 30, 6, 0, 0, TimeSpan.Zero));
        var epoch = header == "X-RateLimit-Reset" && value.StartsWith("179", StringComparison.Ordinal) ? (_clock.GetUtcNow().ToUnixTimeSeconds() + seconds).ToString(System.Globalization.CultureInfo.InvariantCulture) : value;
        _script.Answers.Enqueue(_ => Answer(429, "", (header, epoch)));
        Assert.Equal(Duration.FromSeconds(seconds), Assert.IsType<AccountReply.Throttled>(await PlayAsync(Get())).RetryAfter);

        Assert.IsType<AccountReply.Throttled>(await PlayAsync(Get())); // not sent at all
        Assert.Single(_script.Seen);
        _script.Answers.Enqueue(_ => Answer(200, "{}"));
        Assert.IsType<AccountReply.Answered>(await PlayAsync(Get() with { Account = "another" }));
        _script.Answers.Enqueue(_ => Answer(200, "{}"));
        Assert.IsType<AccountReply.Answered>(await PlayAsync(Get() with { Lane = "another" }));
        _clock.Advance(TimeSpan.FromSeconds(seconds));
        _script.Answers.Enqueue(_ => Answer(200, "{}"));
        Assert.IsType<AccountReply.Answered>(await PlayAsync(Get()));
    }

    [Fact]
    public async Task A_limit_with_something_remaining_is_not_the_one_that_refused()
    {
        _script.Answers.Enqueue(_ => Answer(429, "", ("X-RateLimit-Reset-Short", "7"), ("X-RateLimit-Remaining-Short", "0"), ("X-RateLimit-Reset-Long", "3000"), ("X-RateLimit-Remaining-Long", "12")));
        Assert.Equal(Duration.FromSeconds(7), Assert.IsType<AccountReply.Throttled>(await PlayAsync(Get())).RetryAfter);
    }

    [Fact]
    public async Task A_refusal_that_does_not_say_how_long_is_kept_as_long_as_is_usual_there_and_nobody_waits_for_it()
    {
        var begun = _clock.GetUtcNow();
        _script.Answers.Enqueue(_ => Answer(429, ""));
        Assert.Equal(Duration.FromSeconds(40), Assert.IsType<AccountReply.Throttled>(await PlayAsync(Get() with { UsualQuiet = TimeSpan.FromSeconds(40) })).RetryAfter);
        Assert.IsType<AccountReply.Throttled>(await PlayAsync(Post()));
        Assert.Single(_script.Seen);
        Assert.Equal(begun, _clock.GetUtcNow());

        _clock.Advance(TimeSpan.FromSeconds(40));
        _script.Answers.Enqueue(_ => Answer(200, "{}"));
        Assert.IsType<AccountReply.Answered>(await PlayAsync(Get()));
    }

    [Fact]
    public async Task After_a_break_the_parts_of_one_question_wait_for_the_first_ones_trial_and_are_all_answered()
    {
        await BreakAsync();
        var trial = new TaskCompletionSource();
        _script.Gate = trial.Task;
        var parts = Enumerable.Range(0, 3).Select(_ => _http.SendAsync(Get(), default)).ToList();
        Assert.Equal(5, _script.Seen.Count); // the trial alone
        var act = await _http.SendAsync(Post(), default);
        Assert.IsType<AccountReply.BreakerOpen>(act); // whoever acts is told at once

        for (var part = 0; part < 3; part++)
            _script.Answers.Enqueue(_ => Answer(200, "{}"));
        trial.SetResult();
        Assert.All(await PlayAsync(Task.WhenAll(parts)), reply => Assert.IsType<AccountReply.Answered>(reply));
        Assert.Equal(7, _script.Seen.Count);
    }

    [Fact]
    public async Task When_the_trial_fails_the_others_are_not_sent()
    {
        await BreakAsync();
        var trial = new TaskCompletionSource();
        _script.Gate = trial.Task;
        var parts = Enumerable.Range(0, 3).Select(_ => _http.SendAsync(Get(), default)).ToList();
        _script.Answers.Enqueue(_ => Answer(500, ""));
        trial.SetResult();
        var replies = await PlayAsync(Task.WhenAll(parts));
        Assert.Equal(500, Assert.IsType<AccountReply.Unreachable>(replies[0]).Status);
        Assert.All(replies[1..], reply => Assert.IsType<AccountReply.BreakerOpen>(reply));
        Assert.Equal(5, _script.Seen.Count);
    }

    [Fact]
    public async Task A_provider_that_keeps_failing_is_left_alone_for_a_while_and_then_tried()
    {
        for (var failure = 0; failure < 4; failure++)
        {
            _script.Answers.Enqueue(_ => Answer(500, ""));
            Assert.IsType<AccountReply.Unreachable>(await PlayAsync(Post()));
        }

        var open = Assert.IsType<AccountReply.BreakerOpen>(await PlayAsync(Post()));
        Assert.True(open.Until > Instant.FromDateTimeOffset(_clock.GetUtcNow()));
        Assert.Equal(4, _script.Seen.Count);

        _script.Answers.Enqueue(_ => Answer(200, "{}"));
        Assert.IsType<AccountReply.Answered>(await PlayAsync(Post() with { Account = "another" })); // a breaker per account

        _clock.Advance(TimeSpan.FromSeconds(16));
        _script.Answers.Enqueue(_ => Answer(200, "{}"));
        _script.Answers.Enqueue(_ => Answer(200, "{}"));
        Assert.IsType<AccountReply.Answered>(await PlayAsync(Post()));
        Assert.IsType<AccountReply.Answered>(await PlayAsync(Post()));
    }

    [Fact]
    public async Task Refusals_are_no_failures()
    {
        for (var refusal = 0; refusal < 10; refusal++)
        {
            _script.Answers.Enqueue(_ => Answer(400, "{}"));
            Assert.IsType<AccountReply.Answered>(await PlayAsync(Post()));
        }
    }

    [Fact]
    public async Task An_answer_without_end_is_cut_off()
    {
        _script.Answers.Enqueue(_ => Answer(200, new string('x', AccountHttp.LargestAnswer + 1)));
        Assert.True(Assert.IsType<AccountReply.Unreachable>(await PlayAsync(Post())).MaybeDone);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        using var handler = AccountHttp.NewHandler();
        Assert.False(handler.AllowAutoRedirect);
        Assert.False(handler.UseCookies);
        _script.Answers.Enqueue(_ => Answer(302, "", ("Location", "https://elsewhere.example.com/")));
        Assert.Equal(302, Assert.IsType<AccountReply.Answered>(await PlayAsync(Get())).Status);
        Assert.Single(_script.Seen);
    }

    private static AccountRequest Get() => new("account", "look", HttpMethod.Get, new Uri("https://calendar.example.com/v2/me"), Caller) { Bearer = "secret" };

    private static AccountRequest Post() => new("account", "act", HttpMethod.Post, new Uri("https://calendar.example.com/v2/bookings"), Caller with { Attempts = 3 }) { Body = "{}"u8.ToArray() };

    private static HttpResponseMessage Answer(int status, string body, params (string Name, string Value)[] headers)
    {
        var answer = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body) };
        foreach (var (name, value) in headers)
            answer.Headers.TryAddWithoutValidation(name, value);
        return answer;
    }

    /// <summary>The account's breaker has opened, and its break is over.</summary>
    private async Task BreakAsync()
    {
        for (var failure = 0; failure < 4; failure++)
        {
            _script.Answers.Enqueue(_ => Answer(500, ""));
            await PlayAsync(Post());
        }

        Assert.IsType<AccountReply.BreakerOpen>(await PlayAsync(Post()));
        _clock.Advance(TimeSpan.FromSeconds(16));
    }

    private Task<AccountReply> PlayAsync(AccountRequest request) => PlayAsync(_http.SendAsync(request, default));

    /// <summary>Waits for it, and lets time pass whenever everybody waits for it.</summary>
    private async Task<T> PlayAsync<T>(Task<T> sending)
    {
        for (var quiet = 0; !sending.IsCompleted && quiet < 10_000;)
        {
            await Task.Yield();
            if (sending.IsCompleted || _clock.NextDue is not { } due)
                quiet++;
            else if (++quiet % 50 == 0)
                _clock.AdvanceTo(due);
        }

        return await sending;
    }

    /// <summary>Answers one after the other; null never answers.</summary>
    private sealed class Script : HttpMessageHandler
    {
        public Queue<Func<HttpRequestMessage, HttpResponseMessage>?> Answers { get; } = new();

        public List<HttpRequestMessage> Seen { get; } = [];

        public bool ReadsBodies { get; set; } = true;

        /// <summary>While set, answers wait for it.</summary>
        public Task Gate { get; set; } = Task.CompletedTask;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Seen.Add(request);
            await Gate.WaitAsync(cancellationToken);
            var answer = Answers.Dequeue();
            if (answer is null)
            {
                if (ReadsBodies && request.Content is not null)
                    await request.Content.ReadAsByteArrayAsync(cancellationToken);
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            }

            try
            {
                var answered = answer!(request);
                if (request.Content is not null)
                    await request.Content.ReadAsByteArrayAsync(cancellationToken);
                return answered;
            }
            catch (HttpRequestException lost) when (lost.HttpRequestError != HttpRequestError.ConnectionError)
            {
                if (request.Content is not null)
                    await request.Content.ReadAsByteArrayAsync(cancellationToken);
                throw;
            }
        }
    }
}
