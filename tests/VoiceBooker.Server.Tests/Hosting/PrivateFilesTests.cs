using VoiceBooker.Server.Settings;

namespace VoiceBooker.Server.Tests.Hosting;

public sealed class PrivateFilesTests
{
    private const UnixFileMode Others = ~(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

    [Fact]
    public async Task What_the_server_keeps_can_be_read_by_its_owner_only()
    {
        if (OperatingSystem.IsWindows())
            return;
        await using var server = await ServerFixture.StartAsync();
        var data = Path.Combine(server.Folder, "data");
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(data, "logs")));
        Assert.True(File.Exists(Path.Combine(data, "voicebooker.db")));
        foreach (var each in Directory.EnumerateFileSystemEntries(data, "*", SearchOption.AllDirectories).Append(data))
            Assert.True((File.GetUnixFileMode(each) & Others) == UnixFileMode.None, $"{each} is {File.GetUnixFileMode(each)}");
    }

    [Fact]
    public void What_was_left_open_is_shut_at_the_next_start_but_never_the_working_directory()
    {
        if (OperatingSystem.IsWindows())
            return;
        const UnixFileMode Open = (UnixFileMode)0b111_101_101;
        var work = Directory.CreateTempSubdirectory("voicebooker-").FullName;
        var data = Directory.CreateDirectory(Path.Combine(work, "data", "logs"), Open).Parent!.FullName;
        var database = Path.Combine(data, "voicebooker.db");
        File.WriteAllText(database, "");
        foreach (var each in new[] { work, data, Path.Combine(data, "logs"), database })
            File.SetUnixFileMode(each, Open);

        PrivateFiles.Prepare(data, database, work);
        using (PrivateFiles.Create(Path.Combine(data, "recordings", "call.wav"), bufferSize: 1))
        {
        }

        foreach (var each in Directory.EnumerateFileSystemEntries(data, "*", SearchOption.AllDirectories).Append(data))
            Assert.Equal((UnixFileMode)0, File.GetUnixFileMode(each) & Others);
        PrivateFiles.Prepare(work, database, work);
        Assert.Equal(Open, File.GetUnixFileMode(work));
        Directory.Delete(work, recursive: true);
    }
}
