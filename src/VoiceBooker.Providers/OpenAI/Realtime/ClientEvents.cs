using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace VoiceBooker.Providers.OpenAI.Realtime;

/// <summary>One message to the model: bytes of UTF-8 JSON, from the shared pool when <paramref name="Rented"/>.</summary>
internal readonly record struct ClientEvent(byte[] Json, int Length, bool Rented)
{
    /// <summary>The message.</summary>
    public ReadOnlyMemory<byte> Bytes => Json.AsMemory(0, Length);

    /// <summary>Gives the buffer back; call it once.</summary>
    public void Release()
    {
        if (Rented)
            ArrayPool<byte>.Shared.Return(Json);
    }
}

/// <summary>What we send (the GA form of the Realtime API).</summary>
internal static class ClientEvents
{
    private static ReadOnlySpan<byte> AppendHead => "{\"type\":\"input_audio_buffer.append\",\"audio\":\""u8;

    /// <summary>A frame of the caller's voice, without an allocation of its own.</summary>
    public static ClientEvent Append(ReadOnlySpan<byte> muLaw)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(AppendHead.Length + Base64.GetMaxEncodedToUtf8Length(muLaw.Length) + 2);
        AppendHead.CopyTo(buffer);
        Base64.EncodeToUtf8(muLaw, buffer.AsSpan(AppendHead.Length), out _, out var written);
        "\"}"u8.CopyTo(buffer.AsSpan(AppendHead.Length + written));
        return new ClientEvent(buffer, AppendHead.Length + written + 2, Rented: true);
    }

    /// <summary>The session as it begins: both ways mu-law; the model commits utterances by its own ears, and speaks only when it is asked to.</summary>
    public static ClientEvent Begin(RealtimeOptions options, string language) => Of(new
    {
        type = "session.update",
        session = new
        {
            type = "realtime",
            output_modalities = (string[])["audio"],
            audio = new
            {
                input = new
                {
                    format = new { type = "audio/pcmu" },
                    transcription = new { model = options.TranscriptionModel, language = language.Split('-')[0].ToLowerInvariant() },
                    turn_detection = new { type = "server_vad", silence_duration_ms = options.SilenceMs, create_response = false, interrupt_response = false },
                },
                output = new { format = new { type = "audio/pcmu" }, voice = options.Voice },
            },
        },
    });

    /// <summary>What the model is to know and may call from now on.</summary>
    public static ClientEvent Instruct(string instructions, IEnumerable<AIFunctionDeclaration> tools) => Of(new
    {
        type = "session.update",
        session = new
        {
            type = "realtime",
            instructions,
            tools = tools.Select(tool => new { type = "function", name = tool.Name, description = tool.Description, parameters = tool.JsonSchema }).ToArray(),
            tool_choice = "auto",
        },
    });

    /// <summary>Words that the caller typed, or keys.</summary>
    public static ClientEvent UserText(string text) => Of(new { type = "conversation.item.create", item = new { type = "message", role = "user", content = new[] { new { type = "input_text", text } } } });

    /// <summary>What our own voice said, told behind the item after which it was said: the caller may have spoken since.</summary>
    /// <param name="text">What was heard of it.</param>
    /// <param name="id">A name for the item, at most 32 characters.</param>
    /// <param name="after">The item before it; "root": it is the first one.</param>
    public static ClientEvent BotText(string text, string id, string after) =>
        Of(new { type = "conversation.item.create", previous_item_id = after, item = new { id, type = "message", role = "assistant", content = new[] { new { type = "output_text", text } } } });

    /// <summary>What came of a tool, told behind its call.</summary>
    public static ClientEvent ToolAnswer(string callId, string output, string id, string after) =>
        Of(new { type = "conversation.item.create", previous_item_id = after, item = new { id, type = "function_call_output", call_id = callId, output } });

    /// <summary>So much of an item was heard; the rest is forgotten.</summary>
    public static ClientEvent Truncate(string item, TimeSpan heard) => Of(new { type = "conversation.item.truncate", item_id = item, content_index = 0, audio_end_ms = (int)heard.TotalMilliseconds });

    /// <summary>An item that nobody heard never was.</summary>
    public static ClientEvent Delete(string item) => Of(new { type = "conversation.item.delete", item_id = item });

    /// <summary>Asks for an answer; an error about it names <paramref name="id"/>.</summary>
    public static ClientEvent Answer(string id) => Of(new { type = "response.create", event_id = id, response = new { metadata = new { request = id } } });

    /// <summary>The answer is wanted no longer.</summary>
    public static ClientEvent Cancel(string response) => Of(new { type = "response.cancel", response_id = response });

    private static ClientEvent Of<T>(T message)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(message);
        return new ClientEvent(json, json.Length, Rented: false);
    }
}
