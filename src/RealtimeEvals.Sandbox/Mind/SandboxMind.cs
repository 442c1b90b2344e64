using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using RealtimeEvals.Model;

namespace RealtimeEvals.Sandbox.Mind;

/// <summary>The sandbox's mind is data: rules that map what was heard to speech and tool calls.</summary>
internal sealed class SandboxMind
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    private readonly IReadOnlyList<(Regex Hears, Rule Rule)> _rules;
    private readonly RuleFile _file;

    private SandboxMind(RuleFile file, IReadOnlyList<(Regex Hears, Rule Rule)> rules)
    {
        _file = file;
        _rules = rules;
    }

    /// <summary>Reads a file of rules.</summary>
    /// <exception cref="EvalException"><c>InvalidSandboxRules</c>.</exception>
    public static SandboxMind Load(string path)
    {
        try
        {
            RuleFile file = JsonSerializer.Deserialize<RuleFile>(File.ReadAllBytes(path), Options) ?? throw new JsonException("null");
            return new SandboxMind(file, [.. file.Rules.Select(rule => (Compile(path, rule), rule))]);
        }
        catch (JsonException exception)
        {
            throw EvalErrors.InvalidSandboxRules(path, exception.Message, exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw EvalErrors.InvalidSandboxRules(path, exception.Message, exception);
        }
    }

    /// <summary>Decides what to do.</summary>
    /// <param name="heard">What the caller was understood to say; empty for nothing.</param>
    /// <param name="toolNames">The tools that may be called.</param>
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

    private static Regex Compile(string path, Rule rule)
    {
        try
        {
            return new Regex(rule.Hears, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        }
        catch (ArgumentException exception)
        {
            throw EvalErrors.InvalidSandboxRules(path, $"rule '{rule.Name}': {exception.Message}", exception);
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
