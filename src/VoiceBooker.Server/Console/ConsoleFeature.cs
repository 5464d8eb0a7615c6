using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Radzen;
using VoiceBooker.Booking.Storage;
using VoiceBooker.Server.Console.Identity;
using VoiceBooker.Server.Console.Talk;
using VoiceBooker.Server.Settings;

namespace VoiceBooker.Server.Console;

/// <summary>The operator console and the softphone: pages, accounts, and the rule that whatever is not opened on purpose needs a sign-in.</summary>
internal static class ConsoleFeature
{
    /// <summary>Rate limit of the pages that take a secret.</summary>
    internal const string DoorLimit = "console-door";

    public static WebApplicationBuilder AddConsole(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<ConsoleOptions>().BindConfiguration("Console").ValidateDataAnnotations().ValidateOnStart();
        var options = builder.Configuration.GetSection("Console").Get<ConsoleOptions>() ?? new ConsoleOptions();
        var data = PrivateFiles.MakeFolder(Path.GetFullPath(options.DataDirectory, builder.Environment.ContentRootPath));

        AddAccounts(builder, options, data);
        AddSignIn(builder.Services, options);
        KeepKeys(builder, options, data);

        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        builder.Services.AddCascadingAuthenticationState();
        builder.Services.AddScoped<AuthenticationStateProvider, SignedInStill>();
        builder.Services.AddRadzenComponents();
        builder.Services.AddScoped<OperatorClock>();
        builder.Services.AddScoped<OpenMatters>();
        builder.Services.AddSingleton<SystemChecks>();
        builder.WebHost.UseStaticWebAssets();
        return builder;
    }

    public static WebApplication MapConsole(this WebApplication app)
    {
        var options = app.Services.GetRequiredService<Microsoft.Extensions.Options.IOptions<ConsoleOptions>>().Value;
        app.UseSecurityHeaders(options.RequireHttps);
        if (options.RequireHttps)
            app.UseHttpsOnly();
        app.UseRateLimiter();
        app.UseAntiforgery();
        app.Use((context, next) =>
        {
            // Once there is an owner, the set-up page is as if it had never been.
            if (!context.Request.Path.StartsWithSegments("/setup", StringComparison.OrdinalIgnoreCase) || app.Services.GetRequiredService<SetupDoor>().IsOpen)
                return next(context);
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });

        app.MapStaticAssets().AllowAnonymous();
        app.MapRazorComponents<App>()
            .AddInteractiveServerRenderMode(server => server.ContentSecurityFrameAncestorsPolicy = null); // our own policy says 'none'
        app.MapTalk();
        app.MapDownloads();
        app.MapPost("/logout", async (SignInManager<ConsoleUser> signIn) =>
        {
            await signIn.SignOutAsync();
            return TypedResults.LocalRedirect("/login");
        }).NeedsFormToken();
        return app;
    }

