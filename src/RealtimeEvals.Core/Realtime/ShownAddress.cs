namespace RealtimeEvals.Realtime;

/// <summary>Addresses as they are written and shown: without user, password, query and fragment, any of which may be secret.</summary>
public static class ShownAddress
{
    /// <summary>An address for people.</summary>
    /// <param name="address">An absolute address.</param>
    public static string Of(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);
    }

    /// <summary>What was given for an address, for people, even where it is none.</summary>
    /// <param name="text">The text.</param>
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string address = text.Trim().Split('?', '#')[0];
        int start = address.IndexOf("://", StringComparison.Ordinal) is >= 0 and int scheme ? scheme + 3 : 0;
        return address[..start] + address[Math.Max(start, address.LastIndexOf('@') + 1)..];
    }

    /// <summary>The values in the query of an address that may be secret: all but those that choose a model or a version.</summary>
    /// <param name="address">An absolute address; null for none.</param>
    internal static IEnumerable<string> SecretsIn(Uri? address) => address is null ? [] :
        from part in address.Query.TrimStart('?').Split('&')
        let pair = part.Split('=', 2)
        where pair.Length == 2 && !ServiceTarget.PublicKeys.Contains(pair[0], StringComparer.OrdinalIgnoreCase)
        select Uri.UnescapeDataString(pair[1]);
}
