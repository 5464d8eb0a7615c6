namespace VoiceBooker.Booking.Campaigns.Upload;

/// <summary>A country in which numbers are written without it.</summary>
/// <param name="Iso">Two letters (ISO 3166).</param>
/// <param name="Name">Its name.</param>
/// <param name="Code">Its calling code.</param>
public sealed record CallingCountry(string Iso, string Name, string Code)
{
    /// <summary>Those whose numbers may be written without their country, by name (ITU-T, national numbering plans).</summary>
    public static readonly IReadOnlyList<CallingCountry> All =
    [
        new("AR", "Argentina", "54"), new("AU", "Australia", "61"), new("AT", "Austria", "43"), new("BE", "Belgium", "32"), new("BR", "Brazil", "55"), new("BG", "Bulgaria", "359"),
        new("CA", "Canada", "1"), new("CL", "Chile", "56"), new("CN", "China", "86"), new("CO", "Colombia", "57"), new("CR", "Costa Rica", "506"), new("HR", "Croatia", "385"),
        new("CY", "Cyprus", "357"), new("CZ", "Czechia", "420"), new("DK", "Denmark", "45"), new("EC", "Ecuador", "593"), new("EG", "Egypt", "20"), new("EE", "Estonia", "372"),
        new("FI", "Finland", "358"), new("FR", "France", "33"), new("DE", "Germany", "49"), new("GR", "Greece", "30"), new("HK", "Hong Kong", "852"), new("HU", "Hungary", "36"),
        new("IS", "Iceland", "354"), new("IN", "India", "91"), new("ID", "Indonesia", "62"), new("IE", "Ireland", "353"), new("IL", "Israel", "972"), new("IT", "Italy", "39"),
        new("JP", "Japan", "81"), new("KE", "Kenya", "254"), new("LV", "Latvia", "371"), new("LT", "Lithuania", "370"), new("LU", "Luxembourg", "352"), new("MY", "Malaysia", "60"),
        new("MT", "Malta", "356"), new("MX", "Mexico", "52"), new("MA", "Morocco", "212"), new("NL", "Netherlands", "31"), new("NZ", "New Zealand", "64"), new("NG", "Nigeria", "234"),
        new("NO", "Norway", "47"), new("PK", "Pakistan", "92"), new("PE", "Peru", "51"), new("PH", "Philippines", "63"), new("PL", "Poland", "48"), new("PT", "Portugal", "351"),
        new("RO", "Romania", "40"), new("SA", "Saudi Arabia", "966"), new("RS", "Serbia", "381"), new("SG", "Singapore", "65"), new("SK", "Slovakia", "421"), new("SI", "Slovenia", "386"),
        new("ZA", "South Africa", "27"), new("KR", "South Korea", "82"), new("ES", "Spain", "34"), new("SE", "Sweden", "46"), new("CH", "Switzerland", "41"), new("TW", "Taiwan", "886"),
        new("TH", "Thailand", "66"), new("TR", "Türkiye", "90"), new("UA", "Ukraine", "380"), new("AE", "United Arab Emirates", "971"), new("GB", "United Kingdom", "44"), new("US", "United States", "1"), new("UY", "Uruguay", "598"),
    ];

    /// <summary>The country of two letters; null when it is none of <see cref="All"/>.</summary>
    public static CallingCountry? Find(string iso) => All.FirstOrDefault(country => country.Iso == iso);

    /// <summary>The country a number of ours belongs to; the United States for a number of its numbering plan.</summary>
    public static CallingCountry? OfNumber(Details.PhoneNumber number) => number.CallingCode == "1" ? Find("US") : All.FirstOrDefault(country => country.Code == number.CallingCode);
}
