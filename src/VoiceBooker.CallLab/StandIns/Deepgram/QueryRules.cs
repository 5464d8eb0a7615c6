using System.Globalization;
using System.Text.RegularExpressions;

namespace VoiceBooker.CallLab.StandIns.Deepgram;

/// <summary>What may stand in the address of each door, as documented.</summary>
internal static class QueryRules
{
    private static readonly Dictionary<string, string> Listen = new(StringComparer.Ordinal)
    {
        ["model"] = "nova-[a-z0-9-]+",
        ["language"] = "(en(-(US|AU|GB|IN|NZ))?|es(-419)?|fr(-CA)?|de(-CH)?|pt(-(BR|PT))?|nl(-BE)?|it|ja|hi|ru|multi)",
        ["encoding"] = "mulaw",
        ["sample_rate"] = "8000",
        ["channels"] = "1",
        ["interim_results"] = "true|false",
        ["endpointing"] = @"\d+|false|true",
        ["utterance_end_ms"] = "[1-5][0-9]{3}",
        ["vad_events"] = "true|false",
        ["punctuate"] = "true|false",
        ["smart_format"] = "true|false",
        ["numerals"] = "true|false",
        ["profanity_filter"] = "true|false",
        ["mip_opt_out"] = "true|false",
        ["keyterm"] = ".+",
        ["tag"] = ".+",
    };

    private static readonly Dictionary<string, string> Flux = new(StringComparer.Ordinal)
    {
        ["model"] = "flux-general-(en|multi)",
        ["language_hint"] = "[a-z]{2}",
        ["encoding"] = "mulaw",
        ["sample_rate"] = "8000",
        ["eot_threshold"] = @"0\.[5-9]\d*|1|1\.0",
        ["eager_eot_threshold"] = @"0\.[3-9]\d*",
        ["eot_timeout_ms"] = @"\d{3,5}",
        ["keyterm"] = ".+",
        ["mip_opt_out"] = "true|false",
        ["tag"] = ".+",
    };

    private static readonly Dictionary<string, string> Speak = new(StringComparer.Ordinal)
    {
        ["model"] = "aura(-2)?-[a-z]+-[a-z]{2}",
        ["encoding"] = "mulaw",
        ["sample_rate"] = "8000",
        ["container"] = "none",
        ["mip_opt_out"] = "true|false",
    };

    /// <summary>What is wrong with a request at a door; null: nothing.</summary>
    public static string? Mistake(string door, IQueryCollection query)
    {
        var rules = door switch { "listen" => Listen, "flux" => Flux, _ => Speak };
        foreach (var (name, values) in query)
        {
            if (!rules.TryGetValue(name, out var pattern))
                return $"unknown parameter {name}";
            if (name is not ("keyterm" or "tag" or "language_hint") && values.Count > 1)
                return $"{name} is given {values.Count} times";
            if (values.Any(value => !Regex.IsMatch(value ?? "", $"^({pattern})$", RegexOptions.None, TimeSpan.FromSeconds(1))))
                return $"{name} cannot be {values}";
        }

        string[] needed = ["model", "encoding", "sample_rate"];
        if (needed.FirstOrDefault(name => !query.ContainsKey(name)) is { } missing)
            return $"{missing} is missing";
        return door switch
        {
            "listen" when query.ContainsKey("utterance_end_ms") && query["interim_results"] != "true" => "utterance_end_ms needs interim_results",
            "listen" when query.ContainsKey("keyterm") && !$"{query["model"]}".StartsWith("nova-3", StringComparison.Ordinal) => "keyterm needs nova-3",
            "flux" when query.ContainsKey("language_hint") && query["model"] != "flux-general-multi" => "language_hint needs flux-general-multi",
            "flux" when query.ContainsKey("eager_eot_threshold") && Number(query["eager_eot_threshold"]) > Number(query.ContainsKey("eot_threshold") ? query["eot_threshold"] : "0.7") => "eager_eot_threshold is greater than eot_threshold",
            _ => null,
        };
    }

    private static double Number(string? text) => double.Parse(text!, CultureInfo.InvariantCulture);
}
