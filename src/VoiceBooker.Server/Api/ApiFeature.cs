using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace VoiceBooker.Server.Api;

/// <summary>The JSON API as a feature of the server.</summary>
internal static class ApiFeature
{
    public static WebApplicationBuilder AddApi(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<ApiOptions>().BindConfiguration("Api").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddProblemDetails();
        return builder;
    }

    public static WebApplication MapApi(this WebApplication app)
    {
        app.MapGet("/health", () => TypedResults.Ok(new { status = "ok" })).AllowAnonymous();

        // The key is the API's own door: the console's sign-in does not apply.
        var api = app.MapGroup("/api").AllowAnonymous().AddEndpointFilter(RequireKeyAsync);
        api.MapAssistants();
        api.MapSchedules();
        api.MapConnectionsApi();
        api.MapEvents();
        api.MapBookings();
        api.MapTasks();
        api.MapCalls();
        api.MapHooks();
        api.MapSoftphone();
        api.MapFallback(() => TypedResults.Problem("There is no such door in the API.", statusCode: StatusCodes.Status404NotFound));
        return app;
    }

    private static async ValueTask<object?> RequireKeyAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var key = context.HttpContext.RequestServices.GetRequiredService<IOptions<ApiOptions>>().Value.Key;
        if (key.Length == 0)
            return TypedResults.NotFound();

        const string Scheme = "Bearer ";
        var header = context.HttpContext.Request.Headers.Authorization.ToString();
        var given = header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..] : "";
        if (CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes(key))))
            return await next(context);

        context.HttpContext.Response.Headers.WWWAuthenticate = "Bearer";
        return TypedResults.Problem("Send the key of the setting Api:Key as \"Authorization: Bearer <key>\".", statusCode: StatusCodes.Status401Unauthorized);
    }
}
