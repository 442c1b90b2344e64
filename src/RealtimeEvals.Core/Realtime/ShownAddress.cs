using RealtimeEvals.Secrets;

namespace RealtimeEvals.Realtime;

/// <summary>Addresses as they are written and shown: without user, password, query and fragment, any of which may be secret.</summary>
internal static class ShownAddress
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

        // Only these schemes have a query for the platform; in others it passes for a part of the path.
        if (Uri.TryCreate(text.Trim(), UriKind.Absolute, out Uri? address) && address.Scheme is ("ws" or "wss" or "http" or "https"))
        {
            return Of(address);
        }

        string before = text.Trim().Split('?', '#')[0];
        return text.Contains('@', StringComparison.Ordinal) ? Redactor.Mask : before;
    }

    /// <summary>The values in the query of an address that may be secret: all but those that choose a model or a version.</summary>
    /// <param name="address">An absolute address; null for none.</param>
    internal static IEnumerable<string> SecretsIn(Uri? address) => address is null ? [] :
        from part in address.Query.TrimStart('?').Split('&')
        let pair = part.Split('=', 2)
        where pair.Length == 2 && !ServiceTarget.PublicKeys.Contains(pair[0], StringComparer.OrdinalIgnoreCase)
        select Uri.UnescapeDataString(pair[1]);
}
