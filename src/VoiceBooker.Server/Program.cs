using VoiceBooker.Providers.Twilio;
using VoiceBooker.Server.Calls;
using VoiceBooker.Server.Console;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddCarrier(builder.Configuration);
builder.AddCalls();
builder.AddConsole();

var app = builder.Build();
app.UseWebSockets();
app.MapCarrier();
app.MapConsole();
await app.RunAsync();
