using Microsoft.Extensions.Configuration;
using VoiceBooker.Server.Settings;

namespace VoiceBooker.Tests.House;

public sealed class SampleSettings
{
    private static readonly string File = Path.Combine(House.Root, "appsettings.sample.json");

    private static readonly IConfiguration Sample = new ConfigurationBuilder().AddJsonFile(File).Build();

    public static TheoryData<string> Sections => [.. ServerSettings.Sections.Select(section => section.Section)];

    [Theory]
    [MemberData(nameof(Sections))]
    public void Every_setting_stands_in_the_sample_with_its_default(string name)
    {
        var type = ServerSettings.Sections.Single(section => section.Section == name).Options;
        if (SettingsCheck.EntryOf(type) is { } entry)
            (name, type) = ($"{name}:0", entry); // of a list, one entry stands for all
        var defaults = Activator.CreateInstance(type)!;
        var written = Sample.GetSection(name).GetChildren().Select(child => child.Key).ToArray();
        foreach (var property in type.GetProperties().Where(property => property.CanWrite))
        {
            Assert.True(written.Contains(property.Name), $"{name}:{property.Name} is missing");
            var section = Sample.GetSection($"{name}:{property.Name}");
            var value = property.GetValue(defaults);
            if (value is System.Collections.IDictionary names)
                Assert.Equal((0, false), (names.Count, section.GetChildren().Any()));
            else if (value is string[] { Length: 0 })
                Assert.Empty(section.GetChildren());
            else
                Assert.Equal(value, section.Get(property.PropertyType) ?? (property.PropertyType == typeof(string) ? "" : null));
        }
    }

    [Fact]
    public void The_sample_passes_the_check_at_start_and_has_no_key_that_nobody_reads()
    {
        var (mistakes, unknown) = SettingsCheck.Find(Sample, ServerSettings.Sections);
        Assert.Empty(mistakes);
        Assert.Empty(unknown);
    }

    [Fact]
    public void Every_line_with_a_setting_follows_a_comment()
    {
        var lines = System.IO.File.ReadAllLines(File).Select(line => line.Trim()).ToArray();
        var bare =
            from number in Enumerable.Range(1, lines.Length - 1)
            where lines[number].Contains("public ", StringComparison.Ordinal) || lines[number].StartsWith('"') && !lines[number - 1].StartsWith("//", StringComparison.Ordinal) && !InLogLevels(lines, number)
            select lines[number];
        Assert.Empty(bare);
    }

    private static bool InLogLevels(string[] lines, int number) =>
        lines[number].StartsWith("\"LogLevel\"", StringComparison.Ordinal) || (number < 20 && Enum.TryParse<Microsoft.Extensions.Logging.LogLevel>(lines[number].Split('"')[3], out _));
}
