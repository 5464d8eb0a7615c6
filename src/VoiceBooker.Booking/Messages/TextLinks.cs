using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;
using VoiceBooker.Booking.Details;
using VoiceBooker.Booking.Dialling;
using VoiceBooker.Booking.Languages;
using VoiceBooker.Booking.Storage;
using VoiceBooker.Voice.Calls;

namespace VoiceBooker.Booking.Messages;

/// <summary>What came of texting a link.</summary>
public abstract record LinkSending
{
    private LinkSending() { }

    /// <summary>The carrier took the message.</summary>
    /// <param name="Until">Until when the link works.</param>
    public sealed record Sent(Instant Until) : LinkSending;

    /// <summary>It was not sent, or nobody knows.</summary>
    public sealed record NotSent(string Reason) : LinkSending;
}

/// <summary>What came of typing something under a link.</summary>
public enum Typing
{
    /// <summary>It was taken, and goes to the call.</summary>
    Taken,

    /// <summary>It is no address, or no name; it may be typed again.</summary>
    Wrong,

    /// <summary>Something was typed under this link before; it works once.</summary>
    Used,

    /// <summary>The link is none of ours, its time is over, or the call is.</summary>
    Gone,
}

/// <summary>What the page under a link shows.</summary>
/// <param name="Asks">"email" or "name".</param>
/// <param name="Language">A BCP 47 tag.</param>
/// <param name="Assistant">Who speaks on the call; may be empty.</param>
/// <param name="State">Whether it may be typed: <see cref="Typing.Taken"/> when it may, else why not.</param>
public sealed record LinkView(string Asks, string Language, string Assistant, Typing State);

/// <summary>Something typed under a link, for the call that asked for it.</summary>
/// <param name="Call">The call.</param>
/// <param name="Asks">"email" or "name".</param>
/// <param name="Text">As it was typed, without space around it.</param>
public sealed record TypedText(CallId Call, string Asks, string Text);

/// <summary>
/// Text-me: a link in a text message under which the person on the line types what is hard to say. The token in it has 128 random bits, works for a quarter of an hour and once; only its hash is kept. What is typed is a row, so that
/// it does not matter which node takes it: the node that leads the call looks for it while a link of its own is open (<see cref="LookAsync"/>), and the receptionist takes it (<see cref="TakeAsync"/>).
/// </summary>
public sealed partial class TextLinks(IDbContextFactory<BookingDbContext> contexts, IEnumerable<IMessenger> messengers, IEnumerable<ICallWishes> wishes, IOptions<MessagesOptions> options, string publicAddress, TimeProvider time)
{
    /// <summary>Where the page is: this, and the token.</summary>
    public const string Door = "/t/";

    /// <summary>What is asked for: an e-mail address.</summary>
    public const string Email = "email";

    /// <summary>What is asked for: a person's name.</summary>
    public const string Name = "name";

    private const int TokenBytes = 16;

    private static readonly Duration Lifetime = Duration.FromMinutes(15);

    /// <summary>A call that was told of something typed and did not take it (it was just speaking without pause) is told again after this time.</summary>
    private static readonly Duration ToldAgain = Duration.FromSeconds(3);

    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    private readonly IMessenger? _messenger = messengers.FirstOrDefault();
    private readonly ConcurrentDictionary<string, (CallId Call, Instant Until, Instant Told)> _open = new(StringComparer.Ordinal);
    private volatile TaskCompletionSource _news = NewSignal();

    /// <summary>Whether links can be sent: the carrier can send messages, and the page has an address that the world can reach.</summary>
    public bool IsConfigured => options.Value.TextLinks && publicAddress.Length > 0 && _messenger is { IsConfigured: true };

