namespace RealtimeEvals.Realtime;

/// <summary>How the key is sent to the service.</summary>
public enum AuthenticationScheme
{
    /// <summary><c>Authorization: Bearer key</c>.</summary>
    Bearer = 0,

    /// <summary><c>api-key: key</c>, as Azure expects it.</summary>
    ApiKeyHeader,
}
