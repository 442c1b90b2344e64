using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using RealtimeEvals.Model;

namespace RealtimeEvals.Pulse;

/// <summary>Writes an entry into a status file.</summary>
public static class PulsePatch
{
    /// <summary>How often the entry is made anew from what another program has just written.</summary>
    private const int MaximumTries = 50;

    /// <summary>The compatible writer leaves what is beyond ASCII as it is.</summary>
    private static readonly JsonSerializerOptions Literal = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes an entry: whole or not at all, and nothing else.</summary>
    /// <param name="options">Which gate of which file.</param>
    /// <param name="entry">What is written.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the wait for another writer.</param>
    /// <returns>The status file as it is then.</returns>
    /// <exception cref="EvalException"><c>InvalidGateKey</c>, or the file cannot be read or written; it is as it was.</exception>
    public static async Task<PulseStatus> WriteAsync(
        PulseOptions options,
        PulseEntry entry,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(entry);
        GateKey.Require(options.GateKey);
        using PulseStatusFile file = options.MayCreate
            ? await PulseStatusFile.CreateOrOpenAsync(options.Path, options.LockLimit, time, cancellationToken)
            : await PulseStatusFile.OpenAsync(options.Path, options.LockLimit, time, cancellationToken);
        for (int tries = 1; ; tries++)
        {
            GateKey.Require(options.GateKey, file.Root);
            if (file.TryPatch(EditsOf(options, entry, file.Root)) is not null) return PulseStatusReader.Of(file);
            if (tries == MaximumTries) throw EvalErrors.StatusInUse(options.Path, "another program changed it again and again");
            file.Reload();
        }
    }

    private static List<JsonEdit> EditsOf(PulseOptions options, PulseEntry entry, JsonElement root)
    {
        bool hasGate = options.Placement is PulsePlacement.Gates or PulsePlacement.Both;

        // The figures of an earlier run that was good would stand beside a gate that is false.
        RefusalCounts? counts = (hasGate ? entry.Counts : null) ?? (HasFigures(entry, root) ? CompatibleVerdict.NoEvidence : null);
        List<JsonEdit> edits = counts is null ? [] : [.. MetricsOf(entry.MetricPrefix, counts)];
        if (hasGate)
        {
            edits.Add(new JsonEdit(["gates", options.GateKey], Json(entry.Pass)));
            edits.Add(new JsonEdit([options.GateKey], Json(entry.Pass)));
            edits.Add(new JsonEdit(entry.TracePath, entry.Trace.ToJsonString(Literal)));
            if (entry.PendingTracePath is [string parent, string key]
                && root.TryGetProperty(parent, out JsonElement traces)
                && traces.TryGetProperty(key, out _))
            {
                edits.Add(new JsonEdit(traces.GetPropertyCount() == 1 ? [parent] : [parent, key], null));
            }
        }
        else
        {
            // A gate that was green before would stay so for ever.
            if (root.TryGetProperty("gates", out JsonElement gates) && gates.TryGetProperty(options.GateKey, out _))
            {
                edits.Add(new JsonEdit(["gates", options.GateKey], Json(false)));
            }

            if (root.TryGetProperty(options.GateKey, out _)) edits.Add(new JsonEdit([options.GateKey], Json(false)));
        }

        if (options.Placement is PulsePlacement.Meta or PulsePlacement.Both)
        {
            edits.Add(new JsonEdit(["meta", entry.LayerId], entry.Layer.ToJsonString(Literal)));
        }

        return edits;
    }

    private static bool HasFigures(PulseEntry entry, JsonElement root) =>
        root.TryGetProperty("metrics", out JsonElement metrics) && metrics.TryGetProperty($"{entry.MetricPrefix}_total", out _);

    private static IEnumerable<JsonEdit> MetricsOf(string prefix, RefusalCounts counts)
    {
        (string Name, int Value)[] totals =
            [("total", counts.Total), ("passed", counts.Passed), ("failed", counts.Failed), ("errored", counts.Errored)];
        foreach ((string name, int value) in totals)
            yield return new JsonEdit(["metrics", $"{prefix}_{name}"], value.ToString(CultureInfo.InvariantCulture));
        yield return new JsonEdit(["metrics", $"{prefix}_fail_rate"], Fraction(counts.FailRate));
    }

    /// <summary>A fraction as JSON, with a decimal point also where it is whole, so that readers take it for what it is.</summary>
    internal static string Fraction(double value) => value == Math.Floor(value)
        ? value.ToString("0.0", CultureInfo.InvariantCulture)
        : value.ToString("R", CultureInfo.InvariantCulture);

    private static string Json(bool value) => JsonValue.Create(value).ToJsonString();
}
