using RealtimeEvals.Realtime;

namespace RealtimeEvals.Harness;

/// <summary>A session that a run will open.</summary>
/// <param name="Model">The model.</param>
/// <param name="Configuration">The configuration of the session.</param>
internal sealed record SessionRequest(string Model, SessionConfiguration Configuration);
