using Microsoft.AspNetCore.Identity;

namespace VoiceBooker.Server.Console.Identity;

/// <summary>Somebody who may use the console; the first one is the owner.</summary>
internal sealed class ConsoleUser : IdentityUser
{
}
