namespace VoiceBooker.Voice.Calls;

/// <summary>Our own identity of one call: a version 7 UUID (RFC 9562), so that calls sort by when they began.</summary>
/// <remarks><see langword="default"/> is the empty identity and names no call.</remarks>
public readonly record struct CallId(Guid Value)
{
    /// <summary>A new identity for a call that begins at <paramref name="at"/>.</summary>
    public static CallId New(DateTimeOffset at) => new(Guid.CreateVersion7(at));

    /// <summary>Reads the 36-character form; false when <paramref name="text"/> is no UUID.</summary>
    public static bool TryParse(string? text, out CallId id)
    {
        var parsed = Guid.TryParse(text, out var value);
        id = new CallId(value);
        return parsed;
    }

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("D");
}
