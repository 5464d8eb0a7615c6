namespace VoiceBooker.Booking.Campaigns.Upload;

/// <summary>One record of a file of separated values.</summary>
/// <param name="Line">The line of the file on which it begins, from 1; a value with line breaks takes several lines.</param>
/// <param name="Cells">Its values; of a record that cannot be read, the line as it stands.</param>
/// <param name="Fault">Why it cannot be read, for people; null: it can.</param>
public sealed record FileRow(int Line, IReadOnlyList<string> Cells, string? Fault);
