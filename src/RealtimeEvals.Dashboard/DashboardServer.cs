using System.Net;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RealtimeEvals.Adapters;
using RealtimeEvals.Adapters.Pages;
using RealtimeEvals.Dashboard.Answers;
using RealtimeEvals.Dashboard.Hosting;
using RealtimeEvals.Dashboard.Routes;
using RealtimeEvals.Dashboard.Runs;
using RealtimeEvals.Dashboard.Safety;
using RealtimeEvals.Datasets.Prompts;
using RealtimeEvals.Files;
using RealtimeEvals.Model;
using RealtimeEvals.Runs.Index;

namespace RealtimeEvals.Dashboard;

/// <summary>The dashboard: pages and routes on loopback that show runs, start interviews and watch them.</summary>
public sealed class DashboardServer : IAsyncDisposable
{
    private const string Document = "v1";

    private readonly WebApplication _app;
    private readonly IEvalStore _store;
    private readonly RunHost _host;

    private DashboardServer(WebApplication app, IEvalStore store, RunHost host, Uri baseAddress, string token) =>
        (_app, _store, _host, BaseAddress, Token) = (app, store, host, baseAddress, token);

    /// <summary>The address without the token.</summary>
    public Uri BaseAddress { get; }

    /// <summary>The token, which a program sends as a bearer token.</summary>
    public string Token { get; }

    /// <summary>The address to open: with the token.</summary>
    public Uri Address => new(BaseAddress, $"?{AccessToken.Parameter}={Token}");

    /// <summary>Starts to listen.</summary>
    /// <param name="options">The options.</param>
    /// <param name="time">The clock.</param>
    /// <param name="warn">Takes what was not foreseen, without secrets of the service.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <exception cref="EvalException">
    /// <c>StoreUnusable</c>: the store of runs cannot be used. <c>DashboardNotStarted</c>: the port is taken. <c>PathNotFound</c>: a folder
    /// or file that was named is not there.
    /// </exception>
    public static async Task<DashboardServer> StartAsync(
        DashboardOptions options, TimeProvider time, Action<string> warn, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        Check(options);
        IEvalStore store = AdapterServices.OpenStore(options.StorePath, time);
        var token = new AccessToken();
        var parts = new DashboardParts(options, store, new PageTemplates(), time);
        WebApplication app = Build(options.Port);
        try
        {
            Connect(app, parts, token, warn);
            await app.StartAsync(cancellationToken);
            return new DashboardServer(app, store, parts.Host, AddressOf(app), token.Value);
        }
        catch (Exception exception)
        {
            await app.DisposeAsync();
            await parts.Host.DisposeAsync();
            store.Dispose();
            if (exception is IOException) throw EvalErrors.DashboardNotStarted(exception.Message);
            throw;
        }
    }

    /// <summary>Stops to listen, and ends the runs that were started here; what they have finished is kept.</summary>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _host.DisposeAsync();
        await _app.DisposeAsync();
        _store.Dispose();
    }

    /// <summary>Finds what is missing before anything listens.</summary>
    private static void Check(DashboardOptions options)
    {
        _ = new PromptFolder(options.PromptPath);
        foreach (string file in new[] { options.StatusPath, options.PolicyPath, options.ScorerPath })
        {
            if (file.Length == 0) continue;
            if (!File.Exists(file)) throw EvalErrors.PathNotFound(file);
            RequirePlain(file);
        }

        if (!File.Exists(options.ResultsPath)) return;
        throw EvalErrors.InvalidSetting([$"'{options.ResultsPath}' is a file, and no folder for runs."]);
    }

    private static void RequirePlain(string file)
    {
        try
        {
            PlainFile.RequirePlain(file);
        }
        catch (IOException exception)
        {
            throw EvalErrors.InvalidSetting([$"'{file}' cannot be read: {exception.Message}"]);
        }
    }

    /// <summary>Builds a server that reads no configuration: neither files nor variables open it to other machines.</summary>
    private static WebApplication Build(int port)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = BodyReader.MaximumBytes;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(2));
        builder.Services.AddRouting();
        builder.Services.AddRazorComponents();
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddAntiforgery(antiforgery =>
        {
            antiforgery.Cookie.Name = $"realtime_evals_{AccessToken.NewSecret()[..8]}";
            antiforgery.Cookie.SameSite = Microsoft.AspNetCore.Http.SameSiteMode.Strict;
            antiforgery.HeaderName = "X-CSRF-Token";
            antiforgery.SuppressXFrameOptionsHeader = true;
        });
        builder.Services.Configure<JsonOptions>(json =>
        {
            json.SerializerOptions.PropertyNamingPolicy = ApiFormat.Options.PropertyNamingPolicy;
            foreach (var converter in ApiFormat.Options.Converters) json.SerializerOptions.Converters.Add(converter);
        });
        builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        builder.Services.AddOpenApi(Document);
        return builder.Build();
    }

    private static void Connect(WebApplication app, DashboardParts parts, AccessToken token, Action<string> warn)
    {
        app.Use((context, next) =>
        {
            SecurityHeaders.AddTo(context.Response);
            return next(context);
        });
        app.Use(new Failures(warn).InvokeAsync);
        app.UseStatusCodePages(context => FailureAnswer.WriteAsync(
            context.HttpContext,
            context.HttpContext.Response.StatusCode,
            $"{ReasonPhrases.GetReasonPhrase(context.HttpContext.Response.StatusCode)}: "
                + $"{context.HttpContext.Request.Method} {context.HttpContext.Request.Path}",
            ""));
        app.Use(new Doorway(token, app.Services.GetRequiredService<IAntiforgery>()).InvokeAsync);
        parts.Map(app, app.Lifetime.ApplicationStopping);
        app.MapOpenApi($"{AnswerForm.Versioned}/openapi.json");
    }

    private static Uri AddressOf(WebApplication app)
    {
        var server = app.Services.GetRequiredService<IServer>();
        string address = server.Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new Uri($"{address}/");
    }
}
