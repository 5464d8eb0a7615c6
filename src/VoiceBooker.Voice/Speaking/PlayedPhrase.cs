using VoiceBooker.Voice.Lines;

namespace VoiceBooker.Voice.Speaking;

/// <summary>One phrase on its way to the ear. Positions are bytes of the playout's present generation; 8 are a millisecond.</summary>
internal sealed class PlayedPhrase(string text, string? tag, bool isFiller = false, VoicedPassage? passage = null)
{
    /// <summary>Bytes of audio an unspoken character is worth when the voice has not told yet: about 15 characters a second.</summary>
    private const int BytesPerCharacter = 530;

    private readonly List<ReadOnlyMemory<byte>> _audio = [];

    public string Text => passage?.Text ?? text;

    /// <summary>Where its audio and words come from when they are no synthesiser's.</summary>
    public VoicedPassage? Passage => passage;

    public string? Tag { get; } = tag;

    public bool IsFiller { get; } = isFiller;

    public int Length { get; private set; }

    /// <summary>True when all its audio is here.</summary>
    public bool IsWhole { get; set; }

    /// <summary>True when no voice spoke it to its end: it may be seen as a caption, and is not heard.</summary>
    public bool IsBroken { get; set; }

    /// <summary>True when the voice died in it and the next phrase is the same, from its beginning, by another voice.</summary>
    public bool IsReplaced { get; private set; }

    /// <summary>True when a question ends with it.</summary>
    public bool Asks { get; set; }

    /// <summary>The mark that follows it; null while nothing of it was sent.</summary>
    public string? Mark { get; set; }

    public long Start { get; set; } = -1;

    public long End { get; set; } = -1;

    /// <summary>True once its mark, or a later one of the same generation, came back.</summary>
    public bool IsHeard { get; set; }

    /// <summary>How much of it the caller heard before it was cut, 0 to 1.</summary>
    public double HeardShare { get; set; }

    public void Add(ReadOnlyMemory<byte> muLaw)
    {
        _audio.Add(muLaw);
        Length += muLaw.Length;
    }

    /// <summary>Copies audio from <paramref name="offset"/> on; tells how many bytes there were.</summary>
    public int Copy(int offset, Span<byte> into)
    {
        into = into[..Math.Min(into.Length, Length - offset)];
        var copied = 0;
        foreach (var piece in _audio)
        {
            if (offset >= piece.Length)
            {
                offset -= piece.Length;
                continue;
            }

            var part = piece.Span[offset..Math.Min(piece.Length, offset + into.Length - copied)];
            part.CopyTo(into[copied..]);
            copied += part.Length;
            offset = 0;
            if (copied == into.Length)
                break;
        }

        return copied;
    }

    /// <summary>What lies beyond <paramref name="offset"/> is never to be sent.</summary>
    public void CutAt(int offset)
    {
        Length = offset;
        IsWhole = true;
    }

    /// <summary>How much of it was heard when the ear is at <paramref name="position"/>.</summary>
    public double ShareAt(long position)
    {
        if (Start < 0 || position <= Start)
            return 0;
        var isPart = IsReplaced || IsBroken;
        if (End >= 0 && position >= End && !isPart)
            return 1;
        var whole = IsWhole && !isPart ? Math.Max(Length, 1) : Math.Max(Length + 1, Text.Length * BytesPerCharacter);
        var heard = Math.Min(position - Start, Length);
        return Math.Min(1, (double)heard / whole);
    }

    /// <summary>Another voice begins it anew, and nothing of it is on the line yet.</summary>
    public void Forget()
    {
        _audio.Clear();
        Length = 0;
    }

    /// <summary>Another voice begins it anew, and <paramref name="sent"/> bytes of it are on the line: here it ends. Gives the phrase that follows in its place.</summary>
    public PlayedPhrase ReplaceAfter(int sent)
    {
        Length = sent;
        IsWhole = true;
        IsReplaced = true;
        var again = new PlayedPhrase(Text, Tag, IsFiller) { Asks = Asks };
        Asks = false;
        return again;
    }

    /// <summary>Will be sent again, from its beginning, in the next generation.</summary>
    public void Rewind()
    {
        Mark = null;
        Start = -1;
        End = -1;
    }

    /// <summary>Where, in <see cref="Text"/>, the whole words end that fit in <paramref name="share"/> of it.</summary>
    public int HeardCharacters(double share)
    {
        if (share >= 1)
            return Text.Length;
        var reach = (int)(Text.Length * share);
        var end = 0;
        for (var at = 0; at < Text.Length; at++)
        {
            var endsWord = !char.IsWhiteSpace(Text[at]) && (at + 1 == Text.Length || char.IsWhiteSpace(Text[at + 1]));
            if (endsWord && at + 1 > reach)
                break;
            if (endsWord)
                end = at + 1;
        }

        while (end > 0 && end < Text.Length && char.IsWhiteSpace(Text[end]))
            end++;
        return end;
    }

}
