using Microsoft.EntityFrameworkCore;
using VoiceBooker.Booking.Campaigns.Upload;
using VoiceBooker.Booking.Dialling;
using VoiceBooker.Booking.Journal;

namespace VoiceBooker.Booking.Storage;

/// <content>What one server has begun and another may have to go on with or heed.</content>
public sealed partial class BookingDbContext
{
    /// <summary>Files that were uploaded, and how far they were read.</summary>
    public DbSet<UploadedFile> Uploads => Set<UploadedFile>();

    /// <summary>What lies of them, when it lies here.</summary>
    public DbSet<UploadedPiece> UploadedPieces => Set<UploadedPiece>();

    /// <summary>Callers who are being put through to a person.</summary>
    public DbSet<PendingTransfer> Transfers => Set<PendingTransfer>();

    /// <summary>Times in which all outbound calls were stopped.</summary>
    public DbSet<DialStop> DialStops => Set<DialStop>();

    private static void OnSharedCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<UploadedFile>(table =>
        {
            table.ToTable("uploads");
            table.HasIndex(upload => new { upload.CampaignId, upload.At });
            table.HasIndex(upload => upload.At);
        });

        modelBuilder.Entity<UploadedPiece>(table =>
        {
            table.ToTable("upload_pieces");
            table.HasKey(piece => new { piece.UploadId, piece.Part, piece.Number });
            table.HasOne<UploadedFile>().WithMany().HasForeignKey(piece => piece.UploadId).OnDelete(DeleteBehavior.Cascade);
        });

        modelBuilder.Entity<DialStop>(table =>
        {
            table.ToTable("dial_stops");
            table.HasIndex(stop => stop.EndedAt);
            table.Ignore(stop => stop.Sentence);
        });

        modelBuilder.Entity<PendingTransfer>(table =>
        {
            table.ToTable("transfers");
            table.HasKey(transfer => transfer.CallSid);
            table.HasIndex(transfer => transfer.At);
        });
    }
}
