using RealtimeEvals.Datasets;
using RealtimeEvals.Realtime;
using RealtimeEvals.Sandbox.Faults;

namespace RealtimeEvals.Sandbox;

/// <summary>How a sandbox behaves.</summary>
public sealed record SandboxOptions
{
    /// <summary>The port on 127.0.0.1; 0 for any free one.</summary>
    public int Port { get; init; }

    /// <summary>
    /// The folder of rules; every <c>*.json</c> in it is read, those in its folder <c>text</c>, and the judge's <c>judge/rules.json</c>.
    /// Where a folder <c>text</c> or <c>judge</c> is missing, the shipped one counts.
    /// </summary>
    public string RulesPath { get; init; } = ProductData.PathOf("sandbox");

    /// <summary>What goes wrong, on request.</summary>
    public IReadOnlyList<SandboxFault> Faults { get; init; } = [];

    /// <summary>The only key that is accepted; null to accept any and none.</summary>
    public ApiKey? RequiredKey { get; init; }
}
