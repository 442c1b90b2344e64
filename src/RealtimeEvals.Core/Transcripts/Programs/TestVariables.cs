using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using RealtimeEvals.Model;

namespace RealtimeEvals.Transcripts.Programs;

/// <summary>
/// Reads what a test gave: <c>{"title", "variables": [{"metric", "value", "status"}]}</c>. A missing or unknown status is Inconclusive,
/// and so is a value that is missing, not finite or no single value.
/// </summary>
public static partial class TestVariables
{
    /// <summary>Returns the variables of a test.</summary>
    /// <exception cref="ProgramException">It is no such object.</exception>
    public static IEnumerable<ConversationVariable> Of(JsonElement test)
    {
        if (test.ValueKind != JsonValueKind.Object) throw new ProgramException("a test of its result is no object");
        string title = TextOf(test, "title");
        if (title.Length == 0) throw new ProgramException("a test of its result has no title");
        if (Property(test, "variables") is not { ValueKind: JsonValueKind.Array } variables || variables.GetArrayLength() == 0)
        {
            throw new ProgramException($"the test '{title}' of its result has no variables");
        }

        return variables.EnumerateArray().Select(variable => Of(title, variable));
    }

    /// <summary>Returns the variables of all tests of a program's result.</summary>
    /// <exception cref="ProgramException">It holds no tests.</exception>
    internal static IEnumerable<ConversationVariable> OfResult(JsonElement result) =>
        result.ValueKind == JsonValueKind.Object
        && result.TryGetProperty("tests", out JsonElement tests)
        && tests.ValueKind == JsonValueKind.Array
        && tests.GetArrayLength() > 0
            ? tests.EnumerateArray().SelectMany(Of)
            : throw new ProgramException("its result has no tests");

    private static ConversationVariable Of(string title, JsonElement variable)
    {
        if (variable.ValueKind != JsonValueKind.Object || TextOf(variable, "metric") is not { Length: > 0 } metric)
        {
            throw new ProgramException($"a variable of the test '{title}' has no metric");
        }

        string written = TextOf(variable, "value");
        double? number = NumberIn(written);
        double? value = number is double found && double.IsFinite(found) ? found : null;
        bool isUsable = written.Length > 0 && value == number && !NotFinite().IsMatch(written) && !IsNested(variable);
        return new ConversationVariable
        {
            Test = title,
            Metric = metric,
            Value = value,
            Status = isUsable ? VariableWord.ToStatus(TextOf(variable, "status")) : VariableStatus.Inconclusive,
            Detail = value?.ToString(CultureInfo.InvariantCulture) == written ? "" : written,
        };
    }

    private static bool IsNested(JsonElement variable) =>
        Property(variable, "value")?.ValueKind is JsonValueKind.Object or JsonValueKind.Array;

    /// <summary>Returns the number with which a value begins, such as 42 of "42 chars"; null when there is none.</summary>
    private static double? NumberIn(string written) =>
        Number().Match(written) is { Success: true } match
        && double.TryParse(match.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            ? number
            : null;

    private static string TextOf(JsonElement owner, string name) => Property(owner, name) switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString()!,
        null or { ValueKind: JsonValueKind.Null } => "",
        JsonElement other => other.GetRawText(),
    };

    /// <summary>Returns a property without regard to case, as PowerShell writes its names in any; null when there is none.</summary>
    private static JsonElement? Property(JsonElement owner, string name) => owner.EnumerateObject()
        .Where(property => property.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        .Select(property => (JsonElement?)property.Value)
        .FirstOrDefault();

    [GeneratedRegex(
        @"\A\s*[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?(?![\d.,])", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();

    /// <summary>The words of Python, PowerShell and others for what is no number.</summary>
    [GeneratedRegex(
        @"\A\s*[-+]?(?:(?:nan|inf|infinity)\b|\u221E)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex NotFinite();
}
