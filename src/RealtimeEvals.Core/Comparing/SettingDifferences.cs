using RealtimeEvals.Realtime;

namespace RealtimeEvals.Comparing;

/// <summary>In what two runs differ, and whether their results belong together all the same.</summary>
internal static class SettingDifferences
{
    private const string Provider = "provider";

    /// <summary>
    /// What results are measured by: who judges, who hears, who plays the caller. A change of it may look like a change of the agent.
    /// </summary>
    private static readonly string[] Measures =
    [
        "judge_model", "judge_samples", "transcription_model", "simulator_model_default", "participant_model", "participant_condition",
        "participant_audio", "real_time",
    ];

    /// <summary>What answers without being an agent: the sandbox, and a file.</summary>
    private static readonly string[] Rehearsals = [ServiceTarget.SandboxProvider, ServiceTarget.ReplayProvider];

    /// <summary>Returns the differences; those that break pairs come first.</summary>
    public static IReadOnlyList<SettingDifference> Of(RunSide reference, RunSide candidate) =>
    [
        .. reference.Settings.Keys.Union(candidate.Settings.Keys, StringComparer.Ordinal)
            .Select(name => (Name: name, Before: Value(reference, name), After: Value(candidate, name)))
            .Where(one => one.Before != one.After)
            .Select(one => new SettingDifference(one.Name, one.Before, one.After, Breaks(one.Name, one.Before, one.After)))
            .OrderByDescending(one => one.BreaksPairs)
            .ThenBy(one => one.Setting, StringComparer.Ordinal),
    ];

    /// <summary>Returns why results of two runs do not belong together, as sentences; none when they do.</summary>
    public static IReadOnlyList<string> Refusals(RunSide reference, RunSide candidate, IEnumerable<SettingDifference> differences) =>
    [
        .. reference.Harness == candidate.Harness
            ? Array.Empty<string>()
            : [$"one is a run of {reference.Harness} and the other of {candidate.Harness}."],
        .. differences.Where(one => one.BreaksPairs).Select(one => $"They were measured by another {one}."),
    ];

    private static string Value(RunSide side, string name) => side.Settings.GetValueOrDefault(name, "");

    private static bool Breaks(string name, string before, string after) =>
        Measures.Contains(name, StringComparer.Ordinal) || (name == Provider && IsRehearsal(before) != IsRehearsal(after));

    private static bool IsRehearsal(string provider) => Rehearsals.Contains(provider, StringComparer.OrdinalIgnoreCase);
}
