[assembly: CollectionBehavior(MaxParallelThreads = 3)] // most of these wait: for pages, for speech in real time

namespace VoiceBooker.Server.Tests.Console;

/// <summary>Pages in a browser, one after the other; beside them the softphone and the servers of other tests.</summary>
[CollectionDefinition("console")]
public sealed class ConsoleCollection;

/// <summary>Calls in a browser, in real time, one after the other.</summary>
[CollectionDefinition("softphone")]
public sealed class SoftphoneCollection;
