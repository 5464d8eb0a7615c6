using VoiceBooker.Booking.Connections;
using VoiceBooker.Booking.Events;
using VoiceBooker.Tests.Booking.Connections;

namespace VoiceBooker.Tests.Booking.Events;

/// <summary>What cannot be satisfied is not kept, and the reason is told.</summary>
public sealed class EventFittingTests
{
    private static readonly Dictionary<string, string> NoAsks = new(StringComparer.Ordinal);

    [Fact]
    public void What_the_provider_asks_of_callers_becomes_the_events()
    {
        var wish = Wish();
        Assert.Empty(EventFitting.Fit(wish, FakeAccounts.Consultation, new Dictionary<string, string>(StringComparer.Ordinal) { ["reason"] = "What brings you here?" }));
        Assert.Equal((30, "video", "a video call", true, false), (wish.Minutes, wish.MeetingLink, wish.MeetingSpoken, wish.NeedsEmail, wish.NeedsPhone));
        Assert.Equal(["What brings you here?", ""], wish.Questions.Select(question => question.Ask));
        Assert.Equal([true, false], wish.Questions.Select(question => question.Required));
    }

    [Fact]
    public void Who_is_phoned_must_tell_a_number_even_if_the_event_asks_for_none()
    {
        var wish = Wish();
        wish.MeetingLink = "phone";
        Assert.Empty(EventFitting.Fit(wish, FakeAccounts.Consultation, NoAsks));
        Assert.True(wish.NeedsPhone);
    }

    [Fact]
    public void An_event_that_must_be_paid_for_is_refused_with_the_reason() =>
        Assert.Equal(("providerEvent", "“Check-up” cannot be booked by telephone: It must be paid for when it is booked."), Only(EventFitting.Fit(Wish(), FakeAccounts.Paid, NoAsks)));

    [Fact]
    public void A_meeting_link_the_event_does_not_have_is_refused_with_those_it_has()
    {
        var wish = Wish();
        wish.MeetingLink = "zoom";
        var (field, sentence) = Only(EventFitting.Fit(wish, FakeAccounts.Consultation, NoAsks));
        Assert.Equal("meetingLink", field);
        Assert.EndsWith("it offers A video call of theirs (video), They are phoned (phone).", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void An_event_without_a_place_takes_none()
    {
        var wish = Wish();
        Assert.Empty(EventFitting.Fit(wish, FakeAccounts.Consultation with { Locations = [] }, NoAsks));
        Assert.Equal(("", ""), (wish.MeetingLink, wish.MeetingSpoken));
        wish.MeetingLink = "video";
        Assert.Equal("meetingLink", Only(EventFitting.Fit(wish, FakeAccounts.Consultation with { Locations = [] }, NoAsks)).Field);
    }

    [Theory]
    [InlineData(15, true)]
    [InlineData(30, true)]
    [InlineData(45, false)]
    public void A_length_is_one_of_the_events_own(int minutes, bool possible)
    {
        var wish = Wish();
        wish.Minutes = minutes;
        Assert.Equal(possible, EventFitting.Fit(wish, FakeAccounts.Consultation, NoAsks).Count == 0);
    }

    [Fact]
    public void A_required_choice_among_nothing_can_never_be_answered()
    {
        var offered = FakeAccounts.Consultation with { Questions = [new("room", "Which room?", QuestionKind.OneOf, [], Required: true)] };
        Assert.Equal("providerEvent", Only(EventFitting.Fit(Wish(), offered, NoAsks)).Field);
    }

    [Fact]
    public void A_sentence_for_a_question_that_nobody_asks_is_a_mistake() =>
        Assert.Equal("questions", Only(EventFitting.Fit(Wish(), FakeAccounts.Consultation, new Dictionary<string, string>(StringComparer.Ordinal) { ["shoe-size"] = "How big are your feet?" })).Field);

    [Fact]
    public void Each_setting_out_of_its_bounds_is_named_once()
    {
        var wish = new BookingEvent { Name = " ", TimeZone = "Europe/Berlim", OrganizerEmail = "ann@nowhere", DaysToOffer = 0, SlotsPerDay = 51, HoursBetweenSlots = double.NaN, DailyCap = 0 };
        Assert.Equal(["name", "organizerEmail", "timeZone", "daysToOffer", "slotsPerDay", "hoursBetweenSlots", "dailyCap"], EventFitting.FindMistakes(wish).Select(mistake => mistake.Field));
        Assert.Empty(EventFitting.FindMistakes(Wish()));
    }

    [Theory]
    [InlineData("5eed0000-0000-7000-8000-000000000001", true)]
    [InlineData("5eed0000-0000-7000-8000-000000000001/45", true)]
    [InlineData("5eed0000-0000-7000-8000-000000000001/42", false)]
    [InlineData("5eed0000-0000-7000-8000-000000000001/45/1", false)]
    [InlineData("monday", false)]
    public void A_built_in_calendar_is_named_by_its_identity_and_perhaps_a_length(string text, bool names) => Assert.Equal(names, EventFitting.ScheduleOf(text) is not null);

    private static BookingEvent Wish() => new() { Name = "a consultation", TimeZone = "Europe/Berlin" };

    private static (string Field, string Sentence) Only(IReadOnlyList<EventMistake> mistakes)
    {
        var only = Assert.Single(mistakes);
        return (only.Field, only.Sentence);
    }
}
