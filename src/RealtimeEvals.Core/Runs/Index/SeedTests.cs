using System.Globalization;
using System.Text.Json;
using RealtimeEvals.Json;
using RealtimeEvals.Model;

namespace RealtimeEvals.Runs.Index;

/// <summary>
/// Reads what the tests of the benchmark platform of vCDR gave: a list of <c>{title, variables: [{metric, value, status}]}</c>.
/// </summary>
internal static class SeedTests
{
    /// <summary>Returns the values of all tests. Without a status, or a number, a value is Inconclusive.</summary>
    /// <param name="column">The column, which receives the problems.</param>
    /// <param name="json">Its content.</param>
    /// <param name="runId">The run.</param>
    public static IEnumerable<ConversationVariable> Of(SeedColumn column, string json, string runId) =>
        from test in column.Objects(json)
        let title = column.Text(test.Place, test.Item, "title")
        from variable in column.Objects($"{test.Place}.variables", JsonText.Child(test.Item, "variables"))
        select Of(column, variable.Place, variable.Item, title, runId);

    private static ConversationVariable Of(SeedColumn column, string place, JsonElement variable, string title, string runId)
    {
        JsonElement written = JsonText.Child(variable, "value");
        JsonElement status = JsonText.Child(variable, "status");
        double? value = NumberOf(written);
        return new ConversationVariable
        {
            Conversation = runId,
            Test = title,
            Metric = column.Text(place, variable, "metric"),
            Value = value,
            Status = value is not null && status.ValueKind == JsonValueKind.String ? VariableWord.ToStatus(status.GetString()!) : default,
            Detail = value is not null || written.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null ? "" : written.ToString(),
        };
    }

    private static double? NumberOf(JsonElement written) =>
        written.ValueKind is JsonValueKind.Number or JsonValueKind.String
        && double.TryParse(written.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
        && double.IsFinite(number)
            ? number
            : null;
}
