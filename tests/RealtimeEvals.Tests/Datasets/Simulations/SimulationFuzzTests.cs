using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using RealtimeEvals.Datasets;
using RealtimeEvals.Datasets.Simulations;
using RealtimeEvals.Model;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Datasets.Simulations;

public sealed class SimulationFuzzTests : IDisposable
{
    private static readonly string?[] Values =
    [
        null, "null", "true", "0", "-1", "1", "1.5", "1e400", "99999999999", "\"\"", "\" \"",
        "\"{{x}}\"", "\"{{order_id}}\"", "\"../x\"", "\"\\u0000\"", "\"END_CALL\"", "\"tool_call\"",
        "[]", "[null]", "[[]]", "[\"\"]", "[{}]", "{}", "{\"\":{}}", "{\"name\":5}", "{\"a.b\":[{\"{{x}}\":1}]}", "{\"x-\":null}",
    ];

    private readonly TemporaryFolder _folder = new();
    private readonly string[] _shipped = [.. Directory.GetFiles(ProductData.PathOf("run"), "sim_*.json").Order(StringComparer.Ordinal)];

    public SimulationFuzzTests()
    {
        foreach (string file in Directory.GetFiles(ProductData.PathOf("run"))) File.Copy(file, _folder.PathOf(Path.GetFileName(file)));
        _folder.Write("simulations.csv", "simulation_id,simulation_path\nfuzz,sim.json\n");
    }

    [Fact]
    public void Any_node_of_a_shipped_simulation_may_go_or_be_replaced()
    {
        Gen<(int, int, int)> edits = Gen.Choose(0, _shipped.Length - 1).SelectMany(
            file => Gen.Choose(0, 400).SelectMany(node => Gen.Choose(0, Values.Length - 1).Select(value => (file, node, value))));

        Fuzz.ForAll(edits.NonEmptyListOf().Select(list => list.Take(3).ToArray()), list =>
        {
            JsonNode root = JsonNode.Parse(File.ReadAllText(_shipped[list[0].Item1]))!;
            root["simulation_id"] = "fuzz";
            foreach ((_, int node, int value) in list) Edit(root, node, Values[value]);
            AssertReadOrReported(root.ToJsonString());
        }, tests: 1500);
    }

    [Fact]
    public void Every_node_of_a_shipped_simulation_may_go()
    {
        foreach (string file in _shipped)
        {
            for (int node = 0; ; node++)
            {
                JsonNode root = JsonNode.Parse(File.ReadAllText(file))!;
                root["simulation_id"] = "fuzz";
                if (!Edit(root, node, null)) break;
                AssertReadOrReported(root.ToJsonString());
            }
        }
    }

    [Fact]
    public void Every_leaf_of_a_shipped_simulation_is_looked_at_or_is_data()
    {
        foreach (string file in _shipped)
        {
            for (int node = 0; ; node++)
            {
                JsonNode root = JsonNode.Parse(File.ReadAllText(file))!;
                root["simulation_id"] = "fuzz";
                if (PlaceOf(root, node) is not string place) break;
                Edit(root, node, "[[\"{{nobody fills this}}\"]]");
                List<DataProblem> problems = AssertReadOrReported(root.ToJsonString());
                Assert.True(problems.Count > 0 || place.Contains("x-", StringComparison.Ordinal), $"{file} {place}");
            }
        }
    }

    [Fact]
    public void Any_bytes_in_the_place_of_some_are_read_or_reported()
    {
        byte[][] files = [.. _shipped.Select(File.ReadAllBytes)];
        Gen<(int, int, byte[])> edits = Gen.Choose(0, files.Length - 1)
            .SelectMany(file => Gen.Choose(0, files[file].Length - 1).SelectMany(at => Fuzz.Bytes.Select(bytes => (file, at, bytes))));

        Fuzz.ForAll(edits, edit =>
        {
            (int file, int at, byte[] bytes) = edit;
            AssertReadOrReported(
                [.. files[file].AsSpan(0, at), .. bytes, .. files[file].AsSpan(Math.Min(files[file].Length, at + bytes.Length))]);
        });
    }

    [Fact]
    public void Any_bytes_in_the_index_are_read_or_reported()
    {
        byte[] index = File.ReadAllBytes(ProductData.PathOf("run", "simulations.csv"));

        Fuzz.ForAll(Gen.Choose(0, index.Length - 1).SelectMany(at => Fuzz.Bytes.Select(bytes => (at, bytes))), edit =>
        {
            string path = _folder.PathOf("fuzzed.csv");
            File.WriteAllBytes(
                path,
                [.. index.AsSpan(0, edit.at), .. edit.bytes, .. index.AsSpan(Math.Min(index.Length, edit.at + edit.bytes.Length))]);
            var problems = new List<DataProblem>();
            IReadOnlyList<Simulation> simulations = SimulationIndex.Read(path, new SimulationOverrides(), Given.Tables, problems);
            Assert.True(simulations.Count > 0 || problems.Count > 0);
        });
    }

    public void Dispose() => _folder.Dispose();

    private List<DataProblem> AssertReadOrReported(string json) => AssertReadOrReported(Encoding.UTF8.GetBytes(json));

    private List<DataProblem> AssertReadOrReported(byte[] json)
    {
        File.WriteAllBytes(_folder.PathOf("sim.json"), json);
        var problems = new List<DataProblem>();
        IReadOnlyList<Simulation> simulations = SimulationIndex.Read(
            _folder.PathOf("simulations.csv"), new SimulationOverrides(), Given.Tables, problems);
        Assert.Equal(problems.Count == 0 ? 1 : 0, simulations.Count);
        Assert.All(
            problems,
            problem => Assert.True(
                problem.File.Length * problem.Found.Length * problem.Expected.Length > 0 && problem.Found.Length < 400,
                problem.ToString()));
        return problems;
    }

    /// <summary>Replaces the node of that number, counted from the top; false when there are fewer.</summary>
    private static bool Edit(JsonNode root, int number, string? value)
    {
        if (Below(root).Skip(number).FirstOrDefault() is not { Parent: not null } found) return false;
        JsonNode? node = value is null ? null : JsonNode.Parse(value);
        if (found.Parent is JsonObject parent && value is null) parent.Remove(found.Key);
        else if (found.Parent is JsonObject of) of[found.Key] = node;
        else if (value is null) ((JsonArray)found.Parent).RemoveAt(found.Index);
        else ((JsonArray)found.Parent)[found.Index] = node;
        return true;
    }

    private static string? PlaceOf(JsonNode root, int number) =>
        Below(root).Skip(number).FirstOrDefault() is { Parent: not null } found
            ? $"{found.Parent.GetPath()}.{found.Key}[{found.Index}]"
            : null;

    private static IEnumerable<Node> Below(JsonNode? node) => node switch
    {
        JsonObject parent => parent.SelectMany(pair => Below(pair.Value).Prepend(new Node(parent, pair.Key, -1))),
        JsonArray list => list.SelectMany((item, index) => Below(item).Prepend(new Node(list, "", index))),
        _ => [],
    };

    private sealed record Node(JsonNode? Parent, string Key, int Index);
}
