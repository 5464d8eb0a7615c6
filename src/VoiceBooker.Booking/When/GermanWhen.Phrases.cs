namespace VoiceBooker.Booking.When;

/// <content>What Germans, Austrians and Swiss say of time, in the grammar's words.</content>
internal sealed partial class GermanWhen
{
    private const string Weekdays =
        "montag|mo=monday dienstag|di=tuesday mittwoch|mi=wednesday donnerstag|do=thursday freitag|fr=friday samstag|sonnabend|sa=saturday sonntag=sunday";

    private const string Months =
        " januar|jaenner|jan=january februar|feber|feb=february maerz|mrz=march april|apr=april mai=may juni|juno|jun=june juli|julei|jul=july august|aug=august september|sep|sept=september oktober|okt=october november|nov=november dezember|dez=december ";

    private static readonly PhraseTable Table = new(
        Weekdays,
        Months,
        string.Join('\n', DayPhrases, TimePhrases, OtherPhrases),
        """
        ich wir mir mich uns ihnen es das die der den dem des ein eine einen am im in an auf zu zur zum fuer mit bei hat haette haetten waere wuerde wuerden werde moechte moechten will wollen kann koennte koennten koennen
        gern gerne geht ginge passt passen gut prima super toll perfekt schoen okay ok ja jo jep jawohl dann also vielleicht mal nehme nehmen nehm machen mach sagen sage nur noch schon auch ist sind sei wenn wie waers waer
        einfach mal ganz so da hm hmm aeh aehm oehm gell halt eben danke dank vielen termin uhrzeit zeit uhr am klappt klingt optimal ideal ausgezeichnet wunderbar einverstanden naja sehr besten dafuer davon sich wenns gehts
        habe hab haben sie irgendwann erst denn wohl tatsaechlich sagten sagen gesagt komme kommen kaeme ungern vorbei bevorzugt idealerweise montagmorgen moeglich
        """);
}