    private Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());

    /// <summary>Texts a link to the person on the line; returns when the carrier has answered.</summary>
    /// <param name="call">The call.</param>
    /// <param name="number">The person's number, E.164.</param>
    /// <param name="asks"><see cref="Email"/> or <see cref="Name"/>.</param>
    /// <param name="language">The language of the message and the page, a BCP 47 tag.</param>
    /// <param name="business">Who writes; may be empty.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<LinkSending> SendAsync(CallId call, string number, string asks, string language, string business, CancellationToken cancel)
    {
        if (!IsConfigured)
            return new LinkSending.NotSent("No text messages can be sent.");
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));
        var link = new TextLink { TokenHash = HashOf(token), CallId = call, Asks = asks, Language = language, CreatedAt = Now, ExpiresAt = Now + Lifetime };
        var address = publicAddress.TrimEnd('/') + Door;
        var text = new OutgoingText
        {
            Id = Guid.CreateVersion7(time.GetUtcNow()),
            Purpose = "link",
            Matter = $"link:{link.TokenHash}",
            To = number,
            Body = Words(asks, language, business, address + "…"), // the token is nowhere kept
            CallId = call,
            State = TextState.Submitting,
            Attempts = 1,
            NotBefore = Now,
            NotAfter = link.ExpiresAt,
            CreatedAt = Now,
        };
        await using (var db = await contexts.CreateDbContextAsync(cancel))
        {
            if (await TextOutbox.IsLandlineAsync(db, number, cancel))
                return new LinkSending.NotSent(TextOutbox.KnownLandline);
            db.TextLinks.Add(link);
            db.Texts.Add(text);
            await db.SaveChangesAsync(cancel);
        }

        var result = await _messenger!.SendAsync(text.Id, number, "", Words(asks, language, business, address + token), cancel);
        if (result is MessageResult.Refused { Fault: TextFault.OptedOut } refusal && wishes.FirstOrDefault() is { } list)
            await list.StopCallingAsync(number, call, DoNotCallEntry.ByText, refusal.Message, CancellationToken.None);
        await RecordAsync(text.Id, result);
        if (result is MessageResult.Sent or MessageResult.Unknown)
        {
            _open[link.TokenHash] = (call, link.ExpiresAt, Instant.MinValue); // a message that may have been sent may be read, too
            Signal();
        }

        if (result is not MessageResult.Sent)
            return new LinkSending.NotSent(result switch { MessageResult.NotSent(var why) => why, MessageResult.Unknown(var why) => why, MessageResult.Refused refused => $"{refused.Code}: {refused.Message}", _ => "" });
        return new LinkSending.Sent(link.ExpiresAt);
    }

    /// <summary>What the page of a link shows; null: it is none of ours.</summary>
    public async Task<LinkView?> FindAsync(string token, CancellationToken cancel)
    {
        var hash = HashOf(token);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        if (await db.TextLinks.AsNoTracking().FirstOrDefaultAsync(row => row.TokenHash == hash, cancel) is not { } link)
            return null;
        var call = await db.Calls.Where(row => row.Id == link.CallId).Select(row => new { row.Assistant, row.EndedAt }).FirstOrDefaultAsync(cancel);
        var state = link.Typed is not null ? Typing.Used : link.ExpiresAt <= Now || call is { EndedAt: not null } ? Typing.Gone : Typing.Taken;
        return new LinkView(link.Asks, link.Language, call?.Assistant ?? "", state);
    }

    /// <summary>Takes what was typed, once.</summary>
    public async Task<Typing> TypeAsync(string token, string typed, CancellationToken cancel)
    {
        if (await FindAsync(token, cancel) is not { } link)
            return Typing.Gone;
        if (link.State != Typing.Taken)
            return link.State;
        if (Read(link.Asks, typed) is not { } text)
            return Typing.Wrong;
        var (hash, now) = (HashOf(token), Now);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var taken = await db.TextLinks
            .Where(row => row.TokenHash == hash && row.Typed == null && row.ExpiresAt > now)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Typed, text).SetProperty(row => row.TypedAt, now), cancel);
        Signal();
        return taken > 0 ? Typing.Taken : Typing.Used;
    }

    /// <summary>What was typed for a call and not taken yet; it is taken with this.</summary>
    public async Task<IReadOnlyList<TypedText>> TakeAsync(CallId call, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var typed = await db.TextLinks.Where(row => row.CallId == call && row.Typed != null && row.TakenAt == null).OrderBy(row => row.TypedAt).ToListAsync(cancel);
        foreach (var link in typed)
        {
            link.TakenAt = Now;
            _open.TryRemove(link.TokenHash, out _);
        }

        await db.SaveChangesAsync(cancel);
        return [.. typed.Select(link => new TypedText(call, link.Asks, link.Typed!))];
    }

    /// <summary>What was typed under links of this node's calls and is to be told to them now.</summary>
    public async Task<IReadOnlyList<TypedText>> LookAsync(CancellationToken cancel)
    {
        var now = Now;
        foreach (var (over, _) in _open.Where(link => link.Value.Until <= now))
            _open.TryRemove(over, out _);
        if (_open.IsEmpty)
            return [];
        var hashes = _open.Keys.ToList();
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var typed = await db.TextLinks.AsNoTracking().Where(row => hashes.Contains(row.TokenHash) && row.Typed != null && row.TakenAt == null).OrderBy(row => row.TypedAt).ToListAsync(cancel);
        List<TypedText> due = [];
        foreach (var link in typed)
        {
            if (!_open.TryGetValue(link.TokenHash, out var open) || now - open.Told < ToldAgain)
                continue;
            _open[link.TokenHash] = open with { Told = now };
            due.Add(new TypedText(link.CallId, link.Asks, link.Typed!));
        }

        return due;
    }

    /// <summary>The call does not run here any more: nothing more is looked for.</summary>
    public void Forget(CallId call)
    {
        foreach (var (hash, _) in _open.Where(link => link.Value.Call == call))
            _open.TryRemove(hash, out _);
    }

    /// <summary>Returns when something may have been typed: at once when that was here, within a second when it was elsewhere; while no link is open, when one is.</summary>
    public async Task WaitAsync(CancellationToken stopping)
    {
        var news = _news.Task;
        try
        {
            await (_open.IsEmpty ? news.WaitAsync(stopping) : news.WaitAsync(Poll, time, stopping));
        }
        catch (TimeoutException)
        {
            // looked once more
        }

        if (news.IsCompleted)
            _news = NewSignal();
    }

    /// <summary>What was typed, without space around it; null when it is not what was asked for.</summary>
    internal static string? Read(string asks, string typed)
    {
        var text = string.Join(' ', typed.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return asks == Email ? SpokenEmail.IsValid(text) ? text : null : PersonName().IsMatch(text) ? text : null;
    }

    private static string Words(string asks, string language, string business, string link)
    {
        var from = business.Length > 0 ? $"{business}: " : "";
        return from + (Tongue.Of(language).Code, asks) switch
        {
            ("de", Email) => $"Bitte tippen Sie hier Ihre E-Mail-Adresse ein, während wir telefonieren: {link}",
            ("de", _) => $"Bitte tippen Sie hier Ihren Namen ein, während wir telefonieren: {link}",
            ("es", Email) => $"Escriba aquí su correo electrónico mientras hablamos por teléfono: {link}",
            ("es", _) => $"Escriba aquí su nombre mientras hablamos por teléfono: {link}",
            ("fr", Email) => $"Écrivez ici votre adresse e-mail pendant notre appel : {link}",
            ("fr", _) => $"Écrivez ici votre nom pendant notre appel : {link}",
            (_, Email) => $"Please type your e-mail address here while we are on the phone: {link}",
            _ => $"Please type your name here while we are on the phone: {link}",
        };
    }

    private async Task RecordAsync(Guid id, MessageResult result)
    {
        var outcome = TextOutbox.Judge(result, attempts: 1, most: 1, Now); // nobody waits for a second try
        await using var db = await contexts.CreateDbContextAsync(CancellationToken.None);
        await outcome.WriteAsync(db, id);
    }

    private void Signal() => _news.TrySetResult();

    private static string HashOf(string token) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    [GeneratedRegex(@"^[\p{L}\p{M}'’.\- ]{2,80}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex PersonName();
}
