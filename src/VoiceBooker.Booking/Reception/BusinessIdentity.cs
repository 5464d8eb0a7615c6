namespace VoiceBooker.Booking.Reception;

/// <summary>Whoever is called by a machine must hear at the beginning of whom (47 CFR 64.1200(b)(1)); without a name to say, nobody is called.</summary>
internal static class BusinessIdentity
{
    /// <summary>What is missing, in a sentence that says what to do; null: nothing is.</summary>
    public static string? FindMissing(ReceptionOptions options) => string.IsNullOrWhiteSpace(options.BusinessName)
        ? "The business has no name: set Reception:BusinessName (in appsettings.local.json, or Reception__BusinessName in the environment) and start the server again; people who are called must be told at the beginning who calls."
        : null;
}
