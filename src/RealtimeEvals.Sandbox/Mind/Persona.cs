using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using RealtimeEvals.Model;

namespace RealtimeEvals.Sandbox.Mind;

/// <summary>One compiled file of rules.</summary>
internal sealed class Persona
{
    private readonly IReadOnlyList<CompiledRule> _rules;
    private readonly RuleFile _file;
    private readonly Regex? _when;

    public Persona(string path, RuleFile file)
    {
        _file = file;
        _rules = [.. file.Rules.Select(rule => new CompiledRule(path, rule))];
        _when = CompiledRule.Compile(path, "'when'", file.When);
    }

    /// <summary>Reads every file of rules in a folder, sorted by name.</summary>
    /// <exception cref="EvalException"><c>InvalidSandboxRules</c>: a file cannot be read or is not valid.</exception>
    public static IReadOnlyList<Persona> ReadAll(string folder)
    {
        try
        {
            return
            [
                .. Directory.EnumerateFiles(folder, "*.json")
                    .Order(StringComparer.Ordinal)
                    .Select(path => new Persona(path, RuleJson.Read<RuleFile>(path))),
            ];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw EvalErrors.InvalidSandboxRules(folder, exception.Message, exception);
        }
    }

    /// <summary>Whether it is used when no other persona matches.</summary>
    public bool IsDefault => _when is null;

    /// <summary>Whether it is used for a session with these instructions.</summary>
    public bool Plays(string instructions) => _when is not null && _when.IsMatch(instructions);

    /// <summary>Whether one of its rules calls a function.</summary>
    public bool Calls(string name) => _file.Rules.Any(rule => rule.Calls?.Any(call => call.Name == name) == true);

    /// <summary>Returns the reply of the first rule that applies.</summary>
    public Reply Answer(Situation situation)
    {
        if (situation.ToolOutput is null && situation.Heard.Length == 0) return new Reply(_file.Inaudible.Says, []);
        foreach (CompiledRule rule in _rules)
        {
            if (rule.Match(situation) is not IReadOnlyList<Match> found) continue;
            Match[] matches = _when is null ? [.. found] : [_when.Match(situation.Instructions), .. found];
            IEnumerable<(string, string)> calls = (rule.Rule.Calls ?? [])
                .Where(call => situation.ToolNames.Contains(call.Name, StringComparer.Ordinal))
                .Select(call => (call.Name, Fill(call.Arguments, matches)!.ToJsonString()));
            return new Reply(Fill(rule.Rule.Says, matches), [.. calls]);
        }

        return new Reply(situation.ToolOutput is null ? _file.Otherwise.Says : _file.AfterTool.Says, []);
    }

    private static JsonNode? Fill(JsonElement template, Match[] matches) => template.ValueKind switch
    {
        JsonValueKind.Object when template.TryGetProperty("number", out JsonElement number) && template.GetPropertyCount() == 1 =>
            JsonValue.Create(decimal.Parse(Fill(number.GetString()!, matches), CultureInfo.InvariantCulture)),
        JsonValueKind.Object => new JsonObject(
            template.EnumerateObject().Select(property => KeyValuePair.Create(property.Name, Fill(property.Value, matches)))),
        JsonValueKind.Array => new JsonArray([.. template.EnumerateArray().Select(item => Fill(item, matches))]),
        JsonValueKind.String => JsonValue.Create(Fill(template.GetString()!, matches)),
        _ => JsonNode.Parse(template.GetRawText()),
    };

    private static string Fill(string template, Match[] matches) =>
        matches.SelectMany(match => match.Groups.Values)
            .Where(group => group.Success)
            .Aggregate(template, (text, group) => text.Replace($"{{{group.Name}}}", group.Value, StringComparison.Ordinal));
}
