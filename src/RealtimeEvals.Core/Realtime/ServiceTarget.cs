using RealtimeEvals.Model;
using RealtimeEvals.Secrets;

namespace RealtimeEvals.Realtime;

/// <summary>The service that a run talks to.</summary>
/// <param name="Realtime">Address of the realtime socket, without the model.</param>
/// <param name="Rest">
/// Address of the REST endpoints, ending in <c>/v1</c> or the like; null when it cannot be told from the realtime address.
/// </param>
/// <param name="Provider"><c>sandbox</c>, or the host.</param>
/// <param name="Key">The key; null for a service that needs none.</param>
/// <param name="Scheme">How the key travels.</param>
public sealed record ServiceTarget(Uri Realtime, Uri? Rest, string Provider, ApiKey? Key, AuthenticationScheme Scheme)
{
    /// <summary>The provider name of the embedded sandbox, whose results are never release evidence.</summary>
    public const string SandboxProvider = "sandbox";

    /// <summary>The provider name of answers that were read from a file.</summary>
    public const string ReplayProvider = "replay";

    /// <summary>The provider name of what was only planned.</summary>
    public const string DryRunProvider = "dry-run";

    /// <summary>How the id of a sandbox session starts, so that a sandbox that is reached by its address is known for what it is.</summary>
    public const string SandboxSessionPrefix = "sess_sandbox_";

    /// <summary>How the sandbox's judge names itself, so that what it graded is known for what it is.</summary>
    public const string SandboxModelSuffix = "-sandbox";

    /// <summary>The address that is used when nothing else is said.</summary>
    public const string DefaultBase = "https://api.openai.com/v1";

    /// <summary>In the place of a service where answers come from a file.</summary>
    public static ServiceTarget Replay { get; } = new(new Uri("ws://127.0.0.1/"), null, ReplayProvider, null, AuthenticationScheme.Bearer);

    /// <summary>The names of what a query says that is no secret.</summary>
    internal static readonly string[] PublicKeys = [.. RealtimeDialect.AllRoutingKeys, "api-version"];

    /// <summary>
    /// Resolves the service. An endpoint with a path is used verbatim; a bare host gets <c>/v1/realtime</c>. Without an endpoint the base
    /// address counts, and without that OpenAI's. The address of an Azure resource gets Azure's own paths.
    /// </summary>
    /// <param name="endpoint">An absolute ws, wss, http or https address; null or blank for none.</param>
    /// <param name="baseAddress">The base of all endpoints, as in OPENAI_BASE_URL; null or blank for none.</param>
    /// <param name="key">The key.</param>
    /// <param name="scheme">How the key travels.</param>
    /// <param name="provider">Whose service it is, where the address does not say it.</param>
    /// <exception cref="EvalException">
    /// <c>InvalidEndpoint</c>: not such an address, or in clear text to a host that is not this machine. <c>ApiKeyMissing</c>: no key for a
    /// host that is not this machine.
    /// </exception>
    public static ServiceTarget Resolve(
        string? endpoint,
        string? baseAddress,
        ApiKey? key,
        AuthenticationScheme scheme = AuthenticationScheme.Bearer,
        ServiceProvider provider = ServiceProvider.OpenAI)
    {
        bool isGiven = !string.IsNullOrWhiteSpace(endpoint);
        if (provider == ServiceProvider.Azure && !isGiven && string.IsNullOrWhiteSpace(baseAddress))
        {
            throw EvalErrors.EndpointMissing(ServiceEnvironment.AzureEndpointName);
        }

        Uri given = Parse(isGiven ? endpoint! : string.IsNullOrWhiteSpace(baseAddress) ? DefaultBase : baseAddress, key);
        (Uri realtime, Uri? rest) = RealtimeDialect.Of(given).Resolve(given, isGiven, provider);
        if (key is null && !LoopbackAddress.Is(realtime)) throw EvalErrors.ApiKeyMissing(ServiceEnvironment.KeyNameOf(provider));
        return new ServiceTarget(
            WithScheme(realtime, "ws", "wss"),
            rest is null ? null : WithScheme(rest, "http", "https"),
            realtime.Host,
            key,
            scheme);
    }

