using BenchmarkDotNet.Running;
using VoiceBooker.Benchmarks;

if (args is ["speech", ..])
    await SpeechFigures.RunAsync();
else if (args is ["models", ..])
    await ModelFigures.RunAsync();
else
    BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
