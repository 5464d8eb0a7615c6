using VoiceBooker.CallLab.StandIns.ElevenLabs;
using VoiceBooker.CallLab.StandIns.Speech;

namespace VoiceBooker.Tests.CallLab.StandIns.ElevenLabs;

/// <summary>
/// ElevenLabs' JavaScript package has no client for these sockets, but the schemas of their messages: what is sent is written, and what comes is read, by them. The socket is that of the package's own dependency.
/// </summary>
public sealed class ElevenLabsWitnessTests : IAsyncLifetime, IAsyncDisposable
{
    private const string Package = "@elevenlabs/elevenlabs-js@2.73.0";

    private const string Script = """
        const { WebSocket } = require('ws');
        const root = require('path').join(process.cwd(), 'node_modules/@elevenlabs/elevenlabs-js/serialization');
        const schemas = require(root);
        const [address, key, multi] = process.argv.slice(2);
        const write = (name, message) => JSON.stringify(schemas[name].jsonOrThrow(message, { unrecognizedObjectKeys: 'fail' }));
        const socket = new WebSocket(address, { headers: { 'xi-api-key': key } });
        let audio = 0, finals = [], closed = new Set();
        socket.on('open', () => {
          if (multi === 'true') {
            for (const contextId of ['a', 'b']) {
              socket.send(write('InitializeConnectionMulti', { text: ' ', voiceSettings: { stability: 0.5, similarityBoost: 0.7, speed: 1 }, contextId }));
              socket.send(write('SendTextMulti', { text: 'Good morning ', contextId, flush: true }));
            }
            socket.send(write('KeepContextAlive', { text: '', contextId: 'a' }));
          } else {
            socket.send(write('InitializeConnection', { text: ' ', voiceSettings: { stability: 0.5 }, xiApiKey: key }));
            socket.send(write('SendText', { text: 'Good morning ', flush: true }));
            socket.send(write('CloseConnection', { text: '' }));
          }
        });
        socket.on('message', data => {
          const raw = JSON.parse(data);
          const name = raw.isFinal ? (multi === 'true' ? 'FinalOutputMulti' : 'FinalOutput') : (multi === 'true' ? 'AudioOutputMulti' : 'AudioOutput');
          const message = schemas[name].parseOrThrow(raw, { unrecognizedObjectKeys: raw.isFinal ? 'strip' : 'fail' });
          if (message.audio) {
            audio += Buffer.from(message.audio, 'base64').length;
            if (multi === 'true' && !closed.has(message.contextId) && closed.add(message.contextId)) socket.send(write('CloseContext', { contextId: message.contextId, closeContext: true }));
          }
          if (message.isFinal) finals.push(message.contextId ?? 'the only one');
          if (multi === 'true' && finals.length === 2) socket.send(write('CloseSocket', { closeSocket: true }));
        });
        socket.on('error', error => { console.error(error); process.exit(3); });
        socket.on('close', code => { console.log([code, audio, ...finals].join(' ')); process.exit(0); });
        process.on('uncaughtException', error => { console.error(error); process.exit(2); });
        """;

    private readonly int _length = new PracticeVoice(real: false).Speak("Good morning").Length;
    private readonly ElevenLabsStandIn _eleven = new(TimeProvider.System);

    public async Task InitializeAsync()
    {
        _eleven.Latencies.Zero();
        await _eleven.OpenAsync();
    }

    public ValueTask DisposeAsync() => _eleven.DisposeAsync();

    async Task IAsyncLifetime.DisposeAsync() => await DisposeAsync();

    [VendorPackageFact(Package)]
    public async Task By_the_vendors_own_schemas_many_contexts_are_spoken_on_one_connection()
    {
        Assert.Equal($"1000 {2 * _length} a b", await RunAsync("multi-stream-input", "true"));
        Assert.Equal(["Good morning", "Good morning"], _eleven.Spoken);
        Assert.Empty(_eleven.Violations);
    }

    [VendorPackageFact(Package)]
    public async Task By_the_vendors_own_schemas_one_text_is_spoken_on_a_connection()
    {
        Assert.Equal($"1000 {_length} the only one", await RunAsync("stream-input", "false"));
        Assert.Empty(_eleven.Violations);
    }

    private Task<string> RunAsync(string door, string multi) => VendorPackage.RunAsync(
        Package,
        Script,
        $"ws://{_eleven.Base.Authority}/v1/text-to-speech/EXAVITQu4vr4xnSDxMaL/{door}?model_id=eleven_flash_v2_5&output_format=ulaw_8000",
        ElevenLabsStandIn.Key,
        multi);
}
