using NodaTime;
using VoiceBooker.Booking.Events;
using VoiceBooker.Booking.Reception;
using VoiceBooker.Voice.Dialogue;
using VoiceBooker.Voice.Turns;

namespace VoiceBooker.Tests.Booking.Reception;

public sealed class OurCallsTests
{
    /// <summary>Green Dental calls Ana Lopez about her check-up.</summary>
    internal static Visit Called(string person = "Ana Lopez", string purpose = "your yearly check-up", string message = "")
    {
        var visit = new Visit { Options = new ReceptionOptions { BusinessName = "Green Dental" } };
        visit.Assistant.Name = "Mia";
        visit.Outbound = new OutboundBrief(purpose, message, "+12125550100", person, visit.Consultation.Id);
        return visit;
    }

    [Fact]
    public async Task The_first_words_say_who_calls_that_it_is_a_machine_why_and_how_to_stop_it()
    {
        var visit = Called();
        await visit.GreetAsync();

        Assert.Equal("Hello, this is Mia, the automated assistant of Green Dental, calling about your yearly check-up. Say \"stop calling me\" or press nine at any time if you'd rather not be called. Am I speaking with Ana Lopez? ", visit.Said);
        visit.IsAsked(AnswerKind.YesNo);
    }

    [Theory]
    [InlineData("de-DE", "Guten Tag, hier ist Mia, der automatische Assistent von Green Dental, es geht um your yearly check-up.", "drücken Sie die Neun", "Spreche ich mit Ana Lopez?")]
    [InlineData("es-ES", "Hola, le llama Mia, el asistente automático de Green Dental, por your yearly check-up.", "pulse el nueve", "¿Hablo con Ana Lopez?")]
    [InlineData("fr-FR", "Bonjour, ici Mia, l'assistant automatique de Green Dental, mon appel concerne your yearly check-up.", "appuyez sur neuf", "Est-ce que je parle bien à Ana Lopez?")]
    public async Task So_they_do_in_every_language(string language, string who, string stop, string asks)
    {
        var visit = Called();
        visit.Assistant.Language = language;
        await visit.GreetAsync();

        visit.HearsThat(who);
        visit.HearsThat(stop);
        visit.HearsThat(asks);
    }

    [Theory]
    [InlineData("en-US", "This call is recorded. Am I")]
    [InlineData("de-DE", "Dieses Gespräch wird aufgezeichnet. Spreche")]
    [InlineData("es-ES", "Esta llamada se graba. ¿Hablo")]
    [InlineData("fr-FR", "Cet appel est enregistré. Est-ce")]
    public async Task Who_is_recorded_is_told_so_before_anything_is_asked(string language, string heard)
    {
        var visit = Called();
        visit.Assistant.Language = language;
        visit.Outbound = visit.Outbound! with { IsRecorded = true };
        await visit.GreetAsync();
        visit.HearsThat(heard);
    }

    [Fact]
    public async Task Without_a_purpose_what_is_to_be_booked_is_told()
    {
        var visit = Called(purpose: "");
        await visit.GreetAsync();
        visit.HearsThat("calling about a consultation.");
    }

    [Fact]
    public async Task Without_a_name_the_booking_begins_at_once()
    {
        var visit = Called(person: "");
        await visit.GreetAsync();
        visit.IsAsked(AnswerKind.When);
        await visit.SaysAsync("Tuesday at ten");
        visit.HearsThat("Tuesday, December first, at ten a.m");
    }

    [Theory]
    [InlineData("Hi {name}, this is Anna from Digital Dental about {purpose}. I'm not a robot.", "calling about your yearly check-up. Say \"stop calling me\" or press nine at any time if you'd rather not be called. Hi Ana Lopez, this is Anna from Digital Dental about your yearly check-up. I'm not a robot. Am I")]
    [InlineData("This is the automated assistant of Green Dental, {name}.", "Hello, this is Mia, the automated assistant of Green Dental, calling about your yearly check-up. Say")]
    [InlineData("Your last visit was in {month}.", "calling about your yearly check-up. Say \"stop calling me\" or press nine at any time if you'd rather not be called. Your last visit was in May. Am I")]
    [InlineData("Thank you for calling Green Dental.", "rather not be called. Am I")]
    public async Task The_assistants_own_greeting_is_said_and_takes_nothing_away(string greeting, string heard)
    {
        var visit = Called();
        visit.Assistant.Greeting = greeting;
        visit.Variables["month"] = "May";
        await visit.GreetAsync();

        visit.HearsThat(heard);
        visit.HearsThat("automated assistant of Green Dental");
        visit.HearsThat("your yearly check-up");
    }

