using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using RealtimeEvals.Model;

namespace RealtimeEvals.Pulse;

/// <summary>Writes an entry to a status file.</summary>
public static class PulsePatch
{
    /// <summary>How often the entry is written again after another program has changed the file.</summary>
    private const int MaximumTries = 50;

    /// <summary>The compatible writer does not escape non-ASCII characters.</summary>
    private static readonly JsonSerializerOptions Literal = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes an entry atomically and changes nothing else.</summary>
    /// <param name="options">The gate and its status file.</param>
    /// <param name="entry">The entry to write.</param>
    /// <param name="time">The clock for the lock limit.</param>
    /// <param name="cancellationToken">Cancels the wait for another writer.</param>
    /// <returns>The status file after the change.</returns>
    /// <exception cref="EvalException"><c>InvalidGateKey</c>, or the file cannot be read or written; it is unchanged.</exception>
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

        // Otherwise good metrics of an earlier run would stay next to a false gate.
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
            // Otherwise a gate that was true before would stay true forever.
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

    /// <summary>Formats a fraction as JSON, always with a decimal point, so that readers see a floating-point number.</summary>
    internal static string Fraction(double value) => value == Math.Floor(value)
        ? value.ToString("0.0", CultureInfo.InvariantCulture)
        : value.ToString("R", CultureInfo.InvariantCulture);

    private static string Json(bool value) => JsonValue.Create(value).ToJsonString();
}
