using VoiceBooker.Booking.Languages;

namespace VoiceBooker.Booking.Details;

/// <content>The phrases, folded (<see cref="Folding"/>).</content>
internal sealed partial class YesNoPhrases
{
    private static readonly YesNoPhrases German = new(
        Tongue.German,
        yes: """
            ja, jo, joa, jawohl, jep, jup, yep, jap, jaja, ja ja, ja bitte, ja gerne, ja gern, aber ja, ja klar, ja genau, ja natuerlich, ja sicher, ja passt, okay, ok, o k, oke, okey, klar, na klar, klaro, natuerlich, sicher, sicherlich, selbstverstaendlich
            auf jeden fall, unbedingt, gerne, gern, sehr gerne, sehr gern, genau, ganz genau, exakt, richtig, das ist richtig, ist richtig, korrekt, das ist korrekt, ist korrekt, stimmt, das stimmt, stimmt so, das stimmt so, stimmt genau, absolut, definitiv, bestimmt
            passt, das passt, passt so, das passt so, passt mir, das passt mir, passt perfekt, das passt perfekt, passt gut, das passt gut, passt mir gut, das passt mir gut, passt super, geht, das geht, geht gut, das geht gut, das geht so, das wuerde passen, wuerde passen, das wuerde gehen
            klingt gut, das klingt gut, hoert sich gut an, das hoert sich gut an, perfekt, das ist perfekt, in ordnung, das ist in ordnung, geht in ordnung, das geht in ordnung, einverstanden, ich bin einverstanden, abgemacht, machen sie das, machen sie es, mach das, machen wir, machen wir so, so machen wir es, so machen wir das
            buchen sie, buchen sie es, buchen sie das, buchen sie bitte, buchen sie den, bitte buchen, bitte buchen sie, nehmen wir, nehme ich, den nehme ich, das nehme ich, bestaetigt, bestaetige ich, ich bestaetige, ich bestaetige das, ich stimme zu, so ist es, ist so richtig, das ist so richtig, alles richtig, alles korrekt, jawoll, legen sie los, nur zu, das waere gut, das waere super, das waere toll, das waere perfekt, will ich, moechte ich, moecht ich, bitte ja, freilich, eh klar
            1
            """,
        nods: """
            gut, sehr gut, schoen, super, prima, toll, fein, wunderbar, klasse, spitze, mhm, hm hm, aha, ach so, verstanden, verstehe, alles klar, alles gut, bitte, bitte schoen, bitteschoen, ist gut, das ist gut, ist okay, das ist okay, ist ok, das ist ok, doch, doch doch, kein problem, warum nicht, wieso nicht, von mir aus, meinetwegen, kann ich, mache ich, habe ich
            """,
        no: """
            nein, nee, ne, noe, na, naa, nein nein, nein danke, nee danke, lieber nicht, nein lieber nicht, eher nicht, auf keinen fall, keinesfalls, niemals, nie, auf gar keinen fall, sicher nicht, bestimmt nicht, natuerlich nicht, ganz und gar nicht, ueberhaupt nicht, gar nicht, nicht wirklich, nicht ganz, nicht richtig
            das ist falsch, ist falsch, falsch, das ist nicht richtig, ist nicht richtig, stimmt nicht, das stimmt nicht, stimmt so nicht, das stimmt so nicht, nicht korrekt, das ist nicht korrekt, das ist verkehrt, verkehrt
            passt nicht, das passt nicht, passt mir nicht, das passt mir nicht, passt leider nicht, das passt leider nicht, passt mir leider nicht, das passt mir leider nicht, das passt gar nicht, das passt mir gar nicht, passt mir gar nicht, das passt mir gerade nicht, passt gar nicht, geht nicht, das geht nicht, geht leider nicht, das geht leider nicht, geht gar nicht, geht ja nicht, das geht ja nicht, klappt nicht, das klappt nicht, das klappt leider nicht
            bitte nicht, nicht, nicht buchen, bitte nicht buchen, buchen sie nicht, buchen sie das nicht, nicht machen, machen sie das nicht, das will ich nicht, will ich nicht, ich will nicht, ich will das nicht, moechte ich nicht, das moechte ich nicht, ich moechte nicht, ich moechte das nicht, ich kann nicht, kann ich nicht, da kann ich nicht, ich kann da nicht, das kann ich nicht, leider nein, leider nicht, heute nicht, jetzt nicht, noch nicht, nicht heute, nicht jetzt
            keiner, keiner davon, keinen davon, keine davon, keines davon, keins davon, nichts davon, weder noch, nicht einverstanden, ich bin nicht einverstanden, das war nicht so gemeint, das habe ich nicht gesagt, vergessen sie es, vergiss es, abbrechen, stopp, stop, kommt nicht in frage, nicht moeglich, unmoeglich, nicht okay, nicht ok, nicht gut, das ist nicht gut, ungern, ich glaube nicht, ich denke nicht, glaube nicht, denke nicht
            2
            """,
        doubt: """
            vielleicht, eventuell, unter umstaenden, womoeglich, moeglicherweise, wahrscheinlich, vermutlich, kann sein, koennte sein, mag sein, ich glaube, glaube ich, ich glaube schon, glaube schon, ich glaub, ich glaub schon, ich denke, denke ich, ich denke schon, denke schon, ich denk schon, ich schaetze, schaetze ich, eigentlich schon, eigentlich ja, eigentlich, an sich ja, im prinzip ja, im prinzip, schon irgendwie, so halb, jein, ja und nein, ja oder nein
            ich weiss nicht, weiss nicht, weiss ich nicht, das weiss ich nicht, ich weiss es nicht, keine ahnung, mal sehen, mal schauen, mal gucken, schauen wir mal, ich muss mal schauen, ich muss schauen, ich schaue mal, ich ueberlege, muss ich ueberlegen, lassen sie mich ueberlegen, ich muss noch ueberlegen, moment, moment mal, einen moment, einen moment bitte, einen augenblick, augenblick, warten sie, warte, warte mal, sekunde, eine sekunde, kommt drauf an, kommt darauf an, je nachdem, nicht sicher, ich bin nicht sicher, bin nicht sicher, ich bin mir nicht sicher, bin mir nicht sicher, nicht unbedingt, wenn sie meinen, wenn sie das sagen, na ja, naja, hm, hmm, aeh, aehm, wie bitte, bitte was, was, wirklich, echt, sind sie sicher, ist das richtig, stimmt das, ich hoffe, hoffentlich, hoffe ich, tendenziell ja, tendenziell, eher ja, schon moeglich, moeglich, fast, noch nicht sicher, ohne gewaehr
            """,
        onlyAlone: "1, 2, bitte, na, ne, nicht, geht, nie, gut, schoen, was, doch, bestimmt, sicher, gern, gerne, machen wir, falsch, richtig, exakt, echt, kann ich, mache ich, habe ich, will ich, moechte ich",
        filler: "bitte danke dank vielen schoen sehr so und dann das der die den es ist fuer mich mir uns also na oh ach aeh aehm ja gut super prima toll perfekt wunderbar schon nun mal doch aber herzlichen noch gerne gern ganz wirklich absolut wie gesagt jetzt sie tun termin buchen");

