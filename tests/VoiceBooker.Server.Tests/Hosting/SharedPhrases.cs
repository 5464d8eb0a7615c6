using System.Runtime.CompilerServices;

namespace VoiceBooker.Server.Tests.Hosting;

/// <summary>All servers of one test run keep their spoken phrases in one folder: the first speaks them, the others need not.</summary>
internal static class SharedPhrases
{
    /// <summary>Every server started from here on inherits the setting.</summary>
    [ModuleInitializer]
    internal static void Share()
    {
        var folder = Directory.CreateTempSubdirectory("voicebooker-phrases-");
        Environment.SetEnvironmentVariable("Speech__PhraseFolder", folder.FullName);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Delete(recursive: true);
    }
}
