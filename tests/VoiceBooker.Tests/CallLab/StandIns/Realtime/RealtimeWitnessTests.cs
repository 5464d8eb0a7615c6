#pragma warning disable OPENAI002 // the client is marked experimental; it is a witness here, not a part of the product
using System.ClientModel;
using OpenAI.Realtime;
using VoiceBooker.CallLab.Audio;
using VoiceBooker.CallLab.Carrier;
using VoiceBooker.CallLab.StandIns.Minds;
using VoiceBooker.CallLab.StandIns.Realtime;

namespace VoiceBooker.Tests.CallLab.StandIns.Realtime;

/// <summary>The vendor's own .NET client as the witness that the stand-in speaks as the hosted service does.</summary>
public sealed class RealtimeWitnessTests
{
    [Fact]
    public async Task The_vendors_own_client_leads_a_whole_exchange_with_the_stand_in()
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await using var standIn = new RealtimeStandIn(TimeProvider.System) { Mind = new Always(), Key = "secret", AnswerLatency = TimeSpan.FromMilliseconds(10), TranscriptLatency = TimeSpan.FromMilliseconds(10) };
        await standIn.OpenAsync();
        var client = new RealtimeClient(new ApiKeyCredential("secret"), new RealtimeClientOptions { Endpoint = standIn.Base });
        using var session = await client.StartConversationSessionAsync("gpt-realtime", cancellationToken: late.Token);
        await session.ConfigureConversationSessionAsync(
            new RealtimeConversationSessionOptions
            {
                Instructions = "You answer the telephone.",
                AudioOptions = new RealtimeConversationSessionAudioOptions
                {
                    InputAudioOptions = new RealtimeConversationSessionInputAudioOptions
                    {
                        AudioFormat = new RealtimePcmuAudioFormat(),
                        TurnDetection = new RealtimeServerVadTurnDetection { SilenceDuration = TimeSpan.FromMilliseconds(300), CreateResponseEnabled = true },
                    },
                    OutputAudioOptions = new RealtimeConversationSessionOutputAudioOptions { AudioFormat = new RealtimePcmuAudioFormat() },
                },
            },
            late.Token);

        using var handset = new Handset(TimeProvider.System);
        _ = handset.SayAsync(Loud(), "something on friday");
        for (var i = 0; i < 60; i++)
        {
            var frame = new byte[Handset.FrameSize];
            handset.NextFrame(frame);
            await session.SendInputAudioAsync(BinaryData.FromBytes(frame), late.Token);
        }

        var (heard, said, audio, call) = ("", "", 0, "");
        List<string> kinds = [];
        await foreach (var update in session.ReceiveUpdatesAsync(late.Token))
        {
            kinds.Add(update.GetType().Name["RealtimeServerUpdate".Length..]);
            switch (update)
            {
                case RealtimeServerUpdateConversationItemInputAudioTranscriptionCompleted transcript:
                    heard = transcript.Transcript;
                    break;
                case RealtimeServerUpdateResponseOutputAudioTranscriptDelta word:
                    said += word.Delta;
                    break;
                case RealtimeServerUpdateResponseOutputAudioDelta sound:
                    audio += sound.Delta.ToArray().Length;
                    break;
                case RealtimeServerUpdateResponseFunctionCallArgumentsDone function:
                    call = function.FunctionName + function.FunctionArguments;
                    break;
            }

            if (update is RealtimeServerUpdateResponseDone done)
            {
                Assert.Equal(300, done.Response.Usage.InputTokenCount);
                Assert.Equal("completed", done.Response.Status?.ToString());
                break;
            }
        }

        Assert.Equal(("something on friday", "I can help you with that.", """find_times{"when":"friday"}"""), (heard, said, call));
        Assert.True(audio > 8000);
        Assert.Empty(standIn.Violations);
        Assert.Equal(["SessionCreated", "SessionUpdated", "InputAudioBufferSpeechStarted", "InputAudioBufferSpeechStopped", "InputAudioBufferCommitted", "ConversationItemAdded", "ResponseCreated"], kinds.Where(kind => !kind.StartsWith("ConversationItemInputAudioTranscription", StringComparison.Ordinal)).Distinct().Take(7)); // what was heard comes beside the answer, whenever it is known
        Assert.DoesNotContain(kinds, kind => kind.Contains("Unknown", StringComparison.OrdinalIgnoreCase) || kind.Contains("Internal", StringComparison.Ordinal));
    }

    private static byte[] Loud()
    {
        var chance = new Random(4711);
        var audio = new byte[8 * 600];
        for (var at = 0; at < audio.Length; at++)
            audio[at] = MuLaw.Encode(chance.Next(-9000, 9000));
        return audio;
    }

    private sealed class Always : IPracticeMind
    {
        public MindAnswer Answer(MindRequest request) => new("I can help you with that.", [new MindCall("find_times", """{"when":"friday"}""")]);
    }
}
