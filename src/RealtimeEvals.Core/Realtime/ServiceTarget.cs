using RealtimeEvals.Model;
using RealtimeEvals.Secrets;

namespace RealtimeEvals.Realtime;

/// <summary>The service that a run uses.</summary>
/// <param name="Realtime">The address of the realtime socket, without the model.</param>
/// <param name="Rest">
/// The address of the REST endpoints, ending in <c>/v1</c> or similar; null when it cannot be derived from the realtime address.
/// </param>
/// <param name="Provider"><c>sandbox</c>, or the host.</param>
/// <param name="Key">The key; null for a service that does not need one.</param>
/// <param name="Scheme">How the key is sent.</param>
public sealed record ServiceTarget(Uri Realtime, Uri? Rest, string Provider, ApiKey? Key, AuthenticationScheme Scheme)
{
    /// <summary>The provider name of the embedded sandbox, whose results are never release evidence.</summary>
    public const string SandboxProvider = "sandbox";

    /// <summary>The provider name of answers that were read from a file.</summary>
    public const string ReplayProvider = "replay";

    /// <summary>The provider name of a dry run.</summary>
    public const string DryRunProvider = "dry-run";

    /// <summary>The provider name of results that another program left. Nobody vouches for them: no gate takes it for a service.</summary>
    public const string ImportedProvider = "imported";

    /// <summary>The prefix of the session ids of the sandbox, by which it is recognized at any address.</summary>
    public const string SandboxSessionPrefix = "sess_sandbox_";

    /// <summary>The suffix of the model names of the sandbox's judge, by which its grades are recognized.</summary>
    public const string SandboxModelSuffix = "-sandbox";

    /// <summary>The base address that is used by default.</summary>
    public const string DefaultBase = "https://api.openai.com/v1";

    /// <summary>Takes the place of a service when answers come from a file.</summary>
    public static ServiceTarget Replay { get; } = new(new Uri("ws://127.0.0.1/"), null, ReplayProvider, null, AuthenticationScheme.Bearer);

    /// <summary>Takes the place of the embedded sandbox in a plan, for which none is started.</summary>
    public static ServiceTarget PlannedSandbox { get; } = new(
        new Uri("ws://127.0.0.1/v1/realtime"), new Uri("http://127.0.0.1/v1"), SandboxProvider, null, AuthenticationScheme.Bearer);

    /// <summary>The names in a query whose values are not secret.</summary>
    internal static readonly string[] PublicKeys = [.. RealtimeDialect.AllRoutingKeys, "api-version"];

    /// <summary>
    /// Resolves the service. An endpoint with a path is used unchanged; a host without a path gets <c>/v1/realtime</c>. Without an endpoint
    /// the base address is used, and without that OpenAI's. Addresses of Azure resources get Azure's own paths.
    /// </summary>
    /// <param name="endpoint">An absolute ws, wss, http or https address; null or blank when there is none.</param>
    /// <param name="baseAddress">The base of all endpoints, as in OPENAI_BASE_URL; null or blank when there is none.</param>
    /// <param name="key">The key.</param>
    /// <param name="scheme">How the key is sent.</param>
    /// <param name="provider">The provider, for addresses that do not show it.</param>
    /// <exception cref="EvalException">
    /// <c>InvalidEndpoint</c>: not such an address, or unencrypted to another machine. <c>ApiKeyMissing</c>: no key for another machine.
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

    /// <summary>Resolves the service from the options of the user and, for those not given, from the environment.</summary>
    /// <param name="options">The options of the user; without a key, that of the environment is used.</param>
    /// <exception cref="EvalException"><c>InvalidEndpoint</c> or <c>ApiKeyMissing</c>, and the errors of an invalid key.</exception>
    public static ServiceTarget FromEnvironment(ServiceOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ServiceProvider provider = options.Provider;
        string? address = string.IsNullOrWhiteSpace(options.BaseAddress) ? ServiceEnvironment.AddressOf(provider) : options.BaseAddress;
        ApiKey? key = options.Key ?? (options.GivesKey ? null : ServiceEnvironment.KeyOf(provider));
        ServiceTarget target = Resolve(options.Endpoint, address, key, options.Scheme ?? AuthenticationScheme.Bearer, provider);
        return options.Scheme is null ? target with { Scheme = target.Dialect.DefaultScheme(provider) } : target;
    }

    /// <summary>Resolves the service of a plan: nothing is asked, so that it needs no key, and no sandbox is started.</summary>
    /// <param name="options">The options of the user.</param>
    /// <exception cref="EvalException"><c>InvalidEndpoint</c>, and the errors of an invalid key.</exception>
    public static ServiceTarget ForPlan(ServiceOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Sandbox) return PlannedSandbox;
        bool isKeyless = !options.GivesKey && options.Key is null && ServiceEnvironment.KeyOf(options.Provider) is null;
        return FromEnvironment(isKeyless ? options with { Key = ApiKey.From("no-key-is-needed-for-a-plan") } : options);
    }

    /// <summary>The protocol of the service, derived from its address unless set explicitly.</summary>
    internal RealtimeDialect Dialect
    {
        get => field ?? RealtimeDialect.Of(Realtime);
        init;
    }

    /// <summary>The address of the socket for display: without the query, which may contain a key.</summary>
    public string ShownRealtime => Redactor.Redact(ShownAddress.Of(Realtime));

    /// <summary>The address of the REST endpoints for display; empty when it is not known.</summary>
    public string ShownRest => Rest is null ? "" : Redactor.Redact(ShownAddress.Of(Rest));

    /// <summary>The service that makes the caller's speech: the sandbox, or an address.</summary>
    public string SpeechSource => Provider == SandboxProvider ? SandboxProvider : Rest is null ? Provider : ShownRest;

    /// <summary>Removes secrets from text: the key, and secret values in the queries of the addresses.</summary>
    public Redactor Redactor =>
        Redactor.Of([.. Key is null ? [] : new[] { Key.Reveal() }, .. ShownAddress.SecretsIn(Realtime), .. ShownAddress.SecretsIn(Rest)]);

    /// <summary>
    /// Returns the address of a session with <paramref name="model"/>. The model is added unless the address selects a model, deployment or
    /// call already.
    /// </summary>
    public Uri RealtimeFor(string model) => Dialect.AddressOf(Realtime, model);

    /// <summary>
    /// Returns the model of a session: that of the address if it has one, empty if it selects a deployment or a call, else
    /// <paramref name="model"/>.
    /// </summary>
    public string ModelOf(string model) => Dialect.ModelOf(Realtime, model);

    /// <summary>Returns the provider and the address without secrets.</summary>
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
