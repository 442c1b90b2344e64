using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace RealtimeEvals.Runs;

/// <summary>The content of <c>run.json</c>: what was run, with which settings, and its state.</summary>
public sealed record RunManifest
{
    /// <summary>The name of the file in the folder of its run.</summary>
    internal const string FileName = "run.json";

    /// <summary>The value of <see cref="EvidenceSha256"/> while a run is in progress.</summary>
    public static IReadOnlyDictionary<string, string> NoHashes { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The newest version of this format that can be read. A run of a newer one may mean something else and is refused.</summary>
    internal const int CurrentVersion = 1;

    /// <summary>The value of <see cref="InputPaths"/> of a run whose summary repeats none.</summary>
    public static IReadOnlyDictionary<string, string> NoPaths => NoHashes;

    /// <summary>The version of this format.</summary>
    public int SchemaVersion { get; init; } = CurrentVersion;

    /// <summary>The id of the run.</summary>
    public required string RunId { get; init; }

    /// <summary>The harness: crawl, walk, run, refusal-smoke or benchmark.</summary>
    public required string Harness { get; init; }

    /// <summary>The state of the run.</summary>
    public RunState State { get; init; }

    /// <summary>The provider: <c>sandbox</c>, or the host of the endpoint.</summary>
    public required string Provider { get; init; }

    /// <summary>Number of planned cases.</summary>
    public int Planned { get; init; }

    /// <summary>Number of cases in the data before any limit or selection.</summary>
    public int DataCases { get; init; }

    /// <summary>Number of cases with an outcome.</summary>
    public int Finished { get; init; }

    /// <summary>When the run was first started.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>When the run ended; null while it has not.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>How often the run was resumed.</summary>
    public int Resumed { get; init; }

    /// <summary>The model as the service reported it; empty until then.</summary>
    public string ResolvedModel { get; init; } = "";

    /// <summary>Why the run failed; empty when it did not.</summary>
    public string Error { get; init; } = "";

    /// <summary>The SHA-256 in hex of each of <see cref="Folders.EvidenceFiles"/> at the end of the run; empty until then.</summary>
    public IReadOnlyDictionary<string, string> EvidenceSha256 { get; init; } = NoHashes;

    /// <summary>The shards that the run was merged from; null for a run that was not merged.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<MergedShard>? MergedFrom { get; init; }

    /// <summary>Everything that the results depend on: effective settings and the SHA-256 of each input file.</summary>
    public required JsonObject Settings { get; init; }

    /// <summary>Where the run comes from; null in runs of a version that did not record it.</summary>
    public RunProvenance? Provenance { get; init; }

    /// <summary>The paths of input files that the summary repeats, by its keys. Where a file lies does not change a result.</summary>
    public IReadOnlyDictionary<string, string> InputPaths { get; init; } = NoPaths;

    /// <summary>The version of the product.</summary>
    public string ProductVersion { get; init; } = typeof(RunManifest).Assembly.GetName().Version?.ToString(3) ?? "";

    /// <summary>The runtime and the operating system.</summary>
    public string Platform { get; init; } =
        $"{System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription}, "
        + $"{System.Runtime.InteropServices.RuntimeInformation.OSDescription}";

    /// <summary>Returns the names of the settings in which <paramref name="other"/> differs.</summary>
    public IReadOnlyList<string> DifferencesFrom(JsonObject other)
    {
        ArgumentNullException.ThrowIfNull(other);
        IEnumerable<string> names = Settings.Select(setting => setting.Key)
            .Union(other.Select(setting => setting.Key), StringComparer.Ordinal);
        return [.. names.Where(name => Settings[name]?.ToJsonString() != other[name]?.ToJsonString())];
    }
}
