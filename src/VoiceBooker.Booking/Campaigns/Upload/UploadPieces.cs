using Microsoft.EntityFrameworkCore;
using VoiceBooker.Booking.Storage;

namespace VoiceBooker.Booking.Campaigns.Upload;

/// <summary>Uploads of servers that share a database: pieces of <see cref="UploadedPiece.Size"/> there, one of which is held in memory at a time.</summary>
/// <param name="contexts">The database.</param>
internal sealed class UploadPieces(IDbContextFactory<BookingDbContext> contexts)
{
    /// <summary>A new part, in place of what lies of it. Its last piece is written when the stream is let go of.</summary>
    public async Task<Stream> CreateAsync(Guid upload, UploadPart part, CancellationToken cancel)
    {
        await RemoveAsync(upload, part, cancel);
        return new Writer(contexts, upload, part);
    }

    /// <summary>Opens a part, to be read from any place; null when it is not there.</summary>
    public async Task<Stream?> OpenAsync(Guid upload, UploadPart part, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.UploadedPieces.Where(piece => piece.UploadId == upload && piece.Part == part)
                .OrderByDescending(piece => piece.Number).Select(piece => new { piece.Number, piece.Bytes.Length }).FirstOrDefaultAsync(cancel) is { } last
            ? new Reader(contexts, upload, part, ((long)last.Number * UploadedPiece.Size) + last.Length)
            : null;
    }

    /// <summary>Removes a part; nothing happens when it is not there.</summary>
    public async Task RemoveAsync(Guid upload, UploadPart part, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await db.UploadedPieces.Where(piece => piece.UploadId == upload && piece.Part == part).ExecuteDeleteAsync(cancel);
    }

    private sealed class Writer(IDbContextFactory<BookingDbContext> contexts, Guid upload, UploadPart part) : Stream
    {
        private readonly byte[] _piece = new byte[UploadedPiece.Size];
        private int _filled;
        private int _written;

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            while (buffer.Length > 0)
            {
                var taken = Math.Min(buffer.Length, _piece.Length - _filled);
                buffer[..taken].CopyTo(_piece.AsMemory(_filled));
                _filled += taken;
                buffer = buffer[taken..];
                if (_filled == _piece.Length)
                    await WritePieceAsync(cancellationToken);
            }
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        /// <summary>A piece is written when it is full.</summary>
        public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override void Flush()
        {
            // as above
        }

        public override async ValueTask DisposeAsync()
        {
            if (_filled > 0)
                await WritePieceAsync(CancellationToken.None);
            await base.DisposeAsync();
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("Pieces are written without blocking.");

        private async Task WritePieceAsync(CancellationToken cancel)
        {
            var bytes = _piece.AsSpan(0, _filled).ToArray();
            _filled = 0;
            await using var db = await contexts.CreateDbContextAsync(cancel);
            db.UploadedPieces.Add(new UploadedPiece { UploadId = upload, Part = part, Number = _written++, Bytes = bytes });
            await db.SaveChangesAsync(cancel);
        }
    }

    private sealed class Reader(IDbContextFactory<BookingDbContext> contexts, Guid upload, UploadPart part, long length) : Stream
    {
        private byte[] _piece = [];
        private int _number = -1;

        public override bool CanRead => true;

        public override bool CanSeek => true;

        public override bool CanWrite => false;

        public override long Length => length;

        public override long Position { get; set; }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Position >= length || buffer.Length == 0)
                return 0;
            var (number, at) = ((int)(Position / UploadedPiece.Size), (int)(Position % UploadedPiece.Size));
            if (number != _number)
                await FetchAsync(number, cancellationToken);
            if (at >= _piece.Length)
                throw new EndOfStreamException(Uploads.Gone);
            var taken = Math.Min(buffer.Length, _piece.Length - at);
            _piece.AsMemory(at, taken).CopyTo(buffer);
            Position += taken;
            return taken;
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
        {
            SeekOrigin.Begin => offset,
            SeekOrigin.Current => Position + offset,
            _ => length + offset,
        };

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Pieces are read without blocking.");

        public override void Flush()
        {
            // nothing is written
        }

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        private async Task FetchAsync(int number, CancellationToken cancel)
        {
            await using var db = await contexts.CreateDbContextAsync(cancel);
            _piece = await db.UploadedPieces.Where(piece => piece.UploadId == upload && piece.Part == part && piece.Number == number).Select(piece => piece.Bytes).FirstOrDefaultAsync(cancel)
                ?? throw new FileNotFoundException(Uploads.Gone);
            _number = number;
        }
    }
}
