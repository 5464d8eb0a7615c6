namespace VoiceBooker.CallLab.Carrier;

/// <summary>The account at the simulated carrier.</summary>
/// <param name="Sid">Its identity: <c>AC</c> and 32 hex digits.</param>
/// <param name="AuthToken">The secret that signs.</param>
internal sealed record CarrierAccount(string Sid, string AuthToken)
{
    /// <summary>A fresh account.</summary>
    public static CarrierAccount New() => new(Carrier.Sid.New("AC"), Carrier.Sid.New("")[..32]);
}

/// <summary>What a telephone number does when it is called.</summary>
/// <param name="VoiceUrl">Asked for a document when the number is called.</param>
/// <param name="FallbackUrl">Asked when the voice URL fails; null: the call fails.</param>
/// <param name="StatusCallback">Told of the call's end; null: nobody.</param>
internal sealed record NumberSettings(Uri VoiceUrl, Uri? FallbackUrl, Uri? StatusCallback)
{
    /// <summary>Of a leg that nobody calls.</summary>
    public static readonly NumberSettings Nowhere = new(new Uri("http://127.0.0.1/"), null, null);

    /// <summary>The number's identity.</summary>
    public string Sid { get; } = Carrier.Sid.New("PN");

    /// <summary>Told of text messages to the number; null: nobody.</summary>
    public Uri? SmsUrl { get; init; }
}
