namespace RealtimeEvals.Sandbox.Realtime;

/// <summary>Who a session is.</summary>
/// <param name="Number">Its number, unique in this sandbox.</param>
/// <param name="Model">The model that was asked for.</param>
/// <param name="ClientRequestId">The client's id of the connection; empty when it gave none.</param>
internal sealed record SessionIdentity(int Number, string Model, string ClientRequestId);
