using System.Text.Json;
using System.Text.Json.Serialization;

namespace VoiceBooker.CallLab.Scenarios;

/// <summary>Reads scenario files.</summary>
internal static class ScenarioFiles
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>The folder the scenarios lie in beside the program.</summary>
    public static string Folder => Path.Combine(AppContext.BaseDirectory, "Scenarios");

    /// <summary>All scenarios of <paramref name="folder"/>, by name. A file that cannot be read is an error that names it.</summary>
    public static IReadOnlyList<Scenario> ReadAll(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(Read)];

    private static Scenario Read(string path)
    {
        try
        {
            var scenario = JsonSerializer.Deserialize<Scenario>(File.ReadAllText(path), Json)!;
            return scenario with { Name = Path.GetFileNameWithoutExtension(path) };
        }
        catch (JsonException broken)
        {
            throw new InvalidDataException($"{path}: {broken.Message}", broken);
        }
    }
}
