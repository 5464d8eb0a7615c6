using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using VoiceBooker.Booking.Access;
using VoiceBooker.Booking.Campaigns;
using VoiceBooker.Server.Calls;

namespace VoiceBooker.Server.Api;

/// <summary>The JSON API as a feature of the server.</summary>
internal static class ApiFeature
{
    private const int LongestBody = 256 * 1024;

    public static WebApplicationBuilder AddApi(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<ApiOptions>().BindConfiguration("Api").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddProblemDetails();
        builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true); // so that a body or a parameter that cannot be read is answered with the reason
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow);
        builder.Services.AddSingleton<ApiKeys>();
        builder.Services.AddSingleton<RepeatedRequests>();
        builder.Services.AddSingleton<RepeatedAnswers>();
        builder.Services.AddSingleton<JsonBodies>();
        builder.Services.AddSingleton<ContactIntake>();
        builder.Services.AddSingleton<CallOrders>();
        builder.Services.AddApiDescription();
        return builder;
    }

    /// <summary>Lets the API's requests in; stands before everything that asks for a sign-in to the console.</summary>
    public static WebApplication UseApi(this WebApplication app)
    {
        app.UseMiddleware<ApiDoor>();
        return app;
    }

    public static WebApplication MapApi(this WebApplication app)
    {
        app.MapGet("/health", Results<Ok<Health>, JsonHttpResult<Health>> (CallLines lines) =>
            lines.IsClosed ? TypedResults.Json(new Health("stopping"), statusCode: StatusCodes.Status503ServiceUnavailable) : TypedResults.Ok(new Health("ok"))).AllowAnonymous();
        app.MapApiDescription();

        // The key is the API's own door: the console's sign-in does not apply.
        var api = app.MapGroup("/api").AllowAnonymous().WithMetadata(new RequestSizeLimitAttribute(LongestBody));
        foreach (var status in (int[])[StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden, StatusCodes.Status429TooManyRequests])
            api.ProducesProblem(status);
        api.MapCallOrders();
        api.MapOrderedCalls();
        api.MapDialling();
        api.MapCalls();
        api.MapDispositions();
        api.MapCampaigns();
        api.MapContacts();
        api.MapDoNotCall();
        api.MapAssistants();
        api.MapSchedules();
        api.MapConnectionsApi();
        api.MapEvents();
        api.MapBookings();
        api.MapTasks();
        api.MapHooks();
        api.MapSoftphone();
        api.MapRehearsal();
        return app;
    }

    private sealed record Health(string Status);
}
