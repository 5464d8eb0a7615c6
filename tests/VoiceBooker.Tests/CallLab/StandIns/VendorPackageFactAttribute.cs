using System.ComponentModel;
using System.Diagnostics;

namespace VoiceBooker.Tests.CallLab.StandIns;

/// <summary>A test with a vendor's own npm package as the witness, installed once under <c>artifacts/witness</c>; skipped, with the reason, where npm is missing or cannot fetch it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class VendorPackageFactAttribute : FactAttribute
{
    /// <param name="package">Name and exact version: <c>@deepgram/sdk@5.13.0</c>.</param>
    public VendorPackageFactAttribute(string package) => Skip = VendorPackage.Problem(package);
}

/// <summary>As <see cref="VendorPackageFactAttribute"/>, for several cases.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class VendorPackageTheoryAttribute : TheoryAttribute
{
    /// <param name="package">Name and exact version.</param>
    public VendorPackageTheoryAttribute(string package) => Skip = VendorPackage.Problem(package);
}

/// <summary>Vendors' own npm packages, pinned, in a folder that is not kept.</summary>
internal static class VendorPackage
{
    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, string?> Problems = [];

    /// <summary>Why a package cannot be used; null when it can. Installs it when it is not there.</summary>
    public static string? Problem(string package)
    {
        lock (Gate)
        {
            if (!Problems.TryGetValue(package, out var problem))
                Problems[package] = problem = Install(package);
            return problem;
        }
    }

    /// <summary>Where a package is installed, and scripts that use it are run.</summary>
    public static string FolderOf(string package) => Path.Combine(House.House.Root, "artifacts", "witness", package[..package.LastIndexOf('@')].Trim('@').Replace('/', '-'));

    /// <summary>Runs a script in the package's folder; what it printed.</summary>
    public static async Task<string> RunAsync(string package, string script, params string[] arguments)
    {
        var folder = FolderOf(package);
        var file = Path.Combine(folder, $"witness-{Guid.NewGuid():N}.js");
        await File.WriteAllTextAsync(file, script);
        try
        {
            using var process = Process.Start(new ProcessStartInfo("node", [file, .. arguments]) { WorkingDirectory = folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
            var (told, wrong) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            using var late = new CancellationTokenSource(TimeSpan.FromMinutes(1));
            try
            {
                await process.WaitForExitAsync(late.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
            }

            Assert.True(process.ExitCode == 0, $"The script ended with {process.ExitCode}: {await wrong}");
            return (await told).Trim();
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static string? Install(string package)
    {
        var folder = FolderOf(package);
        var name = package[..package.LastIndexOf('@')];
        if (Directory.Exists(Path.Combine(folder, "node_modules", name)))
            return null;
        Directory.CreateDirectory(folder);
        try
        {
            using var npm = Process.Start(new ProcessStartInfo("npm", ["install", "--no-audit", "--no-fund", "--prefix", folder, package]) { WorkingDirectory = folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
            npm.OutputDataReceived += (_, _) => { };
            npm.ErrorDataReceived += (_, _) => { };
            npm.BeginOutputReadLine();
            npm.BeginErrorReadLine();
            if (npm.WaitForExit(TimeSpan.FromMinutes(2)) && npm.ExitCode == 0)
                return null;
            npm.Kill(entireProcessTree: true);
            return $"npm could not install {package}; the stand-in is then witnessed by its document only.";
        }
        catch (Win32Exception)
        {
            return $"npm is missing, which would fetch {package}; the stand-in is then witnessed by its document only.";
        }
        catch (InvalidOperationException)
        {
            return $"npm could not install {package}; the stand-in is then witnessed by its document only."; // it ended before it could be killed
        }
    }
}
