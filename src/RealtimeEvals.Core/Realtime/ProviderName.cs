namespace RealtimeEvals.Realtime;

/// <summary>
/// Reads the names of providers. Evidence may have come through many hands, so that case, white space and dashes do not count.
/// </summary>
internal static class ProviderName
{
    /// <summary>What a name stands for. A service is known by its host: an address, <c>localhost</c>, or a name with a dot in it.</summary>
    public static ProviderKind KindOf(string provider)
    {
        ArgumentNullException.ThrowIfNull(provider);
        string name = provider.Trim().TrimEnd('.');
        return Plain(name) switch
        {
            ServiceTarget.SandboxProvider => ProviderKind.Sandbox,
            ServiceTarget.ReplayProvider => ProviderKind.Replay,
            "dryrun" => ProviderKind.DryRun,
            _ => IsHost(name) ? ProviderKind.Service : ProviderKind.Unknown,
        };
    }

    /// <summary>What several names stand for that are joined by semicolons.</summary>
    public static IReadOnlyList<ProviderKind> KindsOf(string providers)
    {
        ArgumentNullException.ThrowIfNull(providers);
        return [.. providers.Split(';').Select(KindOf)];
    }

    private static string Plain(string name) =>
        string.Concat(name.Where(character => !char.IsWhiteSpace(character) && character is not ('-' or '_'))).ToLowerInvariant();

    private static bool IsHost(string name) => Uri.CheckHostName(name) switch
    {
        UriHostNameType.IPv4 or UriHostNameType.IPv6 => true,
        UriHostNameType.Dns => name.Contains('.', StringComparison.Ordinal) || name.Equals("localhost", StringComparison.OrdinalIgnoreCase),
        _ => false,
    };
}
