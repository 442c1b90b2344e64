namespace RealtimeEvals.Model;

/// <content>The errors about audio that is played to a service.</content>
public static partial class EvalErrors
{
    private const int NamedCases = 3;

    /// <summary>Returns the error for recordings of the sandbox's voice, in which another service would hear no speech.</summary>
    /// <param name="cases">The ids of the cases; at least one.</param>
    /// <param name="service">The host of the service.</param>
    public static EvalException SandboxAudio(IReadOnlyList<string> cases, string service)
    {
        ArgumentNullException.ThrowIfNull(cases);
        string others = cases.Count > NamedCases ? FormattableString.Invariant($" and {cases.Count - NamedCases} more") : "";
        return new EvalException(
            nameof(SandboxAudio), ErrorKind.Data,
            $"The audio of {string.Join(", ", cases.Take(NamedCases))}{others} is the sandbox's voice: "
            + $"a tone signal in which {service} hears no speech. No case was started.",
            "Make audio with a real voice by realtime-evals walk-audio or New-WalkAudio, and walk the table that it writes; "
            + "or rehearse with the sandbox.",
            service);
    }
}
