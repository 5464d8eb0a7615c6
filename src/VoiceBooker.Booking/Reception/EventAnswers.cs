using VoiceBooker.Booking.Details;
using VoiceBooker.Booking.Events;
using VoiceBooker.Voice.Dialogue;

namespace VoiceBooker.Booking.Reception;

/// <summary>What one call knows of the answers to its events' questions: given with the call, told for another event, told for this one.</summary>
/// <param name="variables">The call's values; one named like a question's id or label answers it.</param>
/// <param name="near">The caller's own number.</param>
/// <param name="hear">The language of the call.</param>
internal sealed class EventAnswers(IReadOnlyDictionary<string, string> variables, PhoneNumber? near, SaidWords hear)
{
    private readonly List<(EventQuestion Question, string Answer)> _told = [];
    private readonly Dictionary<string, string> _standing = new(StringComparer.Ordinal);
    private readonly HashSet<string> _toldHere = new(StringComparer.Ordinal);
    private readonly HashSet<string> _wanted = new(StringComparer.Ordinal);
    private readonly HashSet<string> _doubted = new(StringComparer.Ordinal);
    private IReadOnlyList<EventQuestion> _questions = [];

    /// <summary>A number that waits for its yes.</summary>
    public (EventQuestion Question, PhoneNumber Number)? ToConfirm { get; set; }

    /// <summary>How often the question that stands was not understood.</summary>
    public int Misses { get; set; }

    /// <summary>What stands, in the order of the questions.</summary>
    public IReadOnlyList<EventAnswer> All => [.. _questions.Where(each => _standing.ContainsKey(each.Id)).Select(each => new EventAnswer(each.Id, _standing[each.Id]))];

    /// <summary>What the caller told on this call, in the order of the questions: part of the read-back, and what may be changed.</summary>
    public IReadOnlyList<(EventQuestion Question, string Answer)> Told =>
        [.. _questions.Where(each => _toldHere.Contains(each.Id) && _standing.ContainsKey(each.Id)).Select(each => (each, _standing[each.Id]))];

    /// <summary>Another event is booked; <paramref name="before"/> are the answers of the appointment that is moved.</summary>
    public void Begin(BookingEvent bookingEvent, IReadOnlyList<EventAnswer> before)
    {
        _questions = bookingEvent.Questions;
        _standing.Clear();
        _toldHere.Clear();
        _wanted.Clear();
        _doubted.Clear();
        ToConfirm = null;
        Misses = 0;
        foreach (var question in _questions)
        {
            if (_told.FindLast(each => Alike(each.Question, question)) is { Answer: { } told })
            {
                _standing[question.Id] = told;
                _toldHere.Add(question.Id);
            }
            else if (Given(question) is { } given)
            {
                _standing[question.Id] = given;
            }
            else if (before.FirstOrDefault(each => each.Question == question.Id) is { } kept)
            {
                _standing[question.Id] = kept.Answer;
            }
        }
    }

    /// <summary>The question to be asked next; null when every required one is answered.</summary>
    /// <param name="ownPhone">The number at which the caller can be reached: it answers a question for just that.</param>
    public EventQuestion? Next(string? ownPhone)
    {
        foreach (var question in _questions)
        {
            if (_standing.ContainsKey(question.Id) || !(question.Required || _wanted.Contains(question.Id)))
                continue;
            if (ownPhone is null || _doubted.Contains(question.Id) || !QuestionAnswer.IsOwnNumber(question))
                return question;
            _standing[question.Id] = ownPhone;
        }

        return null;
    }

    /// <summary>The caller's answer.</summary>
    public void Tell(EventQuestion question, string answer)
    {
        _standing[question.Id] = answer;
        _toldHere.Add(question.Id);
        _told.RemoveAll(each => Alike(each.Question, question));
        _told.Add((question, answer));
        ToConfirm = null;
        Misses = 0;
    }

    /// <summary>The answer does not stand any more and is asked for, whatever was known before.</summary>
    public void Forget(EventQuestion question)
    {
        _standing.Remove(question.Id);
        _wanted.Add(question.Id);
        _doubted.Add(question.Id);
        _told.RemoveAll(each => Alike(each.Question, question));
        ToConfirm = null;
        Misses = 0;
    }

    /// <summary>The question a calendar means by a field's name: its identity or its label.</summary>
    public EventQuestion? Field(string field) =>
        _questions.FirstOrDefault(each => string.Equals(each.Id, field, StringComparison.OrdinalIgnoreCase)) ?? _questions.FirstOrDefault(each => Key(each.Label) == Key(field));

    /// <summary>The question named in a caller's words ("the number of guests is wrong"); null when none is, or when a name, an address or a time may as well be meant.</summary>
    public EventQuestion? Named(string words)
    {
        var plain = hear.Plain(words);
        var said = hear.Stems(plain);
        var scored = Told
            .Where(each => hear.Names(each.Question.Label, plain))
            .Select(each => (each.Question, Words: hear.Stems(each.Question.Label)))
            .Select(each => (each.Question, Score: (double)each.Words.Count(said.Contains) / each.Words.Count))
            .OrderByDescending(each => each.Score)
            .ToList();
        return scored is [var best, ..] && (scored.Count == 1 || scored[1].Score < best.Score) ? best.Question : null;
    }

    /// <summary>What is left of the words when the question's own are taken out: "the number of guests is four" → "four".</summary>
    public string WithoutLabel(EventQuestion question, string words)
    {
        var label = hear.Stems(question.Label);
        return string.Join(' ', hear.Plain(words).Split(' ').Where(word => !label.Contains(SaidWords.Stem(word)) && word is not ("the" or "of" or "is" or "should" or "be" or "it's" or "for" or "no" or "actually" or "my" or "sorry" or "to" or "change" or "der" or "die" or "das" or "ist" or "nein" or "el" or "la" or "es" or "le" or "est" or "non")));
    }

    private string? Given(EventQuestion question)
    {
        foreach (var (name, value) in variables)
        {
            if (Key(name) is { Length: > 0 } key && (key == Key(question.Id) || key == Key(question.Label)) && QuestionAnswer.Read(question, value, SaidBy.Typing, near) is { } answer)
                return answer;
        }

        return null;
    }

    private static bool Alike(EventQuestion one, EventQuestion other) =>
        one.Kind == other.Kind && Key(one.Label) == Key(other.Label) && one.Options.SequenceEqual(other.Options, StringComparer.Ordinal);

    private static string Key(string text) => new([.. text.ToLowerInvariant().Where(char.IsLetterOrDigit)]);
}
