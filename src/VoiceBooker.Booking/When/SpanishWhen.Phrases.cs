namespace VoiceBooker.Booking.When;

/// <content>What Spanish speakers say of time, in the grammar's words.</content>
internal sealed partial class SpanishWhen
{
    private static readonly PhraseTable Table = new(
        "lunes|lun=monday martes|mar=tuesday miercoles|mie=wednesday jueves|jue=thursday viernes|vie=friday sabado|sab=saturday domingo|dom=sunday",
        "enero|ene=january febrero|feb=february marzo=march abril|abr=april mayo=may junio|jun=june julio|jul=july agosto|ago=august septiembre|setiembre|sep|sept|set=september octubre|oct=october noviembre|nov=november diciembre|dic=december",
        string.Join('\n', DayPhrases, TimePhrases, OtherPhrases),
        """
        yo me mi nos le les lo la las los el un una al del de para a en con que es esta estaria seria sea si vale bien bueno claro perfecto genial estupendo muy pues entonces quiero queria quisiera querria gustaria podria puede podemos
        puedo poder ser va viene vendria iria iba haga hagamos pongame ponga pon reservar cita hora tomar tomo cojo coger quedo con gracias ok okay eh mmm ah creo que parece tal vez acaso solo quedamos digamos ver vamos seguro mejor
        tengo tenia podemos desde ya estoy mas aproximadamente dia elijo escojo decia dije ese esa esos
        """);
}