    [Fact]
    public async Task Who_calls_is_said_again_when_it_was_not_heard()
    {
        var visit = Called();
        await visit.GreetAndInterruptAsync(after: 20);
        await visit.SaysAsync("hello");
        visit.HearsThat("This is Mia, the automated assistant of Green Dental, calling about your yearly check-up.");
        await visit.SaysAsync("yes");
        visit.DoesNotHear("automated");
    }

    [Theory]
    [InlineData("yes")]
    [InlineData("speaking")]
    [InlineData("yes this is Ana")]
    [InlineData("this is she")]
    [InlineData("Ana Lopez here")]
    public async Task The_person_books(string said)
    {
        var visit = Called();
        await visit.SaysAsync(said);
        visit.IsAsked(AnswerKind.When);
        await visit.SaysAsync("Tuesday at ten", "no e-mail", "yes");

        Assert.Equal("Ana Lopez", visit.OnlyBooking().Attendee.Name);
        await visit.SaysAsync("no");
        visit.HearsThat("Thank you for your time. Goodbye!");
        visit.DoesNotHear("for calling");
    }

    [Theory]
    [InlineData("no")]
    [InlineData("no this is her husband")]
    [InlineData("you have the wrong number")]
    [InlineData("this is Maria")]
    [InlineData("I'm not Ana")]
    [InlineData("there's nobody here by that name")]
    public async Task Somebody_else_is_told_and_asked_nothing(string said)
    {
        var visit = Called();
        await visit.SaysAsync(said);

        Assert.Equal("I'm sorry to have disturbed you. Goodbye. ", visit.Said);
        Assert.True(visit.HungUp);
        Assert.Equal("wrong-person", visit.Journal.Entries.Single(entry => entry.Kind == "wrong-person").Kind);
        Assert.Empty(visit.Wishes.Stopped);
    }

    [Theory]
    [InlineData("not interested")]
    [InlineData("no thanks")]
    [InlineData("yes", "no thank you")]
    [InlineData("yes", "no")]
    [InlineData("yes", "I don't need an appointment")]
    public async Task Who_is_not_interested_is_let_go(params string[] said)
    {
        var visit = Called();
        await visit.SaysAsync(said);

        visit.HearsThat("Thank you for your time. Goodbye!");
        Assert.True(visit.HungUp);
        Assert.Contains("not-interested", visit.Journal.Entries.Select(entry => entry.Kind));
        Assert.Empty(visit.Wishes.Stopped);
    }

    [Theory]
    [InlineData("who is this", "This is Mia, the automated assistant of Green Dental")]
    [InlineData("who's calling please", "This is Mia, the automated assistant of Green Dental")]
    [InlineData("why are you calling", "I'm calling for Green Dental about your yearly check-up.")]
    [InlineData("what is this about", "I'm calling for Green Dental about your yearly check-up.")]
    [InlineData("are you a robot", "I'm an automated assistant")]
    public async Task Questions_about_the_call_are_answered_and_the_call_goes_on(string said, string heard)
    {
        var visit = Called();
        await visit.SaysAsync(said);
        visit.HearsThat(heard);
        visit.HearsThat("Am I speaking with Ana Lopez?");
    }

