using RealtimeEvals.Datasets.Simulations;
using RealtimeEvals.Model;
using Xunit;

namespace RealtimeEvals.Tests.Support;

/// <summary>A folder with an index, one valid simulation with every part that it can have, its prompt and its tools.</summary>
public sealed class SimulationFolder : IDisposable
{
    public const string Prompt = "You answer the telephone.";

    public const string Tools =
        """
        [{"type":"function","name":"look_up","parameters":{"type":"object","properties":{"order":{"type":"string"}}}},
         {"type":"function","name":"refund","parameters":
        """ + """
        {"type":"object","properties":{"order":{"type":"string"},"reason":{"type":"string"}}}},
         {"type":"function","name":"cancel","parameters":{"type":"object","properties":{"order":{"type":"string"}}}}]
        """;

    public const string Valid =
        """
        {
          "simulation_id": "base",
          "scenario": "Ann wants her money back for order A1.",
          "assistant": { "system_prompt_file": "prompt.txt", "tools_file": "tools.json" },
          "simulator": { "system_prompt": "You are Ann. When all is done, say END_CALL and nothing else." },
          "turns": { "fixed_first_user_turn": "I want my money back for A1.", "max_turns": 6 },
          "initial_state": { "orders": { "A1": { "refunded": false } } },
          "tool_mocks": [
            { "name": "look_up", "arguments": { "order": "A1" }, "output": { "order": "{{order}}", "status": "packed" } },
            { "name": "refund", "output": { "order": "{{order}}" }, "state": { "orders": { "A1": { "refunded": true } } } }
          ],
          "expected_tool_call": { "name": "refund", "arguments": { "order": "A1" } },
          "final_state": { "orders": { "A1": { "refunded": true } } },
          "forbidden_tools": ["cancel"],
          "graders": {
            "turn_level": [
              { "id": "tool_call", "type": "tool_call" },
              { "id": "polite", "type": "llm_as_judge", "criteria": "The agent is polite." }
            ],
            "trace_level": [{ "id": "goal", "type": "llm_as_judge", "criteria": "Ann has her money back." }]
          }
        }
        """;

    private readonly TemporaryFolder _folder = new();

    public SimulationFolder()
    {
        Index = Write("simulations.csv", "simulation_id,simulation_path\nbase,sim.json\n");
        Write("prompt.txt", Prompt);
        Write("tools.json", Tools);
        SimulationPath = Write("sim.json", Valid);
    }

    /// <summary>The index.</summary>
    public string Index { get; private set; }

    /// <summary>The simulation.</summary>
    public string SimulationPath { get; }

    /// <summary>What counts instead of the files.</summary>
    public SimulationOverrides Overrides { get; set; } = new();

    /// <summary>What the last reading found wrong.</summary>
    public List<DataProblem> Problems { get; } = [];

    /// <summary>What the last reading warned of.</summary>
    public List<string> Warnings { get; } = [];

    public string PathOf(params string[] parts) => _folder.PathOf(parts);

    public string Write(string name, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(name))!);
        return _folder.Write(name, content);
    }

    /// <summary>Changes one place of the simulation; null takes it away.</summary>
    public SimulationFolder With(string place, string? json)
    {
        Write("sim.json", EditedJson.Set(File.ReadAllText(SimulationPath), place, json));
        return this;
    }

    /// <summary>Writes another index.</summary>
    public SimulationFolder WithIndex(string csv)
    {
        Index = Write("simulations.csv", csv);
        return this;
    }

    public IReadOnlyList<Simulation> ReadAll()
    {
        Problems.Clear();
        Warnings.Clear();
        return SimulationIndex.Read(Index, Overrides, Given.Tables, Problems, Warnings.Add);
    }

    /// <summary>The one simulation of an index that must be right.</summary>
    public Simulation Read()
    {
        IReadOnlyList<Simulation> simulations = ReadAll();
        Assert.Empty(Problems);
        return Assert.Single(simulations);
    }

    /// <summary>The one problem of an index of which nothing can be held.</summary>
    public DataProblem ReadProblem()
    {
        Assert.Empty(ReadAll());
        return Assert.Single(Problems);
    }

    /// <summary>Asserts that there is one problem, in the simulation at a JSON path, and that it says these words.</summary>
    public void AssertProblem(string place, params string[] words)
    {
        DataProblem problem = ReadProblem();
        Assert.Equal((SimulationPath, null, place), (problem.File, problem.Row, problem.Column));
        Assert.All(words, word => Assert.Contains(word, $"{problem.Found}; {problem.Expected}", StringComparison.Ordinal));
    }

    /// <summary>Asserts that there is one problem, in the index at a row and column, and that it says these words.</summary>
    public void AssertIndexProblem(int? row, string? column, params string[] words)
    {
        DataProblem problem = ReadProblem();
        Assert.Equal((Index, row, column), (problem.File, problem.Row, problem.Column));
        Assert.All(words, word => Assert.Contains(word, $"{problem.Found}; {problem.Expected}", StringComparison.Ordinal));
    }

    public void Dispose() => _folder.Dispose();
}
