using System.Text.Json.Nodes;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;
using RealtimeEvals.Runs.Stores;

namespace RealtimeEvals.Harness;

/// <summary>A case of a stored run that did not pass.</summary>
/// <param name="Name">The name of the trial in that run.</param>
/// <param name="CaseId">The id of the case; empty when only the name is known.</param>
internal sealed record UnpassedCase(string Name, string CaseId)
{
    /// <summary>Returns the cases of a run that did not pass, including those without a result.</summary>
    /// <param name="path">The folder of the run.</param>
    /// <param name="harness">The name of the harness that the run must be of.</param>
    /// <param name="all">The cases of the data, for a run that did not reach all of them.</param>
    /// <exception cref="EvalException"><c>RunNotFound</c>, <c>InvalidSetting</c>, <c>JournalChanged</c> or <c>InvalidInput</c>.</exception>
    public static IReadOnlyList<UnpassedCase> Of(string path, string harness, IReadOnlyList<CaseNames> all)
    {
        IStoredRun run = RunStores.Find(path) ?? throw EvalErrors.RunNotFound(path);
        RunManifest manifest = run.Manifest;
        if (manifest.Harness != harness)
        {
            throw EvalErrors.InvalidSetting(
                [$"The run '{manifest.RunId}' is one of {manifest.Harness}, not of {harness}; its cases are others."]);
        }

        int trials = manifest.Settings[RunSettings.Trials] is JsonValue setting && setting.TryGetValue(out int told) ? told : 1;
        var entries = new Dictionary<string, Entry>(StringComparer.OrdinalIgnoreCase);
        run.Read<Entry>(entry => entries[entry.NameOf(trials)] = entry);
        IEnumerable<UnpassedCase> unpassed = entries
            .Where(entry => entry.Value.Outcome != Outcome.Pass)
            .Select(entry => new UnpassedCase(entry.Key, entry.Value.Group));
        return entries.Count < manifest.Planned
            ? [
                .. unpassed,
                .. Planned(manifest, all)
                    .Except(entries.Keys, StringComparer.OrdinalIgnoreCase)
                    .Select(id => new UnpassedCase(id, "")),
            ]
            : [.. unpassed];
    }

    /// <summary>Returns the ids of all planned cases of a run.</summary>
    private static IEnumerable<string> Planned(RunManifest manifest, IReadOnlyList<CaseNames> all)
    {
        int planned = ShardPlan.CasesOf(manifest) ?? manifest.Planned;
        IEnumerable<string> names = manifest switch
        {
            { DataCases: int held } when planned == held => all.Select(one => one.Id),
            { Settings: JsonObject settings } when settings[CaseSelection.Chosen] is JsonArray chosen => chosen.Select(id => (string)id!),
            _ => throw EvalErrors.InvalidSetting(
                [$"The run '{manifest.RunId}' took a part of the data and did not come to its end, "
                    + "so that nobody can tell which cases are missing; resume it first."]),
        };
        if (ShardPlan.Of(manifest) is not Shard shard) return names;
        var groups = all.ToDictionary(one => one.Id, one => one.Group, StringComparer.OrdinalIgnoreCase);
        return names.Where(name => shard.Holds(groups.GetValueOrDefault(name, name)));
    }

    /// <summary>The fields of a journal line that are needed here, for any harness.</summary>
    private sealed record Entry(string? CaseId, string? ConversationId, string? SimulationId, int? Trial, Outcome Outcome)
    {
        /// <summary>The name that all trials of the case share.</summary>
        public string Group => CaseId ?? SimulationId ?? "";

        public string NameOf(int trials) => ConversationId ?? new CaseKey(Group, Trial ?? 1).NameOf(trials);
    }
}
