using VoiceBooker.Booking.Bookings;

namespace VoiceBooker.Booking.Reception;

internal sealed partial class BookingDesk
{
    private Dictionary<string, string> _toldSoFar = new(StringComparer.Ordinal);

    /// <summary>Writes into the journal what the person has told and we have understood, when it has changed: name, email, phone, zone, event, and answers by their question's label.</summary>
    private void RecordDetails()
    {
        var told = new Dictionary<string, string>(_toldSoFar, StringComparer.Ordinal);
        Put("name", _details.Name is { } name && name != $"Caller {_details.Phone}" ? name : null); // a number in a name's place is none
        Put("email", _details.Email);
        Put("phone", _details.Phone);
        Put("zone", _zone?.Zone.Id ?? told.GetValueOrDefault("zone"));
        Put("event", _intent?.Event.Name ?? told.GetValueOrDefault("event"));
        foreach (var (question, answer) in _answers.Told)
            told[QuestionAnswer.Named(question)] = QuestionAnswer.Spoken(question, answer, _say);
        if (told.Count == _toldSoFar.Count && !told.Except(_toldSoFar).Any())
            return;
        _toldSoFar = told;
        journal.Record("details", told);

        void Put(string key, string? value)
        {
            if (value is { Length: > 0 })
                told[key] = value;
            else
                told.Remove(key);
        }
    }
}
