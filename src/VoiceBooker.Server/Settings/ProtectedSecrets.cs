using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using VoiceBooker.Booking.Connections;

namespace VoiceBooker.Server.Settings;

/// <summary>Secrets at rest, sealed by the framework's data protection with the keys under <c>data/keys</c>, or in the database that several servers share.</summary>
internal sealed class ProtectedSecrets(IDataProtectionProvider protection) : ISecrets
{
    private readonly IDataProtector _protector = protection.CreateProtector("VoiceBooker.Connections");

    public string Seal(string text) => _protector.Protect(text);

    public string? Open(string sealedText)
    {
        try
        {
            return _protector.Unprotect(sealedText);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
