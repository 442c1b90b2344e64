using RealtimeEvals.Model;

namespace RealtimeEvals.Realtime;

/// <summary>
/// Handles addresses of Azure resources: a host without a path gets the path of the GA protocol, and an address that cannot work is refused
/// with a message that gives the right one.
/// </summary>
internal static class AzureAddress
{
    private const string Base = "/openai/v1";
    private const string Socket = Base + "/realtime";

    private static readonly string[] Domains = ["openai", "cognitiveservices", "services.ai"];
    private static readonly string[] Clouds = ["azure.com", "azure.us", "azure.cn"];
    private static readonly string[] Wrong = ["/v1", "/v1/realtime", "/realtime"];

    /// <summary>Whether an address is that of an Azure resource.</summary>
    public static bool IsAzure(Uri address) =>
        Domains.Any(domain => Clouds.Any(cloud => address.Host.EndsWith($".{domain}.{cloud}", StringComparison.OrdinalIgnoreCase)));

    /// <summary>Whether a host is a domain or one of its subdomains.</summary>
    public static bool IsBelow(string host, string domain) =>
        $".{host.TrimEnd('.')}".EndsWith($".{domain}", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the query contains an api-version.</summary>
    public static bool HasVersion(Uri address) => address.Query.TrimStart('?').Split('&').Any(IsVersion);

    /// <summary>Returns the address of the realtime socket.</summary>
    /// <exception cref="EvalException"><c>InvalidEndpoint</c>: the address of the preview, or a path that Azure does not have.</exception>
    public static Uri Realtime(Uri address)
    {
        RefuseWrong(address, $"wss://{address.Authority}{Socket}");
        string path = PathOf(address);
        if (HasVersion(address) && (path is "" or "/openai" or Base or Socket))
        {
            throw EvalErrors.InvalidEndpoint(
                ShownAddress.Of(address),
                "the realtime protocol of Azure takes no api-version.",
                $"wss://{address.Authority}{Socket}");
        }

        return path is "" or "/openai" or Base ? new UriBuilder(address) { Path = Socket }.Uri : address;
    }

    /// <summary>Returns the base address of all endpoints, also for the address of the socket below it.</summary>
    /// <exception cref="EvalException"><c>InvalidEndpoint</c>: the address of the preview, or a path that Azure does not have.</exception>
    public static Uri Rest(Uri address)
    {
        RefuseWrong(address, $"https://{address.Authority}{Base}");
        return PathOf(address) is "" or "/openai" or Base or Socket ? new UriBuilder(address) { Path = Base }.Uri : address;
    }

    /// <summary>Returns the query of a base address for the socket: without api-version.</summary>
    public static string SocketQuery(Uri address) =>
        string.Join('&', address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Where(part => !IsVersion(part)));

    private static void RefuseWrong(Uri address, string right)
    {
        string path = PathOf(address);
        if (path == "/openai/realtime" || IsDeployment(path))
        {
            string reason = "it is that of Azure's preview protocol, which ended on 2026-04-30; the deployment is named by the model now.";
            throw EvalErrors.InvalidEndpoint(ShownAddress.Of(address), reason, right);
        }

        if (Wrong.Contains(path, StringComparer.OrdinalIgnoreCase))
        {
            throw EvalErrors.InvalidEndpoint(ShownAddress.Of(address), "an Azure resource has no such path.", right);
        }
    }

    private static bool IsDeployment(string path) =>
        path == "/openai/deployments" || path.StartsWith("/openai/deployments/", StringComparison.Ordinal);

    private static bool IsVersion(string part) => part.Split('=')[0].Equals("api-version", StringComparison.OrdinalIgnoreCase);

    private static string PathOf(Uri address) => address.AbsolutePath.TrimEnd('/').ToLowerInvariant();
}
