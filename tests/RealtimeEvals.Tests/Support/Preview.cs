using RealtimeEvals.Sandbox;

namespace RealtimeEvals.Tests.Support;

/// <summary>Azure's preview at the sandbox.</summary>
internal static class Preview
{
    /// <summary>The address of the preview's socket at a sandbox.</summary>
    public static Uri AddressOf(SandboxServer sandbox, string query = "?api-version=2025-04-01-preview&deployment=x") =>
        new(FormattableString.Invariant($"ws://127.0.0.1:{sandbox.Port}/openai/realtime{query}"));
}
