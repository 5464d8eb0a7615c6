using System.Text;
using VoiceBooker.CallLab.Carrier;

namespace VoiceBooker.Tests.CallLab;

public sealed class ServerMessageTests
{
    [Fact]
    public void Media_mark_and_clear_pass()
    {
        Assert.Equal([1, 2, 3], Assert.IsType<ServerMessage.Media>(Read("""{"event":"media","streamSid":"MZ1","media":{"payload":"AQID"}}""")).Audio);
        Assert.Equal("g1-2", Assert.IsType<ServerMessage.Mark>(Read("""{"event":"mark","streamSid":"MZ1","mark":{"name":"g1-2"}}""")).Name);
        Assert.IsType<ServerMessage.Clear>(Read("""{"event":"clear","streamSid":"MZ1"}"""));
    }

    [Theory]
    [InlineData("rubbish")]
    [InlineData("""{"event":"clear"}""")]
    [InlineData("""{"event":"clear","streamSid":"MZ2"}""")]
    [InlineData("""{"event":"clear","streamSid":"MZ1","sequenceNumber":"4"}""")]
    [InlineData("""{"event":"mark","streamSid":"MZ1","mark":{}}""")]
    [InlineData("""{"event":"media","streamSid":"MZ1","media":{"payload":"AQID","track":"outbound"}}""")]
    [InlineData("""{"event":"media","streamSid":"MZ1","media":{"playload":"AQID"}}""")]
    [InlineData("""{"event":"media","streamSid":"MZ1","media":{"payload":"*"}}""")]
    [InlineData("""{"event":"media","streamSid":"MZ1","media":{"payload":""}}""")]
    [InlineData("""{"event":"caption","streamSid":"MZ1","caption":{"mark":"g1","text":"hello"}}""")]
    public void Everything_else_is_dropped_with_31951(string message) =>
        Assert.Equal(CarrierNotices.InvalidMessage, Assert.IsType<ServerMessage.Refused>(Read(message)).Code);

    [Fact]
    public void The_header_of_a_wave_file_in_the_audio_is_found_out()
    {
        var refused = Assert.IsType<ServerMessage.Refused>(Read($$$"""{"event":"media","streamSid":"MZ1","media":{"payload":"{{{Convert.ToBase64String("RIFF1234WAVE"u8)}}}"}}"""));

        Assert.Contains("RIFF", refused.Reason, StringComparison.Ordinal);
    }

    private static ServerMessage Read(string message) => ServerMessage.Read(Encoding.UTF8.GetBytes(message), "MZ1");
}