    /// <summary>Resolves the service by what the user gave and, where he gave nothing, by the environment.</summary>
    /// <param name="options">What the user gave; without a key that of the environment counts.</param>
    /// <exception cref="EvalException">As without the environment.</exception>
    public static ServiceTarget FromEnvironment(ServiceOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ServiceProvider provider = options.Provider;
        string? address = string.IsNullOrWhiteSpace(options.BaseAddress) ? ServiceEnvironment.AddressOf(provider) : options.BaseAddress;
        ApiKey? key = options.Key ?? (options.GivesKey ? null : ServiceEnvironment.KeyOf(provider));
        ServiceTarget target = Resolve(options.Endpoint, address, key, options.Scheme ?? AuthenticationScheme.Bearer, provider);
        return options.Scheme is null ? target with { Scheme = target.Dialect.UsualScheme(provider) } : target;
    }

    /// <summary>What the service speaks: what its address says, unless that is said otherwise.</summary>
    internal RealtimeDialect Dialect
    {
        get => field ?? RealtimeDialect.Of(Realtime);
        init;
    }

    /// <summary>The address of the socket for people: without the query, which may hold a key.</summary>
    public string ShownRealtime => Redactor.Redact(ShownAddress.Of(Realtime));

    /// <summary>The address of the REST endpoints for people; empty when it is not known.</summary>
    public string ShownRest => Rest is null ? "" : Redactor.Redact(ShownAddress.Of(Rest));

    /// <summary>Who makes the caller's speech: the sandbox, or the address of the service.</summary>
    public string SpeechSource => Provider == SandboxProvider ? SandboxProvider : Rest is null ? Provider : ShownRest;

    /// <summary>Takes out of text what must not be known: the key, and what the query of an address may hold of the kind.</summary>
    public Redactor Redactor =>
        Redactor.Of([.. Key is null ? [] : new[] { Key.Reveal() }, .. ShownAddress.SecretsIn(Realtime), .. ShownAddress.SecretsIn(Rest)]);

    /// <summary>
    /// The address of a session with <paramref name="model"/>: the model is added unless the address names a model, deployment or call
    /// already.
    /// </summary>
    public Uri RealtimeFor(string model) => Dialect.AddressOf(Realtime, model);

    /// <summary>
    /// The model that is asked: that of the address where it names one, empty where it names a deployment or a call, else
    /// <paramref name="model"/>.
    /// </summary>
    public string ModelOf(string model) => Dialect.ModelOf(Realtime, model);

    /// <summary>The provider and the address, without what may be secret.</summary>
    public override string ToString() => $"{Provider} at {ShownRealtime}";

    private static Uri Parse(string text, ApiKey? key)
    {
        string shown = Redactor.Of([key?.Reveal() ?? ""]).Redact(ShownAddress.Of(text));
        if (!Uri.TryCreate(text.Trim(), UriKind.Absolute, out Uri? uri))
        {
            throw EvalErrors.InvalidEndpoint(shown, "it is not an absolute address.");
        }

        if (uri.UserInfo.Length > 0) throw EvalErrors.InvalidEndpoint(uri.Host, "it holds a user name or password.");
        if (uri.Scheme is not ("ws" or "wss" or "http" or "https")) throw EvalErrors.InvalidEndpoint(shown, "the scheme is not supported.");
        if (uri.Scheme is "ws" or "http" && !LoopbackAddress.Is(uri))
            throw EvalErrors.InvalidEndpoint(shown, "the key would travel in clear text; plain ws and http go to this machine only.");
        return uri;
    }

    private static Uri WithScheme(Uri uri, string plain, string secure)
    {
        string scheme = uri.Scheme is "ws" or "http" ? plain : secure;
        return new UriBuilder(uri) { Scheme = scheme, Port = uri.IsDefaultPort ? -1 : uri.Port }.Uri;
    }
}
