using Microsoft.Extensions.Options;
using VoiceBooker.Providers.Local;
using VoiceBooker.Voice.Engines;
using VoiceBooker.Voice.Listening;
using VoiceBooker.Voice.Speaking;

namespace VoiceBooker.Server.Calls;

/// <summary>An engine in use, for people to look at.</summary>
/// <param name="Name">Its name.</param>
/// <param name="RestsFor">How long it goes on resting after failures; null: it works.</param>
/// <param name="Trouble">Why it cannot be used, or what it said when it failed last; empty: nothing.</param>
public sealed record EngineInUse(string Name, TimeSpan? RestsFor, string Trouble);

/// <summary>Who listens and who speaks on this server: the engines that the settings name, in that order, out of all that are configured.</summary>
public sealed class SpeechEngines
{
    private readonly LocalSpeechCheck _local;
    private readonly EngineHealth _health;

    /// <summary>Picks the named ones. That each name is known is checked when the server starts (<see cref="SpeechNames"/>).</summary>
    public SpeechEngines(IEnumerable<ISpeechToText> ears, IEnumerable<ITextToSpeech> voices, IOptions<SpeechOptions> options, LocalSpeechCheck local, EngineHealth health)
    {
        _local = local;
        _health = health;
        Options = options.Value;
        var (allEars, allVoices) = (ears.ToList(), voices.ToList());
        NamedEars = [.. Pick(Options.EarsInOrder, allEars, ear => ear.Name)];
        NamedVoices = [.. Pick(Options.VoicesInOrder, allVoices, voice => voice.Name)];
        Unused =
        [
            .. allEars.Except(NamedEars).Select(ear => $"{ear.Name} could listen and is not named in Speech:Ears"),
            .. allVoices.Except(NamedVoices).Select(voice => $"{voice.Name} could speak and is not named in Speech:Voices"),
        ];
    }

    /// <summary>The settings.</summary>
    public SpeechOptions Options { get; }

    /// <summary>Who listens, in the order in which they are asked; an embedded engine whose packages are missing is left out.</summary>
    public IReadOnlyList<ISpeechToText> Ears => _local.EarsWork ? NamedEars : [.. NamedEars.Where(ear => !IsEmbedded(ear.Name))];

    /// <summary>Who speaks, in the order in which they are asked.</summary>
    public IReadOnlyList<ITextToSpeech> Voices => _local.VoiceWorks ? NamedVoices : [.. NamedVoices.Where(voice => !IsEmbedded(voice.Name))];

    /// <summary>What is configured and not used, in words.</summary>
    public IReadOnlyList<string> Unused { get; }

    /// <summary>Why no call with audio can be taken; null when one can.</summary>
    public string? Problem => Ears.Count == 0 || Voices.Count == 0 ? _local.Problem ?? "Nobody listens or speaks (Speech:Ears, Speech:Voices)." : null;

    private IReadOnlyList<ISpeechToText> NamedEars { get; }

    private IReadOnlyList<ITextToSpeech> NamedVoices { get; }

    /// <summary>How those that listen are, in order.</summary>
    public IReadOnlyList<EngineInUse> LookAtEars() => [.. NamedEars.Select(ear => Look(EngineHealth.Ears, ear.Name, _local.EarsWork))];

    /// <summary>How those that speak are, in order.</summary>
    public IReadOnlyList<EngineInUse> LookAtVoices() => [.. NamedVoices.Select(voice => Look(EngineHealth.Voice, voice.Name, _local.VoiceWorks))];

    private EngineInUse Look(string part, string name, bool embeddedWorks) => IsEmbedded(name) && !embeddedWorks
        ? new EngineInUse(name, null, _local.Problem ?? "")
        : new EngineInUse(name, _health.RestsFor(part, name), _health.LastFailure(part, name));

    private static bool IsEmbedded(string name) => name == SpeechOptions.Embedded;

    private static IEnumerable<T> Pick<T>(IReadOnlyList<string> names, List<T> all, Func<T, string> nameOf) =>
        names.Distinct(StringComparer.OrdinalIgnoreCase).Select(name => all.Find(each => nameOf(each).Equals(name, StringComparison.OrdinalIgnoreCase))).OfType<T>();
}

/// <summary>Whether the settings name only engines that are configured; says at the start which ones there are.</summary>
internal sealed class SpeechNames(IEnumerable<ISpeechToText> ears, IEnumerable<ITextToSpeech> voices) : IValidateOptions<SpeechOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, SpeechOptions options)
    {
        List<string> wrong =
        [
            .. Find("Speech:Ears", options.EarsInOrder, [.. ears.Select(ear => ear.Name)]),
            .. Find("Speech:Voices", options.VoicesInOrder, [.. voices.Select(voice => voice.Name)]),
        ];
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    private static IEnumerable<string> Find(string setting, IReadOnlyList<string> named, string[] configured) =>
        from name in named
        where !configured.Contains(name, StringComparer.OrdinalIgnoreCase)
        select $"{setting} names '{name}', and no engine of that name is configured. Configured are: {string.Join(", ", configured.Order(StringComparer.Ordinal))}. Another one is configured by the settings of its own section.";
}
