using VoiceBooker.Booking.Languages;
using VoiceBooker.Tests.Booking.Reception;
using VoiceBooker.Voice.Dialogue;

namespace VoiceBooker.Tests.Booking.Languages;

/// <summary>Whole calls in German, Spanish and French with the embedded script, typed as people type.</summary>
public sealed class CallsInOtherLanguagesTests
{
    [Fact]
    public async Task A_German_caller_books()
    {
        var visit = In("de-AT", "Beratung");
        await visit.SaysAsync("Guten Tag, ich möchte einen Termin vereinbaren");
        visit.HearsThat("Welcher Tag und welche Uhrzeit passen Ihnen?");
        await visit.SaysAsync("morgen um zehn Uhr");
        visit.HearsThat("Gut, morgen, am Dienstag, dem ersten Dezember, um zehn Uhr.");
        visit.HearsThat("Wie ist bitte Ihr Name?");
        await visit.SaysAsync("Mein Name ist Anna Müller");
        visit.HearsThat("Danke, Anna Müller.");
        visit.HearsThat("An welche E-Mail-Adresse soll die Einladung gehen?");
        await visit.SaysAsync("anna Punkt mueller ät gmail Punkt com");
        visit.HearsThat("ät gmail Punkt com. Ist das richtig?");
        await visit.SaysAsync("ja");
        visit.HearsThat("Ich fasse kurz zusammen. Beratung, morgen, am Dienstag, dem ersten Dezember, um zehn Uhr, Ortszeit New York, für Anna Müller, E-Mail anna Punkt mueller ät gmail Punkt com. Soll ich das buchen?");
        visit.NothingBooked();
        await visit.SaysAsync("ja, bitte");
        visit.HearsThat("Ihr Termin ist gebucht: Beratung, morgen, am Dienstag, dem ersten Dezember, um zehn Uhr. Eine Einladung ist per E-Mail zu Ihnen unterwegs.");
        Assert.Equal(Visit.At(12, 1, 10), visit.OnlyBooking().Slot.Start);
        Assert.Equal(("Anna Müller", "anna.mueller@gmail.com"), (visit.OnlyBooking().Attendee.Name, visit.OnlyBooking().Attendee.Email));
        await visit.SaysAsync("nein, danke");
        visit.HearsThat("Vielen Dank für Ihren Anruf. Auf Wiederhören!");
        Assert.True(visit.HungUp, visit.ToString());
        SpeaksNoEnglish(visit);
    }

    [Fact]
    public async Task A_Spanish_caller_books()
    {
        var visit = In("es-MX", "Asesoría");
        await visit.SaysAsync("Hola, quisiera pedir una cita");
        visit.HearsThat("¿Qué día y a qué hora le vendría bien?");
        await visit.SaysAsync("mañana a las tres de la tarde");
        visit.HearsThat("Muy bien, mañana, martes uno de diciembre, a las tres de la tarde.");
        visit.HearsThat("¿Me dice su nombre, por favor?");
        await visit.SaysAsync("Me llamo Ana Muñoz");
        visit.HearsThat("Gracias, Ana Muñoz.");
        await visit.SaysAsync("ana punto munoz arroba gmail punto com");
        visit.HearsThat("arroba gmail punto com. ¿Es correcto?");
        await visit.SaysAsync("sí");
        visit.HearsThat("Asesoría, mañana, martes uno de diciembre, a las tres de la tarde, hora de Nueva York, a nombre de Ana Muñoz, con el correo ana punto munoz arroba gmail punto com. ¿Lo reservo?");
        visit.NothingBooked();
        await visit.SaysAsync("sí, por favor");
        visit.HearsThat("Su cita está reservada: Asesoría, mañana, martes uno de diciembre, a las tres de la tarde. La invitación le llegará por correo electrónico.");
        Assert.Equal(Visit.At(12, 1, 15), visit.OnlyBooking().Slot.Start);
        Assert.Equal(("Ana Muñoz", "ana.munoz@gmail.com"), (visit.OnlyBooking().Attendee.Name, visit.OnlyBooking().Attendee.Email));
        await visit.SaysAsync("no, gracias");
        visit.HearsThat("Gracias por llamar. ¡Adiós!");
        Assert.True(visit.HungUp, visit.ToString());
        SpeaksNoEnglish(visit);
    }

