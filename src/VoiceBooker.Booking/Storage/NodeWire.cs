using System.Text.Json;
using System.Text.Json.Serialization;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace VoiceBooker.Booking.Storage;

/// <summary>
/// Between servers that share a database: what one of them is told, and another one's call is to hear, goes through the database's own notifications and arrives within milliseconds. Nothing here is promised: what is told while a server's
/// connection is being made anew does not reach it. So only what can be lost is told here; what must not be lost is a row. Alone nothing is sent.
/// </summary>
public sealed partial class NodeWire(IDbContextFactory<BookingDbContext> contexts, IOptions<StorageOptions> options, ThisNode self, ILogger<NodeWire> log)
{
    /// <summary>The notifications' name in the database.</summary>
    public const string Name = "voicebooker";

    /// <summary>The database takes fewer than 8000 bytes at once.</summary>
    private const int LongestText = 7000;

    private const int Waiting = 4096;

    private readonly Channel<NodeWord> _heard = Channel.CreateBounded<NodeWord>(new BoundedChannelOptions(Waiting) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    /// <summary>Whether there may be other servers.</summary>
    public bool IsShared => options.Value.IsShared;

    /// <summary>What others have told.</summary>
    public ChannelReader<NodeWord> Heard => _heard.Reader;

    /// <summary>Tells the others.</summary>
    public async Task TellAsync(NodeWord word, CancellationToken cancel)
    {
        if (!IsShared)
            return;
        var text = JsonSerializer.Serialize(new Sent(self.Name, word), WireJson.Default.Sent);
        if (text.Length > LongestText)
        {
            LogTooLong(word.Kind, word.About);
            return;
        }

        await using var db = await contexts.CreateDbContextAsync(cancel);
        await db.Database.ExecuteSqlAsync($"SELECT pg_notify({Name}, {text})", cancel);
    }

    /// <summary>Takes a notification; one's own is passed over.</summary>
    public void Take(string notification)
    {
        try
        {
            if (JsonSerializer.Deserialize(notification, WireJson.Default.Sent) is { Word: { } word } sent && sent.From != self.Name)
                _heard.Writer.TryWrite(word);
        }
        catch (JsonException)
        {
            LogNotUnderstood(notification.Length);
        }
    }

    [LoggerMessage(LogLevel.Warning, "A word of another server ({Length} characters) is not understood.")]
    private partial void LogNotUnderstood(int length);

    [LoggerMessage(LogLevel.Warning, "A word '{Kind}' about call {About} is too long for the other servers; it is lost.")]
    private partial void LogTooLong(string kind, string about);

    internal sealed record Sent(string From, NodeWord Word);

    [JsonSerializable(typeof(Sent))]
    internal sealed partial class WireJson : JsonSerializerContext;
}