    [Theory]
    [InlineData("call me back tomorrow at ten", "I'll call you again tomorrow, Tuesday, December first, at ten a.m., New York time.", 1, 10, 0)]
    [InlineData("can you call me on Wednesday at three pm", "Wednesday, December second, at three p.m", 2, 15, 0)]
    [InlineData("I'm driving, call me again in two hours", "today, Monday, November thirtieth, at eleven a.m", 0, 11, 0)]
    [InlineData("not a good time, try again in half an hour", "today, Monday, November thirtieth, at nine thirty a.m", 0, 9, 30)]
    public async Task Who_wants_to_be_called_at_another_time_is_called_then(string said, string heard, int day, int hour, int minute)
    {
        var visit = Called();
        await visit.SaysAsync(said);

        visit.HearsThat(heard);
        Assert.True(visit.HungUp);
        var (at, words) = Assert.Single(visit.Wishes.CallsBack);
        Assert.Equal(said, words);
        var zone = DateTimeZoneProviders.Tzdb["America/New_York"];
        var wanted = (new LocalDate(2026, 11, 30).PlusDays(day) + new LocalTime(hour, minute)).InZoneLeniently(zone).ToInstant();
        Assert.InRange((at!.Value - wanted).TotalSeconds, 0, 30);
        Assert.Contains("call-back", visit.Journal.Entries.Select(entry => entry.Kind));
        Assert.Empty(visit.Notes.Left);
    }

    [Fact]
    public async Task The_time_is_that_of_the_person()
    {
        var visit = Called();
        visit.Variables["cal_timezone"] = "America/Los_Angeles";
        await visit.SaysAsync("call me tomorrow at ten");
        Assert.Equal(new LocalDateTime(2026, 12, 1, 10, 0).InZoneStrictly(DateTimeZoneProviders.Tzdb["America/Los_Angeles"]).ToInstant(), Assert.Single(visit.Wishes.CallsBack).At);
        visit.DoesNotHear("New York");
    }

    [Fact]
    public async Task Who_does_not_say_when_is_asked_once()
    {
        var visit = Called();
        await visit.SaysAsync("I'm driving");
        visit.HearsThat("When may I call again?");
        await visit.SaysAsync("tomorrow");
        visit.HearsThat("At what time?");
        await visit.SaysAsync("at four pm");
        visit.HearsThat("I'll call you again tomorrow, Tuesday, December first, at four p.m");
        Assert.Single(visit.Wishes.CallsBack);

        var vague = Called();
        await vague.SaysAsync("call me later", "oh I have no idea");
        vague.HearsThat("I'll call again another time");
        Assert.Null(Assert.Single(vague.Wishes.CallsBack).At);
    }

