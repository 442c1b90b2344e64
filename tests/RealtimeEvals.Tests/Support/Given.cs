using System.Text;
using System.Text.Json;
using RealtimeEvals.Adapters;
using RealtimeEvals.Datasets;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;

namespace RealtimeEvals.Tests.Support;

/// <summary>Makes the inputs of tests from text.</summary>
public static class Given
{
    /// <summary>CSV as the product reads and writes it.</summary>
    public static ITableFormat Tables { get; } = AdapterServices.Create(TimeProvider.System).Tables;

    /// <summary>A JSON value.</summary>
    public static JsonElement Json(string text) => JsonSerializer.Deserialize<JsonElement>(text);

    /// <summary>The protocol as OpenAI speaks it.</summary>
    internal static RealtimeDialect Ga { get; } = new GaDialect();

    /// <summary>A service that speaks GA and has this key.</summary>
    public static ServiceTarget Target(string key) => ServiceTarget.Replay with { Key = ApiKey.From(key) };

    /// <summary>UTF-8 bytes.</summary>
    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>The tools of a tools file that must be right.</summary>
    public static ToolSet Tools(string json)
    {
        using var folder = new TemporaryFolder();
        var problems = new List<DataProblem>();
        return ToolSet.Read(folder.Write("tools.json", json), problems)
            ?? throw new InvalidOperationException(string.Join(Environment.NewLine, problems));
    }
}
