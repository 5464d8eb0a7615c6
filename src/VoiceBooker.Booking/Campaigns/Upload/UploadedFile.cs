using NodaTime;

namespace VoiceBooker.Booking.Campaigns.Upload;

/// <summary>A file that was uploaded, and how far it was read; a row of <c>uploads</c>. It goes a week after it came, with what lies of it.</summary>
public sealed class UploadedFile
{
    /// <summary>Its identity.</summary>
    public Guid Id { get; set; }

    /// <summary>Whose people it lists; null for one that belongs to no campaign, such as numbers not to be called.</summary>
    public Guid? CampaignId { get; set; }

    /// <summary>Its name where it came from, at most 200 characters.</summary>
    public string Name { get; set; } = "";

    /// <summary>When it came.</summary>
    public Instant At { get; set; }

    /// <summary>Its size; 0 until it is here to its last byte.</summary>
    public long Bytes { get; set; }

    /// <summary>When its people were first taken in: all of them bear that moment, also those that are taken after a break. Null: not yet.</summary>
    public Instant? BeganAt { get; set; }

    /// <summary>When whoever reads it last said so; null while nobody does.</summary>
    public Instant? ReadAt { get; set; }

    /// <summary>How many of its records were read.</summary>
    public int Rows { get; set; }

    /// <summary>When it was read to its end; null: not yet.</summary>
    public Instant? EndedAt { get; set; }
}

/// <summary>A file whose people are in a campaign.</summary>
/// <param name="Moment">The moment that its people bear.</param>
/// <param name="File">What is known of the file; null: nothing any more, it is older than a week.</param>
/// <param name="People">How many of its people are in the campaign.</param>
/// <param name="Tried">How many of them were tried, and stay.</param>
public sealed record TakenUpload(Instant Moment, UploadedFile? File, int People, int Tried);

/// <summary>What lies of an upload.</summary>
public enum UploadPart
{
    /// <summary>The file as it came.</summary>
    File,

    /// <summary>The records that were not taken, with their reasons.</summary>
    NotTaken,
}

/// <summary>A piece of what lies of an upload in a database that several servers share; a row of <c>upload_pieces</c>.</summary>
public sealed class UploadedPiece
{
    /// <summary>The size of every piece but the last: 64 KB. A larger one would lie among the large objects of every server that passes it on.</summary>
    public const int Size = 65_536;

    /// <summary>Which upload.</summary>
    public Guid UploadId { get; set; }

    /// <summary>What of it.</summary>
    public UploadPart Part { get; set; }

    /// <summary>Its place among the pieces, from 0.</summary>
    public int Number { get; set; }

    /// <summary>What stands in it.</summary>
    public byte[] Bytes { get; set; } = [];
}