    [Fact]
    public async Task Where_nobody_dials_a_person_calls_back()
    {
        var visit = Called();
        visit.Wishes.Dials = false;
        await visit.SaysAsync("call me back tomorrow at ten");

        visit.HearsThat("Someone will call you back.");
        visit.DoesNotHear("I'll call you again");
        Assert.Contains("2026-12-01 10:00 (America/New_York)", Assert.Single(visit.Notes.Left).Details, StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_a_call_that_came_in_word_is_left_as_ever()
    {
        var visit = new Visit();
        await visit.SaysAsync("can you call me back", "about the bill", "no");
        Assert.Empty(visit.Wishes.CallsBack);
        Assert.Single(visit.Notes.Left);
    }

    [Theory]
    [InlineData("de-DE", "ich bin gerade im Auto, rufen Sie morgen um zehn Uhr noch mal an", "ich rufe Sie wieder an: morgen, am Dienstag, dem ersten Dezember, um zehn Uhr")]
    [InlineData("es-ES", "estoy conduciendo, llámeme mañana a las diez de la mañana", "volveré a llamarle: mañana, martes uno de diciembre, a las diez de la mañana")]
    [InlineData("fr-FR", "je conduis, rappelez-moi demain à dix heures", "je vous rappellerai: demain, mardi premier décembre, à dix heures")]
    public async Task Calls_again_are_arranged_in_every_language(string language, string said, string heard)
    {
        var visit = Called();
        visit.Assistant.Language = language;
        await visit.SaysAsync(said);
        visit.HearsThat(heard);
        Assert.Equal(Visit.At(12, 1, 10), Assert.Single(visit.Wishes.CallsBack).At);
    }

    [Theory]
    [InlineData("de-DE", "kein Interesse", "not-interested")]
    [InlineData("de-DE", "nein danke", "not-interested")]
    [InlineData("de-DE", "Sie haben die falsche Nummer", "wrong-person")]
    [InlineData("es-ES", "no me interesa", "not-interested")]
    [InlineData("es-ES", "no gracias", "not-interested")]
    [InlineData("es-ES", "número equivocado", "wrong-person")]
    [InlineData("fr-FR", "ça ne m'intéresse pas", "not-interested")]
    [InlineData("fr-FR", "non merci", "not-interested")]
    [InlineData("fr-FR", "vous vous trompez de numéro", "wrong-person")]
    public async Task Refusals_are_understood_in_every_language(string language, string said, string kind)
    {
        var visit = Called();
        visit.Assistant.Language = language;
        await visit.SaysAsync(said);
        Assert.Contains(kind, visit.Journal.Entries.Select(entry => entry.Kind));
        Assert.True(visit.HungUp);
    }

    [Theory]
    [InlineData("de-DE", "ja am Apparat")]
    [InlineData("es-ES", "sí soy yo")]
    [InlineData("fr-FR", "oui c'est moi")]
    public async Task The_person_is_known_in_every_language(string language, string said)
    {
        var visit = Called();
        visit.Assistant.Language = language;
        await visit.SaysAsync(said);
        visit.IsAsked(AnswerKind.When);
    }

    [Fact]
    public async Task A_message_tells_all_that_it_must()
    {
        var visit = Called(message: "Hi {name}, we would like to see you for {purpose}.");
        Assert.Equal("Hello, this is Mia, the automated assistant of Green Dental, calling about your yearly check-up. Hi Ana Lopez, we would like to see you for your yearly check-up. You can reach us at two one two, five five five, zero one zero zero. If you'd rather not be called, call that number and say \"stop calling me\".", await visit.LeavesMessageAsync());
        Assert.Equal("voicemail", visit.Last.OfType<VoiceBooker.Voice.Speaking.Speech.Words>().Single().Tag);
    }

    [Fact]
    public async Task A_message_that_tells_it_itself_is_left_as_it_is()
    {
        const string Own = "This is the automated assistant of Green Dental. Please call 212 555 0100.";
        Assert.Equal(Own, await Called(message: Own).LeavesMessageAsync());
        Assert.Equal("", await Called(message: "").LeavesMessageAsync());
    }

    [Theory]
    [InlineData("en-US", "This is Anna from Green Dental and our digital clinic. Please call us.")]
    [InlineData("en-US", "This is Green Dental, and I am not an automated assistant.")]
    [InlineData("en-US", "Please call Green Dental. This was the automated assistant of Green Dental.")]
    [InlineData("en-US", "This is an automated assistant. Please call us.")]
    [InlineData("de-DE", "This is the automated assistant of Green Dental.")]
    [InlineData("fr-FR", "Ici Anna de Green Dental, votre cabinet virtuel.")]
    public async Task A_message_that_does_not_tell_at_once_what_speaks_follows_our_words(string language, string own)
    {
        var visit = Called(message: own);
        visit.Assistant.Language = language;
        var left = await visit.LeavesMessageAsync();
        Assert.Contains("Mia", left[..left.IndexOf(own, StringComparison.Ordinal)], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en-US", "Hello, this is the AI assistant of Green Dental.")]
    [InlineData("de-DE", "Hier ist der automatische Assistent von Green Dental.")]
    [InlineData("es-ES", "Le llama el asistente virtual de Green Dental.")]
    [InlineData("fr-FR", "Ici l'assistant automatique de Green Dental.")]
    public async Task A_message_may_tell_it_in_its_own_words_where_the_business_is_known(string language, string own)
    {
        var visit = Called(message: own);
        visit.Assistant.Language = language;
        Assert.StartsWith(own, await visit.LeavesMessageAsync(), StringComparison.Ordinal);

        var nobody = Called(message: own);
        (nobody.Assistant.Language, nobody.Options) = (language, new ReceptionOptions());
        Assert.Contains("Mia", await nobody.LeavesMessageAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whom_nobody_took_over_is_told_so_and_not_greeted_again(bool weCalled)
    {
        var visit = weCalled ? Called() : new Visit();
        visit.ComesBack = true;
        await visit.GreetAsync();

        visit.HearsThat("nobody can be reached");
        visit.DoesNotHear("automated");
        visit.DoesNotHear("Am I speaking with");
        visit.IsAsked(AnswerKind.FreeText);
        await visit.SaysAsync("tell them I am late");
        Assert.Equal(1, visit.Journal.Count("message.taken"));
        await visit.SaysAsync("I'd like to book an appointment");
        visit.IsAsked(AnswerKind.When);
        if (weCalled)
            Assert.True(visit.Heeds("9", SaidBy.Keys));
    }

    [Fact]
    public async Task Screening_is_told_who_and_why_in_one_sentence() =>
        Assert.Equal("This is the automated assistant of Green Dental, calling for Ana Lopez about your yearly check-up.", await Called().TellsScreeningAsync());

    [Fact]
    public async Task Who_is_not_in_is_called_again()
    {
        var visit = Called();
        await visit.SaysAsync("she's not here", "tomorrow at ten");
        Assert.Equal(Visit.At(12, 1, 10), Assert.Single(visit.Wishes.CallsBack).At);
        visit.DoesNotHear("Consultation");
    }

    [Fact]
    public async Task Silence_is_no_thanks_for_calling()
    {
        var visit = Called();
        await visit.GreetAsync();
        await visit.SilentAsync(SilenceKind.GivingUp);
        visit.HearsThat("I can't hear you, so I'll hang up now. Goodbye.");
        visit.DoesNotHear("call again");
    }

    [Fact]
    public async Task A_person_of_ours_hears_first_who_it_is_and_what_they_want()
    {
        var visit = Called();
        await visit.SaysAsync("yes", "Tuesday at ten", "put me through to a person");
        Assert.Equal("Ana Lopez wants to book a consultation, tomorrow, Tuesday, December first, at ten a.m.; the time is held, and nothing is booked yet.", Summary(visit));

        var moving = new Visit().Has(day: 3, hour: 10);
        await moving.SaysAsync("I want to move my appointment", "Anna Miller", "I'd rather talk to a person");
        Assert.Contains("wants to move the appointment of Thursday, December third, at ten a.m.", Summary(moving), StringComparison.Ordinal);
        Assert.EndsWith("; the identity was checked.", Summary(moving), StringComparison.Ordinal);

        var stranger = new Visit();
        await stranger.SaysAsync("I want to speak to a person");
        Assert.Equal("The caller wants to speak to a person.", Summary(stranger));
    }

    [Theory]
    [InlineData("de-DE", "ich möchte einen Termin buchen", "verbinden Sie mich mit einem Menschen", "Jemand am Telefon möchte einen Termin buchen")]
    [InlineData("es-ES", "quiero reservar una cita", "quiero hablar con una persona", "La persona que llama quiere reservar")]
    [InlineData("fr-FR", "je veux prendre rendez-vous", "je veux parler à une personne", "La personne au téléphone veut réserver")]
    public async Task Persons_of_ours_hear_it_in_the_assistants_language(string language, string wish, string person, string heard)
    {
        var visit = new Visit();
        visit.Assistant.Language = language;
        await visit.SaysAsync(wish, person);
        Assert.StartsWith(heard, Summary(visit), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_it_is_wished_callers_are_put_through_at_once()
    {
        var visit = new Visit();
        visit.Assistant.TransferManner = Assistant.ColdTransfer;
        await visit.SaysAsync("I want to speak to a person");
        Assert.Equal("+12125550100", visit.TransferredTo);
        Assert.Null(Summary(visit));
    }

    private static string? Summary(Visit visit) => visit.Last.OfType<VoiceBooker.Voice.Speaking.Speech.Transfers>().Single().Summary;
}
