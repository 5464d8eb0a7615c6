namespace VoiceBooker.Booking.Reception.Stopping;

internal sealed partial record StopRules
{
    private static class FrenchParts
    {
        public const string RingYou = "(r?appelez|r?appelle|telephonez|contactez|derangez|harcelez|recontactez|importunez)";
        public const string Ring = "(r?appeler|contacter|recontacter|telephoner|deranger|harceler|importuner|joindre)";
        public const string RingSubjunctive = "(r?appeliez|r?appelle|contactiez|telephoniez|derangiez|contacte)";
        public const string Rung = "(r?appele(e|s|es)?|contacte(e|s|es)?|derange(e|s|es)?|demarche(e|s|es)?|importune(e|s|es)?|harcele(e|s|es)?)";
        public const string Me = "(m'|me |nous |moi |)";
        public const string Calls = "(appels?|appels telephoniques|coups de fil|demarchage)";
        public const string Polite = "( (s'il vous plait|s'il te plait|svp|merci|ici|a ce numero|sur ce numero|chez moi|au revoir|monsieur|madame|maintenant|du tout))*$";
        public const string Strike = "(retirez|enlevez|supprimez|effacez|rayez|otez|sortez|desinscrivez|retirer|enlever|supprimer|effacer|rayer|desinscrire|retire|enleve|supprime|efface|raye|retiree?|enlevee?)";
        public const string Who = "(moi|nous|me|mon (numero|nom)( de telephone)?|mes (donnees|coordonnees)|ce numero|le numero|notre numero)";
        public const string Time = "(avant|apres|le (matin|soir|midi|week end|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)|pendant|trop (tot|tard)|si (tot|tard)|demain|aujourd'hui|ce (matin|soir|midi)|cet apres midi|a \\w+ heures?|plus (tard|tot|souvent)|tard|tot|souvent|entre|quand|au (travail|bureau)|la nuit|jusqu'|tout de suite|maintenant|encore|sur mon (portable|fixe)|mais|je vous|je te|si|monsieur|madame|comme ca)";
        public const string Elsewhere = "(liste d'attente|agenda|planning|rendez vous|calendrier|creneau|haut parleur|newsletter|assurance|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|demain|cours|groupe|ordonnance|abonnement|contrat)";
    }

