using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text.Json;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Sandbox.Evals;
using RealtimeEvals.Sandbox.Faults;
using RealtimeEvals.Sandbox.Http;
using RealtimeEvals.Sandbox.Mind;
using RealtimeEvals.Sandbox.Realtime;
using RealtimeEvals.Sandbox.Rest;

namespace RealtimeEvals.Sandbox;

/// <summary>
/// An OpenAI-compatible service on 127.0.0.1. It is deterministic, needs no key and no network, rejects what the real service rejects, and
/// injects faults on request. Its results are never release evidence.
/// </summary>
public sealed class SandboxServer : IAsyncDisposable
{
    private const string RealtimePath = "/v1/realtime";
    private const int PortAttempts = 20;
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(5);

    private readonly HttpListener _listener;
    private readonly SandboxOptions _options;
    private readonly FaultPlan _faults;
    private readonly RealtimeRoute _realtime;
    private readonly SpeechRoute _speech;
    private readonly TranscriptionsRoute _transcriptions;
    private readonly ResponsesRoute _responses;
    private readonly ChatCompletionsRoute _chat;
    private readonly ClientSecrets _secrets;
    private readonly ClientSecretsRoute _clientSecrets;
    private readonly EvalStore _evals;
    private readonly HostedRoute _hosted;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<Task, byte> _serving = new();
    private readonly ConcurrentDictionary<string, int> _calls = new(StringComparer.Ordinal);
    private readonly TimeProvider _time;
    private readonly Task _accepting;
    private int _disposed;

    private SandboxServer(HttpListener listener, int port, SandboxOptions options, TimeProvider time)
    {
        _listener = listener;
        _options = options;
        _time = time;
        Port = port;
        _faults = new FaultPlan(options.Faults);
        _realtime = new RealtimeRoute(SandboxMind.Load(options.RulesPath), _faults, time);
        _speech = new SpeechRoute(_faults);
        _transcriptions = new TranscriptionsRoute(_faults, time);
        var texts = TextMind.Load(options.RulesPath);
        var judge = JudgeMind.Load(options.RulesPath);
        var answerer = new TextAnswerer(texts, judge, _faults, time);
        _responses = new ResponsesRoute(answerer, time);
        _chat = new ChatCompletionsRoute(answerer, time);
        _secrets = new ClientSecrets(time);
        _clientSecrets = new ClientSecretsRoute(_secrets, _faults, time);
        _evals = new EvalStore(time);
        _hosted = new HostedRoute(_evals, new RowAnswerer(texts, judge, _faults), _faults, time);
        _accepting = Task.Run(AcceptAsync);
    }

    /// <summary>The port on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>Returns one sentence for each requested fault that has not happened.</summary>
    public IEnumerable<string> DescribeUnusedFaults() => _faults.Unused.Select(
        fault => $"The sandbox fault '{fault}' never happened; check its case, its turn, and whether the run does what it breaks.");

    /// <summary>The address of the realtime socket.</summary>
    public Uri Endpoint => new(FormattableString.Invariant($"ws://127.0.0.1:{Port}/v1/realtime"));

    /// <summary>The ids of the uploaded files and hosted evaluations that have not been deleted.</summary>
    internal IReadOnlyCollection<string> StoredIds => _evals.Ids;

    /// <summary>The number of connections and requests so far, by the id that the client gave each, such as <c>run/case/1</c>.</summary>
    internal IReadOnlyDictionary<string, int> Calls => _calls;

    /// <summary>The sandbox as the target of a run.</summary>
    public ServiceTarget Target => new(
        Endpoint, new Uri(FormattableString.Invariant($"http://127.0.0.1:{Port}/v1")),
        ServiceTarget.SandboxProvider, _options.RequiredKey, AuthenticationScheme.Bearer);

    /// <summary>Starts a sandbox.</summary>
    /// <exception cref="EvalException"><c>SandboxNotStarted</c>: the port is in use. <c>InvalidSandboxRules</c>.</exception>
    public static SandboxServer Start(SandboxOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        if (options.Port is < 0 or > 65_535)
        {
            throw EvalErrors.InvalidSetting(
                [FormattableString.Invariant($"The port is {options.Port}; it must be 0 (any free one) to 65535.")]);
        }

        for (int attempt = 1; ; attempt++)
        {
            int port = options.Port > 0 ? options.Port : FreePort();
            var listener = new HttpListener();
            listener.Prefixes.Add(FormattableString.Invariant($"http://127.0.0.1:{port}/"));
            try
            {
                listener.Start();
                return new SandboxServer(listener, port, options, time);
            }
            catch (Exception exception) when (exception is HttpListenerException or SocketException)
            {
                // Another process may take the port between finding and opening it.
                listener.Close();
                if (options.Port > 0 || attempt == PortAttempts)
                {
                    throw EvalErrors.SandboxNotStarted($"port {port}: {exception.Message}", exception);
                }
            }
            catch (EvalException)
            {
                listener.Close();
                throw;
            }
        }
    }

