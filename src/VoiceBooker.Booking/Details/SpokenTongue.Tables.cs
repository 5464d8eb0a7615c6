using VoiceBooker.Booking.Languages;

namespace VoiceBooker.Booking.Details;

/// <content>The tables.</content>
internal sealed partial class SpokenTongue
{
    private static readonly SpokenTongue German = new(
        Tongue.German,
        "49",
        "@|at|aet|ett|klammeraffe|affenschwanz|at zeichen|aet zeichen|klammer affe=at, .|punkt|dot=dot, -|bindestrich|minus|strich|mittelstrich|querstrich=dash, _|unterstrich|tiefstrich|underscore|unter strich=underscore, plus|+=plus, apostroph=apostrophe",
        """
        meine e mail adresse ist, meine email adresse ist, meine emailadresse ist, meine mailadresse ist, meine mail adresse ist, meine email ist, meine e mail ist, meine mail ist, meine adresse ist, die email adresse ist, die e mail adresse ist, die adresse ist, die email ist, die mail ist, email adresse ist, die domain ist, adresse ist, email ist, es ist, das ist, das ist die, das waere, die ist, sie ist, ja, ja das ist, also, gerne, okay, ok, klar, natuerlich, gut
        aeh, aehm, hm, nein, entschuldigung, sorry, bitte, und, und zwar, und dann, dann, geschrieben, buchstabiert, ich buchstabiere, ich sagte, ich habe gesagt, ich meine, moment, alles klein, alles klein geschrieben, alles zusammen, alles zusammengeschrieben, zusammengeschrieben, an, schicken sie es an, senden sie es an, schreiben sie an, guten tag, guten morgen, guten abend, hallo, gruess gott, servus, moin, jawohl, genau, nee, eigentlich, ach, oh, na
        """,
        """
        mein name ist, mein voller name ist, mein vorname ist, mein nachname ist, mein familienname ist, der name ist, der name waere, der name lautet, name ist, vorname ist, nachname ist, familienname ist, vorname, nachname, familienname, name, ich heisse, ich bin, ich bin der, ich bin die, hier ist, hier spricht, am apparat ist, das ist, das waere, es ist, fuer, auf den namen, auf, unter dem namen, unter, auf den namen von, sie koennen mich, nennen sie mich, man nennt mich, und ich heisse, und mein name ist, buchen sie auf, mit namen
        """,
        "bitte, danke, vielen dank, am apparat, ist mein name, heisse ich, mein name, hier, am telefon, spricht, und danke, alles zusammen, zusammengeschrieben",
        """
        ich du er sie es wir ihr mein meine dein ein eine einen der die das den dem des ist sind war bin habe hat haben hatte kann koennen koennte moechte moechten will wollen wollte brauche brauchen muss soll termin buchen buchung absagen verschieben reservieren stornieren anrufen rufe an
        wegen zu in im auf bei mit fuer von vom aus wenn was wann wo warum wie wer welche welcher nicht kein keine nein ja nee jo okay bitte danke hallo tschuess heute morgen uebermorgen gestern montag dienstag mittwoch donnerstag freitag samstag sonntag vormittag nachmittag abend mittag uhr eins zwei drei vier fuenf sechs sieben acht neun zehn elf zwoelf
        nochmal wiederholen sprechen mensch mitarbeiter person weiterleiten verbinden wiederhoeren falsch richtig gut schoen super prima genau warten moment sekunde hilfe frei zeit spaeter frueher erste zweite letzte vielleicht interessiert bereit beschaeftigt krank da hier jetzt sehr etwas nichts anderes andere mehr passt geht email mail adresse telefon nummer name buchstabieren stopp
        eigentlich entschuldigung halb viertel naechste woche tag egal jemand und oder aber so weil gerne gern am um gegen nach vor sage sagen verstehe weiss glaube denke noch schon auch nur mal doch
        """,
        "aeh aehm hm also so ungefaehr etwa circa ca rund vielleicht nur es sind ist werden waeren wir ich glaube denke sage machen sie bitte insgesamt zusammen ja die der das und fuer personen person leute leuten gaeste erwachsene kinder jahre jahr alt stueck mal zahl nummer danke dann kommen wird uns zu prozent",
        "meine mein die das der nummer telefonnummer handynummer handy telefon mobil mobilnummer ist lautet es waere ja okay ok aeh aehm also bitte danke vorwahl laendervorwahl und dann nein entschuldigung unter erreichen sie mich mir koennen unter anrufen raute stern durchwahl ich bin zu von gerne klar geht am besten",
        "ich ist mein meine nicht habe hat moechte will sie wir was warum kann brauche nein ja email wissen die der das zu mit fuer es geben war dienstag montag mittwoch donnerstag freitag termin absagen buchen bitte ihre kein keine weiss");

