using BenchmarkDotNet.Running;
using VoiceBooker.Benchmarks;

if (args is ["speech", ..])
    await SpeechFigures.RunAsync();
else if (args is ["models", ..])
    await ModelFigures.RunAsync();
else if (args is ["dispatch", .. var rest])
    await DispatchFigures.RunAsync(rest is [var people] ? int.Parse(people, System.Globalization.CultureInfo.InvariantCulture) : 100_000);
else if (args is ["lists", .. var list])
    await ListFigures.RunAsync(list is [var count] ? int.Parse(count, System.Globalization.CultureInfo.InvariantCulture) : 100_000);
else
    BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
