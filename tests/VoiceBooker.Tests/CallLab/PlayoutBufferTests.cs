using VoiceBooker.CallLab.Carrier;

namespace VoiceBooker.Tests.CallLab;

public sealed class PlayoutBufferTests
{
    private readonly PlayoutBuffer _buffer = new();
    private readonly byte[] _frame = new byte[160];

    [Fact]
    public void A_mark_comes_back_when_the_audio_before_it_was_played_and_not_sooner()
    {
        _buffer.AddAudio(Audio(320));
        Assert.Null(_buffer.AddMark("one"));
        _buffer.AddAudio(Audio(160));
        Assert.Null(_buffer.AddMark("two"));

        Assert.Empty(Tick());
        Assert.Equal(["one"], Tick());
        Assert.Equal(["two"], Tick());
        Assert.Empty(Tick());
    }

    [Fact]
    public void A_mark_with_nothing_before_it_comes_back_at_once() => Assert.Equal("now", _buffer.AddMark("now"));

    [Fact]
    public void Clear_drops_the_audio_and_gives_all_marks_back_in_order()
    {
        _buffer.AddAudio(Audio(1600));
        _buffer.AddMark("one");
        _buffer.AddAudio(Audio(160));
        _buffer.AddMark("two");
        Tick();

        Assert.Equal(["one", "two"], _buffer.Clear());
        Assert.Equal(0, _buffer.Queued);
        Assert.Equal(0, _buffer.Play(_frame, []));
        Assert.All(_frame, code => Assert.Equal(0xFF, code));
    }

    [Fact]
    public void Half_a_frame_is_filled_up_with_silence()
    {
        _buffer.AddAudio(Audio(80));

        Assert.Equal(80, _buffer.Play(_frame, []));
        Assert.Equal(7, _frame[79]);
        Assert.Equal(0xFF, _frame[80]);
        Assert.Equal(80, _buffer.Played);
    }

    [Fact]
    public void Pieces_of_any_size_are_played_in_order_without_a_seam()
    {
        _buffer.AddAudio([.. Enumerable.Range(0, 100).Select(at => (byte)at)]);
        _buffer.AddAudio([.. Enumerable.Range(100, 60).Select(at => (byte)at)]);

        Assert.Equal(160, _buffer.Play(_frame, []));
        Assert.Equal([.. Enumerable.Range(0, 160).Select(at => (byte)at)], _frame);
    }

    [Fact]
    public void More_than_ten_minutes_are_refused()
    {
        Assert.True(_buffer.AddAudio(new byte[PlayoutBuffer.Limit]));
        Assert.False(_buffer.AddAudio(new byte[1]));
    }

    [Fact]
    public void Running_dry_in_the_middle_of_a_phrase_is_counted_and_between_phrases_it_is_not()
    {
        _buffer.AddAudio(Audio(160));
        Tick();
        Tick();
        _buffer.AddAudio(Audio(160));
        Assert.Equal(1, _buffer.Underruns);

        _buffer.AddMark("end of the phrase");
        Tick();
        Tick();
        _buffer.AddAudio(Audio(160));
        Assert.Equal(1, _buffer.Underruns);
    }

    private List<string> Tick()
    {
        List<string> reached = [];
        _buffer.Play(_frame, reached);
        return reached;
    }

    private static byte[] Audio(int length) => [.. Enumerable.Repeat((byte)7, length)];
}