    /// <summary>Starts a sandbox when a front door was asked for one.</summary>
    /// <param name="options">Whether it was, and whether another service was named.</param>
    /// <param name="faults">The faults that it was asked for.</param>
    /// <param name="time">The clock.</param>
    /// <returns>The sandbox; null when none is wanted.</returns>
    /// <exception cref="EvalException">As <see cref="SandboxChoice.Check"/> and <see cref="Start"/>.</exception>
    public static SandboxServer? StartIf(ServiceOptions options, IEnumerable<string> faults, TimeProvider time)
    {
        SandboxFault[] parsed = SandboxChoice.Check(options, faults);
        return options.Sandbox ? Start(new SandboxOptions { Faults = parsed }, time) : null;
    }

    /// <summary>Ends all sessions and stops listening.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
        await _stop.CancelAsync();
        _listener.Close();
        await _accepting;
        await Task.WhenAny(Task.WhenAll(_serving.Keys), Task.Delay(StopLimit, _time, CancellationToken.None));
        _stop.Dispose();
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }

            NoDelay.TrySet(context);
            Task serving = Task.Run(() => ServeAsync(context), CancellationToken.None);
            _serving.TryAdd(serving, 0);
            _ = serving.ContinueWith(done => _serving.TryRemove(done, out _), TaskScheduler.Default);
        }
    }

    private async Task ServeAsync(HttpListenerContext context)
    {
        _calls.AddOrUpdate(context.Request.Headers["X-Client-Request-Id"] ?? "", 1, static (_, before) => before + 1);
        try
        {
            await RouteAsync(context, _stop.Token);
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or HttpListenerException
            or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The client has gone or the sandbox is stopping; a response that was not started must not look successful.
            Refuse(context.Response);
        }
        finally
        {
            context.Response.Abort();
        }
    }

    private static void Refuse(HttpListenerResponse response)
    {
        try
        {
            response.StatusCode = (int)HttpStatusCode.ServiceUnavailable;
        }
        catch (Exception exception) when (exception is ObjectDisposedException or InvalidOperationException or ProtocolViolationException)
        {
            // The response was already started.
        }
    }

    private Task RouteAsync(HttpListenerContext context, CancellationToken cancellationToken)
    {
        string path = PathOf(context.Request);
        IReadOnlyList<string> keys = RequestKeys.Of(context.Request);
        JsonElement? session = path == RealtimePath && keys.FirstOrDefault(ClientSecrets.IsOne) is string shortLived
            ? _secrets.Find(shortLived) : null;
        bool isWelcome = session is not null || (!keys.Any(ClientSecrets.IsOne)
            && (_options.RequiredKey is not { } required || keys.Contains(required.Reveal(), StringComparer.Ordinal)));
        if (!isWelcome)
        {
            return HttpReply.ErrorAsync(
                context, HttpStatusCode.Unauthorized, "invalid_api_key", "Incorrect API key provided.", cancellationToken);
        }

        return (context.Request.HttpMethod, path) switch
        {
            ("GET", RealtimePath or PreviewForm.Path) => _realtime.ServeAsync(context, session, cancellationToken),
            ("POST", RealtimePath + "/client_secrets") => _clientSecrets.ServeAsync(context, cancellationToken),
            ("POST", "/v1/audio/speech") => _speech.ServeAsync(context, cancellationToken),
            ("POST", "/v1/audio/transcriptions") => _transcriptions.ServeAsync(context, cancellationToken),
            ("POST", "/v1/responses") => _responses.ServeAsync(context, cancellationToken),
            ("POST", "/v1/chat/completions") => _chat.ServeAsync(context, cancellationToken),
            ("GET", _) when ModelsRoute.Takes(path) => ModelsRoute.ServeAsync(context, path, cancellationToken),
            _ when HostedRoute.Takes(path) => _hosted.ServeAsync(context, path, cancellationToken),
            _ => HttpReply.UnknownPathAsync(context, cancellationToken),
        };
    }

    /// <summary>Returns the path without the prefix <c>/openai</c> that Azure has.</summary>
    private static string PathOf(HttpListenerRequest request)
    {
        const string Azure = "/openai";
        string path = request.Url?.AbsolutePath ?? "";
        return path.StartsWith($"{Azure}/v1/", StringComparison.Ordinal) ? path[Azure.Length..] : path;
    }
}
