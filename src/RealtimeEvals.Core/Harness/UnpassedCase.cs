using System.Text.Json.Nodes;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;

namespace RealtimeEvals.Harness;

/// <summary>A case of a stored run that did not pass.</summary>
/// <param name="Id">The case.</param>
/// <param name="Group">The simulation of a conversation; empty for anything else.</param>
internal sealed record UnpassedCase(string Id, string Group)
{
    /// <summary>The cases of a run that did not pass, those without a result included.</summary>
    /// <param name="path">The folder of the run.</param>
    /// <param name="harness">The harness that it must be of.</param>
    /// <param name="all">The cases of the data, for a run that did not come to all of its own.</param>
    /// <exception cref="EvalException"><c>RunNotFound</c>, <c>InvalidSetting</c>, <c>JournalChanged</c> or <c>InvalidInput</c>.</exception>
    public static IReadOnlyList<UnpassedCase> Of(string path, string harness, IReadOnlyList<CaseNames> all)
    {
        RunManifest manifest = RunFolder.ReadManifest(path) ?? throw EvalErrors.RunNotFound(path);
        if (manifest.Harness != harness)
        {
            throw EvalErrors.InvalidSetting(
                [$"The run '{manifest.RunId}' is one of {manifest.Harness}, not of {harness}; its cases are others."]);
        }

        Entry[] entries =
        [
            .. Journal<Entry>.Read(path, manifest)
                .GroupBy(entry => entry.Id, StringComparer.OrdinalIgnoreCase)
                .Select(group => group.Last()),
        ];
        IEnumerable<UnpassedCase> unpassed = entries
            .Where(entry => entry.Outcome != Outcome.Pass)
            .Select(entry => new UnpassedCase(entry.Id, entry.SimulationId ?? ""));
        return entries.Length < manifest.Planned
            ? [
                .. unpassed,
                .. Planned(manifest, all)
                    .Except(entries.Select(entry => entry.Id), StringComparer.OrdinalIgnoreCase)
                    .Select(id => new UnpassedCase(id, "")),
            ]
            : [.. unpassed];
    }

    /// <summary>The ids of all cases of a run.</summary>
    private static IEnumerable<string> Planned(RunManifest manifest, IReadOnlyList<CaseNames> all) => manifest switch
    {
        { Planned: int planned, DataCases: int held } when planned == held => all.Select(one => one.Id),
        { Settings: JsonObject settings } when settings[CaseSelection.Chosen] is JsonArray chosen => chosen.Select(id => (string)id!),
        _ => throw EvalErrors.InvalidSetting(
            [$"The run '{manifest.RunId}' took a part of the data and did not come to its end, "
                + "so that nobody can tell which cases are missing; resume it first."]),
    };

    private sealed record Entry(string? CaseId, string? ConversationId, string? SimulationId, Outcome Outcome)
    {
        public string Id => CaseId ?? ConversationId ?? "";
    }
}
