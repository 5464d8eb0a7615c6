using System.Text;
using NodaTime;
using VoiceBooker.Booking.Campaigns.Upload;

namespace VoiceBooker.Tests.Booking.Campaigns.Upload;

public sealed class FilesAsTheyComeTests : IDisposable
{
    private readonly Lists _lists = new();

    public void Dispose() => _lists.Dispose();

    public static TheoryData<string, bool, string> Letters => new()
    {
        { "utf-8", false, "UTF-8" },
        { "utf-8", true, "UTF-8" },
        { "utf-16", true, "UTF-16 LE" },
        { "utf-16", false, "UTF-16 LE" },
        { "utf-16BE", true, "UTF-16 BE" },
        { "utf-16BE", false, "UTF-16 BE" },
        { "windows-1252", false, "Windows-1252" },
    };

    [Theory]
    [MemberData(nameof(Letters))]
    public async Task A_name_with_an_umlaut_survives_whatever_letters_the_file_is_written_in(string encoding, bool mark, string found)
    {
        var letters = encoding == "windows-1252" ? CodePagesEncodingProvider.Instance.GetEncoding(1252)! : Encoding.GetEncoding(encoding);
        var file = await _lists.OpenAsync("name,phone\r\nJürgen Großmann,+4915112345678\r\n", letters, mark);

        Assert.Equal(found, file.Encoding);
        Assert.Equal(("Jürgen Großmann", "+4915112345678"), Lists.Good((await Lists.CheckAsync(file))[0]) is var contact ? (contact.Name, contact.Number) : default);
    }

    [Fact]
    public async Task An_umlaut_far_down_the_file_still_tells_its_letters()
    {
        var list = new StringBuilder("name,phone\n");
        for (var i = 0; i < 6000; i++)
            list.Append("Ann Lee,+1415555").Append(1000 + i).Append('\n');
        var file = await _lists.OpenAsync(list.Append("Jürgen,+14155550001\n").ToString(), CodePagesEncodingProvider.Instance.GetEncoding(1252)!);

        Assert.Equal("Windows-1252", file.Encoding);
        Assert.Equal("Jürgen", (await Lists.RowsAsync(file))[^1].Cells[0]);
    }

    [Theory]
    [InlineData(',')]
    [InlineData(';')]
    [InlineData('\t')]
    [InlineData('|')]
    public async Task The_separator_is_found_though_values_contain_others(char separator)
    {
        var file = await _lists.OpenAsync($"Name{separator}Telefon{separator}Adresse\n\"Lee, Ann; | Dr.\"{separator}+14155550147{separator}\"12 Harbour St, rear\"\nBen{separator}+14155550148{separator}\n");

        Assert.Equal(separator, file.Separator);
        var rows = await Lists.RowsAsync(file);
        Assert.Equal(["Lee, Ann; | Dr.", "+14155550147", "12 Harbour St, rear"], rows[1].Cells);
    }

    [Fact]
    public async Task A_line_that_names_the_separator_is_obeyed_and_is_no_person()
    {
        var file = await _lists.OpenAsync("sep=;\r\nphone;name\r\n+14155550147;Ann\r\n");

        var verdicts = await Lists.CheckAsync(file);
        Assert.Equal(("Ann", 3), Lists.Good(Assert.Single(verdicts)) is var contact ? (contact.Name, contact.Line!.Value) : default);
    }

    [Fact]
    public async Task A_value_may_hold_quotation_marks_and_line_breaks_and_the_next_line_is_counted_right()
    {
        var file = await _lists.OpenAsync("phone,name,note\r\n+14155550147,Ann,\"says \"\"hi\"\"\r\nand, more\"\r\n\r\n+14155550148,Ben,\r\n");

        var rows = await Lists.RowsAsync(file);
        Assert.Equal([1, 2, 5], rows.Select(row => row.Line));
        Assert.Equal("says \"hi\"\nand, more", rows[1].Cells[2]);
    }

    [Fact]
    public async Task A_quotation_mark_that_is_never_closed_costs_its_own_line_and_no_other()
    {
        var file = await _lists.OpenAsync("phone,name\n+14155550147,\"Ann\n+14155550148,Ben\n+14155550149,\"Cy, Jr.\"\n+14155550150,Di\n");

        var verdicts = await Lists.CheckAsync(file);
        Assert.Contains("never closed", Lists.Why(verdicts[0]), StringComparison.Ordinal);
        Assert.Equal(["Ben", "Cy, Jr.", "Di"], verdicts.Skip(1).Select(verdict => Lists.Good(verdict).Name));
    }

    [Theory]
    [InlineData("\r")]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public async Task Every_kind_of_line_end_and_a_last_line_without_one_are_read(string end)
    {
        var file = await _lists.OpenAsync($"phone,name{end}{end}+14155550147,Ann{end},{end}  {end}+14155550148,Ben");

        Assert.Equal([1, 3, 6], (await Lists.RowsAsync(file)).Select(row => row.Line));
    }

