namespace VoiceBooker.Server.Connections;

/// <summary>Addresses of providers as owners type them. Whether a credential may go there is the provider's to say (<see cref="Booking.Connections.ICalendarAccounts.RefuseAddress"/>).</summary>
internal static class BaseAddresses
{
    /// <summary>Reads an address as the owner types it.</summary>
    /// <param name="text">Absolute; a path is allowed, a slash at its end goes.</param>
    /// <param name="address">The address.</param>
    /// <param name="wrong">What is wrong with it, for the owner; empty when nothing is.</param>
    public static bool TryRead(string text, out Uri address, out string wrong)
    {
        wrong = "";
        if (!Uri.TryCreate(text.Trim().TrimEnd('/'), UriKind.Absolute, out address!) || address.Scheme is not ("https" or "http") || address.Host.Length == 0)
            wrong = $"“{text}” is no address such as https://api.example.com.";
        else if (address.UserInfo.Length > 0 || address.Query.Length > 0 || address.Fragment.Length > 0)
            wrong = "The address has a name, a password, a question mark or a hash in it; only scheme, host, port and path belong there.";
        return wrong.Length == 0;
    }
}
