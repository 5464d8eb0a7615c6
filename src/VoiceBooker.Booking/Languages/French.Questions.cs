using VoiceBooker.Booking.Events;

namespace VoiceBooker.Booking.Languages;

internal sealed partial class French
{
    public override string YesKeys => "Dites oui ou appuyez sur 1, ou dites non ou appuyez sur 2.";

    public override string YouCanType => "Vous pouvez aussi l'écrire.";

    public override string HelpWithKeys => "Vous pouvez dire, par exemple: je voudrais prendre rendez-vous. Ou appuyez sur 1 pour réserver, 2 pour déplacer un rendez-vous, 3 pour en annuler un, ou 0 pour parler à une personne.";

    public override string AnythingElse => "Puis-je faire autre chose pour vous?";

    public override string WhichEvent(IReadOnlyList<string> names, bool keys) => keys
        ? $"Vous pouvez réserver: {string.Join("; ", names.Select((name, i) => $"{name}, touche {i + 1}"))}. Que préférez-vous?"
        : $"Que souhaitez-vous réserver: {Or(names)}?";

    public override string WhichDay(bool moving, bool other) => moving ? "Quel jour et quelle heure vous conviendraient mieux?" : other ? "Quel autre jour ou quelle autre heure vous conviendrait?" : "Quel jour et à quelle heure souhaitez-vous venir?";

    public override string WhichDayAgain => "Dites-moi un jour ou une heure, par exemple mardi matin, ou appuyez sur 1 pour entendre les prochaines disponibilités.";

    public override string WhichCity(bool again) => again ? "Dans quelle ville êtes-vous? Une grande ville voisine suffit." : "Dans quelle ville ou quel fuseau horaire êtes-vous?";

    public override string ShallUseZone(string zone) => $"Dois-je vous donner les horaires en {zone}?";

    public override string WhichZone(IReadOnlyList<string> zones) => $"Voulez-vous dire {Or(zones)}?";

    public override string UnknownPlace(IReadOnlyList<string> suggestions) => $"Je ne connais pas cet endroit. Vouliez-vous dire {Or(suggestions)}?";

    public override string TimesIn(string zone) => $"Très bien, je donnerai les horaires en {zone}.";

    public override string WhatName(int trouble) => trouble switch
    {
        0 => "Quel est votre nom, s'il vous plaît?",
        1 => "Dites-moi vos prénom et nom, ou épelez-les lettre par lettre.",
        _ => "Épelez votre nom lettre par lettre, s'il vous plaît, ou appuyez sur dièse pour continuer sans.",
    };

    public override string ThankYouName(string name) => $"Merci, {name}.";

    public override string UnderYourNumber => "Ce n'est pas grave, je le mets à votre numéro de téléphone.";

    public override string NameRight(string name, string letters) => $"J'ai noté {name}, {letters}. Est-ce exact?";

    public override string IsItRight(string told) => $"J'ai noté {told}. Est-ce exact?";

    public override string IsItFor(string name) => $"Est-ce pour {name}, qui nous a déjà appelés de ce numéro?";

    public override string WhatEmail(bool forInvitation) => forInvitation ? "À quelle adresse e-mail envoyer l'invitation? Vous pouvez l'épeler." : "Quelle est votre adresse e-mail?";

    public override string SpellEmail(bool optional) => $"Épelez votre adresse e-mail lettre par lettre, par exemple a comme Anatole.{(optional ? " Ou dites: passer." : "")}";

    public override string TypeEmail(bool optional) => $"Vous pouvez écrire votre adresse e-mail{OrWithout(optional)}.";

    public override string SpellEmailSlowly(bool optional) => $"Épelez votre adresse e-mail lentement, lettre par lettre{OrWithout(optional)}.";

    public override string PartOfEmail(bool afterAt, bool goOn) => (afterAt, goOn) switch
    {
        (true, true) => "Oui, continuez. Et la partie après l'arobase?",
        (false, true) => "Et la partie avant l'arobase?",
        (true, false) => "Qu'y a-t-il après l'arobase?",
        (false, false) => "Qu'y a-t-il avant l'arobase?",
    };

    public override string ShallUseEmail(string domain) => $"Dois-je utiliser l'adresse e-mail qui se termine par {domain}?";

    public override string WithEmail(string? told) => told is null ? "avec l'adresse e-mail que nous avons déjà" : $"avec l'adresse e-mail {told}";

    public override string EmailNeeded => "Je suis désolé, on ne peut pas réserver sans adresse e-mail.";

    public override string WithoutEmail(bool noInvitation) => noInvitation ? "Très bien, sans adresse e-mail. Je ne pourrai donc pas vous envoyer d'invitation." : "Très bien, sans adresse e-mail.";

    public override string WhatPhone => "À quel numéro de téléphone pouvons-nous vous joindre? Vous pouvez le dire, ou le composer puis appuyer sur dièse.";

