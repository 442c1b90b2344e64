using System.Text.RegularExpressions;
using RealtimeEvals.Model;

namespace RealtimeEvals.Sandbox.Mind;

/// <summary>A rule with its regular expressions compiled.</summary>
internal sealed class CompiledRule
{
    private readonly Regex? _hears;
    private readonly Regex? _said;
    private readonly Regex? _output;

    public CompiledRule(string path, Rule rule)
    {
        Rule = rule;
        _hears = Compile(path, $"'hears' of rule '{rule.Name}'", rule.Hears);
        _said = Compile(path, $"'said' of rule '{rule.Name}'", rule.Said);
        _output = Compile(path, $"'output' of rule '{rule.Name}'", rule.Output);
    }

    public Rule Rule { get; }

    /// <summary>Compiles a regular expression; returns null for null.</summary>
    /// <exception cref="EvalException"><c>InvalidSandboxRules</c>: the expression is not valid.</exception>
    public static Regex? Compile(string path, string place, string? pattern)
    {
        try
        {
            return pattern is null
                ? null
                : new Regex(pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(10));
        }
        catch (ArgumentException exception)
        {
            throw EvalErrors.InvalidSandboxRules(path, $"{place}: {exception.Message}", exception);
        }
    }

    /// <summary>Returns the matches of the expressions if the rule applies; otherwise null.</summary>
    public IReadOnlyList<Match>? Match(Situation situation)
    {
        if (_output is null != situation.ToolOutput is null) return null;
        Match?[] matches = [_output?.Match(situation.ToolOutput!), _said?.Match(situation.Said), _hears?.Match(situation.Heard)];
        return matches.All(match => match is null or { Success: true }) ? [.. matches.OfType<Match>()] : null;
    }
}
