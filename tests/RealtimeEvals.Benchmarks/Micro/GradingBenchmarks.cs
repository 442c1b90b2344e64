using System.Text.Json;
using BenchmarkDotNet.Attributes;
using RealtimeEvals.Datasets;
using RealtimeEvals.Model;

namespace RealtimeEvals.Benchmarks.Micro;

/// <summary>The cost of grading a turn of two calls, the second of which is as expected.</summary>
[MemoryDiagnoser]
public class GradingBenchmarks
{
    private readonly JsonElement _expected =
        JsonSerializer.Deserialize<JsonElement>("""{"account_id":"BW-55102","amount":95,"method":"card on file","notes":["a","b"]}""");

    private readonly ToolCall[] _calls =
    [
        new("make_payment", """{"account_id":"BW-55102","amount":80,"method":"card on file","notes":["a","b"]}""", "call_1"),
        new("make_payment", """{"account_id":"bw 55102","amount":95,"method":"Card on file","notes":["a","b"]}""", "call_2"),
    ];

    private ToolSet _tools = ToolSet.None;

    [GlobalSetup]
    public void Prepare()
    {
        string path = Path.GetTempFileName();
        File.WriteAllText(
            path,
            """
            [{"type":"function","name":"make_payment","description":"Pays.","parameters":{"type":"object","additionalProperties":false,
            "properties":{"account_id":{"type":"string","x-normalizer":"identifier"},"amount":{"type":"number"},
            "method":{"type":"string","x-normalizer":"text"},"notes":{"type":"array","items":{"type":"string"}}}}}]
            """);
        var problems = new List<DataProblem>();
        _tools = ToolSet.Read(path, problems) ?? throw new InvalidOperationException(string.Join(Environment.NewLine, problems));
        File.Delete(path);
    }

    [Benchmark]
    public object Grade() => ToolGrader.Grade("make_payment", _expected, _calls, _tools);
}
