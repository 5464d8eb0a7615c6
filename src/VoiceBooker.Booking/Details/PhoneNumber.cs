using System.Diagnostics.CodeAnalysis;

namespace VoiceBooker.Booking.Details;

/// <summary>A telephone number in E.164. <see langword="default"/> is no number: its text is empty.</summary>
public readonly record struct PhoneNumber
{
    private readonly string? _e164;

    private PhoneNumber(string e164) => _e164 = e164;

    /// <summary>"+14155550147".</summary>
    public string E164 => _e164 ?? "";

    /// <summary>The country calling code, digits only: "1", "49"; empty when unknown.</summary>
    public string CallingCode => throw new NotImplementedException();

    /// <summary>What follows the calling code.</summary>
    public string National => throw new NotImplementedException();

    /// <summary>Reads "+" and 7 to 15 digits, with the usual spaces, dots, hyphens and brackets between; North American numbers by their own rules.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out PhoneNumber number) => throw new NotImplementedException();

    /// <inheritdoc/>
    public override string ToString() => E164;
}
