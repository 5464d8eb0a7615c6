namespace VoiceBooker.Booking.When;

/// <content>What French speakers say of time, in the grammar's words.</content>
internal sealed partial class FrenchWhen
{
    private static readonly PhraseTable Table = new(
        "lundi=monday mardi=tuesday mercredi=wednesday jeudi=thursday vendredi=friday samedi=saturday dimanche=sunday",
        "janvier|janv=january fevrier|fevr=february mars=march avril|avr=april mai=may juin=june juillet|juil=july aout=august septembre=september octobre|oct=october novembre|nov=november decembre|dec=december",
        string.Join('\n', DayPhrases, TimePhrases, OtherPhrases),
        """
        je j me moi nous on vous il elle ce c ca cela l le la les un une des de du d au aux a en dans pour avec que qu qui est serait sera etre soit ok okay oui ouais bon bien parfait super tres d accord alors donc voudrais veux voulons
        aimerais prefere prefererais prends prend prendrai prendre va vais irait irai marche convient conviendrait peux peut pourrais pourrait possible rendez vous rdv creneau heure merci beaucoup euh hein ben bah eh peut etre disons dis dit
        mettez mets met faire fait fais si plait jour s t y n ne et comme sur se mon ma notre semble crois pense chez celui celle ci cette cet ces jusqu
        """);
}
