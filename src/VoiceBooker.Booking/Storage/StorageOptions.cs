using System.Data.Common;

namespace VoiceBooker.Booking.Storage;

/// <summary>Where everything is kept; section <c>Storage</c>.</summary>
public sealed class StorageOptions
{
    /// <summary>The section of the settings.</summary>
    public const string Section = "Storage";

    /// <summary>The database file, absolute or relative to the working directory; it is made, with its folder, when missing. Recordings and logs lie in its folder, also when the database is a server; keys and uploaded files only when it is not.</summary>
    public string Path { get; set; } = "data/voicebooker.db";

    /// <summary>A PostgreSQL database that any number of servers share, as "Host=…;Database=…;Username=…;Password=…"; its tables are made when missing. Empty: the file at <see cref="Path"/>, for one server alone.</summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>Fills an empty database with a demonstration assistant, calendar and two events, so that the first call works.</summary>
    public bool SeedDemo { get; set; } = true;

    /// <summary>IANA zone of the demonstration calendar.</summary>
    public string DemoTimeZone { get; set; } = "America/New_York";

    /// <summary>The folder beside the database, for recordings, and for keys and uploads of a server that has it to itself.</summary>
    public string Folder => System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path)) ?? ".";

    /// <summary>True when several servers may share the database.</summary>
    public bool IsShared => ConnectionString.Length > 0;

    /// <summary>Whether <see cref="ConnectionString"/> reads as one: empty, or pairs of which one names the host.</summary>
    internal bool IsReadable
    {
        get
        {
            try
            {
                return !IsShared || new DbConnectionStringBuilder { ConnectionString = ConnectionString } is var pairs && (pairs.ContainsKey("Host") || pairs.ContainsKey("Server"));
            }
            catch (ArgumentException)
            {
                return false;
            }
        }
    }
}
