using System.Text.RegularExpressions;
using RealtimeEvals.Datasets;
using RealtimeEvals.Model;

namespace RealtimeEvals.Sandbox.Mind;

/// <summary>The sandbox's judge: rules map its input to a grade. Its decisions are a rehearsal, and every rationale says so.</summary>
internal sealed class JudgeMind
{
    /// <summary>The beginning of every rationale.</summary>
    public const string Signature = "Sandbox judge, by rule: ";

    private readonly (Regex Matches, JudgeDecision Verdict)[] _rules;
    private readonly JudgeDecision _otherwise;

    private JudgeMind(string path, JudgeRuleFile file)
    {
        _rules =
        [
            .. file.Rules.Select(rule => (
                CompiledRule.Compile(path, $"'matches' of rule '{rule.Name}'", rule.Matches)!,
                Verdict(path, $"rule '{rule.Name}'", rule.Grade, rule.Rationale))),
        ];
        _otherwise = Verdict(path, "'otherwise'", file.Otherwise.Grade, file.Otherwise.Rationale);
    }

    /// <summary>Reads the rules from the folder <c>judge</c> in a folder of rules, or the shipped ones when there is none.</summary>
    /// <exception cref="EvalException"><c>InvalidSandboxRules</c>: the file cannot be read or is not valid.</exception>
    public static JudgeMind Load(string folder)
    {
        string own = Path.Combine(folder, "judge");
        string path = Path.Combine(Directory.Exists(own) ? own : ProductData.PathOf("sandbox", "judge"), "rules.json");
        return new JudgeMind(path, RuleJson.Read<JudgeRuleFile>(path));
    }

    /// <summary>Returns the decision of the first rule that matches.</summary>
    /// <param name="input">The criterion and the record to be judged.</param>
    /// <param name="mayNotApply">Whether the grade may be null; otherwise null becomes 1.</param>
    public JudgeDecision Decide(string input, bool mayNotApply)
    {
        JudgeDecision verdict = _rules.FirstOrDefault(rule => rule.Matches.IsMatch(input)).Verdict ?? _otherwise;
        return mayNotApply ? verdict : verdict with { Grade = verdict.Grade ?? 1 };
    }

    private static JudgeDecision Verdict(string path, string place, int? grade, string rationale) => grade is null or 0 or 1
        ? new JudgeDecision(grade, Signature + rationale)
        : throw EvalErrors.InvalidSandboxRules(
            path, FormattableString.Invariant($"the grade of {place} is {grade}; it must be 0, 1 or null."));
}
