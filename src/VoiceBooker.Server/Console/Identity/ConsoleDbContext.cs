using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace VoiceBooker.Server.Console.Identity;

/// <summary>The console's accounts: ASP.NET Core Identity without roles, in a small database of their own.</summary>
internal sealed class ConsoleDbContext(DbContextOptions<ConsoleDbContext> options) : IdentityUserContext<ConsoleUser>(options);
