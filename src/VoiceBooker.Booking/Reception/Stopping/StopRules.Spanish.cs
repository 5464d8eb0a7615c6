namespace VoiceBooker.Booking.Reception.Stopping;

internal sealed partial record StopRules
{
    private static class SpanishParts
    {
        public const string Whom = "((me|nos|lo|la|le|a|aqui|este numero|mi|numero|casa|por favor) )*";
        public const string Ring = "(llam\\w*|marcar\\w*|marque\\w*|contact\\w*|molest\\w*|telefone\\w*)";
        public const string RingPlease = "(llame|llamen|llames|llameis|marque|marquen|contacte|contacten|telefonee|telefoneen)";
        public const string Again = "( (mas|nunca|jamas|otra vez|de nuevo|nuevamente|aqui|a este numero|a mi numero|a mi casa|a mi celular|a mi movil|por favor|ya|gracias|senor|senora|senorita))";
        public const string Calls = "(llamadas|llamadas? telefonicas?|llamada)";
        public const string Strike = "(quit\\w*|borr\\w*|elimin\\w*|sac\\w*|saqu\\w*|retir\\w*|tach\\w*)";
        public const string CallList = "(de |a )?(su|sus|tu|tus|vuestra|vuestras|esta|esa|la|las) (\\w+ )?listas?( de (llamadas|contactos|telefonos|numeros))?";
        public const string Time = "(antes|despues|hasta|hoy|manana|esta (manana|tarde|noche|semana)|por la (manana|tarde|noche)|de noche|a las|a esta hora|a estas horas|tan (tarde|temprano)|entre|mientras|cuando|los (lunes|martes|miercoles|jueves|viernes|sabados|domingos)|el (lunes|martes|miercoles|jueves|viernes|sabado|domingo|fin)|al trabajo|en el trabajo|todavia|aun|ahora|mas (tarde|temprano|adelante|pronto)|si|mejor|yo (le|les|te)|asi)";
        public const string Elsewhere = "(agenda|cita|citas|calendario|horario|turno|turnos|lista de espera|altavoz|manos libres|seguro|boletin|correo|correos|lunes|martes|miercoles|jueves|viernes|sabado|domingo|manana|receta|grupo|curso|gimnasio|plan|cuenta|reserva|hueco)";
    }

