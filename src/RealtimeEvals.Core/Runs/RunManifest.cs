using System.Text.Json.Nodes;

namespace RealtimeEvals.Runs;

/// <summary>The content of <c>run.json</c>: what was run, with what, and where it stands.</summary>
public sealed record RunManifest
{
    /// <summary>What stands in the place of hashes while a run is under way.</summary>
    public static IReadOnlyDictionary<string, string> NoHashes { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The version of this format.</summary>
    public int SchemaVersion { get; init; } = 1;

    /// <summary>The run.</summary>
    public required string RunId { get; init; }

    /// <summary>crawl, walk or run.</summary>
    public required string Harness { get; init; }

    /// <summary>Where the run stands.</summary>
    public RunState State { get; init; }

    /// <summary>Who answered: <c>sandbox</c>, or the host of the endpoint.</summary>
    public required string Provider { get; init; }

    /// <summary>Cases of the plan.</summary>
    public int Planned { get; init; }

    /// <summary>Cases that the data holds, before any limit or selection.</summary>
    public int DataCases { get; init; }

    /// <summary>Cases with an outcome.</summary>
    public int Finished { get; init; }

    /// <summary>When the run was started first.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended; null while it has not.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>How often the run was resumed.</summary>
    public int Resumed { get; init; }

    /// <summary>The model as the service named it; empty until it has.</summary>
    public string ResolvedModel { get; init; } = "";

    /// <summary>Why the run failed; empty when it did not.</summary>
    public string Error { get; init; } = "";

    /// <summary>The SHA-256 in hex of each of <see cref="EvidenceFiles"/> as the run left it; empty until it has ended.</summary>
    public IReadOnlyDictionary<string, string> EvidenceSha256 { get; init; } = NoHashes;

    /// <summary>Everything that the results depend on: settings in force and the SHA-256 of each input file.</summary>
    public required JsonObject Settings { get; init; }

    /// <summary>The version of the product.</summary>
    public string ProductVersion { get; init; } = typeof(RunManifest).Assembly.GetName().Version?.ToString(3) ?? "";

    /// <summary>The runtime and the operating system.</summary>
    public string Platform { get; init; } =
        $"{System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription}, "
        + $"{System.Runtime.InteropServices.RuntimeInformation.OSDescription}";

    /// <summary>The names of the settings in which <paramref name="other"/> differs.</summary>
    public IReadOnlyList<string> DifferencesFrom(JsonObject other)
    {
        ArgumentNullException.ThrowIfNull(other);
        IEnumerable<string> names = Settings.Select(setting => setting.Key)
            .Union(other.Select(setting => setting.Key), StringComparer.Ordinal);
        return [.. names.Where(name => Settings[name]?.ToJsonString() != other[name]?.ToJsonString())];
    }
}
