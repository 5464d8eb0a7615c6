namespace VoiceBooker.Server.Console.Identity;

/// <summary>Where to go after signing in: only ever to a page of our own.</summary>
internal static class LocalPath
{
    /// <summary><paramref name="path"/> when it is a path on this server, else the overview.</summary>
    public static string OrHome(string? path) =>
        path is ['/', ..] and not ['/', '/' or '\\', ..] && !path.Contains('\n') && !path.Contains('\r') && !path.StartsWith("/login", StringComparison.Ordinal) ? path : "/";
}
