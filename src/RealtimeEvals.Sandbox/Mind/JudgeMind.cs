using System.Text.RegularExpressions;
using RealtimeEvals.Datasets;
using RealtimeEvals.Model;

namespace RealtimeEvals.Sandbox.Mind;

/// <summary>
/// The sandbox's judge is data too: rules that map what is judged to a grade. What it decides is a rehearsal, and its rationale says so.
/// </summary>
internal sealed class JudgeMind
{
    /// <summary>How every rationale begins.</summary>
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

    /// <summary>Reads the judge's rules from the folder <c>judge</c> of a folder of rules; where it has none, the shipped ones.</summary>
    /// <exception cref="EvalException"><c>InvalidSandboxRules</c>.</exception>
    public static JudgeMind Load(string folder)
    {
        string own = Path.Combine(folder, "judge");
        string path = Path.Combine(Directory.Exists(own) ? own : ProductData.PathOf("sandbox", "judge"), "rules.json");
        return new JudgeMind(path, RuleJson.Read<JudgeRuleFile>(path));
    }

    /// <summary>Decides.</summary>
    /// <param name="input">The criterion and what is judged by it.</param>
    /// <param name="mayNotApply">
    /// Whether the answer may say that the criterion does not apply; where it may not, that is a grade of 1.
    /// </param>
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
