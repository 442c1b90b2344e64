using RealtimeEvals.Realtime;

namespace RealtimeEvals.Harness;

/// <summary>A session that a run will open.</summary>
/// <param name="Model">With which model.</param>
/// <param name="Configuration">Told what.</param>
internal sealed record SessionRequest(string Model, SessionConfiguration Configuration);