    private static readonly SpokenTongue Spanish = new(
        Tongue.Spanish,
        "34",
        "@|arroba=at, .|punto=dot, -|guion|guion medio|raya|menos=dash, _|guion bajo|barra baja|raya baja|subrayado=underscore, mas|+=plus, apostrofo=apostrophe",
        """
        mi direccion de correo electronico es, mi correo electronico es, mi direccion de correo es, mi correo es, mi email es, mi mail es, mi direccion es, el correo es, el email es, la direccion es, el correo electronico es, correo es, email es, es, seria, si, si es, bueno, pues, vale, claro, a ver, eh, este, no, perdon, perdone, por favor, y luego, luego, he dicho, dije, digo, se escribe, se deletrea, deletreo, lo deletreo, todo junto, todo en minusculas, en minusculas, todo minusculas, el dominio es, hola, buenos dias, buenas tardes, buenas noches, buenas, de acuerdo, por supuesto, ok, okay, ah, oh
        """,
        """
        mi nombre es, mi nombre completo es, mi apellido es, mis apellidos son, el nombre es, nombre es, apellido es, apellidos, apellido, nombre, me llamo, yo me llamo, soy, yo soy, le habla, le saluda, habla, es, seria, esta a nombre de, a nombre de, al nombre de, ponga, pongalo a nombre de, reserve a nombre de, para, de parte de, puede llamarme, llameme, me dicen, y me llamo
        """,
        "por favor, gracias, muchas gracias, al habla, al aparato, es mi nombre, me llamo, para servirle, para servirla, aqui, todo junto",
        """
        yo tu usted ella nosotros ellos mi tu su un una unos el lo es son era soy estoy esta estan he ha han tengo tiene puedo puede podria quiero quisiera querria necesito cita reservar reserva cancelar cambiar anular llamar llamo por para en con de que cuando donde como quien cual no si vale claro gracias hola adios hoy manana ayer lunes martes miercoles jueves viernes sabado domingo tarde noche mediodia hora uno dos tres cuatro cinco seis siete ocho nueve diez once doce
        repetir repita hablar persona humano agente pasar mal bien bueno correcto incorrecto esperar espere momento segundo ayuda libre tiempo antes despues primero segundo primera segunda ultimo ultima quiza quizas interesado interesada listo lista ocupado ocupada aqui ahora muy algo nada ninguno ninguna otro otra mas menos sirve correo email telefono numero nombre deletrear parar perdon media cuarto proximo proxima semana igual alguien pero o porque le la las los al del quiero creo se sabe
        """,
        "eh este pues bueno unos unas como mas o menos aproximadamente alrededor tal vez solo son es somos seremos seran vamos a ser yo creo digamos ponga por favor en total si de personas persona gente invitados adultos ninos anos ano veces el la los numero gracias y para nosotros nos",
        "mi el la numero telefono movil celular es seria si vale ok eh bueno pues por favor gracias prefijo codigo pais y luego no perdon almohadilla asterisco extension puede llamarme al me encuentra en a de contactarme localizarme mio claro",
        "yo es mi no tengo tiene quiero quisiera usted nosotros que por puedo necesito si correo saber el la los las con para lo dar era martes lunes miercoles jueves viernes cita cancelar reservar favor su ningun se");

