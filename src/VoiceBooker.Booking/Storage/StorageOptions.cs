namespace VoiceBooker.Booking.Storage;

/// <summary>Where everything is kept; section <c>Storage</c>.</summary>
public sealed class StorageOptions
{
    /// <summary>The section of the settings.</summary>
    public const string Section = "Storage";

    /// <summary>The database file, absolute or relative to the working directory; it is made, with its folder, when missing.</summary>
    public string Path { get; set; } = "data/voicebooker.db";

    /// <summary>Fills an empty database with a demonstration assistant, calendar and two events, so that the first call works.</summary>
    public bool SeedDemo { get; set; } = true;

    /// <summary>IANA zone of the demonstration calendar.</summary>
    public string DemoTimeZone { get; set; } = "America/New_York";

    /// <summary>The folder beside the database, for recordings and keys.</summary>
    public string Folder => System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path)) ?? ".";
}
