using System.Text.Json;
using RealtimeEvals.Realtime;
using RealtimeEvals.Sandbox.Sessions;

namespace RealtimeEvals.Sandbox.Realtime;

/// <summary>Who a session is.</summary>
/// <param name="Number">Its number, unique in this sandbox.</param>
/// <param name="Model">The model that was asked for; null for a session that only transcribes.</param>
/// <param name="ClientRequestId">The client's id of the connection; empty when it gave none.</param>
/// <param name="Configuration">How the key of the connection configures it; undefined where that says nothing.</param>
internal sealed record SessionIdentity(int Number, string? Model, string ClientRequestId, JsonElement Configuration = default)
{
    /// <summary>The session as it begins.</summary>
    public SessionState Start(DateTimeOffset expiresAt)
    {
        var state = SessionState.Start($"{ServiceTarget.SandboxSessionPrefix}{Number}", Model, expiresAt);
        if (Configuration.ValueKind == JsonValueKind.Object) state.Update(Configuration);
        return state;
    }
}
