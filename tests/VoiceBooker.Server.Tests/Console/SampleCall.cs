using NodaTime;
using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Journal;
using VoiceBooker.Booking.Storage;
using VoiceBooker.Voice.Calls;

namespace VoiceBooker.Server.Tests.Console;

/// <summary>A finished call with an interruption, keys and a booking, as the journal would have written it.</summary>
internal static class SampleCall
{
    public static readonly Guid Id = new("01990000-0000-7000-8000-00000000000a");

    private static readonly (long At, string Kind, string Data)[] Entries =
    [
        (0, "call.started", """{"from":"+14155550147","to":"","direction":"inbound","kind":"softphone"}"""),
        (400, "bot.said", """{"turn":1,"text":"Hello, this is Ava from Northwind. I can book a meeting for you. What would you like to book?","at":400}"""),
        (6400, "bot.heard", """{"turn":1,"text":"Hello, this is Ava from Northwind. I can book a meeting for you. What would you like to book?","unheard":"","tags":[],"at":6400}"""),
        (8200, "caller.said", """{"text":"a consultation next tuesday please","by":"voice","confidence":0.83,"at":6900}"""),
        (8300, "intent.changed", """{"intent":"01","state":"Seeking","event":"a consultation"}"""),
        (8350, "intent.changed", """{"intent":"01","state":"Offered","event":"a consultation"}"""),
        (8500, "turn.timing", """{"turn":2,"endOfSpeechAt":8200,"turnTakenAt":8450,"firstWordsMs":290,"firstAudioMs":610,"by":"silence"}"""),
        (8600, "bot.said", """{"turn":2,"text":"On Tuesday I have nine, eleven, or two in the afternoon. Which suits you best?","at":8600}"""),
        (11200, "barge-in", """{"stage":"voice","at":11200,"onsetToClearMs":74}"""),
        (11400, "bot.heard", """{"turn":2,"text":"On Tuesday I have nine, eleven, ","unheard":"or two in the afternoon. Which suits you best?","tags":[],"at":11400}"""),
        (12400, "caller.said", """{"text":"eleven","by":"voice","confidence":0.91,"at":11200}"""),
        (12500, "intent.changed", """{"intent":"01","state":"Chosen","event":"a consultation","start":"2026-11-24T16:00:00Z","zone":"America/New_York"}"""),
        (12900, "turn.timing", """{"turn":3,"endOfSpeechAt":12000,"turnTakenAt":12300,"firstWordsMs":340,"firstAudioMs":900,"by":"grammar"}"""),
        (13000, "bot.said", """{"turn":3,"text":"A consultation on Tuesday, November twenty-fourth, at eleven a.m. New York time, for Sam Miller. Shall I book it?","at":13000}"""),
        (19800, "bot.heard", """{"turn":3,"text":"A consultation on Tuesday, November twenty-fourth, at eleven a.m. New York time, for Sam Miller. Shall I book it?","unheard":"","tags":["readback-1"],"at":19800}"""),
        (19850, "intent.changed", """{"intent":"01","state":"Heard"}"""),
        (21000, "key.pressed", """{"digit":"1","at":21000}"""),
        (21050, "intent.changed", """{"intent":"01","state":"Agreed"}"""),
        (21060, "booking.committing", """{"intent":"01"}"""),
        (21090, "booking.resolved", """{"intent":"01","outcome":"booked","reference":"5f0c","start":"2026-11-24T16:00:00Z","end":"2026-11-24T16:30:00Z","meetingPlace":"12 Harbour Street"}"""),
        (21300, "turn.timing", """{"turn":4,"endOfSpeechAt":21000,"turnTakenAt":21000,"firstWordsMs":95,"firstAudioMs":310,"by":"keys"}"""),
        (21400, "bot.said", """{"turn":4,"text":"It is booked. See you on Tuesday at eleven, at twelve Harbour Street. Goodbye!","at":21400}"""),
        (26200, "bot.heard", """{"turn":4,"text":"It is booked. See you on Tuesday at eleven, at twelve Harbour Street. Goodbye!","unheard":"","tags":["told-1"],"at":26200}"""),
        (26210, "booking.told", """{"intent":"01"}"""),
        (26400, "call.ended", """{"cause":"goodbye","durationMs":26400}"""),
    ];

    /// <summary>Writes it, with a recording of silence.</summary>
    public static async Task WriteAsync(BookingDbContext db, string data)
    {
        var began = Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow()) - Duration.FromMinutes(5);
        var call = new CallId(Id);
        var booked = db.Events.First(each => each.Name == "a consultation");
        db.Calls.Add(new CallRecord
        {
            Id = call,
            CallSid = "CA00000000000000000000000000000001",
            Kind = "softphone",
            From = "+14155550147",
            Assistant = "Ava",
            StartedAt = began,
            EndedAt = began + Duration.FromMilliseconds(26_400),
            DurationMs = 26_400,
            Outcome = CallOutcomes.Booked,
            Cause = "goodbye",
            Recording = "sample.wav",
        });
        db.CallEvents.AddRange(Entries.Select((entry, index) => new CallEventRecord
        {
            CallId = call,
            Sequence = index + 1,
            At = began + Duration.FromMilliseconds(entry.At),
            AtMs = entry.At,
            Kind = entry.Kind,
            Data = entry.Data,
        }));
        db.Bookings.Add(new BookingRecord
        {
            Id = new Guid("01990000-0000-7000-8000-00000000000b"),
            EventId = booked.Id,
            Provider = "built-in",
            Reference = "5f0c",
            Start = Instant.FromUtc(2026, 11, 24, 16, 0),
            End = Instant.FromUtc(2026, 11, 24, 16, 30),
            Name = "Sam Miller",
            Email = "sam.miller@example.com",
            Phone = "+14155550147",
            Zone = "America/New_York",
            MeetingPlace = "12 Harbour Street",
            Status = BookingStatus.Confirmed,
            Told = true,
            CallId = call,
            CreatedAt = began,
            UpdatedAt = began,
        });
        await db.SaveChangesAsync();
        await File.WriteAllBytesAsync(Path.Combine(data, "sample.wav"), Silence(TimeSpan.FromSeconds(27)));
    }

    /// <summary>A stereo mu-law WAV of silence.</summary>
    private static byte[] Silence(TimeSpan length)
    {
        var samples = (int)(length.TotalSeconds * 8000) * 2;
        using var wav = new MemoryStream();
        using var writer = new BinaryWriter(wav);
        writer.Write("RIFF"u8);
        writer.Write(38 + samples);
        writer.Write("WAVEfmt "u8);
        writer.Write(18);
        writer.Write((short)7); // mu-law
        writer.Write((short)2);
        writer.Write(8000);
        writer.Write(16000);
        writer.Write((short)2);
        writer.Write((short)8);
        writer.Write((short)0);
        writer.Write("data"u8);
        writer.Write(samples);
        writer.Write(Enumerable.Repeat((byte)0xFF, samples).ToArray());
        writer.Flush();
        return wav.ToArray();
    }
}
