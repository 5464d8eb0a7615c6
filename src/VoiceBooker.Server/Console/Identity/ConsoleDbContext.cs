using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace VoiceBooker.Server.Console.Identity;

/// <summary>The console's accounts: ASP.NET Core Identity without roles, in a small file of their own, or in the database that several servers share.</summary>
internal sealed class ConsoleDbContext(DbContextOptions<ConsoleDbContext> options) : IdentityUserContext<ConsoleUser>(options);
