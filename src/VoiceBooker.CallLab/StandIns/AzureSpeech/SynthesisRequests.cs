using VoiceBooker.CallLab.StandIns.Speech;

namespace VoiceBooker.CallLab.StandIns.AzureSpeech;

/// <summary>Synthesis over HTTP.</summary>
internal sealed class SynthesisRequests(AzureSpeechStandIn service)
{
    private static readonly PracticeVoice Real = new(real: true);
    private static readonly PracticeVoice Humming = new(real: false);

    /// <summary>SSML in, audio out while it is made.</summary>
    public async Task SpeakAsync(HttpContext http)
    {
        var fault = service.Faults.Take(SpeechDoor.Synthesis);
        var (status, session) = service.Admit(http, SpeechDoor.Synthesis, "REST");
        if (fault?.Kind is SpeechFaultKind.Refuse)
            status = fault.Code;
        if (status != 0)
        {
            await service.RefuseAsync(http, status, fault?.RetryAfter);
            return;
        }

        var arrived = service.Time.GetTimestamp();
        var request = http.Request;
        if (!(request.ContentType ?? "").StartsWith("application/ssml+xml", StringComparison.OrdinalIgnoreCase))
        {
            await RefuseAsync(http, 415, "Content-Type is application/ssml+xml");
            return;
        }

        using var reader = new StreamReader(request.Body);
        var ssml = await reader.ReadToEndAsync(http.RequestAborted);
        var (text, wrong) = SpeechToMake.ReadSsml(ssml);
        var speech = new SpeechToMake(text, request.Headers["X-Microsoft-OutputFormat"].FirstOrDefault() ?? "", WordBoundaries: false, SessionEnd: false);
        if (request.Headers.UserAgent.ToString() is not { Length: > 0 and < 256 })
            wrong = "a User-Agent below 256 characters is needed";
        if (!SpeechToMake.Formats.Contains(speech.Format))
            wrong = $"the output format {speech.Format} is not made here";
        if (wrong.Length > 0)
        {
            await RefuseAsync(http, 400, wrong);
            return;
        }

        session!.Texts.Enqueue(ssml);
        session.CountTurn();
        try
        {
            await SendAsync(http, session, speech, fault, arrived);
        }
        catch (Exception ended) when (ended is OperationCanceledException or IOException)
        {
            // the client has gone
        }
    }

    /// <summary>Some voices.</summary>
    public async Task ListAsync(HttpContext http)
    {
        var (status, _) = service.Admit(http, SpeechDoor.Synthesis, "REST");
        if (status != 0)
            await service.RefuseAsync(http, status);
        else
            await http.Response.WriteAsJsonAsync(new[] { "en-US-AvaNeural", "de-DE-KatjaNeural", "es-ES-ElviraNeural", "fr-FR-DeniseNeural" }
                .Select(name => new { ShortName = name, Locale = name[..5], Gender = "Female", SampleRateHertz = "48000", VoiceType = "Neural", Status = "GA", WordsPerMinute = "150" }));
    }

    private async Task SendAsync(HttpContext http, SpeechSession session, SpeechToMake speech, SpeechFault? fault, long arrived)
    {
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, service.Closing);
        var wait = service.LatencyOfFirstAudio + (fault?.Kind is SpeechFaultKind.Slow ? fault.Delay : TimeSpan.Zero);
        if (fault is { Kind: SpeechFaultKind.Silence, When: SpeechFaultMoment.AtOnce })
            wait = Timeout.InfiniteTimeSpan;
        if (wait != TimeSpan.Zero)
            await Task.Delay(wait, service.Time, gone.Token);
        if (fault is { Kind: SpeechFaultKind.Tear, When: SpeechFaultMoment.AtOnce })
        {
            http.Abort();
            return;
        }

        http.Response.ContentType = "audio/basic";
        var audio = speech.Audio((service.SpeaksReally ? Real : Humming).Speak(speech.Text));
        var size = speech.BytesPerMillisecond * SpeechToMake.PieceMilliseconds;
        for (var at = 0; at < audio.Length; at += size)
        {
            var piece = audio.AsMemory(at, Math.Min(size, audio.Length - at));
            await http.Response.Body.WriteAsync(piece, gone.Token);
            await http.Response.Body.FlushAsync(gone.Token);
            session.CountAudio(piece.Length * 8 / speech.BytesPerMillisecond);
            if (at == 0)
                service.Add(new AddedLatency("first audio", session.ConnectionId, arrived, service.Time.GetTimestamp()));
            if (fault is { Kind: SpeechFaultKind.Tear, When: SpeechFaultMoment.MidPhrase })
            {
                http.Abort();
                return;
            }

            if (fault is { Kind: SpeechFaultKind.Silence, When: SpeechFaultMoment.MidPhrase })
                await Task.Delay(Timeout.InfiniteTimeSpan, service.Time, gone.Token);
            if (service.PieceEvery > TimeSpan.Zero)
                await Task.Delay(service.PieceEvery, service.Time, gone.Token);
        }
    }

    private Task RefuseAsync(HttpContext http, int status, string what)
    {
        service.Violate(SpeechDoor.Synthesis, what);
        return service.RefuseAsync(http, status);
    }
}