    /// <summary>Spanish.</summary>
    public static readonly StopRules Spanish = new()
    {
        Hints = ["llam", "marc", "marq", "contact", "molest", "telef", "lista", "base", "registro", "sistema", "fichero", "archivo", "directorio", "numero", "quit", "borr", "elimin", "sac", "saqu", "retir", "baja", "paz", "tranquil", "acos", "fastid", "consent", "permiso", "autoriz", "mensaj", "sms", "texto", "escrib", "abogado", "denunci", "polic", "bloque", "basta", "acabo", "estuvo", "pare", "olvid", "hart", "cansad"],

        Limits = Any(
            @"\b(darme|darnos|dar|denme|deme) de baja (en|de|del) (el |la |mi |su )?(gimnasio|seguro|boletin|plan|curso|cita|medico|servicio)\b",
            $@"\b{SpanishParts.Ring} ((me|nos|aqui|a este numero|mas) )*{SpanishParts.Time}\b",
            $@"\b{SpanishParts.Calls} {SpanishParts.Time}\b",
            $@"\b(de|del|de la|de el|de las|de los|de mi|de su|de tu) ({SpanishParts.Elsewhere})\b",
            @"\bno me (llame|llamen|llames) (senor|senora|don|dona|asi|por mi nombre|mentiroso|loco|loca|carino)\b"),

        Meant = Any(
            $@"\b(le|les|te|os) (he )?(dije|digo|dicho|pedi|pido|pedido|repito|advierto|ordeno|ruego) (\w+ ){{0,2}}que (no|dejen?|dejaran?|paren?) (\w+ ){{0,3}}{SpanishParts.Ring}\b"),

        Denials = Any(
            $@"\b(el|ella|ellos|ellas|nadie|por que|quien|yo) (no|nunca) {SpanishParts.Whom}{SpanishParts.Ring}",
            @"\bno (deje[ns]?|dejes|pare[ns]?|dejeis) de \w+",
            @"\bno (me |nos )?(quite|borre|elimine|saque|retire|den|de)\w* (\w+ )?(de|mi|el)\b",
            $@"\b(tengo|tenemos|hay|tuve|he recibido|recibi|habia|hubo|recibimos|tuvimos) (\w+ )?(ninguna|ni una|mas|no mas) {SpanishParts.Calls}( mas)?\b"),

        Reports = Any(
            $@"\b(usted|ustedes) (no|nunca) {SpanishParts.Whom}{SpanishParts.Ring}",
            @"\b(digale|dile|diganle|pidale|pidele|avisele) a (\w+ ){1,3}que (no|deje|pare) (\w+ ){0,3}llam\w*"),

        NamesCalls = Any(
            @"\b(dejar|parar|cesar) de (estar )?(llamar\w*|marcar\w*)\b",
            @"\bno (llamarme|llamarnos|volver a llamar\w*)( (mas|nunca|nunca mas|por favor|a este numero))*$",
            @"\b(no|ya no) (me |nos )?(este|esten|sigan|siga) (llamando|marcando)(me|nos)?\b",
            $@"\b(no|nunca|jamas)( mas)? {SpanishParts.Whom}(vuelva[ns]?|vuelvas|volvais) a {SpanishParts.Ring}\b",
            $@"\b(no|nunca|jamas) {SpanishParts.Whom}{SpanishParts.RingPlease}{SpanishParts.Again}+",
            $@"\b(no|nunca|jamas) (me|nos) {SpanishParts.RingPlease}$",
            $@"^((por favor|ya|oiga|mire) )*(no|nunca) {SpanishParts.RingPlease}{SpanishParts.Again}*$",
            $@"\b(no|ya no|nunca) (quiero|deseo|quisiera|queremos|deseamos|me gusta|acepto|autorizo|permito) (\w+ ){{0,2}}que (me |nos )?(sigan |siga |vuelvan a |vuelva a |esten )?{SpanishParts.Ring}\b",
            $@"\b(prefiero|preferiria|quiero|quisiera|deseo|exijo|pido|solicito|agradeceria|gustaria) (\w+ )?que (ya )?(no|dejen de|deje de|dejaran de|dejara de|paren de|pararan de|nunca) (me |nos )?(vuelvan a |vuelva a |sigan )?{SpanishParts.Ring}",
            $@"\b(no|ya no|nunca) (quiero|deseo|quisiera|queremos|deseamos|acepto|autorizo|admito|necesito|consiento) (\w+ )?(recibir |tener |contestar )?((mas|sus|estas|ninguna|ningun|tipo de|sus|de|tantas|esta clase de) )*{SpanishParts.Calls}\b",
            @"\b(no|ya no) (quiero|deseo|quisiera) (\w+ )?(ser|seguir siendo) (llamad[oa]|contactad[oa]|molestad[oa])\b",
            $@"\b(deje[ns]?|deja|dejad|paren?|pare|parad|para|basta|cesen|cese|termine[ns]?) (ya )?(por favor )?de (una vez de )?(estar )?(llam\w*|marcar\w*|telefonear\w*)\b",
            $@"^((por favor|ya|he dicho|dije|que) )*(no mas|ni una|basta de|ni una sola|ya basta de|se acabaron las|alto a las) ((mas|estas|sus|tantas|sola|ya|las) )*{SpanishParts.Calls}( mas)?\b",
            $@"\b(ninguna|ni una|ni una sola) llamada mas\b|\bno mas {SpanishParts.Calls}\b",
            $@"\b(dejen?|paren?|detengan?|suspendan?|cesen?|terminen?) (ya )?(con )?(de hacer )?(las|estas|sus|esas|tantas) {SpanishParts.Calls}\b",
            $@"\b{SpanishParts.Strike} (\w+ ){{0,4}}de (su|sus|tu|tus|vuestra|esa|esta|la|las) (\w+ )?listas? de (llamadas|contactos|telefonos|numeros)\b",
            $@"\b{SpanishParts.Strike} (\w+ ){{0,4}}de (su|sus|tu|tus|vuestra) (\w+ )?listas?\b",
            $@"\b(revoco|retiro|cancelo|anulo) (\w+ )?(consentimiento|permiso|autorizacion) (\w+ ){{0,3}}(llam\w*)\b",
            @"\b(en|a) la lista robinson\b"),

        ToCallers = Any(
            $@"\b{SpanishParts.Strike} (\w+ ){{0,4}}(de|del) ((la|su|esta|sus|las|el|este|tu|todas|sus) )*(\w+ )?(listas?|base|bases|registro|sistema|fichero|archivo|computadora|directorio)\b",
            @"\b(quit\w*|borr\w*|elimin\w*|retir\w*|olvid\w*|bloque\w*) (por favor )?(mi|este|nuestro) (numero|telefono|celular|movil)( de telefono)?( (por favor|ya|gracias))*$",
            @"^((por favor|ya|quiero que|oiga) )*(quiteme|quitenme|borreme|borrenme|saqueme|saquenme|elimineme|eliminenme|retireme)( (ya|por favor))*$",
            @"\b(denme|deme|darme|dar|darnos|dese) de baja( (ya|por favor|ahora))*$|\bde baja de (todo|la lista|su lista|las llamadas)\b",
            @"\b(dejeme|dejenme|dejame|dejadme|dejenos) (ya )?(en paz|tranquil[oa]s?)\b",
            @"\b(deje[ns]?|deja|paren?|pare|dejad) (ya )?de (molestar\w*|acosar\w*|fastidiar\w*)\b",
            @"\bno (me|nos) (molesten?|moleste|fastidien?|acosen?)( (mas|nunca|por favor))*$",
            @"\b(revoco|retiro|cancelo|anulo) (\w+ )?(consentimiento|permiso|autorizacion)\b",
            $@"\b(harto|harta|cansado|cansada|hasta (las narices|la coronilla|el gorro)) de (que me llamen|que llamen|(sus|estas|tantas|las|recibir) (\w+ )?{SpanishParts.Calls}|{SpanishParts.Calls})\b",
            $@"^((por favor|no) )*(sin|nada de|no) {SpanishParts.Calls}( por favor)*$",
            @"\blista robinson\b",
            @"\b(quit\w*|borr\w*|elimin\w*) (por favor )?(todos )?mis datos( personales)?( (por favor|ya))*$",
            @"\bolvide[ns]? (mi|este) numero\b"),

        NamesTexts = Any(
            @"\b(deje[ns]?|deja|paren?|no|nunca) (ya )?(de )?(me |nos )?(mande[ns]?|mandar\w*|envie[ns]?|enviar\w*|escriba[ns]?|escribir\w*) (\w+ ){0,2}(mensajes|sms|textos)?\b",
            @"\bno (quiero|deseo) (recibir )?(mas |sus |estos )*(mensajes|sms|textos)\b|\bno mas (mensajes|sms|textos)\b"),

        Doubtful = Any(
            @"\b(quiteme|quitenme|borreme|borrenme|saqueme|saquenme|elimineme|eliminenme) (de (ahi|eso|esto|aqui|alli|todo))\b"),

        DoubtfulToCallers = Any(
            @"\b(no|nunca|jamas|dejen?|dejar|basta|paren?|ninguna) (\w+ ){0,4}(llam(e|en|ar|arme|arnos|adas?|ando|aran|ara)|contact\w+)\b",
            $@"\bno (me|nos) {SpanishParts.RingPlease}\b",
            @"\b(abogado|denunciar\w*|denuncia|acoso|bloquear\w*|policia)\b",
            @"\b(no|nunca) (les |le |di |doy |he dado |he |)(\w+ )?(consentimiento|permiso|autorizacion|autorizado|autorice)\b",
            @"^(ya basta|basta ya|se acabo|ya estuvo)\b|\bque (esto )?(pare|se acabe)\b|\bde baja\b"),
    };
}
