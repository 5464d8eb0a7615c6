using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Nodes;
using VoiceBooker.CallLab.Audio;
using VoiceBooker.CallLab.StandIns.Speech;

namespace VoiceBooker.CallLab.StandIns.OpenAI;

/// <summary>Speaks and listens as <c>audio/speech</c> and <c>audio/transcriptions</c> do.</summary>
internal sealed class SpeechDesk(OpenAIStandIn standIn, TimeProvider time)
{
    private const int Rate = 24000;
    private const int Piece = 4801; // odd: a sample may be cut in two

    /// <summary>Says the text of a request.</summary>
    public async Task SpeakAsync(HttpContext http, PracticeRequest request, CancellationToken gone)
    {
        if (Parse(request.Body) is not { } wish)
        {
            await standIn.RefuseAsync(http, request, Refusal.BadRequest("We could not parse the JSON body of your request."));
            return;
        }

        var format = ChatSchema.Text(wish["response_format"]) ?? "mp3";
        if (Wrong(wish, format) is { } wrong)
        {
            await standIn.RefuseAsync(http, request, wrong);
            return;
        }

        if (request.Fault?.Kind == OpenAIFaultKind.StallBeforeFirst)
            await Task.Delay(Timeout.InfiniteTimeSpan, time, gone);
        var audio = Widen(standIn.Voice.Speak(ChatSchema.Text(wish["input"])!));
        await standIn.Waits.WaitAsync(request.Number, "first audio", standIn.Latency.FirstAudio, gone);
        http.Response.ContentType = format == "wav" ? "audio/wav" : "audio/pcm";
        if (format == "wav")
            await http.Response.Body.WriteAsync(StreamedHeader(), gone);
        var half = audio.Length / 2;
        for (var at = 0; at < audio.Length; at += Piece)
        {
            if (at >= half && request.Fault?.Kind == OpenAIFaultKind.BreakMidStream)
                throw new TornException();
            if (at >= half && request.Fault?.Kind == OpenAIFaultKind.StallMidStream)
                await Task.Delay(Timeout.InfiniteTimeSpan, time, gone);
            if (at >= half && request.Fault?.Kind == OpenAIFaultKind.EndMidStream)
                return;
            await http.Response.Body.WriteAsync(audio.AsMemory(at, Math.Min(Piece, audio.Length - at)), gone);
            await http.Response.Body.FlushAsync(gone);
        }
    }

    /// <summary>Tells what was said in the recording of a form.</summary>
    public async Task ListenAsync(HttpContext http, PracticeRequest request, IFormCollection form, CancellationToken gone)
    {
        if (string.IsNullOrEmpty(form["model"]))
        {
            await standIn.RefuseAsync(http, request, Refusal.BadRequest("you must provide a model parameter", "model"));
            return;
        }

        var format = form["response_format"] is { Count: > 0 } wished ? wished.ToString() : "json";
        if (format is not ("json" or "text" or "verbose_json"))
        {
            await standIn.RefuseAsync(http, request, Refusal.BadRequest($"Invalid value: '{format}'.", "response_format", "invalid_value"));
            return;
        }

        if (form.Files.GetFile("file") is not { } file || await MuLawAsync(file, gone) is not { } muLaw)
        {
            await standIn.RefuseAsync(http, request, Refusal.BadRequest("Invalid file format. The stand-in takes WAV: mono, 16 bits, 8000 or 16000 Hz.", "file"));
            return;
        }

        if (request.Fault?.Kind is OpenAIFaultKind.StallBeforeFirst or OpenAIFaultKind.StallMidStream)
            await Task.Delay(Timeout.InfiniteTimeSpan, time, gone);
        if (request.Fault?.Kind is OpenAIFaultKind.BreakMidStream or OpenAIFaultKind.EndMidStream)
            throw new TornException();
        var text = request.Fault?.Kind == OpenAIFaultKind.Nonsense ? "thank you for watching" : Words(muLaw);
        await standIn.Waits.WaitAsync(request.Number, "words", standIn.Latency.Words, gone);
        http.Response.ContentType = format == "text" ? "text/plain" : "application/json";
        var told = new JsonObject { ["text"] = text, ["usage"] = new JsonObject { ["type"] = "duration", ["seconds"] = (muLaw.Length + 7999) / 8000 } };
        if (format == "verbose_json")
        {
            told["task"] = "transcribe";
            told["language"] = "english";
            told["duration"] = muLaw.Length / 8000.0;
        }

        var answer = request.Fault?.Kind == OpenAIFaultKind.MalformedEvent ? "{\"text\":" : format == "text" ? text + "\n" : told.ToJsonString();
        await http.Response.WriteAsync(answer, gone);
    }

