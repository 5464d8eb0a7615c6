using System.Diagnostics;
using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using VoiceBooker.Booking.Minds;
using VoiceBooker.Providers.OpenAI;

namespace VoiceBooker.Benchmarks;

/// <summary>
/// How soon a hosted model's client lets go of an answer nobody wants any more, against a server on loopback that never stops answering:
/// <c>dotnet run -c Release --project tests/VoiceBooker.Benchmarks -- models</c>.
/// </summary>
internal static class ModelFigures
{
    private const int Times = 100;
    private const string Piece = """data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":"word "},"finish_reason":null}]}""" + "\n\n";

    public static async Task RunAsync()
    {
        var left = new TaskCompletionSource<long>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        await using var server = builder.Build();
        server.MapPost("/v1/chat/completions", async http =>
        {
            http.Response.ContentType = "text/event-stream";
            try
            {
                while (true)
                {
                    await http.Response.WriteAsync(Piece, http.RequestAborted);
                    await http.Response.Body.FlushAsync(http.RequestAborted);
                    await Task.Delay(20, http.RequestAborted);
                }
            }
            catch (Exception gone) when (gone is OperationCanceledException or IOException)
            {
                left.TrySetResult(Stopwatch.GetTimestamp());
            }
        });
        await server.StartAsync();
        var address = server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        var settings = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Models:0:Kind"] = "compatible", ["Models:0:Name"] = "m", ["Models:0:Model"] = "m", ["Models:0:BaseUrl"] = address + "/v1", ["Models:0:Key"] = "k" })
            .Build();
        await using var services = new ServiceCollection().AddLogging().AddOpenAI(settings).BuildServiceProvider();
        var client = services.GetRequiredService<Model>().Client;

        List<double> toException = [], toClose = [];
        for (var time = -20; time < Times; time++) // the first ones compile the code
        {
            left = new TaskCompletionSource<long>();
            using var bargeIn = new CancellationTokenSource();
            var pieces = 0;
            long cancelled = 0, thrown;
            try
            {
                await foreach (var update in client.GetStreamingResponseAsync([new ChatMessage(ChatRole.User, "hello")], new ChatOptions(), bargeIn.Token))
                {
                    if (++pieces != 3)
                        continue;
                    cancelled = Stopwatch.GetTimestamp();
                    await bargeIn.CancelAsync();
                }

                throw new InvalidOperationException("The answer has an end.");
            }
            catch (OperationCanceledException)
            {
                thrown = Stopwatch.GetTimestamp();
            }

            var closed = await left.Task;
            if (time < 0)
                continue;
            toException.Add(Stopwatch.GetElapsedTime(cancelled, thrown).TotalMilliseconds);
            toClose.Add(Stopwatch.GetElapsedTime(cancelled, closed).TotalMilliseconds);
        }

        Say("cancellation to the client's exception", toException);
        Say("cancellation to the server seeing the connection closed", toClose);
    }

    private static void Say(string what, List<double> milliseconds)
    {
        milliseconds.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: p50 {milliseconds[milliseconds.Count / 2]:0.0} ms, p99 {milliseconds[milliseconds.Count * 99 / 100]:0.0} ms, worst of {milliseconds.Count} {milliseconds[^1]:0.0} ms"));
    }
}
