using System.Collections.Frozen;

namespace RealtimeEvals.Realtime;

/// <summary>Error codes after which no other request can succeed: those of the key, the account or its quota.</summary>
internal static class FatalCode
{
    /// <summary>Error codes of OpenAI's and Azure's services.</summary>
    private static readonly FrozenSet<string> Codes = new[]
    {
        "insufficient_quota", "billing_hard_limit_reached", "billing_not_active", "invalid_api_key", "incorrect_api_key",
        "account_deactivated", "organization_deactivated", "access_terminated", "unsupported_country_region_territory",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a code is one of these.</summary>
    /// <param name="errorType">The error code of the service, or the type of the failure.</param>
    public static bool Is(string errorType) => Codes.Contains(errorType);
}
