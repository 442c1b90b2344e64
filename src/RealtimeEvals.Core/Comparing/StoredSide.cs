using System.Text.Json.Nodes;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;
using RealtimeEvals.Runs.Stores;

namespace RealtimeEvals.Comparing;

/// <summary>Reads a stored run for a comparison, result by result.</summary>
internal static class StoredSide
{
    /// <summary>Where data lay and in which version; neither says anything of the results.</summary>
    private static readonly string[] NotCompared = ["data_csv", "prompt_path"];

    /// <summary>Reads a run.</summary>
    /// <param name="path">The folder of the run.</param>
    /// <param name="wants">Whether a figure is needed.</param>
    /// <exception cref="EvalException"><c>RunNotFound</c>, <c>InvalidInput</c>, or <c>RunChanged</c>: it is not as it was left.</exception>
    public static RunSide Read(string path, Func<string, bool> wants)
    {
        IStoredRun stored = RunStores.Find(path) ?? throw EvalErrors.RunNotFound(path);
        RunManifest manifest = stored.Manifest;
        var side = new RunSide
        {
            RunId = manifest.RunId,
            Path = stored.Path,
            Harness = manifest.Harness,
            Provider = manifest.Provider,
            StartedAt = manifest.StartedAt,
            Flaw = FlawOf(manifest),
            Settings = SettingsOf(manifest),
        };
        try
        {
            RunIntegrity integrity = stored.Inspect(new TrialReader(side, wants).Take);
            if (integrity.Unreadable is EvalException unreadable) throw unreadable;

            // A run that has not ended has no hashes yet; its chain is checked all the same.
            string[] changes = manifest.EndedAt is null ? [] : [.. integrity.Changes];
            if (changes.Length > 0 || integrity.AreResultsChanged)
            {
                throw EvalErrors.RunChanged(path, changes.Length > 0 ? string.Join(" ", changes) : "its journal is not as it was written.");
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            var problem = new DataProblem(path, null, null, $"it cannot be read ({exception.Message})", "the journal of a run");
            throw EvalErrors.InvalidInput([problem]);
        }

        return side;
    }

    private static SortedDictionary<string, string> SettingsOf(RunManifest manifest)
    {
        var settings = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["provider"] = manifest.Provider,
            ["resolved_model"] = manifest.ResolvedModel,
            ["product_version"] = manifest.ProductVersion,
        };
        foreach ((string name, JsonNode? value) in manifest.Settings.Where(setting => !NotCompared.Contains(setting.Key)))
        {
            settings[name] = value is JsonValue single ? single.ToString() : value?.ToJsonString() ?? "";
        }

        return settings;
    }

    private static string FlawOf(RunManifest manifest) => manifest.State != RunState.Completed
        ? $"the run '{manifest.RunId}' is {manifest.State.ToString().ToLowerInvariant()}."
        : manifest.Finished != manifest.Planned
            ? FormattableString.Invariant($"the run '{manifest.RunId}' ended {manifest.Finished} of {manifest.Planned} cases.")
            : "";
}