    [Fact]
    public async Task A_French_caller_books()
    {
        var visit = In("fr", "Consultation juridique");
        await visit.SaysAsync("Bonjour, je voudrais prendre rendez-vous");
        visit.HearsThat("Quel jour et à quelle heure souhaitez-vous venir?");
        await visit.SaysAsync("demain à quinze heures");
        visit.HearsThat("Très bien, demain, mardi premier décembre, à quinze heures.");
        visit.HearsThat("Quel est votre nom, s'il vous plaît?");
        await visit.SaysAsync("Je m'appelle Anne Lefèvre");
        visit.HearsThat("Merci, Anne Lefèvre.");
        await visit.SaysAsync("anne point lefevre arobase gmail point com");
        visit.HearsThat("arobase gmail point com. Est-ce exact?");
        await visit.SaysAsync("oui");
        visit.HearsThat("Consultation juridique, demain, mardi premier décembre, à quinze heures, heure de New York, au nom d'Anne Lefèvre, avec l'adresse e-mail anne point lefevre arobase gmail point com. Je réserve?");
        visit.NothingBooked();
        await visit.SaysAsync("oui, s'il vous plaît");
        visit.HearsThat("Votre rendez-vous est réservé: Consultation juridique, demain, mardi premier décembre, à quinze heures. Une invitation vous parviendra par e-mail.");
        Assert.Equal(Visit.At(12, 1, 15), visit.OnlyBooking().Slot.Start);
        Assert.Equal(("Anne Lefèvre", "anne.lefevre@gmail.com"), (visit.OnlyBooking().Attendee.Name, visit.OnlyBooking().Attendee.Email));
        await visit.SaysAsync("non merci");
        visit.HearsThat("Merci de votre appel. Au revoir!");
        Assert.True(visit.HungUp, visit.ToString());
        SpeaksNoEnglish(visit);
    }

    [Theory]
    [InlineData("de", "Ich möchte meinen Termin verschieben", "Anna Miller", "auf Mittwoch um elf Uhr", "ja", "Ihr Termin ist verschoben. Er ist jetzt am Mittwoch, dem zweiten Dezember, um elf Uhr.")]
    [InlineData("es", "Quiero cambiar mi cita", "Anna Miller", "el miércoles a las once", "sí", "Su cita está cambiada. Ahora es el miércoles dos de diciembre a las once de la mañana.")]
    [InlineData("fr", "Je voudrais déplacer mon rendez-vous", "Anna Miller", "mercredi à onze heures", "oui", "Votre rendez-vous est déplacé. Il a maintenant lieu mercredi deux décembre à onze heures.")]
    public async Task A_caller_moves_an_appointment(string language, string opening, string fact, string when, string yes, string outcome)
    {
        var visit = In(language, "X1").Has(1, 10);
        await visit.SaysAsync(opening, fact, when, yes);
        visit.HearsThat(outcome);
        Assert.Equal(Visit.At(12, 2, 11), visit.OnlyBooking().Slot.Start);
        SpeaksNoEnglish(visit);
    }

    [Theory]
    [InlineData("de", "Ich muss meinen Termin absagen", "Soll ich ihn absagen?", "ja", "Ihr Termin morgen, am Dienstag, dem ersten Dezember, um zehn Uhr ist abgesagt.")]
    [InlineData("es", "Tengo que cancelar mi cita", "¿La cancelo?", "sí", "Su cita queda cancelada: mañana, martes uno de diciembre, a las diez de la mañana.")]
    [InlineData("fr", "Je dois annuler mon rendez-vous", "Je l'annule?", "oui", "Votre rendez-vous est annulé: demain, mardi premier décembre, à dix heures.")]
    public async Task A_caller_cancels_an_appointment(string language, string opening, string question, string yes, string outcome)
    {
        var visit = In(language, "X1").Has(1, 10);
        await visit.SaysAsync(opening, "Anna Miller");
        visit.HearsThat(question);
        Assert.Single(visit.Booked);
        await visit.SaysAsync(yes);
        visit.HearsThat(outcome);
        Assert.Empty(visit.Booked);
        SpeaksNoEnglish(visit);
    }

    [Theory]
    [InlineData("de", "Ich möchte eine Nachricht hinterlassen", "Was darf ich ausrichten?", "Bitte um Rückruf wegen der Rechnung", "Danke, das habe ich notiert. Jemand ruft Sie zurück.")]
    [InlineData("es", "Quiero dejar un recado", "¿Qué recado quiere dejar?", "Llámenme por la factura", "Gracias, lo he anotado. Alguien le devolverá la llamada.")]
    [InlineData("fr", "Je voudrais laisser un message", "Quel message dois-je transmettre?", "Rappelez-moi pour la facture", "Merci, c'est noté. On vous rappellera.")]
    public async Task A_caller_leaves_a_message(string language, string opening, string question, string message, string outcome)
    {
        var visit = In(language, "X1");
        await visit.SaysAsync(opening);
        visit.HearsThat(question);
        await visit.SaysAsync(message);
        visit.HearsThat(outcome);
        Assert.Contains(visit.Notes.Left, note => note.Details.Contains(message, StringComparison.Ordinal));
        SpeaksNoEnglish(visit);
    }

