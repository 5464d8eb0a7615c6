namespace VoiceBooker.Server.Tests.Console;

/// <summary>Tests with a server and a browser each run one after the other.</summary>
[CollectionDefinition("console", DisableParallelization = true)]
public sealed class ConsoleCollection;
