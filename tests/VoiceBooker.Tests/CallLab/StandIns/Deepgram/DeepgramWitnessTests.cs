using VoiceBooker.CallLab.StandIns.Deepgram;
using static VoiceBooker.Tests.Providers.Sockets.CallerAudio;

namespace VoiceBooker.Tests.CallLab.StandIns.Deepgram;

/// <summary>Deepgram's own JavaScript client is content with the stand-in.</summary>
public sealed class DeepgramWitnessTests : IAsyncLifetime, IAsyncDisposable
{
    private const string Package = "@deepgram/sdk@5.13.0";

    private const string Listen = """
        const { DeepgramClient } = require('@deepgram/sdk');
        const fs = require('fs');
        const [address, key, file, version] = process.argv.slice(2);
        (async () => {
          const client = new DeepgramClient({ apiKey: key, baseUrl: address });
          const ask = version === 'v1'
            ? { model: 'nova-3', language: 'en-US', encoding: 'mulaw', sample_rate: 8000, interim_results: 'true', endpointing: 300, utterance_end_ms: 1000, vad_events: 'true', keyterm: ['roof'] }
            : { model: 'flux-general-en', encoding: 'mulaw', sample_rate: 8000, eot_threshold: 0.7, eager_eot_threshold: 0.5, keyterm: ['roof'] };
          const socket = await client.listen[version].connect({ ...ask, reconnectAttempts: 0 });
          const seen = [];
          socket.on('message', message => {
            const kind = message.event ?? message.type;
            const text = message.transcript ?? message.channel?.alternatives?.[0]?.transcript ?? '';
            if (message.speech_final || kind === 'EndOfTurn') console.log('final: ' + text);
            if (!seen.includes(kind)) seen.push(kind);
            if (kind === 'UtteranceEnd' || kind === 'EndOfTurn')
              socket.sendCloseStream({ type: 'CloseStream' });
          });
          socket.on('error', error => { console.error(error); process.exit(3); });
          socket.on('close', event => { console.log(seen.join(' ') + ' ' + event?.code); process.exit(0); });
          socket.connect();
          await socket.waitForOpen();
          const audio = fs.readFileSync(file);
          for (let at = 0; at < audio.length; at += 640) socket.sendMedia(audio.subarray(at, at + 640));
        })().catch(error => { console.error(error); process.exit(2); });
        """;

    private const string Speak = """
        const { DeepgramClient } = require('@deepgram/sdk');
        const [address, key] = process.argv.slice(2);
        (async () => {
          const client = new DeepgramClient({ apiKey: key, baseUrl: address });
          const socket = await client.speak.v1.connect({ model: 'aura-2-thalia-en', encoding: 'mulaw', sample_rate: 8000, reconnectAttempts: 0 });
          const seen = [];
          let audio = 0;
          socket.on('message', message => {
            const kind = message.type || 'audio'; // audio is a Blob or a Buffer
            if (kind === 'audio') audio += message.size ?? message.byteLength ?? message.length;
            if (!seen.includes(kind)) seen.push(kind);
            if (kind === 'Flushed') socket.sendClear({ type: 'Clear' });
            if (kind === 'Cleared') socket.sendClose({ type: 'Close' });
          });
          socket.on('error', error => { console.error(error); process.exit(3); });
          socket.on('close', () => { console.log(seen.join(' ') + ' ' + audio); process.exit(0); });
          socket.connect();
          await socket.waitForOpen();
          socket.sendText({ type: 'Speak', text: 'Good morning.' });
          socket.sendFlush({ type: 'Flush' });
        })().catch(error => { console.error(error); process.exit(2); });
        """;

    private readonly DeepgramStandIn _deepgram = new(TimeProvider.System);

    public async Task InitializeAsync()
    {
        _deepgram.Latencies.Zero();
        await _deepgram.OpenAsync();
    }

    public ValueTask DisposeAsync() => _deepgram.DisposeAsync();

    async Task IAsyncLifetime.DisposeAsync() => await DisposeAsync();

    [VendorPackageFact(Package)]
    public async Task The_vendors_own_client_listens_with_Nova()
    {
        Assert.Equal("final: a new roof please\nSpeechStarted Results UtteranceEnd Metadata 1000", await ListenAsync("v1"));
        Assert.Empty(_deepgram.Violations);
    }

    [VendorPackageFact(Package)]
    public async Task The_vendors_own_client_listens_with_Flux()
    {
        Assert.Equal("final: a new roof please\nConnected StartOfTurn Update EagerEndOfTurn EndOfTurn 1005", await ListenAsync("v2"));
        Assert.Empty(_deepgram.Violations);
    }

    [VendorPackageFact(Package)]
    public async Task The_vendors_own_client_speaks()
    {
        var expected = new VoiceBooker.CallLab.StandIns.Speech.PracticeVoice(real: false).Speak("Good morning.").Length;
        Assert.Equal($"Metadata audio Flushed Cleared {expected}", await VendorPackage.RunAsync(Package, Speak, Address, DeepgramStandIn.Key));
        Assert.Empty(_deepgram.Violations);
    }

    private string Address => $"ws://{_deepgram.Base.Authority}";

    private async Task<string> ListenAsync(string version)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(file, [.. Silence(200), .. Said("a new roof please", 1200), .. Silence(1600)]);
            return await VendorPackage.RunAsync(Package, Listen, Address, DeepgramStandIn.Key, file, version);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