    [Theory]
    [InlineData("de", "ich hätte gern einen Termin am Mittwoch", "Am Mittwoch, dem zweiten Dezember, hätte ich neun Uhr oder elf Uhr frei.", "Nennen Sie die Uhrzeit, oder drücken Sie die 1 oder die 2.")]
    [InlineData("es", "quiero una cita el miércoles", "Para el miércoles dos de diciembre, tengo libre a las nueve de la mañana o a las once de la mañana.", "Diga la hora, o pulse 1 o 2.")]
    [InlineData("fr", "je voudrais un rendez-vous mercredi", "Mercredi deux décembre, je peux vous proposer neuf heures ou onze heures.", "Dites l'heure, ou appuyez sur 1 ou 2.")]
    public async Task Free_times_are_offered_and_picked_by_key(string language, string opening, string offer, string keys)
    {
        var visit = In(language, "X1");
        await visit.SaysAsync(opening);
        visit.HearsThat(offer);
        visit.HearsThat(keys);
        await visit.KeysAsync("1");
        await visit.SaysAsync("Anna Miller");
        await visit.KeysAsync("#");
        await visit.KeysAsync("1");
        Assert.Equal(Visit.At(12, 2, 9), visit.OnlyBooking().Slot.Start);
        SpeaksNoEnglish(visit);
    }

    [Theory]
    [InlineData("de", "sind Sie ein Roboter?", "Ja, ich bin ein automatischer Assistent.")]
    [InlineData("de", "ich möchte mit einem Menschen sprechen", "Ich verbinde Sie.")]
    [InlineData("de", "danke schön", "Gern geschehen.")]
    [InlineData("de", "wie sind Ihre Öffnungszeiten?", "Öffnungszeiten: Montag bis Freitag, neun bis siebzehn Uhr.")]
    [InlineData("de", "auf Wiederhören", "Auf Wiederhören!")]
    [InlineData("de", "blabla quark", "Entschuldigung, das habe ich nicht verstanden.")]
    [InlineData("es", "¿es usted un robot?", "Sí, soy un asistente automático.")]
    [InlineData("es", "quiero hablar con una persona", "Le paso con un compañero.")]
    [InlineData("es", "muchas gracias", "De nada.")]
    [InlineData("es", "¿cuál es su horario?", "Horario: de lunes a viernes, de nueve a cinco.")]
    [InlineData("es", "adiós", "¡Adiós!")]
    [InlineData("es", "blabla quark", "Perdone, no le he entendido.")]
    [InlineData("fr", "êtes-vous un robot?", "Oui, je suis un assistant automatique.")]
    [InlineData("fr", "je voudrais parler à quelqu'un", "Je vous passe un collègue.")]
    [InlineData("fr", "merci beaucoup", "Je vous en prie.")]
    [InlineData("fr", "quels sont vos horaires?", "Horaires: du lundi au vendredi, de neuf à dix-sept heures.")]
    [InlineData("fr", "au revoir", "Au revoir!")]
    [InlineData("fr", "blabla quark", "Pardon, je n'ai pas compris.")]
    public async Task Callers_are_understood_and_answered(string language, string said, string answer)
    {
        var visit = In(language, "X1");
        visit.Assistant.Instructions = language switch
        {
            "de" => "Öffnungszeiten: Montag bis Freitag, neun bis siebzehn Uhr.",
            "es" => "Horario: de lunes a viernes, de nueve a cinco.",
            _ => "Horaires: du lundi au vendredi, de neuf à dix-sept heures.",
        };
        await visit.SaysAsync(said);
        visit.HearsThat(answer);
        SpeaksNoEnglish(visit);
    }

    [Theory]
    [InlineData("de", "Sind Sie noch da?")]
    [InlineData("es", "¿Sigue usted ahí?")]
    [InlineData("fr", "Êtes-vous toujours là?")]
    public async Task Silence_and_trouble_are_met_in_the_callers_language(string language, string still)
    {
        var visit = In(language, "X1");
        await visit.GreetAsync();
        await visit.SilentAsync(SilenceKind.Idle);
        await visit.SilentAsync(SilenceKind.Idle, times: 2);
        visit.HearsThat(still);
        await visit.SilentAsync(SilenceKind.NotUnderstood);
        await visit.SilentAsync(SilenceKind.NotUnderstood, times: 2);
        await visit.SilentAsync(SilenceKind.TransferFailed);
        await visit.SilentAsync(SilenceKind.TimeNearlyUp);
        await visit.SilentAsync(SilenceKind.TimeUp);
        Assert.True(visit.HungUp, visit.ToString());
        SpeaksNoEnglish(visit);
    }

    private static Visit In(string language, string what)
    {
        var visit = new Visit();
        visit.Assistant.Language = language;
        visit.Consultation.Name = what;
        return visit;
    }

    private static void SpeaksNoEnglish(Visit visit)
    {
        var said = string.Join(' ', visit.Conversation.Utterances.Where(each => each.Speaker == Speaker.Bot).Select(each => each.Text + each.Unheard)).Replace("12 Main Street", "", StringComparison.Ordinal);
        var leaked = EnglishWords.In(said, Tongue.Of(visit.Assistant.Language));
        Assert.True(leaked.Count == 0, $"English words were said: {string.Join(", ", leaked)}\n{visit}");
    }
}
