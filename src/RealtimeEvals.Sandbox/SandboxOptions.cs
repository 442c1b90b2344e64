using RealtimeEvals.Datasets;
using RealtimeEvals.Realtime;
using RealtimeEvals.Sandbox.Faults;

namespace RealtimeEvals.Sandbox;

/// <summary>The settings of a sandbox.</summary>
public sealed record SandboxOptions
{
    /// <summary>The port on 127.0.0.1; 0 for any free port.</summary>
    public int Port { get; init; }

    /// <summary>
    /// The folder of rules: every <c>*.json</c> in it, those in its folder <c>text</c>, and <c>judge/rules.json</c> for the judge. The
    /// shipped folder <c>text</c> or <c>judge</c> is used when it has none.
    /// </summary>
    public string RulesPath { get; init; } = ProductData.PathOf("sandbox");

    /// <summary>The faults to inject.</summary>
    public IReadOnlyList<SandboxFault> Faults { get; init; } = [];

    /// <summary>The only accepted key; null to accept any key or none.</summary>
    public ApiKey? RequiredKey { get; init; }
}
