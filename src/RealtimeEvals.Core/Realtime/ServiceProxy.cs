using System.Net;

namespace RealtimeEvals.Realtime;

/// <summary>
/// The proxies of the environment, read when they are needed. The platform's own proxy settings are fixed with the first request of a
/// process, and they would send requests for this machine, including the key, to a proxy.
/// </summary>
/// <remarks>
/// HTTPS_PROXY, HTTP_PROXY and ALL_PROXY contain an address each, with user and password if the proxy requires them. NO_PROXY contains
/// hosts, separated by commas, which include their subdomains and may have a port; or * for all. Lower-case names take precedence. If none
/// is set, the proxy of the operating system is used on Windows.
/// </remarks>
internal sealed class ServiceProxy : IWebProxy, ICredentials
{
    private readonly Uri? _secure;
    private readonly Uri? _plain;
    private readonly string[] _direct;
    private readonly IWebProxy? _system;

    private ServiceProxy(Func<string, string> variable)
    {
        _secure = Parse(FirstOf("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"));
        _plain = Parse(FirstOf("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"));
        _direct = FirstOf("no_proxy", "NO_PROXY").Split([',', ' ', ';'], StringSplitOptions.RemoveEmptyEntries);
        _system = OperatingSystem.IsWindows() && _secure is null && _plain is null ? HttpClient.DefaultProxy : null;

        string FirstOf(params string[] names) => names.Select(variable).FirstOrDefault(value => value.Length > 0) ?? "";
    }

    /// <summary>Returns the current proxies of the environment.</summary>
    public static ServiceProxy FromEnvironment() => new(ServiceEnvironment.ProxySetting);

    /// <summary>Returns the proxies from given variables.</summary>
    /// <param name="variable">Returns the value of a variable; empty when it is not set.</param>
    internal static ServiceProxy Of(Func<string, string> variable) => new(variable);

    /// <summary>The users of the proxies, from the addresses in the environment.</summary>
    public ICredentials? Credentials
    {
        get => this;
        set => throw new NotSupportedException("The environment says who may use a proxy.");
    }

    /// <inheritdoc />
    public Uri? GetProxy(Uri destination) =>
        IsBypassed(destination) ? null
            : (destination.Scheme is "https" or "wss" ? _secure : _plain) is Uri proxy ? Bare(proxy)
            : _system?.GetProxy(destination);

    /// <inheritdoc />
    public bool IsBypassed(Uri host)
    {
        ArgumentNullException.ThrowIfNull(host);
        return LoopbackAddress.Is(host) || _direct.Any(entry => Covers(entry, host)) || (_system?.IsBypassed(host) ?? false);
    }

    /// <inheritdoc />
    public NetworkCredential? GetCredential(Uri uri, string authType)
    {
        Uri? proxy = new[] { _secure, _plain }.FirstOrDefault(proxy => proxy is { UserInfo.Length: > 0 } && Bare(proxy) == uri);
        if (proxy is null) return _system?.Credentials?.GetCredential(uri, authType);
        string[] parts = [.. proxy.UserInfo.Split(':', 2).Select(Uri.UnescapeDataString)];
        return new NetworkCredential(parts[0], parts.ElementAtOrDefault(1) ?? "");
    }

    private static bool Covers(string entry, Uri host)
    {
        if (entry == "*") return true;
        string suffix = FormattableString.Invariant($":{host.Port}");
        string bare = entry.EndsWith(suffix, StringComparison.Ordinal) ? entry[..^suffix.Length] : entry;
        string name = bare.TrimStart('*').Trim('.', '[', ']');
        return name.Length > 0 && $".{host.IdnHost.Trim('[', ']').TrimEnd('.')}".EndsWith($".{name}", StringComparison.OrdinalIgnoreCase);
    }

    private static Uri? Parse(string text)
    {
        string address = text.Contains("://", StringComparison.Ordinal) ? text : $"http://{text}";
        return text.Length > 0 && Uri.TryCreate(address.Trim(), UriKind.Absolute, out Uri? proxy) && proxy.Host.Length > 0 ? proxy : null;
    }

    /// <summary>Returns the address without user and password, because errors would repeat them.</summary>
    private static Uri Bare(Uri proxy) => new UriBuilder(proxy) { UserName = "", Password = "", Path = "/", Query = "", Fragment = "" }.Uri;
}
