using RealtimeEvals.Sandbox;
using RealtimeEvals.Sandbox.Faults;

namespace RealtimeEvals.Tests.Support;

/// <summary>Starts sandboxes.</summary>
public static class TestSandbox
{
    /// <summary>Starts one with these faults.</summary>
    public static SandboxServer Start(params string[] faults) => Start(new SandboxOptions(), faults);

    /// <summary>Starts one with these settings and faults.</summary>
    public static SandboxServer Start(SandboxOptions options, params string[] faults) =>
        SandboxServer.Start(options with { Faults = [.. faults.Select(SandboxFault.Parse)] }, TimeProvider.System);
}
