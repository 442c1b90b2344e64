namespace RealtimeEvals.Realtime;

/// <summary>The service to use, as the user specifies it.</summary>
public sealed record ServiceOptions
{
    /// <summary>Asks the embedded sandbox on 127.0.0.1: no key, no network, no cost.</summary>
    /// <remarks>
    /// It does not go together with the address or the key of another service. What it answered is recorded with the provider sandbox. As a
    /// judge it goes by rules.
    /// </remarks>
    public bool Sandbox { get; init; }

    /// <summary>The address of the realtime service: an absolute wss or https address, or ws or http on this machine.</summary>
    /// <remarks>
    /// It is used as it is, and the model is added to its query; a host without a path gets /v1/realtime. Where it ends in /realtime, the
    /// addresses of speech, judge and text models are told from it; where they cannot be told and are needed, InvalidSetting says so.
    /// </remarks>
    /// <value>OPENAI_BASE_URL, else https://api.openai.com/v1</value>
    public string? Endpoint { get; init; }

    /// <summary>
    /// The address of all endpoints, such as https://api.openai.com/v1: an absolute https address, or http on this machine.
    /// </summary>
    /// <value>OPENAI_BASE_URL, else https://api.openai.com/v1</value>
    public string? BaseAddress { get; init; }

    /// <summary>
    /// Whose service it is, where the address does not say it. With Azure AZURE_OPENAI_ENDPOINT and AZURE_OPENAI_API_KEY count.
    /// </summary>
    /// <remarks>These environment variables then count instead of those of OpenAI, and the key travels in the header api-key.</remarks>
    public ServiceProvider Provider { get; init; }

    /// <summary>The key of the service.</summary>
    /// <remarks>
    /// Without it the environment variable OPENAI_API_KEY counts. It is one word of printable ASCII without quote and backslash.
    /// </remarks>
    /// <value>OPENAI_API_KEY</value>
    public ApiKey? Key { get; init; }

    /// <summary>Whether a key was given, even an empty one; then the environment is not read for one.</summary>
    public bool GivesKey { get; init; }

    /// <summary>How the key travels: in the header Authorization, or in the header api-key.</summary>
    /// <remarks>Bearer sends the header Authorization, ApiKeyHeader sends the header api-key as Azure expects it.</remarks>
    /// <value>Bearer; ApiKeyHeader with the provider Azure</value>
    public AuthenticationScheme? Scheme { get; init; }

    /// <summary>Whether a service other than the sandbox is specified.</summary>
    public bool NamesService => !string.IsNullOrEmpty(Endpoint) || !string.IsNullOrEmpty(BaseAddress) || Provider != ServiceProvider.OpenAI;
}

/// <summary>The provider of a service, for addresses that do not show it.</summary>
public enum ServiceProvider
{
    /// <summary>OpenAI or a compatible service, with OPENAI_API_KEY and OPENAI_BASE_URL.</summary>
    OpenAI = 0,

    /// <summary>Azure OpenAI, with AZURE_OPENAI_API_KEY and AZURE_OPENAI_ENDPOINT. The key is sent in the header api-key.</summary>
    Azure,
}

/// <summary>How the key is sent to the service.</summary>
public enum AuthenticationScheme
{
    /// <summary><c>Authorization: Bearer key</c>.</summary>
    Bearer = 0,

    /// <summary><c>api-key: key</c>, as Azure expects it.</summary>
    ApiKeyHeader,
}
