using System.Text.RegularExpressions;

namespace VoiceBooker.Tests.House;

public sealed partial class HouseRules
{
    public static TheoryData<string, string[]> Arrows => new()
    {
        { "VoiceBooker.Voice", [] },
        { "VoiceBooker.Booking", ["VoiceBooker.Voice"] },
        { "VoiceBooker.Providers", ["VoiceBooker.Voice", "VoiceBooker.Booking"] },
        { "VoiceBooker.Server", ["VoiceBooker.Voice", "VoiceBooker.Booking", "VoiceBooker.Providers"] },
        { "VoiceBooker.CallLab", [] },
    };

    public static TheoryData<string> Projects => [.. House.Projects];

    [Theory]
    [MemberData(nameof(Arrows))]
    public void A_project_knows_only_those_to_its_left(string project, string[] allowed)
    {
        var known = House.AssemblyOf(project).GetReferencedAssemblies()
            .Select(reference => reference.Name == "calllab" ? "VoiceBooker.CallLab" : reference.Name!)
            .Where(name => name.StartsWith("VoiceBooker", StringComparison.Ordinal));
        Assert.Empty(known.Except(allowed));
    }

    [Theory]
    [InlineData("VoiceBooker.Voice", "AspNetCore|EntityFrameworkCore|NodaTime|Npgsql|Sqlite")]
    [InlineData("VoiceBooker.Booking", "AspNetCore|Npgsql$")]
    public void The_engine_and_the_business_know_no_web(string project, string forbidden)
    {
        var found = House.AssemblyOf(project).GetReferencedAssemblies().Where(reference => Regex.IsMatch(reference.Name!, forbidden));
        Assert.Empty(found.Select(reference => reference.Name));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Classes_are_sealed_unless_they_are_made_to_be_derived_from(string project)
    {
        var types = House.TypesOf(project).ToArray();
        var bases = House.Projects.SelectMany(House.TypesOf).Select(type => type.BaseType).OfType<Type>()
            .Select(type => type.IsGenericType ? type.GetGenericTypeDefinition() : type).ToHashSet();
        var open = types.Where(type => type.IsClass && !type.IsSealed && !type.IsAbstract && !bases.Contains(type) && !IsPage(type) && type.Name is not ("Program" or "_Imports"));
        Assert.Empty(open.Select(type => type.FullName));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Names_say_what_a_thing_is(string project)
    {
        var vague = House.TypesOf(project).Where(type => VagueName().IsMatch(type.Name.Split('`')[0]));
        Assert.Empty(vague.Select(type => type.FullName));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Folders_are_features_not_kinds(string project)
    {
        var kinds = House.SourcesOf(project).Select(source => source.Path).Where(path => KindFolder().IsMatch(path));
        Assert.Empty(kinds);
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Every_project_says_on_one_page_what_lives_there(string project) =>
        Assert.True(File.Exists(Path.Combine(House.Root, "src", project, "README.md")));

    [Theory]
    [InlineData("VoiceBooker.Voice")]
    [InlineData("VoiceBooker.Booking")]
    [InlineData("VoiceBooker.Server")]
    [InlineData("VoiceBooker.Providers")]
    public void A_vendors_name_stands_in_its_own_folder_only(string project)
    {
        var found =
            from source in House.SourcesOf(project)
            where source.Path != "src/VoiceBooker.Server/Program.cs" // it puts the features together, one line each
            from Match match in VendorWord().Matches(WithoutImports(source.Text))
            where !source.Path.Contains($"VoiceBooker.Providers/{match.Value.Replace(".", "", StringComparison.Ordinal)}", StringComparison.OrdinalIgnoreCase)
            where !(match.Value.Equals("Azure", StringComparison.OrdinalIgnoreCase) && source.Path.StartsWith("src/VoiceBooker.Providers/OpenAI/", StringComparison.Ordinal)) // Azure serves OpenAI's models, too
            select $"{source.Path}: {match.Value}";
        Assert.Empty(found.Distinct());
    }

    [Fact]
    public void The_engine_starts_no_stray_task_and_takes_no_lock_on_the_audio_path()
    {
        var found =
            from source in House.SourcesOf("VoiceBooker.Voice")
            where !source.Path.EndsWith("/Time/ManualClock.cs", StringComparison.Ordinal)
            from Match match in StrayWork().Matches(source.Text)
            select $"{source.Path}: {match.Value}";
        Assert.Empty(found.Distinct());
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void What_people_say_is_logged_only_at_trace_by_methods_named_sensitive(string project)
    {
        var found =
            from source in House.SourcesOf(project)
            from Match match in LogMethod().Matches(source.Text)
            let trace = match.Groups["level"].Value == "Trace"
            let sensitive = match.Groups["name"].Value.EndsWith("Sensitive", StringComparison.Ordinal)
            where trace != sensitive && (sensitive || SpokenArgument().IsMatch(match.Groups["arguments"].Value))
            select $"{source.Path}: {match.Groups["name"].Value}";
        Assert.Empty(found);
    }

    private static string WithoutImports(string text) => Imports().Replace(text, "");

    private static bool IsPage(Type type) =>
        type.BaseType?.FullName?.StartsWith("Microsoft.AspNetCore.Components", StringComparison.Ordinal) == true;

    [GeneratedRegex("(Helper|Helpers|Util|Utils|Utility|Utilities|Common|Manager|Info|Misc|Service)$")]
    private static partial Regex VagueName();

    [GeneratedRegex("/(Interfaces|Models|Extensions|Helpers|Utils|Common|Services|Managers|Dtos|Entities|Enums|Exceptions)/")]
    private static partial Regex KindFolder();

    [GeneratedRegex(@"Twilio|(?<!\w)Cal\.?com|Calendly|Deepgram|ElevenLabs|OpenAI|Azure(?!\w)", RegexOptions.IgnoreCase)]
    private static partial Regex VendorWord();

    [GeneratedRegex(@"^\s*(@?using [\w.= ]+;?|@?namespace [\w.]+;?)\s*$", RegexOptions.Multiline)]
    private static partial Regex Imports();

    [GeneratedRegex(@"Task\.Run\b|async void|_ = \w+Async\(|\block \(|Thread\.|ConfigureAwait\(false\)")]
    private static partial Regex StrayWork();

    [GeneratedRegex(@"\[LoggerMessage\(LogLevel\.(?<level>\w+),[^\]]*\]\s*(private|internal|public)[^(]*?(?<name>\w+)\((?<arguments>[^)]*)\)", RegexOptions.Singleline)]
    private static partial Regex LogMethod();

    [GeneratedRegex(@"\b(said|words|text|utterance|transcript|email|phone|callerNumber)\b", RegexOptions.IgnoreCase)]
    private static partial Regex SpokenArgument();
}
