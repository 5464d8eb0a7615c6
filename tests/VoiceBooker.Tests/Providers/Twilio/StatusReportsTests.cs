using System.Text;
using VoiceBooker.Providers.Twilio;

namespace VoiceBooker.Tests.Providers.Twilio;

public sealed class StatusReportsTests
{
    private readonly StatusReports _reports = new();

    [Fact]
    public void Each_step_of_a_call_is_reported_once()
    {
        Assert.Equal("ringing", Report("ringing", 1)?.Status);
        Assert.Null(Report("ringing", 1));
        Assert.Equal("in-progress", Report("in-progress", 2)?.Status);
    }

    [Fact]
    public void A_late_report_does_not_turn_the_call_back()
    {
        Assert.Equal("in-progress", Report("in-progress", 2)?.Status);
        Assert.Null(Report("ringing", 1));
    }

    [Fact]
    public void The_last_word_stays_the_last_word()
    {
        var last = Report("completed", 3, "&CallDuration=42&SipResponseCode=200");
        Assert.Equal(new CarrierReport("CA1", "completed", IsFinal: true, Seconds: 42, SipCode: 200, Sequence: 3), last);
        Assert.Null(Report("in-progress", 2));
        Assert.Null(Report("in-progress", 4));
        Assert.Null(Report("failed", 5));
    }

    [Fact]
    public void The_last_word_counts_even_when_it_arrives_with_a_lower_number()
    {
        Report("in-progress", 7);
        Assert.True(Report("completed", 3)?.IsFinal);
    }

    private CarrierReport? Report(string status, int number, string more = "") =>
        _reports.Read(RawForm.Parse(Encoding.UTF8.GetBytes($"CallSid=CA1&CallStatus={status}&SequenceNumber={number}{more}")));
}