    private static readonly SpokenTongue French = new(
        Tongue.French,
        "33",
        "@|arobase|arrobase|arobas|at|a commercial=at, .|point=dot, -|tiret|trait d union|tiret du 6|tiret du six|moins=dash, _|tiret bas|underscore|tiret du 8|tiret du huit|souligne=underscore, plus|+=plus, apostrophe=apostrophe",
        """
        mon adresse e mail est, mon adresse email est, mon adresse mail est, mon adresse electronique est, mon email est, mon e mail est, mon mail est, mon courriel est, mon adresse est, mon adresse c'est, mon mail c'est, mon email c'est, l'adresse est, l'adresse e mail est, l'adresse mail est, l'email est, adresse mail, c'est, ce serait, oui, oui c'est, alors, alors c'est, bon, ben, bah, euh, non, pardon, desole, desolee, excusez moi, s'il vous plait, et, et puis, puis, ensuite, j'ai dit, je disais, ca s'ecrit, qui s'ecrit, j'epelle, je vous l'epelle, je l'epelle, je vous epelle, tout attache, tout en minuscules, en minuscules, le domaine est, le domaine c'est, bonjour, bonsoir, d'accord, bien sur, ok, okay, ah, oh, voila, enfin
        """,
        """
        mon nom est, mon nom c'est, mon nom complet est, mon prenom est, mon prenom c'est, mon nom de famille est, mon nom de famille c'est, le nom est, le nom c'est, nom de famille, prenom, nom, je m'appelle, moi c'est, moi je m'appelle, je suis, c'est, ici, au nom de, c'est au nom de, mettez au nom de, reservez au nom de, sous le nom de, pour, de la part de, on m'appelle, appelez moi, vous pouvez m'appeler, et je m'appelle, a l'appareil
        """,
        "s'il vous plait, merci, merci beaucoup, a l'appareil, c'est mon nom, au telephone, ici, tout attache",
        """
        je tu il elle nous vous ils elles on mon ma mes ton votre un une des le la les ce cet cette est sont etait suis es ai as a avez ont avoir peux peut pouvez pourrais voudrais veux besoin rendez-vous rendez rdv reserver reservation annuler deplacer reporter appeler appelle pour dans avec de du au aux que qui quoi quand ou comment pourquoi quel quelle pas ne non oui ouais ok merci bonjour bonsoir salut revoir aujourd'hui demain hier lundi mardi mercredi jeudi vendredi samedi dimanche matin midi soir apres-midi heure heures deux trois quatre cinq six sept huit neuf dix onze douze
        repeter repetez parler personne humain quelqu'un conseiller transferer faux juste bon bien super attendre attendez moment seconde aide libre temps avant apres premier deuxieme dernier peut-etre interesse interessee pret prete occupe occupee malade la ici maintenant tres quelque chose rien autre plus moins marche mail email adresse telephone numero nom prenom epeler stop pardon demi quart prochain prochaine semaine jour jours importe mais ou parce j'ai j'aimerais c'est d'accord sais crois pense ca cela
        """,
        "euh ben bah alors environ peut etre seulement c est ce sera serons nous sommes on je pense crois disons dis mettez s il vous plait au total oui de personnes personne gens invites adultes enfants ans an fois le la les numero merci et pour y a ils sont",
        "mon le la numero telephone portable mobile c'est est ce serait oui ok d'accord euh alors bon s'il vous plait merci indicatif pays et puis ensuite non pardon diese etoile poste vous pouvez m'appeler me joindre au sur a je suis de moi joignable bien sur le",
        "je est mon ma pas ai avez voudrais veux vous nous que pourquoi peux besoin non oui mail savoir le les avec pour lui donner etait mardi lundi mercredi jeudi vendredi rendez annuler reserver plait votre aucun sais");
}
