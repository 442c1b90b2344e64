using System.Text.Json;
using RealtimeEvals.Files;
using RealtimeEvals.Json;
using RealtimeEvals.Model;

namespace RealtimeEvals.Datasets.Simulations;

/// <summary>The shipped criteria that graders can refer to by name instead of writing their own: <c>data/run/criteria.json</c>.</summary>
internal static class CriteriaTemplates
{
    private static readonly JsonSerializerOptions Options = StrictJson.For(JsonSerializerOptions.Default);
    private static readonly Lazy<IReadOnlyDictionary<string, string>> Loaded = new(Load);

    /// <summary>The names of the criteria, sorted.</summary>
    public static IEnumerable<string> Names => Loaded.Value.Keys.Order(StringComparer.Ordinal);

    /// <summary>Returns the criterion with a name; null when there is none.</summary>
    public static string? Find(string name) => Loaded.Value.GetValueOrDefault(name);

    private static Dictionary<string, string> Load()
    {
        string path = ProductData.PathOf("run", "criteria.json");
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, string>>(PlainFile.Read(path, InputLimits.TextBytes), Options)!;
        }
        catch (JsonException exception)
        {
            throw EvalErrors.InvalidInput([new DataProblem(path, null, exception.Path, exception.Message, "criteria by their names")]);
        }
    }
}
