using System.Reflection;
using System.Runtime.CompilerServices;

namespace VoiceBooker.Tests.House;

/// <summary>The product's assemblies and sources, for the tests that keep the house.</summary>
internal static class House
{
    public static readonly string[] Projects = ["VoiceBooker.Voice", "VoiceBooker.Booking", "VoiceBooker.Providers", "VoiceBooker.Server", "VoiceBooker.CallLab"];

    public static readonly string Root = FindRoot();

    public static Assembly AssemblyOf(string project) => Assembly.Load(project == "VoiceBooker.CallLab" ? "calllab" : project);

    /// <summary>Types written by hand: nothing that a compiler or generator made.</summary>
    public static IEnumerable<Type> TypesOf(string project) =>
        AssemblyOf(project).GetTypes().Where(type =>
            type.Namespace?.StartsWith("VoiceBooker", StringComparison.Ordinal) == true
            && !type.Name.Contains('<', StringComparison.Ordinal)
            && type.GetCustomAttribute<CompilerGeneratedAttribute>() is null
            && type.DeclaringType?.Name.Contains('<', StringComparison.Ordinal) != true);

    /// <summary>Source files of a project as (path from the root, text).</summary>
    public static IEnumerable<(string Path, string Text)> SourcesOf(string project) =>
        Directory.EnumerateFiles(Path.Combine(Root, "src", project), "*", SearchOption.AllDirectories)
            .Where(path => Path.GetExtension(path) is ".cs" or ".razor" or ".js" or ".css")
            .Select(path => (Path: Path.GetRelativePath(Root, path).Replace('\\', '/'), Full: path))
            .Where(file => !file.Path.Contains("/obj/", StringComparison.Ordinal) && !file.Path.Contains("/bin/", StringComparison.Ordinal))
            .Select(file => (file.Path, File.ReadAllText(file.Full)));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "VoiceBooker.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests run inside the checkout; VoiceBooker.sln was not found above them.");
    }
}
