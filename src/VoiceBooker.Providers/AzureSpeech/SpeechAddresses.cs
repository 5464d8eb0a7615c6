using System.Globalization;
using System.Text;

namespace VoiceBooker.Providers.AzureSpeech;

/// <summary>Where the service's doors are. None of the addresses holds a credential.</summary>
internal static class SpeechAddresses
{
    /// <summary>True for an address that a credential may be sent to: encrypted, or on this machine.</summary>
    public static bool IsFit(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Host.Length > 0 && address.Query.Length == 0 && address.UserInfo.Length == 0
        && (address.Scheme is "https" or "wss" || (address.Scheme is "http" or "ws" && address.IsLoopback));

    /// <summary>The recogniser's socket.</summary>
    /// <param name="options">Which one, and how it is to listen.</param>
    /// <param name="language">BCP 47 tag of what the caller speaks.</param>
    public static Uri Recognition(AzureSpeechOptions options, string language)
    {
        var path = options.Generation == RecognitionGeneration.Universal ? "/stt/speech/universal/v2" : "/speech/recognition/conversation/cognitiveservices/v1";
        var query = new StringBuilder();
        Add("language", language);
        Add("format", "detailed");
        Add("profanity", "raw");
        Add("initialSilenceTimeoutMs", "0");
        if (options.Segmentation == Segmentation.Silence)
            Add("segmentationSilenceTimeoutMs", options.SegmentationSilence.TotalMilliseconds.ToString("F0", CultureInfo.InvariantCulture));
        return new Uri(Base(options.RecognitionAddress, options.Region, "stt", "wss") + path + query);

        void Add(string name, string value) => query.Append(query.Length == 0 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
    }

    /// <summary>The synthesiser's socket or, for <see cref="SynthesisWay.Rest"/>, its HTTP address.</summary>
    public static Uri Synthesis(AzureSpeechOptions options, SynthesisWay way) => new(way switch
    {
        SynthesisWay.Rest => Base(options.SynthesisAddress, options.Region, "tts", "https") + "/cognitiveservices/v1",
        SynthesisWay.Ssml => Base(options.SynthesisAddress, options.Region, "tts", "wss") + "/cognitiveservices/websocket/v1",
        _ => Base(options.SynthesisAddress, options.Region, "tts", "wss") + "/cognitiveservices/websocket/v2",
    });

    private static string Base(string address, string region, string kind, string scheme)
    {
        if (address.Length == 0)
            return $"{scheme}://{region}.{kind}.speech{Suffix(region)}";
        var uri = new UriBuilder(address);
        var secure = uri.Scheme is "https" or "wss";
        uri.Scheme = scheme == "wss" ? (secure ? "wss" : "ws") : (secure ? "https" : "http");
        return uri.Uri.GetLeftPart(UriPartial.Path).TrimEnd('/');
    }

    private static string Suffix(string region) =>
        region.StartsWith("china", StringComparison.Ordinal) ? ".azure.cn" : region.StartsWith("usgov", StringComparison.Ordinal) ? ".azure.us" : ".microsoft.com";
}
