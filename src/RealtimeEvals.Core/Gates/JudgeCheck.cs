using RealtimeEvals.Grading;
using RealtimeEvals.Grading.Kinds;
using RealtimeEvals.Model;

namespace RealtimeEvals.Gates;

/// <summary>
/// Checks that every judge on whose grades a rule rests was compared with people, and agreed with them well enough. It looks only where a
/// policy asks for it.
/// </summary>
internal sealed class JudgeCheck(GateOptions options)
{
    private const string Grade = "_grade";
    private const string GradeStatus = "_grade_status";
    private const string GoalReached = "goal_reached";

    /// <summary>Whether judges must have been compared with people.</summary>
    public bool IsAsked { get; } = options.JudgeAgreementPath.Length > 0;

    /// <summary>Returns why a rule must not be evaluated; null when nothing speaks against it.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="metric">Its metric without an end of an interval.</param>
    /// <param name="cases">The cases that it is about.</param>
    public string? Find(GateRule rule, string metric, IEnumerable<EvidenceCase> cases)
    {
        if (!IsAsked) return null;
        string[] columns = [.. ColumnsOf(rule, metric)];
        return cases.Select(one => Find(one, columns)).FirstOrDefault(fault => fault is not null);
    }

    /// <summary>Returns the ids of the judges of a case on whose grades a column rests.</summary>
    public static IEnumerable<string> JudgesOf(EvidenceCase one, string column)
    {
        string[] ofTrace = [.. JudgesOf(one.Whole.TraceGraders, one.Whole.JudgedGrades)];
        string[] ofTurns = [.. JudgesOf(one.Whole.TurnGraders, one.Turns.SelectMany(turn => turn.JudgedGrades))];
        if (column == GradedVerdict)
        {
            // Without a judge of the whole, grades of turns decide only where nothing else was asked of it.
            return ofTrace.Length > 0 ? ofTrace : one.Whole.Text(GoalReached).Length > 0 ? [] : ofTurns;
        }

        string[] all = [.. ofTrace, .. ofTurns];
        return all.Where(id => column == "grade" || $"{id}{Grade}".Equals(column, Ignored)).Distinct(StringComparer.Ordinal);
    }

    /// <summary>The column that stands for the verdict of a case.</summary>
    public const string GradedVerdict = "outcome";

    /// <summary>Returns the column of a metric: a figure, or the verdict of cases.</summary>
    public static string ColumnOf(string metric) =>
        CountMetric.CountsVerdicts(metric) ? GradedVerdict
        : metric.LastIndexOf('_') is > 0 and int cut ? VerdictOr(metric[..cut]) : metric;

    /// <summary>Returns the agreements that are about a grade: those of the same grader, model and question.</summary>
    public IEnumerable<JudgeAgreement> Of(JudgedGrade grade) => options.JudgeAgreements.Where(agreement =>
        agreement.Grader == grade.GraderId
        && agreement.JudgeModels.Contains(grade.Model)
        && agreement.PromptSha256.Contains(grade.PromptSha256));

    private const StringComparison Ignored = StringComparison.OrdinalIgnoreCase;

    /// <summary>Returns the judges that were asked for, and those that gave a grade although nothing says that they were.</summary>
    private static IEnumerable<string> JudgesOf(IEnumerable<Grader> graders, IEnumerable<JudgedGrade> grades) =>
        graders.Where(IsJudge).Select(grader => grader.Id)
            .Union(grades.Where(grade => grade.IsOfModel).Select(grade => grade.GraderId), StringComparer.Ordinal);

    private static bool IsJudge(Grader grader) =>
        GraderKinds.All.FirstOrDefault(kind => kind.Name == grader.Kind) is not { } known
        || (known.Needs & GraderNeeds.Judge) != GraderNeeds.None;

    private static IEnumerable<string> ColumnsOf(GateRule rule, string metric) =>
        rule.Filters
            .Select(filter => filter.Name.EndsWith(GradeStatus, Ignored) ? filter.Name[..^"_status".Length] : filter.Name)
            .Select(VerdictOr)
            .Prepend(ColumnOf(metric))
            .Where(column => column is GradedVerdict or "grade" || column.EndsWith(Grade, Ignored))
            .Distinct(StringComparer.Ordinal);

    private static string VerdictOr(string column) => column == GoalReached ? GradedVerdict : column;

    private string? Find(EvidenceCase one, string[] columns)
    {
        if (columns.Length == 0 || !one.Whole.IsConversation) return null;
        if (!one.Whole.NamesGraders) return $"the results do not say who judged {one.Id}; look at the folder of the run.";
        HashSet<string> judges = [.. columns.SelectMany(column => JudgesOf(one, column))];
        return one.Turns.Append(one.Whole).Distinct()
            .SelectMany(row => row.JudgedGrades)
            .Where(grade => judges.Contains(grade.GraderId))
            .Select(Find)
            .FirstOrDefault(fault => fault is not null);
    }

    private string? Find(JudgedGrade grade)
    {
        JudgeAgreement[] ofGrader = [.. options.JudgeAgreements.Where(agreement => agreement.Grader == grade.GraderId)];
        if (ofGrader.Length == 0) return $"{grade.GraderId} was never compared with people.";
        if (!ofGrader.Any(agreement => agreement.JudgeModels.Contains(grade.Model)))
        {
            string known = string.Join(", ", ofGrader.SelectMany(agreement => agreement.JudgeModels).Distinct(StringComparer.Ordinal));
            return $"{grade.GraderId} was judged by '{grade.Model}', and compared with people were grades of '{known}'.";
        }

        // A judge that agreed with people once and no longer does has not been calibrated.
        JudgeAgreement? newest = Of(grade).MaxBy(agreement => agreement.MeasuredAt);
        if (newest is null)
        {
            return $"{grade.GraderId} was asked with another criterion or other instructions than when it was compared with people.";
        }

        return FaultOf(newest) is string fault ? $"{grade.GraderId}: {fault}" : null;
    }

    /// <summary>Returns why an agreement is not good enough; null when it is.</summary>
    private string? FaultOf(JudgeAgreement agreement)
    {
        if (agreement.Verdict != AgreementVerdict.Measured || agreement.Kappa is not double kappa || !double.IsFinite(kappa))
        {
            return $"its agreement with people is not known, {agreement.Message}.";
        }

        if (agreement.Items < options.MinimumLabels)
        {
            return FormattableString.Invariant($"{agreement.Items} items were compared with people; {options.MinimumLabels} are wanted.");
        }

        return kappa >= options.MinimumKappa
            ? null
            : FormattableString.Invariant($"kappa is {kappa:0.####}; {options.MinimumKappa:0.####} is wanted.");
    }
}
