namespace RealtimeEvals.Realtime;

/// <summary>The environment variables that name a service or a place. Nothing else reads any.</summary>
public static class ServiceEnvironment
{
#pragma warning disable RS0030 // This is the only reader.

    /// <summary>The variable that holds the address of an Azure resource.</summary>
    public const string AzureEndpointName = "AZURE_OPENAI_ENDPOINT";

    /// <summary>The variable that holds the key of a provider.</summary>
    public static string KeyNameOf(ServiceProvider provider) =>
        provider == ServiceProvider.Azure ? "AZURE_OPENAI_API_KEY" : "OPENAI_API_KEY";

    /// <summary>The key of a provider without white space around it; null when there is none.</summary>
    public static ApiKey? KeyOf(ServiceProvider provider) => ApiKey.From(Environment.GetEnvironmentVariable(KeyNameOf(provider)));

    /// <summary>The base address of a provider, in OPENAI_BASE_URL or AZURE_OPENAI_ENDPOINT; null when there is none.</summary>
    public static string? AddressOf(ServiceProvider provider) =>
        Environment.GetEnvironmentVariable(provider == ServiceProvider.Azure ? AzureEndpointName : "OPENAI_BASE_URL");

    /// <summary>The organization that pays, in OPENAI_ORGANIZATION or OPENAI_ORG_ID; empty when there is none.</summary>
    public static string Organization => FirstOf("OPENAI_ORGANIZATION", "OPENAI_ORG_ID");

    /// <summary>The project that pays, in OPENAI_PROJECT or OPENAI_PROJECT_ID; empty when there is none.</summary>
    public static string Project => FirstOf("OPENAI_PROJECT", "OPENAI_PROJECT_ID");

    /// <summary>What a variable says of proxies; empty where it says nothing.</summary>
    /// <param name="name">The variable.</param>
    internal static string ProxySetting(string name) => Environment.GetEnvironmentVariable(name)?.Trim() ?? "";

    /// <summary>The folder of a job of GitHub Actions, in GITHUB_WORKSPACE; empty when there is none.</summary>
    internal static string Workspace => FirstOf("GITHUB_WORKSPACE");

    /// <summary>Whether a runner of GitHub Actions reads what is written, by GITHUB_ACTIONS.</summary>
    public static bool IsOnGitHub => FirstOf("GITHUB_ACTIONS") == "true";

    private static string FirstOf(params string[] names) =>
        names.Select(Environment.GetEnvironmentVariable).FirstOrDefault(value => !string.IsNullOrWhiteSpace(value))?.Trim() ?? "";
}