    [Fact]
    public async Task An_endless_line_is_refused_and_the_next_one_is_read()
    {
        var file = await _lists.OpenAsync($"phone,name\n+14155550147,{new string('x', 200_000)}\n+14155550148,Ben\n");

        var rows = await Lists.RowsAsync(file);
        Assert.Contains("longer than", rows[1].Fault, StringComparison.Ordinal);
        Assert.Equal("Ben", rows[2].Cells[1]);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("\n \n;;\n", "no lines")]
    [InlineData("PK\u0003\u0004xl/workbook", "spreadsheet")]
    [InlineData("%PDF-1.7", "PDF")]
    public async Task What_is_no_list_is_refused_with_what_to_do(string content, string told) =>
        Assert.Contains(told, Assert.IsType<ContactFileAnswer.Unreadable>(await _lists.AnswerAsync(Encoding.Latin1.GetBytes(content))).Because, StringComparison.Ordinal);

    [Fact]
    public async Task A_file_that_is_too_large_is_refused_before_it_is_read()
    {
        var path = _lists.PathOf("large.csv");
        await using (var large = File.Create(path))
            large.SetLength(ContactFile.MostBytes + 1);
        Assert.Contains("50 MB", Assert.IsType<ContactFileAnswer.Unreadable>(await Lists.OpenPathAsync(path)).Because, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Columns_are_known_by_their_names_in_any_order_and_language()
    {
        var file = await _lists.OpenAsync("Einwilligung am;Nachname;Lieblings Farbe;Handy;Vorname;E-Mail;Zeitzone;cal_email\n27.03.2025;Lee;grün;015112345678;Ann;ann@example.com;Europe/Berlin;desk@example.com\n");

        var mapping = Lists.Guess(file, "DE");
        Assert.Equal(
            [ColumnMeaning.ConsentDate, ColumnMeaning.LastName, ColumnMeaning.Variable, ColumnMeaning.Number, ColumnMeaning.FirstName, ColumnMeaning.Email, ColumnMeaning.Zone, ColumnMeaning.OrganizerEmail],
            mapping.Columns.Select(column => column.Meaning));
        var ann = Lists.Good(Assert.Single(await Lists.CheckAsync(file, mapping)));
        Assert.Equal(("Ann Lee", "+4915112345678", "Europe/Berlin"), (ann.Name, ann.Number, ann.Zone));
        Assert.Equal(("grün", "ann@example.com", "desk@example.com", "Ann"), (ann.Variables["lieblings_farbe"], ann.Variables["email"], ann.Variables["cal_email"], ann.Variables["first_name"]));
        Assert.Equal(Instant.FromUtc(2025, 3, 27, 0, 0), ann.ConsentAt);
    }

    [Fact]
    public async Task A_file_without_names_is_known_by_what_stands_in_it()
    {
        var file = await _lists.OpenAsync("Ann,ann@example.com,(415) 555-0147,America/New_York\nBen,ben@example.com,415.555.0148,America/Chicago\n");

        var mapping = Lists.Guess(file);
        Assert.False(mapping.HasNames);
        Assert.Equal([ColumnMeaning.Ignored, ColumnMeaning.Email, ColumnMeaning.Number, ColumnMeaning.Zone], mapping.Columns.Select(column => column.Meaning));
        Assert.Equal(["+14155550147", "+14155550148"], (await Lists.CheckAsync(file, mapping)).Select(verdict => Lists.Good(verdict).Number));
    }

    [Fact]
    public async Task The_first_of_two_numbers_is_called_and_the_other_is_a_variable()
    {
        var file = await _lists.OpenAsync("mobile,phone\n+14155550147,+14155550148\n");

        var mapping = Lists.Guess(file);
        Assert.Equal([ColumnMeaning.Number, ColumnMeaning.Variable], mapping.Columns.Select(column => column.Meaning));
        Assert.Equal("phone", mapping.Columns[1].Variable);
    }

    [Fact]
    public async Task A_plain_list_of_numbers_is_read_as_one()
    {
        var file = await _lists.OpenAsync("4155550147\n+1 415 555 0148\nnobody\n");
        var list = new NumberList(file, "US");

        List<string> numbers = [];
        await foreach (var number in list.ReadAsync(CancellationToken.None))
            numbers.Add(number);
        Assert.Equal(["+14155550147", "+14155550148"], numbers);
        Assert.Equal((1, 3), (list.UnreadCount, list.Unread[0].Line));
    }

    [Fact]
    public async Task Every_column_of_a_list_that_holds_numbers_is_read_whatever_it_is_called()
    {
        var file = await _lists.OpenAsync("name,phone,mobile,evenings,note\nAda,4155550147,,415 555 0157,7\nBen,,4155550148,,call later\nCleo,4155550149,none,,\nDora,,,,\n");
        var list = new NumberList(file, "US");

        Assert.Equal(["phone", "mobile", "evenings"], list.Columns);
        List<string> numbers = [];
        await foreach (var number in list.ReadAsync(CancellationToken.None))
            numbers.Add(number);
        Assert.Equal(["+14155550147", "+14155550157", "+14155550148", "+14155550149"], numbers);
        Assert.Equal([(4, "none"), (5, "")], list.Unread.Select(row => ((int)row.Line, row.Shown)));
    }
}
