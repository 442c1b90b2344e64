using System.Text.Json;
using System.Text.RegularExpressions;

namespace RealtimeEvals.Tests.Sandbox.Clients;

/// <summary>Compares events with <see cref="ServerEventTable"/>.</summary>
internal static partial class ServerEventSchema
{
    private static readonly Dictionary<string, string> Events = Read(ServerEventTable.Events);
    private static readonly Dictionary<string, string> Objects = Read(ServerEventTable.Objects);

    /// <summary>The types of the events of the table.</summary>
    public static IReadOnlyCollection<string> Types => Events.Keys;

    /// <summary>What is wrong with an event; empty for nothing.</summary>
    public static string ProblemOf(JsonElement one)
    {
        string type = one.GetProperty("type").GetString()!;
        return Events.TryGetValue(type, out string? fields)
            ? ProblemOf(one, $"type='{type}', event_id=text{(fields.Length > 0 ? ", " : "")}{fields}", type)
            : $"{type} is in no table";
    }

    private static string ProblemOf(JsonElement value, string fields, string place)
    {
        var known = Field().Matches(fields).ToDictionary(field => field.Groups["name"].Value, field => field, StringComparer.Ordinal);
        if (value.EnumerateObject().Select(property => property.Name).FirstOrDefault(name => !known.ContainsKey(name)) is string extra)
        {
            return $"{place}.{extra} is in no table";
        }

        foreach ((string field, Match rule) in known)
        {
            if (!value.TryGetProperty(field, out JsonElement member))
            {
                if (rule.Groups["open"].Length == 0) return $"{place}.{field} is missing";
                continue;
            }

            string problem = ProblemOfType(member, rule.Groups["type"].Value, $"{place}.{field}");
            if (problem.Length > 0) return problem;
        }

        return "";
    }

    private static string ProblemOfType(JsonElement value, string type, string place)
    {
        if (type.StartsWith('['))
        {
            if (value.ValueKind != JsonValueKind.Array) return $"{place} is no list";
            return value.EnumerateArray().Index().Select(item => ProblemOfType(item.Item, type[1..^1], $"{place}[{item.Index}]"))
                .FirstOrDefault(problem => problem.Length > 0) ?? "";
        }

        string[] problems = [.. type.Split('|').Select(one => ProblemOfOne(value, one, place))];
        return problems.Contains("", StringComparer.Ordinal) ? "" : string.Join("; or ", problems.Distinct());
    }

    private static string ProblemOfOne(JsonElement value, string type, string place)
    {
        if (Objects.TryGetValue(type, out string? fields))
        {
            if (!fields.Contains('=', StringComparison.Ordinal)) return ProblemOfType(value, fields, place);
            return value.ValueKind == JsonValueKind.Object ? ProblemOf(value, fields, place) : $"{place} is no {type}";
        }

        bool fits = type switch
        {
            "text" => value.ValueKind == JsonValueKind.String,
            "number" => value.ValueKind == JsonValueKind.Number,
            "flag" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            "null" => value.ValueKind == JsonValueKind.Null,
            "any" => true,
            _ => value.ValueKind == JsonValueKind.String && $"'{value.GetString()}'" == type,
        };
        return fits ? "" : $"{place} is {value.GetRawText()} and not {type}";
    }

    private static Dictionary<string, string> Read(string table) =>
        table.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .ToDictionary(line => line[..line.IndexOf(':')], line => line[(line.IndexOf(':') + 1)..].Trim(), StringComparer.Ordinal);

    [GeneratedRegex(
        @"(?<name>[a-z_]+)(?<open>\??)=(?<type>\[[^\]]+\]|[^,\s]+)", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Field();
}