    private static readonly YesNoPhrases Spanish = new(
        Tongue.Spanish,
        yes: """
            si, si si, si claro, si por favor, claro, claro que si, clarisimo, por supuesto, por supuesto que si, desde luego, como no, pues si, que si, vale, vale vale, vale si, ok, okay, okey, o k, okei, de acuerdo, estoy de acuerdo, conforme, correcto, es correcto, eso es correcto, esta correcto, todo correcto, exacto, exactamente, eso es, asi es, eso mismo, efectivamente, en efecto, cierto, es cierto, afirmativo, sin duda, seguro, seguro que si, definitivamente, absolutamente, totalmente
            perfecto, esta perfecto, me parece bien, me parece perfecto, suena bien, me va bien, me viene bien, eso me va bien, eso me viene bien, me va perfecto, me viene perfecto, me sirve, eso me sirve, me queda bien, me conviene, adelante, venga, dale, hagalo, hazlo, hagamoslo, reservelo, reservela, reserva, reserve, reservalo, reservala, confirmelo, confirmo, lo confirmo, confirmado, confirmar, acepto, trato hecho, encantado, encantada, con gusto, con mucho gusto, me encantaria, eso estaria bien, estaria bien, seria perfecto, eso seria perfecto, si quiero, lo quiero, la quiero, me la quedo, cojo esa, tomo esa, simon, sip, sale, orale
            1
            """,
        nods: """
            bien, muy bien, bueno, esta bien, eso esta bien, todo bien, genial, estupendo, fenomenal, excelente, magnifico, fantastico, maravilloso, aja, mhm, ya, ya ya, ya veo, entendido, entiendo, comprendido, por favor, no hay problema, sin problema, por que no, esta claro, que bien, puedo, tengo, da igual
            """,
        no: """
            no, no no, no no no, no gracias, nop, nel, pues no, que no, que va, claro que no, por supuesto que no, desde luego que no, para nada, en absoluto, de ninguna manera, de ningun modo, ni hablar, nunca, jamas, tampoco, mejor no, no mejor no, preferiria que no, prefiero que no, no realmente, no del todo, no exactamente
            no es correcto, eso no es correcto, no es asi, eso no es, no es eso, no esta bien, eso no esta bien, incorrecto, es incorrecto, esta mal, eso esta mal, mal, equivocado, no es cierto, falso, no es verdad, no estoy de acuerdo, no de acuerdo, no conforme
            no me va bien, no me viene bien, eso no me va bien, no me sirve, no me conviene, no me queda bien, no me va, no me viene, no puedo, no puede ser, no es posible, imposible, no quiero, no lo quiero, no la quiero, no lo haga, no lo reserve, no la reserve, no reserve, no reserves, no lo confirmo, no confirmo, no confirme, ahora no, hoy no, todavia no, aun no
            ninguno, ninguna, ninguno de esos, ninguna de esas, ninguno de ellos, ninguna me va bien, ninguna me viene bien, ni una ni otra, ni uno ni otro, olvidelo, olvidalo, cancelar, cancele, pare, eso no, esa no, ese no, no vale, no esta bien asi, creo que no, me parece que no, no creo, no lo creo, yo no dije eso, no he dicho eso, negativo, por favor no
            2
            """,
        doubt: """
            quiza, quizas, tal vez, talvez, a lo mejor, igual, igual si, puede ser, puede, podria ser, puede que si, puede que no, es posible, posiblemente, probablemente, seguramente, supongo, supongo que si, creo, creo que si, me parece que si, pienso que si, imagino, imagino que si, eso creo, mas o menos, en principio, en principio si, si y no, si o no
            no se, no lo se, no se si, ni idea, no estoy seguro, no estoy segura, no tengo claro, no lo tengo claro, depende, segun, ya veremos, veremos, vamos a ver, a ver, a ver si, dejeme ver, dejeme pensar, dejeme pensarlo, tengo que pensarlo, lo pienso, me lo pienso, espere, espera, un momento, un segundo, espere un momento, un minuto, hm, hmm, eh, este, como, como dice, perdon, perdone, que, que dice, de verdad, en serio, seguro que, es correcto eso, esta seguro, ojala, espero que si, si usted lo dice, si usted quiere, lo que usted diga, casi, no necesariamente, todavia no se, no se que decir
            """,
        onlyAlone: "1, 2, mal, bien, ya, bueno, por favor, que, como, este, puede, igual, segun, reserva, sale, venga, puedo, tengo, seguro, cierto, cancelar, creo, ninguno, ninguna, confirmar, falso, eh",
        filler: "por favor gracias muchas muy y pues entonces lo la el es eso esa ese para mi me bien bueno si oh ah ya claro perfecto genial estupendo usted senor senora senorita todo asi de nada mas con que ahora entonces favor hombre mujer bastante realmente cita reservar hacer");

