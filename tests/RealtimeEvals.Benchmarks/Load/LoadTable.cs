using System.Text;

namespace RealtimeEvals.Benchmarks.Load;

/// <summary>The figures of a load as a table, a client in each column, with their ratios to an earlier result.</summary>
internal static class LoadTable
{
    private static readonly (string Name, Func<LoadFigures, double?> Of, string Format)[] Rows =
    [
        ("seconds", one => one.Seconds, "0.0"),
        ("appends", one => one.Chunks, "0"),
        ("missed appends", one => one.MissedChunks, "0"),
        ("missed turns", one => one.MissedTurns, "0"),
        ("lateness p50, ms", one => one.LatenessMs.P50, "0.00"),
        ("lateness p95, ms", one => one.LatenessMs.P95, "0.00"),
        ("lateness p99, ms", one => one.LatenessMs.P99, "0.00"),
        ("lateness max, ms", one => one.LatenessMs.Max, "0.00"),
        ("error of the latency p50, ms", one => one.LatencyErrorMs?.P50, "0.00"),
        ("error of the latency p99, ms", one => one.LatencyErrorMs?.P99, "0.00"),
        ("lag of arrival p50, ms", one => one.ArrivalLagMs?.P50, "0.00"),
        ("lag of arrival p99, ms", one => one.ArrivalLagMs?.P99, "0.00"),
        ("client, % of a core", one => 100 * one.CoreShare, "0.0"),
        ("client, CPU per session, % of a core", one => 100 * one.CoreShare / one.Sessions, "0.000"),
        ("client, us per event", one => one.MicrosecondsPerEvent, "0.0"),
        ("allocated, bytes per event", one => one.BytesPerEvent, "0"),
        ("pauses for collection, ms", one => one.GcPauseMs, "0"),
        ("memory per session, KiB", one => one.KibPerSession, "0"),
    ];

    /// <summary>Returns the table.</summary>
    /// <param name="measured">What was measured, a client each.</param>
    /// <param name="earlier">An earlier result; a client that is not in it has no ratios.</param>
    public static string Of(IReadOnlyList<LoadFigures> measured, IReadOnlyList<LoadFigures> earlier)
    {
        var table = new StringBuilder("|");
        foreach (LoadFigures one in measured) table.Append(FormattableString.Invariant($" | {one.Client}, {one.Sessions} sessions"));
        table.Append(" |\n|---").Append(string.Concat(Enumerable.Repeat("|---", measured.Count))).Append("|\n");
        foreach ((string name, Func<LoadFigures, double?> of, string format) in Rows)
        {
            if (measured.All(one => of(one) is null)) continue;
            table.Append("| ").Append(name);
            foreach (LoadFigures one in measured) table.Append(" | ").Append(Cell(of(one), EarlierOf(one), format));
            table.Append(" |\n");

            double? EarlierOf(LoadFigures one) =>
                earlier.FirstOrDefault(other => other.Client == one.Client) is LoadFigures known ? of(known) : null;
        }

        return table.ToString();
    }

    private static string Cell(double? value, double? earlier, string format)
    {
        string text = value?.ToString(format, System.Globalization.CultureInfo.InvariantCulture) ?? "";
        return value is double now && earlier is > 0 and double before
            ? FormattableString.Invariant($"{text} ({now / before:0.00} x)")
            : text;
    }
}
