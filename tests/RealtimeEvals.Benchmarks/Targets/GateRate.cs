namespace RealtimeEvals.Benchmarks.Targets;

/// <summary>How fast a million results go through a gate.</summary>
internal static class GateRate
{
    private const int Rows = 1_000_000;

    public static IEnumerable<Target> Measure()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("realtime-evals-benchmark-");
        try
        {
            GateFigures tenth = GateTargets.MeasureRows(Rows / 10, folder.FullName);
            GateFigures figures = GateTargets.MeasureRows(Rows, folder.FullName);
            return
            [
                Target.Least("a million results through a gate", figures.RowsPerSecond, 300_000, "rows/s", figures.Verdict),
                Target.Most("what the gate holds of a million results", figures.HeldBytes / 1e6, 16, "MB",
                    FormattableString.Invariant($"of a tenth of them {tenth.HeldBytes / 1e6:0.0} MB")),
            ];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
