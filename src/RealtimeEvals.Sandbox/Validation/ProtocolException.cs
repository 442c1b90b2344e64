namespace RealtimeEvals.Sandbox.Validation;

/// <summary>A request that the service would refuse.</summary>
/// <param name="code">The error code of the service.</param>
/// <param name="message">What is wrong.</param>
/// <param name="param">The place of the value that is wrong; null when there is none.</param>
internal sealed class ProtocolException(string code, string message, string? param = null) : Exception(message)
{
    public string Code { get; } = code;

    public string? Param { get; } = param;
}