    public override string WhatPhoneAgain(bool optional) => $"Composez votre numéro de téléphone et appuyez sur dièse{(optional ? ", ou dites: passer" : "")}.";

    public override string PhoneNeeded => "Je suis désolé, on ne peut pas réserver sans numéro de téléphone.";

    public override string WithoutPhone => "Très bien, sans numéro de téléphone.";

    public override string WhatToChange(IReadOnlyList<string> labels, bool keys)
    {
        var list = Or(["l'heure", "le nom", .. labels, "l'adresse e-mail"]);
        return keys ? $"Que dois-je changer? Dites {list}. Ou appuyez sur 1 pour l'heure, 2 pour le nom, 3 pour l'adresse e-mail{string.Concat(labels.Take(MostKeyed).Select((each, i) => $", {i + 4} pour {each}"))}." : $"Que dois-je changer: {list}?";
    }

    public override string ShallNoteWish(bool personByKey) => $"Dois-je noter votre demande, pour qu'on vous rappelle ou qu'on vous envoie un message? {YesKeys}{(personByKey ? " Pour parler à une personne, appuyez sur 0." : "")}";

    public override string CallOrText => "Préférez-vous être rappelé ou recevoir un SMS? Dites appel ou appuyez sur 1, ou dites message ou appuyez sur 2.";

    public override string WhichFact(bool nameGivenAway, bool again)
    {
        var facts = nameGivenAway ? "l'adresse e-mail de la réservation, ou le jour et l'heure du rendez-vous" : "le nom complet de la réservation, son adresse e-mail, ou le jour et l'heure du rendez-vous";
        return again ? $"Donnez-moi {facts}, s'il vous plaît." : $"Pour être sûr que c'est bien vous, donnez-moi {facts}.";
    }

    public override string WhichAppointment(IReadOnlyList<string> times, bool keys) =>
        $"Vous avez {Number(times.Count)} rendez-vous: {string.Join("; ", times.SkipLast(1).Select((time, i) => Keyed(time, i, keys)))}; et {Ended(Keyed(times[^1], times.Count - 1, keys))} Duquel parlez-vous?";

    public override string ShallPutThrough => $"Dois-je vous passer une personne? {YesKeys}";

    public override string ShallTakeMessage => $"Dois-je prendre un message, pour qu'on vous rappelle? {YesKeys}";

    public override string WhatMessage => "Quel message dois-je transmettre?";

    public override string WhatNumberForMessage => "Et à quel numéro pouvons-nous vous rappeler? Vous pouvez le dire, ou le composer puis appuyer sur dièse.";

    public override string NeedToKnow(string label) => $"Pour la réservation, il me faut encore: {label}.";

    public override string AnswerNeeded => "Je suis désolé, on ne peut pas réserver sans cela.";

    public override string IsThatSo => "Est-ce le cas?";

    public override string Options(IReadOnlyList<string> options, bool several, bool keys)
    {
        if (!keys)
            return Ended(several ? $"Vous pouvez en nommer un ou plusieurs: {And(options)}" : $"Vous pouvez dire {Or(options)}");
        var keyed = Ended(string.Join("; ", options.Select((option, i) => $"{(i == 0 ? "Pour" : "pour")} {option}, appuyez sur {i + 1}")));
        return several ? $"{keyed} Vous pouvez appuyer sur plusieurs touches, puis sur dièse." : keyed;
    }

    public override string HowToAnswer(QuestionKind kind, bool again) => (kind, again) switch
    {
        (QuestionKind.Number, true) => "Dites un nombre, ou composez-le et appuyez sur dièse.",
        (QuestionKind.Phone, true) => "Composez le numéro de téléphone et appuyez sur dièse.",
        (QuestionKind.Phone, false) => "Vous pouvez le dire, ou le composer puis appuyer sur dièse.",
        (QuestionKind.Text, true) => "Dites-le en quelques mots, s'il vous plaît.",
        _ => "",
    };

    public override string YesOrNo(bool yes) => yes ? "oui" : "non";

    public override string AsYouToldMe => "comme vous me l'avez dit";

    public override LikelyWords Likely { get; } = new(
        Help: ["je voudrais prendre rendez-vous", "déplacer mon rendez-vous", "annuler mon rendez-vous", "non merci"],
        When: ["demain", "la semaine prochaine", "le plus tôt possible", "le matin", "l'après-midi"],
        Places: ["le premier", "le deuxième", "le troisième"],
        LastPlace: "le dernier",
        AllOfThem: "tous",
        AnotherDay: "un autre jour",
        Change: ["l'heure", "le nom", "l'adresse e-mail"],
        Wish: ["oui s'il vous plaît", "non merci", "rappelez-moi", "par message"],
        CallOrText: ["appel", "rappelez-moi", "message", "un SMS"]);

    private static string Keyed(string told, int place, bool keys) => keys ? $"{told}, touche {place + 1}" : told;

    private static string OrWithout(bool optional) => optional ? ", ou dites passer ou appuyez sur dièse pour continuer sans" : "";
}
