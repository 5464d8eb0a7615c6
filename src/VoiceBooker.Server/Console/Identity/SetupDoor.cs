using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace VoiceBooker.Server.Console.Identity;

/// <summary>What came of an attempt to make the owner's account.</summary>
internal abstract record SetupOutcome
{
    private SetupOutcome() { }

    /// <summary>The account is made; the door is shut for good.</summary>
    public sealed record Made(ConsoleUser Owner) : SetupOutcome;

    /// <summary>There is an owner already.</summary>
    public sealed record Shut : SetupOutcome;

    /// <summary>That is not the code this server printed.</summary>
    public sealed record WrongCode : SetupOutcome;

    /// <summary>The e-mail or the password is not accepted.</summary>
    public sealed record NotAccepted(IReadOnlyList<string> Reasons) : SetupOutcome;
}

/// <summary>
/// The way in while nobody has an account: a code that only those can know who read the server's own console. Good until it is used or the server
/// restarts (which prints a new one).
/// </summary>
internal sealed class SetupDoor(IServiceScopeFactory scopes) : IDisposable
{
    /// <summary>32 letters and digits that no eye confuses: each gives five bits.</summary>
    private const string Alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private const int GroupLength = 4;
    private const int Groups = 7; // 28 characters of 5 bits: 140 bits

    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private volatile string? _code;

    /// <summary>Whether the owner's account is still to be made.</summary>
    public bool IsOpen => _code is not null;

    /// <summary>Opens the door when there is no account; gives the code in groups for the eye, or null when there is an owner.</summary>
    public async Task<string?> OpenAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        if (await scope.ServiceProvider.GetRequiredService<ConsoleDbContext>().Users.AnyAsync(cancel))
            return null;

        _code = RandomNumberGenerator.GetString(Alphabet, Groups * GroupLength);
        return string.Join('-', _code.Chunk(GroupLength).Select(group => new string(group)));
    }

    /// <summary>Makes the owner's account for whoever knows the code, once.</summary>
    public async Task<SetupOutcome> MakeOwnerAsync(string code, string email, string password)
    {
        await _oneAtATime.WaitAsync();
        try
        {
            if (_code is not { } expected)
                return new SetupOutcome.Shut();
            if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Normalise(code)), Encoding.UTF8.GetBytes(expected)))
                return new SetupOutcome.WrongCode();

            await using var scope = scopes.CreateAsyncScope();
            var users = scope.ServiceProvider.GetRequiredService<UserManager<ConsoleUser>>();
            if (await users.Users.AnyAsync())
            {
                _code = null;
                return new SetupOutcome.Shut();
            }

            var owner = new ConsoleUser { UserName = email.Trim(), Email = email.Trim(), EmailConfirmed = true };
            var made = await users.CreateAsync(owner, password);
            if (!made.Succeeded)
                return new SetupOutcome.NotAccepted([.. made.Errors.Select(error => error.Description).Distinct()]);

            _code = null;
            return new SetupOutcome.Made(owner);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public void Dispose() => _oneAtATime.Dispose();

    private static string Normalise(string code) =>
        new([.. code.ToUpperInvariant().Where(char.IsAsciiLetterOrDigit)]);
}
