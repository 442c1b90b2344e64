namespace RealtimeEvals.Realtime;

/// <summary>Parses provider names. Evidence may have been edited by other tools, so case, white space and dashes are ignored.</summary>
internal static class ProviderName
{
    /// <summary>
    /// Returns the kind of a provider. A service is recognized by its host: an address, <c>localhost</c>, or a name that contains a dot.
    /// </summary>
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

    /// <summary>Returns the kinds of several providers, separated by semicolons.</summary>
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
