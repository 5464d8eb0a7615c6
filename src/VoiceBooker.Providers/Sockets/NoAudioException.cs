namespace VoiceBooker.Providers.Sockets;

/// <summary>A voice did not speak in time. Asking the same service again would cost the caller as long once more.</summary>
internal sealed class NoAudioException(string service, TimeSpan within, Exception inner) : IOException($"{service} sent no audio for {within.TotalSeconds:0.#} s.", inner);
