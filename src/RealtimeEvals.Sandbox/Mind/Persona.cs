using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using RealtimeEvals.Model;

namespace RealtimeEvals.Sandbox.Mind;

/// <summary>One file of rules, compiled.</summary>
internal sealed class Persona
{
    private readonly IReadOnlyList<(Regex Hears, Rule Rule)> _rules;
    private readonly RuleFile _file;
    private readonly Regex? _when;

    public Persona(string path, RuleFile file)
    {
        _file = file;
        _rules = [.. file.Rules.Select(rule => (Compile(path, $"rule '{rule.Name}'", rule.Hears), rule))];
        _when = file.When is null ? null : Compile(path, "'when'", file.When);
    }

    /// <summary>Whether it plays wherever no other persona does.</summary>
    public bool IsDefault => _when is null;

    /// <summary>Whether it plays a session with these instructions.</summary>
    public bool Plays(string instructions) => _when is not null && _when.IsMatch(instructions);

    /// <summary>Decides what to do.</summary>
    public Reply Answer(string heard, IReadOnlyCollection<string> toolNames)
    {
        if (heard.Length == 0) return new Reply(_file.Inaudible.Says, []);
        foreach ((Regex hears, Rule rule) in _rules)
        {
            if (hears.Match(heard) is not { Success: true } match) continue;
            IEnumerable<CallTemplate> calls = (rule.Calls ?? []).Where(call => toolNames.Contains(call.Name, StringComparer.Ordinal));
            return new Reply(Fill(rule.Says, match), [.. calls.Select(call => (call.Name, Fill(call.Arguments, match)!.ToJsonString()))]);
        }

        return new Reply(_file.Otherwise.Says, []);
    }

    /// <summary>What to say after the output of a tool.</summary>
    public Reply AnswerAfterTool() => new(_file.AfterTool.Says, []);

    private static Regex Compile(string path, string place, string pattern)
    {
        try
        {
            return new Regex(pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        }
        catch (ArgumentException exception)
        {
            throw EvalErrors.InvalidSandboxRules(path, $"{place}: {exception.Message}", exception);
        }
    }

    private static JsonNode? Fill(JsonElement template, Match match) => template.ValueKind switch
    {
        JsonValueKind.Object when template.TryGetProperty("number", out JsonElement number) && template.GetPropertyCount() == 1 =>
            JsonValue.Create(decimal.Parse(Fill(number.GetString()!, match), CultureInfo.InvariantCulture)),
        JsonValueKind.Object => new JsonObject(template.EnumerateObject().Select(property => KeyValuePair.Create(property.Name, Fill(property.Value, match)))),
        JsonValueKind.Array => new JsonArray([.. template.EnumerateArray().Select(item => Fill(item, match))]),
        JsonValueKind.String => JsonValue.Create(Fill(template.GetString()!, match)),
        _ => JsonNode.Parse(template.GetRawText()),
    };

    private static string Fill(string template, Match match) =>
        match.Groups.Keys.Aggregate(template, (text, name) => text.Replace($"{{{name}}}", match.Groups[name].Value, StringComparison.Ordinal));
}
