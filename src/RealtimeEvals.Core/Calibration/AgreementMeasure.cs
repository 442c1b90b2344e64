using RealtimeEvals.Gates;
using RealtimeEvals.Model;
using RealtimeEvals.Statistics;

namespace RealtimeEvals.Calibration;

/// <summary>Measures how far one grader agrees with people.</summary>
/// <param name="grader">The grader.</param>
/// <param name="items">All of its items in the run.</param>
/// <param name="labelled">Those with labels.</param>
/// <param name="distributions">The distributions that intervals are computed with.</param>
internal sealed class AgreementMeasure(
    string grader, IReadOnlyList<GradedItem> items, IReadOnlyList<LabelledItem> labelled, IDistributions distributions)
{
    private readonly AgreementIntervals _intervals = new(distributions);

    /// <summary>Returns the agreement, without what is known of the run and the files.</summary>
    /// <param name="minimum">The least number of compared items.</param>
    /// <param name="fault">Why the run is no evidence; empty when it is.</param>
    public JudgeAgreement Measure(int minimum, string fault)
    {
        LabelledItem[] compared = [.. labelled.Where(one => one.IsComparable)];
        int[,] counts = Count(compared);
        (double? sensitivity, Interval? ofSensitivity) = RateOf(compared.Where(one => one.Human == ItemLabel.Pass), IsSame);
        (double? specificity, Interval? ofSpecificity) = RateOf(compared.Where(one => one.Human == ItemLabel.Fail), IsSame);
        (double? agreement, Interval? ofAgreement) = RateOf(compared, IsSame);
        Interval? ofKappa = _intervals.OfKappa(compared, counts);
        (string Cluster, IReadOnlyList<string> Labels)[] units = [.. labelled.Select(one => (one.Cluster, WordsOf(one)))];
        Interval? ofAlpha = _intervals.OfAlpha(units);
        GradedItem[] graded = [.. items.Where(item => item.Label is ItemLabel.Pass or ItemLabel.Fail)];
        double? raw = graded.Length == 0 ? null : (double)graded.Count(item => item.Label == ItemLabel.Pass) / graded.Length;
        Interval? ofRaw = _intervals.OfShare(graded.Select(item => (item.Case.Cluster, item.Label == ItemLabel.Pass)));
        JudgedGrade[] grades = [.. items.SelectMany(item => item.Grades)];
        var found = new JudgeAgreement
        {
            Grader = grader,
            Kind = items.Select(item => item.Kind).FirstOrDefault() ?? "",
            Items = compared.Length,
            Labelled = labelled.Count,
            Unlabelled = graded.Length - labelled.Count(one => one.Item.Label is ItemLabel.Pass or ItemLabel.Fail),
            Ties = labelled.Count(one => one.Human is null),
            NotApplicable = labelled.Count(one =>
                one.Human is not null && (one.Human == ItemLabel.NotApplicable || one.Item.Label == ItemLabel.NotApplicable)),
            Ungraded = labelled.Count(one => one.Human is ItemLabel.Pass or ItemLabel.Fail && one.Item.Label is null),
            TruePass = counts[0, 0],
            FalseFail = counts[0, 1],
            FalsePass = counts[1, 0],
            TrueFail = counts[1, 1],
            Sensitivity = sensitivity,
            SensitivityLow = ofSensitivity?.Low,
            SensitivityHigh = ofSensitivity?.High,
            Specificity = specificity,
            SpecificityLow = ofSpecificity?.Low,
            SpecificityHigh = ofSpecificity?.High,
            Agreement = agreement,
            AgreementLow = ofAgreement?.Low,
            AgreementHigh = ofAgreement?.High,
            Kappa = CohenKappa.Of(counts),
            KappaLow = ofKappa?.Low,
            KappaHigh = ofKappa?.High,
            Alpha = KrippendorffAlpha.Nominal(units.Select(unit => unit.Labels)),
            AlphaLow = ofAlpha?.Low,
            AlphaHigh = ofAlpha?.High,
            RawPassRate = raw,
            RawPassRateLow = ofRaw?.Low,
            RawPassRateHigh = ofRaw?.High,
            MinimumItemCount = minimum,
            JudgeModels = Distinct(grades.Select(grade => grade.Model)),
            PromptSha256 = Distinct(grades.Select(grade => grade.PromptSha256)),
        };
        return Decide(CorrectedRate.AddTo(found, ClustersOf(graded)), fault);
    }

    private static JudgeAgreement Decide(JudgeAgreement found, string fault)
    {
        string few = found.Items < found.MinimumItemCount
            ? FormattableString.Invariant($"{found.Items} items could be compared; {found.MinimumItemCount} are wanted")
            : "";
        string alike = found.Items > 0 && found.Kappa is null ? "all labels and all grades are alike, so that agreement may be chance" : "";
        string[] faults = [.. new[] { fault, few, alike }.Where(text => text.Length > 0)];
        string uncorrected = found.CorrectedPassRate is null && found.Items > 0 ? CorrectedRate.WhyNot(found) : "";
        return found with
        {
            Verdict = faults.Length > 0 ? AgreementVerdict.NoEvidence : AgreementVerdict.Measured,
            Message = string.Join("; ", faults.Append(uncorrected).Where(text => text.Length > 0)),
        };
    }

    private (double? Rate, Interval? Interval) RateOf(IEnumerable<LabelledItem> among, Func<LabelledItem, bool> counts)
    {
        LabelledItem[] all = [.. among];
        return all.Length == 0
            ? (null, null)
            : ((double)all.Count(counts) / all.Length, _intervals.OfShare(all.Select(one => (one.Cluster, counts(one)))));
    }

    private static bool IsSame(LabelledItem one) => one.Human == one.Item.Label;

    /// <summary>Returns how often people said what stands in the row, and the grader what stands in the column: pass, then fail.</summary>
    private static int[,] Count(IEnumerable<LabelledItem> compared)
    {
        int[,] counts = new int[2, 2];
        foreach (LabelledItem one in compared) counts[(int)one.Human!.Value, (int)one.Item.Label!.Value]++;
        return counts;
    }

    private static IReadOnlyList<string> WordsOf(LabelledItem one) =>
        [.. one.Labels.Select(label => $"{label}"), .. one.Item.Label is ItemLabel said ? [$"{said}"] : Array.Empty<string>()];

    private static ValueList<string> Distinct(IEnumerable<string> texts) =>
        new(texts.Where(text => text.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    private static int ClustersOf(IEnumerable<GradedItem> graded) =>
        graded.Select(item => item.Case.Cluster).Distinct(StringComparer.OrdinalIgnoreCase).Count();
}
