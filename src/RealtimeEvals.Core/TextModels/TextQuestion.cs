namespace RealtimeEvals.TextModels;

/// <summary>A question to a text model.</summary>
/// <param name="Model">The model.</param>
/// <param name="Instructions">What it is told to do.</param>
/// <param name="Input">What it is told to do it with.</param>
/// <param name="Temperature">From 0 to 2; null to leave it to the service.</param>
/// <param name="ClientRequestId">An id of our own that the service keeps beside its request id (header X-Client-Request-Id).</param>
public sealed record TextQuestion(string Model, string Instructions, string Input, double? Temperature, string ClientRequestId);
