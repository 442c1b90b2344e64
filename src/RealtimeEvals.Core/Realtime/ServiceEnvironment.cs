namespace RealtimeEvals.Realtime;

/// <summary>Reads the environment variables of services and paths. No other code reads environment variables.</summary>
public static class ServiceEnvironment
{
#pragma warning disable RS0030 // Only this class reads them.

    /// <summary>The name of the variable with the address of an Azure resource.</summary>
    public const string AzureEndpointName = "AZURE_OPENAI_ENDPOINT";

    /// <summary>Returns the name of the variable with the key of a provider.</summary>
    public static string KeyNameOf(ServiceProvider provider) =>
        provider == ServiceProvider.Azure ? "AZURE_OPENAI_API_KEY" : "OPENAI_API_KEY";

    /// <summary>Returns the key of a provider without surrounding white space; null when there is none.</summary>
    public static ApiKey? KeyOf(ServiceProvider provider) => ApiKey.From(Environment.GetEnvironmentVariable(KeyNameOf(provider)));

    /// <summary>Returns the name of the variable with the base address of a provider.</summary>
    public static string AddressNameOf(ServiceProvider provider) =>
        provider == ServiceProvider.Azure ? AzureEndpointName : "OPENAI_BASE_URL";

    /// <summary>Returns the base address of a provider from OPENAI_BASE_URL or AZURE_OPENAI_ENDPOINT; null when there is none.</summary>
    public static string? AddressOf(ServiceProvider provider) => Environment.GetEnvironmentVariable(AddressNameOf(provider));

    /// <summary>The organization to bill, from OPENAI_ORGANIZATION or OPENAI_ORG_ID; empty when there is none.</summary>
    public static string Organization => FirstOf("OPENAI_ORGANIZATION", "OPENAI_ORG_ID");

    /// <summary>The project to bill, from OPENAI_PROJECT or OPENAI_PROJECT_ID; empty when there is none.</summary>
    public static string Project => FirstOf("OPENAI_PROJECT", "OPENAI_PROJECT_ID");

    /// <summary>Returns the value of a proxy variable; empty when it is not set.</summary>
    /// <param name="name">The name of the variable.</param>
    internal static string ProxySetting(string name) => Environment.GetEnvironmentVariable(name)?.Trim() ?? "";

    /// <summary>Returns the value of a variable that tells a job which part of the work is its own; empty when it is not set.</summary>
    /// <param name="name">The name of the variable.</param>
    internal static string ShardVariable(string name) => FirstOf(name);

    /// <summary>The workspace folder of a GitHub Actions job, from GITHUB_WORKSPACE; empty when there is none.</summary>
    internal static string Workspace => FirstOf("GITHUB_WORKSPACE");

    /// <summary>Whether the output is read by a GitHub Actions runner, from GITHUB_ACTIONS.</summary>
    public static bool IsOnGitHub => FirstOf("GITHUB_ACTIONS") == "true";

    /// <summary>Whether no run draws plots, from REALTIME_EVALS_SKIP_PLOTS.</summary>
    internal static bool SkipsPlots => FirstOf("REALTIME_EVALS_SKIP_PLOTS") is "1" or "true";

    /// <summary>Whether terminals are to show no colour, from NO_COLOR (no-color.org), or cannot, from TERM.</summary>
    public static bool IsColorless => FirstOf("NO_COLOR").Length > 0 || IsDumbTerminal;

    /// <summary>Whether the terminal can only append text, from TERM.</summary>
    public static bool IsDumbTerminal => FirstOf("TERM") == "dumb";

    /// <summary>
    /// The folders of .NET that the environment names, in the order in which they count: from DOTNET_ROOT, and that of the program in
    /// DOTNET_HOST_PATH.
    /// </summary>
    public static IEnumerable<string> DotNetFolders =>
        new[] { FirstOf("DOTNET_ROOT"), Path.GetDirectoryName(FirstOf("DOTNET_HOST_PATH")) ?? "" }.Where(folder => folder.Length > 0);

    /// <summary>The name of the variable with the password of the key that runs are signed with.</summary>
    public const string CertificatePasswordName = "REALTIME_EVALS_CERTIFICATE_PASSWORD";

    /// <summary>The password of the key that runs are signed with; empty when there is none.</summary>
    public static string CertificatePassword => Environment.GetEnvironmentVariable(CertificatePasswordName) ?? "";

    /// <summary>The database that is the store of runs; empty for that of the user.</summary>
    internal static string Store => FirstOf("REALTIME_EVALS_STORE");

    private static string FirstOf(params string[] names) =>
        names.Select(Environment.GetEnvironmentVariable).FirstOrDefault(value => !string.IsNullOrWhiteSpace(value))?.Trim() ?? "";
}
