using System.Net;

namespace RealtimeEvals.Realtime;

/// <summary>
/// The proxies that the environment names, read when they are needed: the platform's own are those of the first request of a process, and
/// they would get requests to this machine, with the key in clear.
/// </summary>
/// <remarks>
/// HTTPS_PROXY, HTTP_PROXY and ALL_PROXY hold an address each, with user and password where the proxy asks for them; NO_PROXY holds hosts,
/// separated by commas, with all hosts below them, each with a port where only that is meant, or * for all. Names in lower case count
/// first. Where none is named, the proxy of the operating system counts on Windows.
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

    /// <summary>The proxies that the environment names now.</summary>
    public static ServiceProxy FromEnvironment() => new(ServiceEnvironment.ProxySetting);

    /// <summary>The proxies that some variables name.</summary>
    /// <param name="variable">The value of a variable; empty for none.</param>
    internal static ServiceProxy Of(Func<string, string> variable) => new(variable);

    /// <summary>Those who may use the proxies, by the addresses in the environment.</summary>
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

    /// <summary>The address without user and password, which errors would repeat.</summary>
    private static Uri Bare(Uri proxy) => new UriBuilder(proxy) { UserName = "", Password = "", Path = "/", Query = "", Fragment = "" }.Uri;
}
