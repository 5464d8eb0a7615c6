using System.Data.Common;
using Microsoft.Extensions.Options;
using VoiceBooker.Booking.Dialling;
using VoiceBooker.Booking.Storage;
using VoiceBooker.Providers.Twilio;

namespace VoiceBooker.Server.Calls;

/// <summary>
/// The lines for calls. A server alone counts its own. Where several share a database, the lines of all of them count, for whoever rings and for calls of ours: which server a call comes to is the balancer's choice. Only when its stream has
/// come does a server look at its own lines alone.
/// </summary>
public sealed partial class CallLines(StreamTokens tokens, ClusterLines cluster, IOptions<CallsOptions> options, IOptions<DiallingOptions> dialling, ILogger<CallLines> log) : ILines
{
    private readonly Lock _admission = new();
    private int _taken;
    private bool _closed;

    private int Most => options.Value.AtOnce;

    /// <summary>Whether no call more can be led here: all lines are taken, or the server is stopping.</summary>
    public bool IsFull
    {
        get
        {
            lock (_admission)
                return _closed || _taken >= Most;
        }
    }

    /// <summary>Whether the server is stopping.</summary>
    public bool IsClosed
    {
        get
        {
            lock (_admission)
                return _closed;
        }
    }

    /// <summary>Tells the other servers how many lines there are here.</summary>
    public Task OpenAsync(CancellationToken cancel) => cluster.OfferAsync(Most, Math.Max(0, Most - dialling.Value.LinesForInbound), cancel);

    /// <summary>No line is given any more. When the others cannot be told, they notice.</summary>
    public async Task CloseAsync(CancellationToken cancel)
    {
        lock (_admission)
            _closed = true;
        try
        {
            await cluster.OfferAsync(0, 0, cancel);
        }
        catch (Exception broken) when (broken is DbException or InvalidOperationException or OperationCanceledException)
        {
            LogNotTold(broken);
        }
    }

    /// <summary>Whether one more call over the carrier can be taken.</summary>
    public async ValueTask<bool> HaveRoomAsync(CancellationToken cancel)
    {
        var all = await CountAsync(cancel);
        return all.Lines > all.Taken + all.Callers;
    }

    /// <summary>Whether a softphone may call now. What softphones wait for counts among themselves only: their tokens never keep a caller out.</summary>
    public async ValueTask<bool> HaveRoomForSoftphoneAsync(CancellationToken cancel)
    {
        var all = await CountAsync(cancel);
        return all.Lines > all.Taken + Math.Max(all.Callers, all.Softphones);
    }

    /// <inheritdoc/>
    public async ValueTask<int> FindFreeAsync(CancellationToken cancel)
    {
        var all = await CountAsync(cancel);
        return all.ForOutbound - all.Taken - all.Callers;
    }

    /// <summary>Takes a line of this server; null when one was taken, else what is in the way.</summary>
    public string? Take(CallKind kind)
    {
        var promised = kind == CallKind.Phone || cluster.AreShared ? 0 : tokens.Callers; // those who ring have been promised a line
        lock (_admission)
        {
            if (_closed)
                return "The server is stopping.";
            if (_taken + promised >= Most)
                return "All lines are taken (Calls:AtOnce).";
            _taken++;
            return null;
        }
    }

    /// <summary>Gives a line back.</summary>
    public void Give()
    {
        lock (_admission)
            _taken--;
    }

    private async ValueTask<LinesOfAll> CountAsync(CancellationToken cancel)
    {
        if (cluster.AreShared)
            return await cluster.CountAsync(cancel);
        lock (_admission)
            return _closed ? default : new LinesOfAll(Most, Most - dialling.Value.LinesForInbound, _taken, tokens.Callers, tokens.Softphones);
    }

    [LoggerMessage(LogLevel.Warning, "The other servers could not be told that this one takes no more calls; they notice in a moment.")]
    private partial void LogNotTold(Exception broken);
}
