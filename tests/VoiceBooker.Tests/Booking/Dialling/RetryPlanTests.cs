using NodaTime;
using VoiceBooker.Booking.Campaigns;
using VoiceBooker.Booking.Dialling;

namespace VoiceBooker.Tests.Booking.Dialling;

public sealed class RetryPlanTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 30, 15, 0);

    [Theory]
    [InlineData(Dispositions.Busy, 1, 15)]
    [InlineData(Dispositions.Busy, 2, 15)]
    [InlineData(Dispositions.NoAnswer, 1, 240)]
    [InlineData(Dispositions.Voicemail, 1, 1440)]
    [InlineData(Dispositions.Failed, 1, 60)]
    public void Each_outcome_has_its_own_delay(string outcome, int had, int minutes) => Assert.Equal(new RetryStep.Again(Now + Duration.FromMinutes(minutes)), Next(outcome, had, attempts: had));

    [Theory]
    [InlineData(Dispositions.Busy, 3)]
    [InlineData(Dispositions.Voicemail, 2)]
    [InlineData(Dispositions.VoicemailLeft, 1)] // not named
    [InlineData(Dispositions.Declined, 1)]
    [InlineData(Dispositions.NotInterested, 1)]
    [InlineData(Dispositions.Booked, 1)]
    public void And_its_own_limit(string outcome, int had) => Assert.IsType<RetryStep.Done>(Next(outcome, had, attempts: had));

    [Fact]
    public void All_outcomes_together_have_a_limit() => Assert.IsType<RetryStep.Done>(Next(Dispositions.Busy, had: 1, attempts: 4));

    [Fact]
    public void Who_names_a_time_is_called_then()
    {
        var asked = Now + Duration.FromHours(49);
        Assert.Equal(new RetryStep.Again(asked), Next(Dispositions.CallBack, 1, 1, asked));
        Assert.Equal(new RetryStep.Again(Now), Next(Dispositions.CallBack, 1, 1, Now - Duration.FromHours(1)));
        Assert.Equal(new RetryStep.Again(Now + Duration.FromDays(1)), Next(Dispositions.CallBack, 1, 1));
    }

    [Fact]
    public void Nobody_is_called_again_after_the_time_is_over() =>
        Assert.IsType<RetryStep.Done>(RetryPlan.Next(new Contact { Attempts = 1, Outcomes = { [Dispositions.Busy] = 1 }, NotAfter = Now + Duration.FromMinutes(14) }, new CampaignRules(), Dispositions.Busy, null, Now));

    [Theory]
    [InlineData(1, 0, null, true)]
    [InlineData(3, 0, 25, true)]
    [InlineData(4, 0, null, false)] // of four that are allowed
    [InlineData(2, 1, null, false)] // the second time
    [InlineData(1, 0, 23, false)] // her time is over before
    public void Who_cannot_be_reached_just_now_is_tried_once_more_on_another_day_if_there_is_one(int attempts, int failed, int? hoursLeft, bool again)
    {
        var contact = new Contact { Attempts = attempts, Outcomes = { [Dispositions.Failed] = failed }, NotAfter = hoursLeft is { } hours ? Now + Duration.FromHours(hours) : null };
        Assert.Equal(again, RetryPlan.OnAnotherDay(contact, new CampaignRules(), Now) is RetryStep.Again(var at) && at == Now + Duration.FromDays(1));
    }

    [Theory]
    [InlineData(Dispositions.Busy, false)]
    [InlineData(Dispositions.NoAnswer, false)]
    [InlineData(Dispositions.CutOff, false)]
    [InlineData(Dispositions.CallBack, true)]
    public void A_single_call_is_made_again_only_when_the_person_asks_for_it(string outcome, bool again) =>
        Assert.Equal(again, RetryPlan.Next(new Contact { Attempts = 1, Outcomes = { [outcome] = 1 } }, RetryPlan.RulesOf(new Contact(), campaign: null), outcome, null, Now) is RetryStep.Again);

    private static RetryStep Next(string outcome, int had, int attempts, Instant? asked = null) =>
        RetryPlan.Next(new Contact { Attempts = attempts, Outcomes = { [outcome] = had } }, new CampaignRules(), outcome, asked, Now);
}
