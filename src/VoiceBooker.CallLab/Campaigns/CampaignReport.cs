namespace VoiceBooker.CallLab.Campaigns;

/// <summary>What the server says of a campaign at the end.</summary>
/// <param name="Contacts">Its people.</param>
/// <param name="Calls">Its calls.</param>
/// <param name="Bookings">The bookings that stand.</param>
/// <param name="DoNotCall">The numbers on the do-not-call list, with the moment since when.</param>
internal sealed record CampaignReport(IReadOnlyList<ReportedContact> Contacts, IReadOnlyList<ReportedCall> Calls, IReadOnlyList<ReportedBooking> Bookings, IReadOnlyDictionary<string, DateTimeOffset> DoNotCall);

/// <summary>A contact as the server reports it.</summary>
/// <param name="Number">E.164.</param>
/// <param name="State"><c>waiting</c>, <c>calling</c>, <c>done</c>, <c>cancelled</c>.</param>
/// <param name="Disposition">What came of it.</param>
internal sealed record ReportedContact(string Number, string State, string Disposition);

/// <summary>A call that was answered, as the server reports it.</summary>
/// <param name="Id">The server's identity of it.</param>
/// <param name="CallSid">The carrier's.</param>
/// <param name="Number">Who was called.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Disposition">What came of it, from the documented list.</param>
internal sealed record ReportedCall(string Id, string CallSid, string Number, string Outcome, string Disposition);

/// <summary>A booking that stands.</summary>
/// <param name="Number">Who was called when it was made; empty: no call of the campaign.</param>
/// <param name="CallSid">The carrier's identity of that call.</param>
internal sealed record ReportedBooking(string Number, string CallSid);
