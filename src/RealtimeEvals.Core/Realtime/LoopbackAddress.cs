using System.Net;

namespace RealtimeEvals.Realtime;

/// <summary>Recognizes addresses that can only be this machine.</summary>
public static class LoopbackAddress
{
    /// <summary>Whether an address is in 127.0.0.0/8 (also mapped to IPv6), is ::1, or is localhost or a name below it.</summary>
    /// <param name="address">An absolute address.</param>
    public static bool Is(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        string host = address.IdnHost.Trim('[', ']');
        return IPAddress.TryParse(host, out IPAddress? ip)
            ? IPAddress.IsLoopback(ip.IsIPv4MappedToIPv6 ? ip.MapToIPv4() : ip)
            : IsName(host);
    }

    /// <summary>Whether a host is localhost or a name below it.</summary>
    internal static bool IsName(string host) => $".{host.TrimEnd('.')}".EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);
}
