using RealtimeEvals.Model;
using RealtimeEvals.Statistics;

namespace RealtimeEvals.Gates;

/// <summary>Finds the corrected rate of a rule whose metric is a share that one judge decided, or that was labelled as a whole.</summary>
/// <param name="options">The gate with its agreements.</param>
/// <param name="check">Finds the agreements of grades.</param>
internal sealed class JudgedRate(GateOptions options, JudgeCheck check)
{
    private static readonly string[] Averages = ["_mean", "_avg", "_rate"];

    /// <summary>Returns the value with its corrected rate where there is one.</summary>
    /// <param name="metric">The metric without an end of an interval.</param>
    /// <param name="value">Its value.</param>
    /// <param name="cases">The cases that it is about.</param>
    public MetricValue Correct(string metric, MetricValue value, IReadOnlyList<EvidenceCase> cases)
    {
        if (!check.IsAsked || value.Value is not double rate || cases.Any(one => !one.HasVerdict)) return value;
        if (metric != "pass_rate" && !Averages.Any(end => metric.EndsWith(end, StringComparison.Ordinal))) return value;
        string column = JudgeCheck.ColumnOf(metric);
        JudgeAgreement? agreement = metric == "pass_rate" ? OfVerdicts(cases) ?? OfOneJudge(column, cases)
            : metric is "fail_rate" or "flaky_rate" ? null : OfOneJudge(column, cases);
        if (agreement is null) return value;
        int count = cases.Select(one => one.ClusterNumber).Distinct().Count();
        (double? corrected, Interval? interval) = CorrectedRate.Of(agreement, rate, count);
        return value with { Corrected = corrected, CorrectedLow = interval?.Low, CorrectedHigh = interval?.High };
    }

    /// <summary>Returns the agreement of whole verdicts with people, where the same judges were asked the same.</summary>
    private JudgeAgreement? OfVerdicts(IReadOnlyList<EvidenceCase> cases)
    {
        JudgedGrade[] grades = [.. cases.SelectMany(GradesOf)];
        return grades.Length == 0 ? null : options.JudgeAgreements.FirstOrDefault(agreement =>
            agreement is { Grader: JudgeCheck.GradedVerdict, Verdict: AgreementVerdict.Measured }
            && grades.All(grade =>
                agreement.JudgeModels.Contains(grade.Model) && agreement.PromptSha256.Contains(grade.PromptSha256)));
    }

    /// <summary>Returns the agreement of the one judge that decided all of the cases; null where others had a say.</summary>
    private JudgeAgreement? OfOneJudge(string column, IReadOnlyList<EvidenceCase> cases)
    {
        string[] judges = [.. cases.SelectMany(one => JudgeCheck.JudgesOf(one, column)).Distinct(StringComparer.Ordinal)];
        if (judges is not [string judge]) return null;
        JudgedGrade[] grades = [.. cases.SelectMany(GradesOf).Where(grade => grade.GraderId == judge && grade.IsGraded)];
        if (grades.Length == 0 || (column == JudgeCheck.GradedVerdict && !cases.All(one => Decides(judge, one)))) return null;
        return check.Of(grades[0]).FirstOrDefault(agreement =>
            agreement.Verdict == AgreementVerdict.Measured && grades.All(grade => check.Of(grade).Contains(agreement)));
    }

    /// <summary>Whether a case passed exactly where the judge of the whole said so.</summary>
    private static bool Decides(string judge, EvidenceCase one) =>
        one.Whole.Number($"{judge}_grade") is double grade && grade == 1 == (one.Outcome == Outcome.Pass);

    private static IEnumerable<JudgedGrade> GradesOf(EvidenceCase one) =>
        one.Turns.Append(one.Whole).Distinct().SelectMany(row => row.JudgedGrades).Where(grade => grade.IsOfModel);
}