    /// <summary>French.</summary>
    public static readonly StopRules French = new()
    {
        Hints = ["appel", "contact", "telephon", "derang", "harcel", "import", "joindre", "liste", "fichier", "base", "systeme", "registre", "repertoire", "numero", "desinscri", "desabon", "retire", "enleve", "suppr", "efface", "raye", "tranquille", "paix", "lache", "consent", "autoris", "accord", "bloctel", "sms", "message", "texto", "envo", "ecri", "avocat", "plainte", "cnil", "signal", "bloqu", "suffit", "assez", "marre", "coups de fil", "demarch", "embet", "ennuy", "emmerd", "sortez", "oubli", "respirer", "arretez"],

        Limits = Any(
            $@"\b{FrenchParts.Me}({FrenchParts.RingYou}|{FrenchParts.Ring}|{FrenchParts.Rung}|{FrenchParts.RingSubjunctive})( (plus|pas|jamais|moi))? {FrenchParts.Time}",
            $@"\b{FrenchParts.Calls} {FrenchParts.Time}",
            $@"\b(de|du|des|d') ?((l'|la |le |votre |mon |ma |cette |cet |ce |les |vos )*)(\w+ )?{FrenchParts.Elsewhere}\b",
            @"\b(supprimez|annulez|effacez|enlevez|retirez) (le|mon|ce) rendez vous\b"),

        Meant = Any(
            $@"\b(dit|demande|repete|prie|somme) (\w+ ){{0,3}}(de |d')(ne )?(plus|pas|jamais) {FrenchParts.Me}{FrenchParts.Ring}\b",
            $@"\b(dit|demande|repete|prie|somme) (\w+ ){{0,3}}(d'|de )(arreter|cesser) (de |d')?{FrenchParts.Me}{FrenchParts.Ring}\b"),

        Denials = Any(
            @"\b(pas|jamais) (pu|reussi|su) \w+|\b(vous avez|j'ai|on m'a|on a) (\w+ )?appele\b",
            @"\b(je|tu|il|elle) (ne |n')?(m'|s'|t')appelle( pas| plus)?\b",
            $@"\b(il|elle|ils|elles|on|tu|qui|personne|pourquoi|pourquoi vous|pourquoi est ce que vous) (ne |n'|me |nous |m')*({FrenchParts.RingYou}) (plus|jamais|pas)\b",
            @"\bn'(arretez|enlevez|effacez|arrete|otez) (surtout )?(pas|jamais)( de)?( m'\w+| me| d')?( ?\w+)?\b",
            @"\bne (supprimez|retirez|cessez|rayez|sortez|me retirez|me supprimez|m'enlevez) (surtout )?(pas|jamais)( de)?( m'\w+| me| mon)?( ?\w+)?\b",
            $@"\b(ai|avons|a|eu|recois|recu|avez|recevons|il n'y a) plus (d'|de |vos |beaucoup d')*{FrenchParts.Calls}\b",
            $@"\b(j'ai|nous avons|je n'ai|j'en ai) (pas|pas eu|pas recu) (d'|de |vos )*{FrenchParts.Calls}\b"),

        Reports = Any(
            $@"\bvous (ne |n'|me |nous |m')*({FrenchParts.RingYou}) (plus|jamais|pas)\b",
            @"\b(dites|dis|demandez|demande) (lui |leur )?(a (\w+ ){1,2})?(d'arreter|de cesser|de ne plus|d'arreter de) (\w+ ){0,2}\w*'?appeler\b"),

        NamesCalls = Any(
            $@"\b(ne |n'){FrenchParts.Me}{FrenchParts.RingYou} (surtout|vraiment|donc|s'il vous plait) (plus|pas|plus jamais|jamais){FrenchParts.Polite}",
            $@"\b(faut|faudrait|devez|voulez|pouvez) (ne )?(plus|pas|ne plus|plus jamais) {FrenchParts.Me}{FrenchParts.Ring}\b",
            @"\b(me|nous) (retirer|enlever|supprimer|rayer|effacer|sortir) (de|des) (votre|vos) (\w+ )?(listes?|fichiers?)\b",
            @"\betre (retiree?|enlevee?|supprimee?|rayee?|desinscrite?) (de |des )(votre|vos|la|cette) (\w+ )?(listes?|fichiers?)\b",
            $@"\b(ne |n'|){FrenchParts.Me}{FrenchParts.RingYou} (plus|plus jamais|jamais|jamais plus)\b",
            $@"\b(ne |n'){FrenchParts.Me}{FrenchParts.RingYou} pas{FrenchParts.Polite}",
            $@"\b(m'|me |nous ){FrenchParts.RingYou} pas{FrenchParts.Polite}",
            $@"\b(plus jamais|jamais plus) (\w+ |\w+')?{FrenchParts.Calls}\b",
            $@"\b(arretez|cessez|arrete|arreter|arretiez|cessiez|stoppez|cesser) (tout de suite |immediatement |maintenant |donc )?(de |d')?{FrenchParts.Me}{FrenchParts.Ring}\b",
            $@"\b(arretez|cessez|arrete|stop|stoppez|fini|assez|halte) (tout de suite |immediatement |avec |de |d'|a |aux |tous |toutes )*(ces |vos |les |aux |tous )*{FrenchParts.Calls}\b",
            $@"\b(ne|de ne|merci de ne|veuillez ne|priere de ne|a ne) (plus|jamais|pas|plus jamais) {FrenchParts.Me}{FrenchParts.Ring}\b",
            $@"^((merci de|svp|s'il vous plait|non) )*(plus|jamais|ne plus) {FrenchParts.Me}{FrenchParts.Ring}\b",
            $@"\b(veux|souhaite|desire|souhaitons|voulons|veut|aimerais|voudrais|accepte) (plus|pas|ne plus|ne pas|plus jamais) (etre {FrenchParts.Rung}|recevoir (d'|vos |de vos |ces |des |aucun |de )*{FrenchParts.Calls}|(de |vos |d'|de vos |ces )+{FrenchParts.Calls}|que (vous|l'on|on) {FrenchParts.Me}{FrenchParts.RingSubjunctive}|qu'on {FrenchParts.Me}{FrenchParts.RingSubjunctive})",
            $@"\b(veux|souhaite|prefere|prefererais|aimerais|voudrais|exige|preferais) (qu'on|que vous|que l'on) (ne )?{FrenchParts.Me}{FrenchParts.RingSubjunctive} (plus|pas|jamais)\b",
            $@"\b(veux|souhaite|prefere|prefererais|aimerais|voudrais|aime autant|demande a|demande de) (ne )?(plus|pas|ne pas|ne plus|jamais) etre {FrenchParts.Rung}\b",
            $@"^((non|merci|svp|s'il vous plait|je veux|je ne veux|je dis|j'ai dit) )*plus (d'|de vos |de ces |aucun |de ){FrenchParts.Calls}\b",
            $@"\b{FrenchParts.Strike} (\w+ ){{0,2}}?{FrenchParts.Who} (\w+ ){{0,2}}(de|des) (votre|vos) (\w+ )?(listes?|fichiers?)\b",
            $@"\b{FrenchParts.Strike} (\w+ ){{0,2}}?{FrenchParts.Who} (\w+ ){{0,2}}(de|des) (la|cette|votre|vos|toutes vos)? ?(liste|listes) (d'appels?|telephoniques?|de telephone|de demarchage)\b",
            $@"\b(retire|revoque|annule) (mon |ma )?(consentement|autorisation|accord) (\w+ ){{0,4}}({FrenchParts.Calls}|(m'|etre )?\w*appele\w*)\b",
            $@"\b(m'oppose|refuse|interdis) (\w+ ){{0,3}}(aux |a vos |vos |ces |de |d'|tous |les )*({FrenchParts.Calls}|m'appeler|etre appelee?|demarchage telephonique)"),

        ToCallers = Any(
            $@"\b{FrenchParts.Strike} (\w+ ){{0,2}}?{FrenchParts.Who} (\w+ ){{0,2}}(de|du|des) ((votre|vos|la|cette|ce|toutes|tous|ces|les) )*(\w+ )?(listes?|fichiers?|base|bases|systeme|registre|repertoire|ordinateur)\b",
            $@"\b{FrenchParts.Strike} (mon|ce|notre) (numero|telephone)( de telephone)?{FrenchParts.Polite}",
            $@"^((svp|s'il vous plait|bon|merci de|veuillez) )*(retirez|enlevez|supprimez|effacez|rayez|desinscrivez|desabonnez)[ -]?(moi|nous){FrenchParts.Polite}",
            $@"\b(desinscrivez|desabonnez) (moi|nous){FrenchParts.Polite}|\b(me|nous) (desinscrire|desabonner){FrenchParts.Polite}",
            @"\b(laissez|laisse|fichez|foutez|lachez|fiche|fous)[ -]?(moi|nous) (donc )?(tranquilles?|en paix|la paix|respirer)\b|\blachez moi$",
            $@"\b(arretez|cessez|arrete) (de |d')?{FrenchParts.Me}(embeter|ennuyer|emmerder|importuner)\b",
            $@"\b(assez|marre|ras le bol|ras la casquette|plein le dos) (d'|de |de vos |de ces |des |que vous )+({FrenchParts.Calls}|m'appeliez|etre {FrenchParts.Rung})",
            @"\b(retire|revoque|annule) (mon |ma )?(consentement|autorisation|accord)\b",
            $@"^((non|merci|svp) )*(pas|aucun) (d'|de )?{FrenchParts.Calls}{FrenchParts.Polite}",
            @"\bbloctel\b",
            @"\b(supprimez|effacez|supprimer|effacer|retirez|enlevez) (toutes )?(mes|nos) (donnees|coordonnees)( personnelles)?( (s'il vous plait|svp|merci))*$",
            @"\boubliez (mon|ce) numero\b"),

        NamesTexts = Any(
            @"\b(arretez|cessez|arrete) (de |d')(m'envoyer|m'ecrire|m'envoyer des) ?(\w+ ?){0,2}|\b(arretez|cessez) (vos|ces|les) (sms|messages|textos)\b",
            @"\b(ne |n')?(m'envoyez|m'ecrivez) (plus|pas)\b|\bplus de (sms|messages|textos)\b"),

        Doubtful = Any(
            @"\b(retirez|enlevez|sortez|supprimez|rayez|retire|enleve)[ -]?(moi|nous) (de (la|ca|cela|ceci|tout ca)|d'ici|de la dedans)\b"),

        DoubtfulToCallers = Any(
            @"\b(plus|pas|jamais|arretez|arreter|cessez|cesser|marre|assez|sans) (\w+ |\w+'){0,4}(r?appel(er|ez|le|ee?|s|iez)?|contacter|contactez|telephoner|deranger)\b",
            $@"\b(ne |n'){FrenchParts.Me}{FrenchParts.RingYou} pas\b",
            @"\b(avocat|porter plainte|harcelement|cnil|signaler|bloquer)\b",
            @"\b(jamais|pas) (donne|accepte|consenti) (\w+ ){0,2}(consentement|autorisation|accord|mon numero)?\b",
            @"\bca suffit\b|^(c'est )?(assez|bon arretez)$"),
    };
}
