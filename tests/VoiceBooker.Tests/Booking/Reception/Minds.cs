using Microsoft.Extensions.AI;
using VoiceBooker.Booking.Minds;
using VoiceBooker.Booking.Reception;
using VoiceBooker.Voice.Journal;

namespace VoiceBooker.Tests.Booking.Reception;

/// <summary>Who leads a call in a test.</summary>
internal static class Minds
{
    public static readonly ModelDeadlines Patient = new(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(10));

    public static readonly ModelPrices Free = new(0, 0, 0);

    public static CallMind Script(ICallJournal journal, TimeProvider time) => Leading(journal, time, new MindOptions(), new ReceptionScript());

    /// <summary><paramref name="minds"/> in that order; the script itself needs no seat among them.</summary>
    public static CallMind Leading(ICallJournal journal, TimeProvider time, MindOptions options, params IChatClient[] minds) =>
        new(Listed(time, options, [.. minds.Where(mind => mind is not ReceptionScript).Select((mind, at) => new Model($"model-{at + 1}", mind, Patient, Free))]), "", journal);

    public static ModelList Listed(TimeProvider time, MindOptions options, params Model[] models) => new(models, [], new Spending(time), options, time);
}
