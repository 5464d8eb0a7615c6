using VoiceBooker.Booking.Messages;
using VoiceBooker.Server.Api;
using VoiceBooker.Tests.Booking.Storage;
using VoiceBooker.Voice.Calls;

namespace VoiceBooker.Tests.Server.Api;

public sealed class TextShapeTests : IDisposable
{
    private readonly TestDatabase _database = TestDatabase.InMemory();

    public void Dispose() => _database.Dispose();

    [Fact]
    public async Task The_texts_of_a_call_say_what_became_of_them_and_what_to_do()
    {
        var call = new CallId(Guid.CreateVersion7());
        var at = NodaTime.Instant.FromUtc(2026, 11, 30, 14, 0);
        await using var db = _database.CreateDbContext();
        db.Texts.Add(new OutgoingText { Id = Guid.CreateVersion7(), Purpose = "link", Matter = "1", To = "+12125550147", CallId = call, State = TextState.Sent, SentAt = at, CreatedAt = at, NotBefore = at, MessageSid = "SM1", Delivery = TextDelivery.Undelivered, DeliveryAt = at, Fault = TextFault.UnknownNumber, ErrorCode = 30005 });
        db.Texts.Add(new OutgoingText { Id = Guid.CreateVersion7(), Purpose = "link", Matter = "2", To = "+12125550148", CreatedAt = at, NotBefore = at });
        await db.SaveChangesAsync();

        var text = Assert.Single(await TextShape.OfCallAsync(db, call, default));
        Assert.Equal(("sent", "undelivered", "unknown-number", 30005), (text.State, text.Delivery, text.Fault, text.ErrorCode));
        Assert.Equal("The number does not exist or is out of service. Check it with the person. (Code 30005)", text.Trouble);
        Assert.Equal("2026-11-30T14:00:00Z", text.DeliveryAt);
    }
}
