using VoiceBooker.Booking.Dialling;
using VoiceBooker.Booking.Storage;
using VoiceBooker.Providers.AzureSpeech;
using VoiceBooker.Providers.CalCom;
using VoiceBooker.Providers.Calendly;
using VoiceBooker.Providers.Deepgram;
using VoiceBooker.Providers.ElevenLabs;
using VoiceBooker.Providers.Local;
using VoiceBooker.Providers.OpenAI;
using VoiceBooker.Providers.OpenAI.Realtime;
using VoiceBooker.Providers.Twilio;
using VoiceBooker.Server.Api;
using VoiceBooker.Server.Calls;
using VoiceBooker.Server.Connections;
using VoiceBooker.Server.Console;
using VoiceBooker.Server.Jobs;
using VoiceBooker.Server.Settings;
using VoiceBooker.Server.Texts;

var builder = WebApplication.CreateBuilder(args);
if (!builder.ReadSettings())
    return 2;

builder.AddLogging();
builder.AddClock();
builder.Services.AddBookingStorage(builder.Configuration);
builder.Services.AddLocalSpeech(builder.Configuration);
builder.Services.AddOpenAI(builder.Configuration);
builder.Services.AddRealtime(builder.Configuration);
builder.Services.AddAzureSpeech(builder.Configuration);
builder.Services.AddDeepgram(builder.Configuration);
builder.Services.AddElevenLabs(builder.Configuration);
builder.Services.AddCarrier(builder.Configuration);
builder.Services.AddCalCom(builder.Configuration);
builder.Services.AddCalendly(builder.Configuration);
builder.AddCalls();
builder.AddTexts();
builder.Services.AddDialling();
builder.AddConnections();
builder.AddApi();
builder.AddConsole();
builder.AddJobs(); // the last to be added is the first to stop

await using var app = builder.Build();
app.UseTrustedProxies();
app.UseApi();
app.UseAuthentication(); // left to the framework, these two would come before the proxies, and send people to http://
app.UseAuthorization();
app.UseWebSockets();
app.MapCarrier();
app.MapTexts();
app.MapConnections();
app.MapApi();
app.MapConsole();
return await app.RunUntilStoppedAsync();