    private static readonly YesNoPhrases French = new(
        Tongue.French,
        yes: """
            oui, oui oui, oui bien sur, oui s'il vous plait, oui merci, oui d'accord, oui tout a fait, ouais, ouaip, ouep, mais oui, ben oui, eh oui, bah oui, si, mais si, bien sur, bien sur que oui, evidemment, naturellement, certainement, absolument, tout a fait, parfaitement, effectivement, en effet, exactement, exact, c'est exact, correct, c'est correct, c'est juste, c'est bien ca, c'est ca, c'est cela, voila c'est ca, tout est correct, tout est bon, affirmatif
            d'accord, daccord, je suis d'accord, c'est d'accord, ok, okay, o k, okey, entendu, c'est entendu, ca marche, ca me va, cela me va, ca me va bien, ca me va tres bien, ca me convient, cela me convient, ca me convient tres bien, cela me convient tres bien, ca me conviendrait, ca colle, ca roule, parfait, c'est parfait, ce serait parfait, volontiers, avec plaisir, avec grand plaisir, je veux bien, je prends, je le prends, je la prends, va pour ca
            allez-y, allez y, vas-y, faites-le, faites le, faites ca, faites comme ca, on fait comme ca, reservez, reservez-le, reservez-la, reservez le, vous pouvez reserver, vous pouvez y aller, je confirme, je le confirme, confirme, c'est confirme pour moi, confirmez, j'accepte, sans probleme, sans aucun doute, sans hesiter, carrement, marche conclu, je suis partant, je suis partante
            1
            """,
        nods: """
            bien, tres bien, c'est bien, c'est tres bien, bon, c'est bon, super, genial, excellent, formidable, magnifique, impeccable, nickel, ca va, ca va bien, mhm, hm hm, ah, ah d'accord, ah oui, voila, compris, je comprends, j'ai compris, je vois, s'il vous plait, s'il te plait, svp, pas de probleme, pas de souci, aucun probleme, pourquoi pas, je peux, si vous voulez
            """,
        no: """
            non, non non, non non non, nan, nan nan, non merci, non pas du tout, ah non, mais non, ben non, bah non, que non, bien sur que non, certainement pas, surement pas, absolument pas, surtout pas, pas du tout, pas vraiment, pas tout a fait, pas exactement, pas question, hors de question, jamais, jamais de la vie, en aucun cas, plutot pas, plutot non, de preference non, j'aimerais mieux pas, je prefere pas, je ne prefere pas, je prefererais pas
            c'est faux, faux, incorrect, c'est incorrect, pas correct, c'est pas correct, ce n'est pas correct, c'est pas ca, ce n'est pas ca, ce n'est pas cela, c'est pas bon, ce n'est pas bon, ce n'est pas exact, c'est pas exact, ce n'est pas juste, c'est pas juste, pas bon, pas bien, pas juste, pas d'accord, je ne suis pas d'accord, je suis pas d'accord
            ca ne va pas, ca va pas, cela ne va pas, ca ne me va pas, ca me va pas, ca ne me convient pas, ca me convient pas, cela ne me convient pas, ca ne marche pas, ca marche pas, ca ne colle pas, je ne peux pas, je peux pas, je ne pourrai pas, je pourrai pas, ce n'est pas possible, c'est pas possible, pas possible, impossible, c'est impossible, je ne veux pas, je veux pas, je n'en veux pas, ne faites pas ca, ne faites pas, ne reservez pas, ne le reservez pas, reservez pas, ne confirmez pas, je ne confirme pas, je confirme pas, pas maintenant, pas aujourd'hui, pas encore, pas pour moi
            aucun, aucune, aucun des deux, aucune des deux, aucun ne me convient, aucun de ceux-la, ni l'un ni l'autre, ni l'une ni l'autre, rien de tout ca, laissez tomber, laisse tomber, oubliez, oubliez ca, annulez, annuler, stop, arretez, negatif, je ne crois pas, je crois pas, je ne pense pas, je pense pas, je crois que non, je pense que non, ce n'est pas ce que j'ai dit, c'est pas ce que j'ai dit, j'ai pas dit ca
            2
            """,
        doubt: """
            peut-etre, peut-etre bien, peut-etre que oui, peut-etre oui, ca se peut, ca se pourrait, c'est possible, possible, possiblement, probablement, sans doute, surement, eventuellement, je crois, je crois que oui, je crois bien, je crois oui, je pense, je pense que oui, je pense oui, je suppose, je suppose que oui, j'imagine, j'espere, a priori, a priori oui, en principe, en principe oui, normalement, plus ou moins, oui et non, oui ou non, presque, plutot oui
            je ne sais pas, je sais pas, je ne sais pas trop, je sais pas trop, j'sais pas, chais pas, je n'en sais rien, aucune idee, pas sur, pas sure, je ne suis pas sur, je ne suis pas sure, je suis pas sur, je suis pas sure, pas certain, pas certaine, ca depend, cela depend, on verra, on va voir, a voir, je vais voir, faut voir, il faut voir, laissez-moi voir, laissez-moi reflechir, laissez-moi regarder, je vais reflechir, je reflechis, attendez, attends, un instant, un moment, une seconde, une minute, une petite seconde, deux secondes, euh, hm, hmm, bof, mouais, comment, comment ca, pardon, quoi, vraiment, c'est vrai, ah bon, vous etes sur, vous etes sure, etes-vous sur, c'est correct ca, pas forcement, pas necessairement, si vous le dites, comme vous voulez, j'hesite
            """,
        onlyAlone: "1, 2, bon, bien, ah, si, s'il vous plait, quoi, comment, faux, correct, super, je prends, je peux, voila, je crois, je pense, possible, annuler, surement, normalement, confirme, si vous voulez, aucun, aucune, pas encore",
        filler: "merci beaucoup s il vous plait sil plait et alors donc c est cest ca cela le la les pour moi me bien tres bon oh ah ben bah eh oui super parfait genial monsieur madame mademoiselle tout de rien avec comme la maintenant vraiment absolument rendezvous svp volontiers je vous en prie");
}
