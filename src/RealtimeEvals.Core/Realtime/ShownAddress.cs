using RealtimeEvals.Secrets;

namespace RealtimeEvals.Realtime;

/// <summary>Formats addresses for display and evidence: without user, password, query and fragment, any of which may be secret.</summary>
internal static class ShownAddress
{
    /// <summary>Returns an address for display.</summary>
    /// <param name="address">An absolute address.</param>
    public static string Of(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);
    }

    /// <summary>Returns text that was given as an address for display, even if it is not a valid address.</summary>
    /// <param name="text">The text.</param>
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);

        // The platform parses a query for these schemes only; for others it is part of the path.
        if (Uri.TryCreate(text.Trim(), UriKind.Absolute, out Uri? address) && address.Scheme is ("ws" or "wss" or "http" or "https"))
        {
            return Of(address);
        }

        string before = text.Trim().Split('?', '#')[0];
        return text.Contains('@', StringComparison.Ordinal) ? Redactor.Mask : before;
    }

    /// <summary>Returns the values in the query of an address that may be secret: all but those that select a model or a version.</summary>
    /// <param name="address">An absolute address; null when there is none.</param>
    internal static IEnumerable<string> SecretsIn(Uri? address) => address is null ? [] :
        from part in address.Query.TrimStart('?').Split('&')
        let pair = part.Split('=', 2)
        where pair.Length == 2 && !ServiceTarget.PublicKeys.Contains(pair[0], StringComparer.OrdinalIgnoreCase)
        select Uri.UnescapeDataString(pair[1]);
}
