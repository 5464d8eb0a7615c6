using System.Security.Cryptography;

namespace VoiceBooker.CallLab.Carrier;

/// <summary>The carrier's identities: two letters and 32 hex digits.</summary>
internal static class Sid
{
    /// <summary>A new one, for example <c>New("CA")</c> for a call.</summary>
    public static string New(string prefix) => prefix + RandomNumberGenerator.GetHexString(32, lowercase: true);
}
