namespace VoiceBooker.Booking.Campaigns.Upload;

/// <summary>How a country writes its telephone numbers at home.</summary>
/// <param name="Iso">Two letters (ISO 3166).</param>
/// <param name="Name">Its name.</param>
/// <param name="Code">Its calling code.</param>
/// <param name="Trunk">What is dialled before a number at home and not from abroad; empty: nothing, or it belongs to the number.</param>
public sealed record CallingCountry(string Iso, string Name, string Code, string Trunk)
{
    /// <summary>Those whose numbers may be written without their country, by name (ITU-T, national numbering plans).</summary>
    public static readonly IReadOnlyList<CallingCountry> All =
    [
        new("AR", "Argentina", "54", "0"), new("AU", "Australia", "61", "0"), new("AT", "Austria", "43", "0"), new("BE", "Belgium", "32", "0"), new("BR", "Brazil", "55", "0"), new("BG", "Bulgaria", "359", "0"),
        new("CA", "Canada", "1", "1"), new("CL", "Chile", "56", ""), new("CN", "China", "86", "0"), new("CO", "Colombia", "57", ""), new("CR", "Costa Rica", "506", ""), new("HR", "Croatia", "385", "0"),
        new("CY", "Cyprus", "357", ""), new("CZ", "Czechia", "420", ""), new("DK", "Denmark", "45", ""), new("EC", "Ecuador", "593", "0"), new("EG", "Egypt", "20", "0"), new("EE", "Estonia", "372", ""),
        new("FI", "Finland", "358", "0"), new("FR", "France", "33", "0"), new("DE", "Germany", "49", "0"), new("GR", "Greece", "30", ""), new("HK", "Hong Kong", "852", ""), new("HU", "Hungary", "36", "06"),
        new("IS", "Iceland", "354", ""), new("IN", "India", "91", "0"), new("ID", "Indonesia", "62", "0"), new("IE", "Ireland", "353", "0"), new("IL", "Israel", "972", "0"), new("IT", "Italy", "39", ""),
        new("JP", "Japan", "81", "0"), new("KE", "Kenya", "254", "0"), new("LV", "Latvia", "371", ""), new("LT", "Lithuania", "370", "0"), new("LU", "Luxembourg", "352", ""), new("MY", "Malaysia", "60", "0"),
        new("MT", "Malta", "356", ""), new("MX", "Mexico", "52", ""), new("MA", "Morocco", "212", "0"), new("NL", "Netherlands", "31", "0"), new("NZ", "New Zealand", "64", "0"), new("NG", "Nigeria", "234", "0"),
        new("NO", "Norway", "47", ""), new("PK", "Pakistan", "92", "0"), new("PE", "Peru", "51", "0"), new("PH", "Philippines", "63", "0"), new("PL", "Poland", "48", ""), new("PT", "Portugal", "351", ""),
        new("RO", "Romania", "40", "0"), new("SA", "Saudi Arabia", "966", "0"), new("RS", "Serbia", "381", "0"), new("SG", "Singapore", "65", ""), new("SK", "Slovakia", "421", "0"), new("SI", "Slovenia", "386", "0"),
        new("ZA", "South Africa", "27", "0"), new("KR", "South Korea", "82", "0"), new("ES", "Spain", "34", ""), new("SE", "Sweden", "46", "0"), new("CH", "Switzerland", "41", "0"), new("TW", "Taiwan", "886", "0"),
        new("TH", "Thailand", "66", "0"), new("TR", "Türkiye", "90", "0"), new("UA", "Ukraine", "380", "0"), new("AE", "United Arab Emirates", "971", "0"), new("GB", "United Kingdom", "44", "0"), new("US", "United States", "1", "1"), new("UY", "Uruguay", "598", "0"),
    ];

    /// <summary>The country of two letters; null when it is none of <see cref="All"/>.</summary>
    public static CallingCountry? Find(string iso) => All.FirstOrDefault(country => country.Iso == iso);

    /// <summary>The country a number of ours belongs to; the United States for a number of its numbering plan.</summary>
    public static CallingCountry? OfNumber(Details.PhoneNumber number) => number.CallingCode == "1" ? Find("US") : All.FirstOrDefault(country => country.Code == number.CallingCode);
}
