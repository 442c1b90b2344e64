using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Sandbox.Faults;

namespace RealtimeEvals.Sandbox;

/// <summary>The choice between the sandbox and a service, as a front door was told it.</summary>
public static class SandboxChoice
{
    /// <summary>Checks that what was asked for fits together, and returns the faults.</summary>
    /// <param name="options">Whether the sandbox was asked for, and whether another service was named.</param>
    /// <param name="faults">The faults that it is to have.</param>
    /// <exception cref="EvalException">
    /// <c>InvalidSetting</c>: they contradict each other. <c>InvalidSandboxFault</c>: a fault cannot be understood.
    /// </exception>
    public static SandboxFault[] Check(ServiceOptions options, IEnumerable<string> faults)
    {
        ArgumentNullException.ThrowIfNull(options);
        SandboxFault[] parsed = [.. faults.Select(SandboxFault.Parse)];
        if (!options.Sandbox && parsed.Length > 0)
            throw EvalErrors.InvalidSetting(["Sandbox faults were given without the embedded sandbox."]);
        if (options.Sandbox && (options.NamesService || options.Key is not null))
        {
            throw EvalErrors.InvalidSetting(
                ["The embedded sandbox was asked for together with the endpoint or the key of another service."]);
        }

        return parsed;
    }
}
