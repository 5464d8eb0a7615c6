using Microsoft.Extensions.AI;
using NodaTime;
using VoiceBooker.Booking.Minds;
using VoiceBooker.Voice.Time;

namespace VoiceBooker.Tests.Booking.Minds;

public sealed class CostTests
{
    [Fact]
    public void What_came_from_the_cache_costs_the_price_of_the_cache()
    {
        var usage = MindUsage.Of(new UsageDetails { InputTokenCount = 1000, CachedInputTokenCount = 600, OutputTokenCount = 50 });
        Assert.Equal(((400 * 2m) + (600 * 0.5m) + (50 * 8m)) / 1_000_000m, usage.CostAt(new ModelPrices(2, 0.5m, 8)));
        Assert.False(usage.Estimated);
    }

    [Fact]
    public void A_vendor_that_does_not_count_is_counted_by_characters()
    {
        var usage = MindUsage.Estimate([new ChatMessage(ChatRole.User, new string('a', 400))], new ChatOptions(), charactersBack: 10);
        Assert.Equal(new MindUsage(100, 0, 3, Estimated: true), usage);
    }

    [Fact]
    public void The_day_of_the_budget_ends_at_midnight_in_utc()
    {
        var clock = new ManualClock(new DateTimeOffset(2026, 11, 30, 23, 59, 0, TimeSpan.Zero));
        var spending = new Spending(clock);
        spending.Add(1.25m);
        spending.Add(0.50m);
        Assert.Equal(1.75m, spending.Today);
        Assert.Equal(Instant.FromUtc(2026, 11, 30, 0, 0), spending.StartOfToday);
        clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(0m, spending.Today);
        spending.Add(0.10m);
        Assert.Equal(0.10m, spending.Today);
    }

    [Fact]
    public void A_calls_cost_is_the_sum_of_what_its_journal_tells()
    {
        var cost = CallCost.Of(["""{"model":"a","inputTokens":1000,"outputTokens":20,"cost":0.0021}""", """{"used":true,"model":"a"}""", """{"used":false,"inputTokens":900,"outputTokens":0,"cost":0.0018}"""]);
        Assert.Equal(new CallCost(1900, 20, 3900), cost);
    }

    [Theory]
    [InlineData("", "one two three")]
    [InlineData("two", "two one three")]
    [InlineData("TWO", "two one three")]
    [InlineData("gone", "one two three")]
    [InlineData("script", "")]
    public void An_assistant_may_name_who_leads(string mind, string order)
    {
        var models = new[] { "one", "two", "three" }.Select(name => new Model(name, new VoiceBooker.Booking.Reception.ReceptionScript(), Reception.Minds.Patient, Reception.Minds.Free)).ToArray();
        var list = Reception.Minds.Listed(TimeProvider.System, new MindOptions(), models);
        Assert.Equal(order, string.Join(' ', list.For(mind).Select(each => each.Model.Name)));
        Assert.Equal(mind != "gone", list.Knows(mind));
    }
}
