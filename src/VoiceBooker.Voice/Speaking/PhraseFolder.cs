using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;

namespace VoiceBooker.Voice.Speaking;

/// <summary>
/// Spoken phrases as files, one each: its name is a hash of the key; its content is a digest of all that follows, the key in full, and mu-law. So a file that is torn, or is another phrase's, is noticed
/// and not played. Written aside and moved into place; for its owner's eyes only. Servers of one machine may share a folder: each counts against the limit what was there when it started and what it
/// wrote itself.
/// </summary>
/// <remarks>Everything but <see cref="ReadAsync"/> belongs to one flow.</remarks>
internal sealed class PhraseFolder(string folder, long limit, TimeProvider time)
{
    private const int DigestLength = 32;
    private const string Ending = ".phrase";
    private const string Unfinished = ".new";
    private const UnixFileMode OwnersFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private static readonly TimeSpan Abandoned = TimeSpan.FromHours(1);
    private Dictionary<string, (long Bytes, DateTimeOffset UsedAt)>? _files;
    private long _bytes;

    /// <summary>The phrase's audio; null when it is not there, torn, or another phrase's.</summary>
    public async Task<ReadOnlyMemory<byte>?> ReadAsync(PhraseKey key, CancellationToken cancel)
    {
        var path = Path.Combine(folder, NameOf(key));
        if (!File.Exists(path))
            return null;
        var content = await File.ReadAllBytesAsync(path, cancel);
        var (head, label) = (DigestLength + sizeof(int), Label(key));
        if (content.Length <= head + label.Length
            || !content.AsSpan(0, DigestLength).SequenceEqual(SHA256.HashData(content.AsSpan(DigestLength)))
            || BinaryPrimitives.ReadInt32LittleEndian(content.AsSpan(DigestLength)) != label.Length
            || !content.AsSpan(head, label.Length).SequenceEqual(label))
            return null;
        return content.AsMemory(head + label.Length);
    }

    /// <summary>Writes a phrase, in the place of what has its name, and lets go of what was not used longest.</summary>
    public async ValueTask WriteAsync(PhraseKey key, ReadOnlyMemory<byte> muLaw)
    {
        var label = Label(key);
        var content = new byte[DigestLength + sizeof(int) + label.Length + muLaw.Length];
        if (content.Length > limit / 4)
            return;
        BinaryPrimitives.WriteInt32LittleEndian(content.AsSpan(DigestLength), label.Length);
        label.CopyTo(content, DigestLength + sizeof(int));
        muLaw.Span.CopyTo(content.AsSpan(DigestLength + sizeof(int) + label.Length));
        SHA256.HashData(content.AsSpan(DigestLength), content);

        var files = Files();
        var name = NameOf(key);
        var path = Path.Combine(folder, name);
        var aside = $"{path}.{Guid.NewGuid():N}{Unfinished}";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnersFile;
        await using (var file = new FileStream(aside, options))
            await file.WriteAsync(content);
        var now = time.GetUtcNow();
        File.SetLastWriteTimeUtc(aside, now.UtcDateTime);
        File.Move(aside, path, overwrite: true);
        _bytes += content.Length - (files.TryGetValue(name, out var before) ? before.Bytes : 0);
        files[name] = (content.Length, now);
        LetGo(files);
    }

    /// <summary>The phrase was used: it is let go later than others.</summary>
    public void NoteUse(PhraseKey key)
    {
        var (files, name) = (Files(), NameOf(key));
        if (!files.TryGetValue(name, out var file))
            return;
        files[name] = file with { UsedAt = time.GetUtcNow() };
        try
        {
            File.SetLastWriteTimeUtc(Path.Combine(folder, name), time.GetUtcNow().UtcDateTime);
        }
        catch (FileNotFoundException)
        {
            files.Remove(name); // another server let it go
            _bytes -= file.Bytes;
        }
    }

    private void LetGo(Dictionary<string, (long Bytes, DateTimeOffset UsedAt)> files)
    {
        foreach (var (name, file) in files.OrderBy(each => each.Value.UsedAt).ToList())
        {
            if (_bytes <= limit)
                break;
            File.Delete(Path.Combine(folder, name));
            files.Remove(name);
            _bytes -= file.Bytes;
        }
    }

    /// <summary>What is there, looked up once; the folder is made, and what was never finished removed.</summary>
    private Dictionary<string, (long Bytes, DateTimeOffset UsedAt)> Files()
    {
        if (_files is not null)
            return _files;
        var place = OperatingSystem.IsWindows() || Directory.Exists(folder) ? Directory.CreateDirectory(folder) : Directory.CreateDirectory(folder, OwnersFile | UnixFileMode.UserExecute);
        foreach (var unfinished in place.EnumerateFiles("*" + Unfinished).Where(file => file.LastWriteTimeUtc < (time.GetUtcNow() - Abandoned).UtcDateTime).ToList())
            unfinished.Delete();
        _files = place.EnumerateFiles("*" + Ending).ToDictionary(file => file.Name, file => (file.Length, new DateTimeOffset(file.LastWriteTimeUtc)), StringComparer.Ordinal);
        _bytes = _files.Values.Sum(file => file.Bytes);
        LetGo(_files);
        return _files;
    }

    private static string NameOf(PhraseKey key) => Convert.ToHexStringLower(SHA256.HashData(Label(key)).AsSpan(0, 20)) + Ending;

    private static byte[] Label(PhraseKey key) => JsonSerializer.SerializeToUtf8Bytes((string[])[key.Engine, key.Manner, key.Language, key.Text]);
}
