using RealtimeEvals.Files;
using RealtimeEvals.Model;

namespace RealtimeEvals.Comparing;

/// <summary>Writes the cases, outcomes and figures of a run to a file that is kept under version control.</summary>
public static class BaselineOperation
{
    /// <summary>Writes the file.</summary>
    /// <param name="options">Which run and which file, by their absolute paths.</param>
    /// <exception cref="EvalException">
    /// <c>InvalidSetting</c>, <c>BaselineExists</c>, <c>RunNotFound</c>, <c>RunChanged</c>, <c>InvalidInput</c>, <c>NoBaseline</c>: the
    /// run is
    /// not whole, or a case has no verdict; <c>BaselineNotWritten</c>.
    /// </exception>
    public static EvalBaseline Export(BaselineOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Require();
        RunSide side = StoredSide.Read(options.RunPath, FigurePick.Wanted(options.Figures));
        if (FlawOf(side) is string flaw) throw EvalErrors.NoBaseline(options.RunPath, flaw);
        (byte[] content, string sha256) = BaselineWriter.Write(side);
        try
        {
            AtomicFile.Write(options.OutputPath, content);
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw EvalErrors.BaselineNotWritten(options.OutputPath, exception);
        }

        return new EvalBaseline
        {
            RunId = side.RunId,
            Harness = side.Harness,
            Provider = side.Provider,
            StartedAt = side.StartedAt,
            CaseCount = Trials(side).Select(trial => trial.CaseId).Distinct(StringComparer.OrdinalIgnoreCase).Count(),
            TrialCount = side.Count,
            Passed = Trials(side).Count(trial => trial.Outcome == Outcome.Pass),
            Figures = new(side.Figures.Order(StringComparer.Ordinal)),
            Sha256 = sha256,
            Path = options.OutputPath,
        };
    }

    private static string? FlawOf(RunSide side)
    {
        if (side.Flaw.Length > 0) return side.Flaw;
        if (side.Count == 0) return "it has no cases.";
        TrialRow[] open = [.. Trials(side).Where(trial => !trial.HasVerdict)];
        return open.Length == 0
            ? null
            : FormattableString.Invariant($"{open.Length} trials have no verdict, {open[0].PairName} the first of them.");
    }

    private static IEnumerable<TrialRow> Trials(RunSide side) => side.Places.Select(row => side[row]);
}
