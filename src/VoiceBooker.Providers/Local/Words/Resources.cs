using System.Text;

namespace VoiceBooker.Providers.Local.Words;

/// <summary>The files that ship inside this assembly.</summary>
internal static class Resources
{
    /// <summary>The text of one of them.</summary>
    public static string Text(string file)
    {
        using var stream = typeof(Resources).Assembly.GetManifestResourceStream($"VoiceBooker.Providers.Local.Words.{file}")
            ?? throw new InvalidOperationException($"'{file}' was not built into the assembly.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