    private static Refusal? Wrong(JsonObject wish, string format) =>
        ChatSchema.Text(wish["model"]) is not { Length: > 0 } ? Refusal.BadRequest("you must provide a model parameter", "model")
        : ChatSchema.Text(wish["input"]) is not { Length: > 0 and <= 4096 } ? Refusal.BadRequest("Invalid 'input': string of 1 to 4096 characters expected.", "input")
        : ChatSchema.Text(wish["voice"]) is not { Length: > 0 } ? Refusal.BadRequest("Missing required parameter: 'voice'.", "voice", "missing_required_parameter")
        : format is not ("pcm" or "wav") ? Refusal.BadRequest($"The stand-in speaks pcm and wav, not {format}.", "response_format", "unsupported_value")
        : null;

    /// <summary>A recogniser hears the whole recording, and silence behind it.</summary>
    private static string Words(byte[] muLaw)
    {
        var ear = new PracticeEar(SaidBook.Shared);
        List<EarNews> news = [];
        ear.Hear(muLaw, news);
        ear.Hear([.. Enumerable.Repeat((byte)0xFF, 2 * SaidBook.FrameSize)], news);
        if (ear.Commit() is { } last)
            news.Add(last);
        return string.Join(' ', news.OfType<EarNews.Final>().Select(final => final.Text));
    }

    private static async Task<byte[]?> MuLawAsync(IFormFile file, CancellationToken gone)
    {
        using var memory = new MemoryStream();
        await file.CopyToAsync(memory, gone);
        return Narrow(memory.ToArray());
    }

    /// <summary>The telephone's own bytes again: linear samples of 8 kHz go back to the very codes they came from. Of 16 kHz, every second one is taken, so words are known only where that is the original.</summary>
    private static byte[]? Narrow(byte[] file)
    {
        if (file.Length < 44 || !file.AsSpan().StartsWith("RIFF"u8) || !file.AsSpan(8).StartsWith("WAVEfmt "u8))
            return null;
        var span = file.AsSpan();
        var (format, channels, rate, bits) = (BinaryPrimitives.ReadInt16LittleEndian(span[20..]), BinaryPrimitives.ReadInt16LittleEndian(span[22..]), BinaryPrimitives.ReadInt32LittleEndian(span[24..]), BinaryPrimitives.ReadInt16LittleEndian(span[34..]));
        var data = span.IndexOf("data"u8);
        if (format != 1 || channels != 1 || bits != 16 || rate is not (8000 or 16000) || data < 0 || data + 8 > file.Length)
            return null;
        var samples = span[(data + 8)..];
        var step = 2 * rate / 8000;
        var muLaw = new byte[samples.Length / step];
        for (var at = 0; at < muLaw.Length; at++)
            muLaw[at] = MuLaw.Encode(BinaryPrimitives.ReadInt16LittleEndian(samples[(at * step)..]));
        return muLaw;
    }

    /// <summary>Three samples for each: straight lines between them.</summary>
    private static byte[] Widen(byte[] muLaw)
    {
        var audio = new byte[muLaw.Length * 6];
        for (var at = 0; at < muLaw.Length; at++)
        {
            int here = MuLaw.Decode(muLaw[at]), next = at + 1 < muLaw.Length ? MuLaw.Decode(muLaw[at + 1]) : 0;
            for (var step = 0; step < 3; step++)
                BinaryPrimitives.WriteInt16LittleEndian(audio.AsSpan((6 * at) + (2 * step)), (short)(here + ((next - here) * step / 3)));
        }

        return audio;
    }

    /// <summary>The header of a file whose length is not known yet.</summary>
    private static byte[] StreamedHeader()
    {
        var header = new byte[44];
        var span = header.AsSpan();
        "RIFF"u8.CopyTo(span);
        BinaryPrimitives.WriteUInt32LittleEndian(span[4..], 0xFFFFFFFF);
        "WAVEfmt "u8.CopyTo(span[8..]);
        BinaryPrimitives.WriteInt32LittleEndian(span[16..], 16);
        BinaryPrimitives.WriteInt16LittleEndian(span[20..], 1);
        BinaryPrimitives.WriteInt16LittleEndian(span[22..], 1);
        BinaryPrimitives.WriteInt32LittleEndian(span[24..], Rate);
        BinaryPrimitives.WriteInt32LittleEndian(span[28..], 2 * Rate);
        BinaryPrimitives.WriteInt16LittleEndian(span[32..], 2);
        BinaryPrimitives.WriteInt16LittleEndian(span[34..], 16);
        "data"u8.CopyTo(span[36..]);
        BinaryPrimitives.WriteUInt32LittleEndian(span[40..], 0xFFFFFFFF);
        return header;
    }

    private static JsonObject? Parse(string body)
    {
        try
        {
            return JsonNode.Parse(body) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