    private static void AddAccounts(WebApplicationBuilder builder, ConsoleOptions options, DirectoryInfo data)
    {
        var services = builder.Services;
        var storage = builder.Configuration.GetSection(StorageOptions.Section).Get<StorageOptions>() ?? new StorageOptions();
        var file = Path.Combine(data.FullName, "console.db");
        if (!storage.IsShared && !File.Exists(file) && !OperatingSystem.IsWindows()) // the database's companions take over its permissions
            new FileStream(file, new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite }).Dispose();
        services.AddDbContext<ConsoleDbContext>(database => (storage.IsShared ? database.UsePostgres(storage.ConnectionString, migrations: "console_migrations") : database.UseSqlite($"Data Source={file}"))
            .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning))); // migrations by hand keep no snapshot
        services.AddSingleton<SetupDoor>();
        services.AddHostedService<FirstRun>();
        services.AddIdentityCore<ConsoleUser>(identity =>
            {
                identity.User.RequireUniqueEmail = true;
                identity.Password.RequiredLength = 12;
                identity.Password.RequireDigit = false;
                identity.Password.RequireLowercase = false;
                identity.Password.RequireUppercase = false;
                identity.Password.RequireNonAlphanumeric = false;
                identity.Password.RequiredUniqueChars = 5;
                identity.Lockout.MaxFailedAccessAttempts = options.AttemptsBeforeLockout;
                identity.Lockout.DefaultLockoutTimeSpan = options.LockoutLasts;
            })
            .AddEntityFrameworkStores<ConsoleDbContext>()
            .AddSignInManager();
    }

    private static void AddSignIn(IServiceCollection services, ConsoleOptions options)
    {
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        services.ConfigureApplicationCookie(cookie =>
        {
            cookie.LoginPath = "/login";
            cookie.LogoutPath = "/logout";
            cookie.Cookie.Name = options.RequireHttps ? "__Host-voicebooker" : "voicebooker";
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.Cookie.SecurePolicy = options.RequireHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
            cookie.ExpireTimeSpan = options.SignInLasts;
            cookie.SlidingExpiration = true;
            cookie.TimeProvider = TimeProvider.System; // a sign-in lasts in real time, whatever a rehearsal's clock shows
            cookie.Events.OnSigningIn = ConsoleSession.BeginAsync;
            cookie.Events.OnRedirectToLogin = context =>
            {
                // A page sends you to the login; a script's request is told so.
                if (HttpMethods.IsGet(context.Request.Method) && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal))
                    context.Response.Redirect(context.RedirectUri);
                else
                    context.Response.StatusCode = StatusCodes.Status401Unauthorized;
                return Task.CompletedTask;
            };
        });
        services.Configure<SecurityStampValidatorOptions>(stamps =>
        {
            stamps.OnRefreshingPrincipal = ConsoleSession.GoOnAsync;
            stamps.TimeProvider = TimeProvider.System;
        });
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.Cookie.Name = options.RequireHttps ? "__Host-voicebooker-form" : "voicebooker-form";
            antiforgery.Cookie.HttpOnly = true;
            antiforgery.Cookie.SecurePolicy = options.RequireHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
            antiforgery.HeaderName = "X-Form-Token";
        });
        services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        services.AddRateLimiter(limits =>
        {
            limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limits.OnRejected = async (rejected, cancel) =>
                await rejected.HttpContext.Response.WriteAsync("Too many attempts. Wait a minute, then try again.", cancel);
            limits.AddPolicy(DoorLimit, context => HttpMethods.IsPost(context.Request.Method)
                ? RateLimitPartition.GetFixedWindowLimiter(
                    $"{context.Request.Path} {context.Connection.RemoteIpAddress}",
                    _ => new FixedWindowRateLimiterOptions { PermitLimit = options.DoorAttemptsPerMinute, Window = TimeSpan.FromMinutes(1) })
                : RateLimitPartition.GetNoLimiter("reading"));
        });
    }

    /// <summary>Keys lie in a folder, or, where servers share a database, there: what one has sealed any other can open.</summary>
    private static void KeepKeys(WebApplicationBuilder builder, ConsoleOptions options, DirectoryInfo data)
    {
        var services = builder.Services;
        var storage = builder.Configuration.GetSection(StorageOptions.Section).Get<StorageOptions>() ?? new StorageOptions();
        var protection = services.AddDataProtection().SetApplicationName("VoiceBooker");
        if (options.TryOpenCertificate(out var certificate, out _) && certificate is not null) // what is wrong with it is told when the settings are checked
            protection.ProtectKeysWithCertificate(certificate);
        services.AddSingleton<Booking.Connections.ISecrets, Settings.ProtectedSecrets>();

        var folder = new DirectoryInfo(Path.Combine(data.FullName, "keys"));
        if (storage.IsShared)
        {
            services.AddDbContext<KeysDbContext>(database => database.UsePostgres(storage.ConnectionString, migrations: "keys_migrations")
                .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning)));
            protection.PersistKeysToDbContext<KeysDbContext>();
            services.AddHostedService(provider => ActivatorUtilities.CreateInstance<SharedKeys>(provider, folder));
            return;
        }

        var keys = Directory.CreateDirectory(folder.FullName);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(keys.FullName, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        protection.PersistKeysToFileSystem(keys);
    }
}
