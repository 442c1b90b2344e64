namespace RealtimeEvals.Sandbox.Validation;

/// <summary>Thrown for a request that the service would reject.</summary>
/// <param name="code">The error code of the service.</param>
/// <param name="message">The message of the error.</param>
/// <param name="param">The parameter at fault; null when there is none.</param>
internal sealed class ProtocolException(string code, string message, string? param = null) : Exception(message)
{
    public string Code { get; } = code;

    public string? Param { get; } = param;
}
