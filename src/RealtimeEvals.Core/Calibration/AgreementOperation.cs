using RealtimeEvals.Datasets;
using RealtimeEvals.Gates;
using RealtimeEvals.Model;
using RealtimeEvals.Runs.Stores;
using RealtimeEvals.Statistics;

namespace RealtimeEvals.Calibration;

/// <summary>Compares the grades of a stored run with what people said about the same items.</summary>
/// <param name="tables">Reads the labels.</param>
/// <param name="distributions">The distributions that intervals are computed with.</param>
/// <param name="time">The clock.</param>
public sealed class AgreementOperation(ITableFormat tables, IDistributions distributions, TimeProvider time)
{
    /// <summary>The reasons for which the grades of a run are not those that it was left with.</summary>
    private static readonly GateReason[] Broken =
        [GateReason.NoEvidence, GateReason.EvidenceUnreadable, GateReason.EvidenceChanged, GateReason.OutOfRange];

    /// <summary>The reasons for which a run is a part only.</summary>
    private static readonly GateReason[] Partial = [GateReason.UnfinishedRun, GateReason.CountsDiffer, GateReason.EmptyRun];

    /// <summary>Returns the agreement of each grader with labels, sorted by its name, and writes them where a file is asked for.</summary>
    /// <param name="options">The run and the labels.</param>
    /// <exception cref="EvalException">
    /// <c>RunNotFound</c>; <c>RunNotComparable</c>; <c>InvalidLabels</c>: every problem with the labels at once; <c>InvalidSetting</c>;
    /// <c>ReportExists</c>; <c>ReportNotWritten</c>.
    /// </exception>
    public IReadOnlyList<JudgeAgreement> Measure(AgreementOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Require();
        RunEvidence run = StoredRunEvidence.Read(RunStores.FirstRun(options.RunPath), new GateOptions());
        if (run.Findings.FirstOrDefault(finding => Broken.Contains(finding.Reason)) is GateFinding broken)
        {
            throw EvalErrors.RunNotComparable(run.RunPath, broken.Message);
        }

        GradedItem[] items = [.. GradedItem.Of(run)];
        var targets = new LabelTargets(items, options.Graders);
        var problems = new DataProblems();
        (IReadOnlyList<HumanLabel> labels, string sha256) = LabelFile.Read(options.LabelPath, targets, tables, problems);
        if (problems.Count > 0) throw EvalErrors.InvalidLabels(problems);
        IEnumerable<GateFinding> partial = run.Findings.Where(finding => Partial.Contains(finding.Reason));
        string fault = string.Join("; ", partial.Select(finding => finding.Message));
        JudgeAgreement[] found = [.. MeasureAll(items, targets, labels, options.MinimumItemCount, fault.TrimEnd('.')).Select(one => one with
        {
            RunId = run.RunId,
            RunPath = run.RunPath,
            LabelPath = options.LabelPath,
            LabelSha256 = sha256,
            MeasuredAt = time.GetUtcNow(),
        })];
        if (options.OutputPath.Length > 0) JudgeAgreementFile.Write(options.OutputPath, found);
        return found;
    }

    private IEnumerable<JudgeAgreement> MeasureAll(
        GradedItem[] items, LabelTargets targets, IReadOnlyList<HumanLabel> labels, int minimum, string fault)
    {
        ILookup<string, HumanLabel> byGrader = labels.ToLookup(label => label.Item.Grader, StringComparer.Ordinal);
        return targets.Wanted
            .Where(grader => targets.AreNamed || byGrader.Contains(grader))
            .Select(grader =>
            {
                GradedItem[] own = [.. items.Where(item => item.Grader == grader)];
                var measure = new AgreementMeasure(grader, own, LabelledItem.Of(byGrader[grader]), distributions);
                int people = byGrader[grader].Select(label => label.Labeler).Distinct(StringComparer.OrdinalIgnoreCase).Count();
                return measure.Measure(minimum, fault) with { Labelers = people };
            });
    }
}
