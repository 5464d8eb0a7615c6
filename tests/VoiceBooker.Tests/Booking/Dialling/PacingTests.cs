using NodaTime;
using VoiceBooker.Booking.Campaigns;
using VoiceBooker.Booking.Dialling;
using VoiceBooker.Booking.Dialling.Pacing;

namespace VoiceBooker.Tests.Booking.Dialling;

public sealed class PacingTests
{
    private static readonly Instant Start = Instant.FromUtc(2026, 11, 30, 15, 0);

    [Theory]
    [InlineData(1, 60)]
    [InlineData(0.5, 30)]
    [InlineData(5, 300)]
    [InlineData(50, 3000)]
    public void In_a_minute_as_many_start_as_the_pace_says(double perSecond, int expected)
    {
        var bucket = new TokenBucket(perSecond);
        List<Instant> started = [];
        for (var now = Start; now < Start + Duration.FromMinutes(1); now += Duration.FromMilliseconds(7))
        {
            while (bucket.Ready(now) > 0)
            {
                bucket.Take(now);
                started.Add(now);
            }
        }

        Assert.InRange(started.Count, expected * 98 / 100 - 1, expected + Math.Max(1, expected / 50));
        var most = Enumerable.Range(0, started.Count).Max(first => started.Skip(first).TakeWhile(at => at < started[first] + Duration.FromSeconds(1)).Count());
        Assert.InRange(most, 1, (int)Math.Ceiling(perSecond) + Math.Max(1, (int)(perSecond / 10)));
    }

    [Fact]
    public void A_clock_put_back_gives_nothing_away_and_holds_nothing_up()
    {
        var bucket = new TokenBucket(1);
        bucket.Take(Start);
        Assert.Equal(0, bucket.Ready(Start - Duration.FromSeconds(3)));
        Assert.Equal(Start + Duration.FromSeconds(1), bucket.ReadyAt(Start));
        var back = Start - Duration.FromHours(1);
        Assert.Equal(0, bucket.Ready(back));
        Assert.Equal(1, bucket.Ready(back + Duration.FromSeconds(1)));
    }

    [Fact]
    public void What_another_process_started_counts()
    {
        var bucket = new TokenBucket(1);
        bucket.TakenElsewhere(Start - Duration.FromMilliseconds(400), Start);
        Assert.Equal(0, bucket.Ready(Start));
        Assert.Equal(1, bucket.Ready(Start + Duration.FromMilliseconds(600)));
    }

    [Fact]
    public void There_is_room_within_all_limits_at_once()
    {
        var options = new DiallingOptions { AtOnce = 10, AtOncePerNumber = 4 };
        var campaign = new Campaign { Id = Guid.NewGuid(), Rules = new CampaignRules { AtOnce = 2 } };
        var room = new DialRoom(options, [new CallsUnderWay(campaign.Id, "+14155550147", null, Answered: true, 1), new CallsUnderWay(null, "+14155550148", null, Answered: false, 3)], freeLines: 5);
        Assert.Equal(2, room.Free); // five lines, three of which will be wanted when those who ring are answered
        Assert.True(room.HasCampaign(campaign));
        room.Take(campaign.Id, "+14155550148");
        Assert.Equal(1, room.Free);
        Assert.False(room.HasCampaign(campaign));
        Assert.False(room.HasNumber("+14155550148"));
        Assert.True(room.HasNumber("+14155550147"));
    }

    [Fact]
    public void The_breaker_opens_when_half_of_the_last_calls_failed_and_one_call_decides_after_the_pause()
    {
        var options = new DiallingOptions { BreakerWindow = 6, BreakerShare = 0.5, BreakerPause = TimeSpan.FromMinutes(5) };
        List<(Instant ClaimedAt, Instant At, bool Failed)> ended = [.. Enumerable.Range(0, 6).Select(each => (Start, Start + Duration.FromSeconds(each), each % 2 == 1))];
        var last = ended[^1].At;
        Assert.Equal(new BreakerState.Open(last + Duration.FromMinutes(5), 3, 6), Judge(last));
        Assert.Equal(new BreakerState.Trying(last + Duration.FromMinutes(5)), Judge(last + Duration.FromMinutes(5)));

        var tried = last + Duration.FromMinutes(6);
        ended.Add((Start, tried, false)); // a long conversation from before: it says nothing of the line as it is
        Assert.IsType<BreakerState.Trying>(Judge(tried));
        ended.Add((tried, tried, true));
        Assert.Equal(tried + Duration.FromMinutes(5), Assert.IsType<BreakerState.Open>(Judge(tried)).Until);
        ended.Add((tried + Duration.FromMinutes(6), tried + Duration.FromMinutes(6), false));
        Assert.IsType<BreakerState.Closed>(Judge(tried + Duration.FromMinutes(6)));
        ended.Add((tried + Duration.FromMinutes(7), tried + Duration.FromMinutes(7), true)); // one failure is no reason to stop again
        Assert.IsType<BreakerState.Closed>(Judge(tried + Duration.FromMinutes(7)));

        BreakerState Judge(Instant now) => DialBreaker.Judge(ended, options, now);
    }

    [Fact]
    public void Too_few_calls_say_nothing()
    {
        var options = new DiallingOptions();
        Assert.IsType<BreakerState.Closed>(DialBreaker.Judge(Enumerable.Range(0, options.BreakerWindow - 1).Select(each => (Start, Start + Duration.FromSeconds(each), true)), options, Start + Duration.FromMinutes(1)));
    }

    [Theory]
    [InlineData(Dispositions.Failed, true)]
    [InlineData(Dispositions.CutOff, true)]
    [InlineData(Dispositions.NeverDialled, true)]
    [InlineData(Dispositions.Busy, false)]
    [InlineData(Dispositions.NoAnswer, false)]
    [InlineData(Dispositions.Voicemail, false)]
    [InlineData(Dispositions.BadNumber, false)]
    public void Only_what_lies_with_us_or_the_carrier_is_a_failure(string disposition, bool failure) => Assert.Equal(failure, DialBreaker.IsFailure(disposition));
}
