using System.Text.Json;
using RealtimeEvals.Gates;
using RealtimeEvals.Metrics;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Runs;
using RealtimeEvals.Runs.Stores;

namespace RealtimeEvals.Plots;

/// <summary>A run as pictures and pages see it: its cases, and its summary where it has one.</summary>
/// <param name="Evidence">The cases and what was found wrong with them.</param>
/// <param name="Manifest">The content of run.json; null without one.</param>
/// <param name="Summary">The content of summary.json; null without one.</param>
internal sealed record PlotRun(RunEvidence Evidence, RunManifest? Manifest = null, JsonElement? Summary = null)
{
    private readonly Dictionary<string, double[]> _values = new(StringComparer.Ordinal);

    /// <summary>The name of the run; never empty.</summary>
    public string Name => Evidence.RunId.Length > 0 ? PlotLabel.Of(Evidence.RunId) : "no run";

    /// <summary>The run, who answered, and how many cases there are, in one line.</summary>
    public string Subtitle
    {
        get
        {
            string[] parts =
            [
                Name,
                .. Manifest is null ? Array.Empty<string>() : [Manifest.Harness],
                .. Evidence.Providers.Where(one => one.Length > 0).Select(PlotLabel.Of),
                .. Manifest is { State: not RunState.Completed } open ? [open.State.ToString().ToLowerInvariant()] : Array.Empty<string>(),
                FormattableString.Invariant($"{Evidence.Cases.Count:#,0} of {Planned:#,0} cases"),
                .. Evidence.Providers.Contains(ServiceTarget.SandboxProvider, StringComparer.OrdinalIgnoreCase)
                    ? ["a rehearsal, not evidence"]
                    : Array.Empty<string>(),
            ];
            return string.Join("  ·  ", parts);
        }
    }

    /// <summary>Number of planned cases, or of those that there are when that is not known.</summary>
    public int Planned => Math.Max(Evidence.Planned, Evidence.Cases.Count);

    /// <summary>The rows of all turns; a single turn is the row of its case.</summary>
    public IEnumerable<EvidenceRow> Turns => Evidence.Cases.SelectMany(one => one.Turns);

    /// <summary>Reads a run from its folder. Nothing in it causes an exception; the summary is left out when it cannot be read.</summary>
    /// <param name="path">The folder.</param>
    public static PlotRun Read(string path) => Of(StoredRunEvidence.Read(path));

    /// <summary>Returns a run whose evidence was read, with its summary when all of its cases are there.</summary>
    /// <param name="evidence">The cases.</param>
    public static PlotRun Of(RunEvidence evidence)
    {
        if (evidence.RunPath.Length == 0) return new PlotRun(evidence);
        try
        {
            if (RunStores.Find(evidence.RunPath) is not IStoredRun stored || stored.Manifest.RunId != evidence.RunId)
            {
                return new PlotRun(evidence);
            }

            bool isWhole = stored.Manifest.Finished == evidence.Cases.Count;
            return new PlotRun(evidence, stored.Manifest, isWhole ? stored.ReadSummary() : null);
        }
        catch (Exception exception) when (exception is EvalException or IOException or UnauthorizedAccessException)
        {
            return new PlotRun(evidence);
        }
    }

    /// <summary>Returns a number of the summary; null when it is not there.</summary>
    /// <param name="key">Its name.</param>
    public double? Sum(string key) =>
        Summary is JsonElement { ValueKind: JsonValueKind.Object } all
        && all.TryGetProperty(key, out JsonElement value)
        && value.ValueKind == JsonValueKind.Number
            ? value.GetDouble()
            : null;

    /// <summary>Whether the summary says something about a number, be it that it is not known.</summary>
    /// <param name="key">Its name.</param>
    public bool Has(string key) => Summary is JsonElement { ValueKind: JsonValueKind.Object } all && all.TryGetProperty(key, out _);

    /// <summary>Returns the finite values of a figure over all turns.</summary>
    /// <param name="figure">The name of the figure.</param>
    public double[] Values(string figure)
    {
        if (!_values.TryGetValue(figure, out double[]? known))
        {
            known = [.. Turns.Select(turn => turn.Number(figure)).OfType<double>().Where(double.IsFinite)];
            _values[figure] = known;
        }

        return known;
    }

    /// <summary>Returns mean and percentiles of a figure over all turns; null when no value is known.</summary>
    /// <param name="figure">The name of the figure.</param>
    public Statistic? Spread(string figure)
    {
        double[] known = Values(figure);
        Statistic? own = Statistic.Of(known.Select(value => (double?)value));
        if (own is null || Sum($"{figure}_avg") is not double mean) return own;
        return new Statistic(
            own.Count, mean, Sum($"{figure}_p50") ?? own.P50, Sum($"{figure}_p95") ?? own.P95, Sum($"{figure}_p99") ?? own.P99);
    }

    /// <summary>Returns the rate at which a yes-or-no figure of cases is true, and of how many it is known.</summary>
    /// <param name="figure">The name of the figure.</param>
    public (int True, int Known) Truths(string figure)
    {
        double[] known = [.. Evidence.Cases.Select(one => one.Whole.Truth(figure)).OfType<double>().Where(double.IsFinite)];
        return ((int)known.Sum(), known.Length);
    }

    /// <summary>Returns the grades of each grader, by its column, over turns and whole cases.</summary>
    public IReadOnlyDictionary<string, double[]> Grades()
    {
        var grades = new SortedDictionary<string, List<double>>(StringComparer.OrdinalIgnoreCase);
        foreach (EvidenceRow row in Evidence.Cases.SelectMany(one => one.Turns.Append(one.Whole).Distinct()))
        {
            foreach (string name in row.GradeNames)
            {
                if (row.Number(name) is not double grade || !double.IsFinite(grade)) continue;
                if (!grades.TryGetValue(name, out List<double>? known)) grades[name] = known = [];
                known.Add(grade);
            }
        }

        return grades.ToDictionary(one => one.Key, one => one.Value.ToArray(), StringComparer.OrdinalIgnoreCase);
    }
}
