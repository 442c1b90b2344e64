using RealtimeEvals.Datasets.Simulations;
using RealtimeEvals.Model;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Datasets.Simulations;

public sealed class SimulationPathTests : IDisposable
{
    private readonly SimulationFolder _folder = new();

    [Fact]
    public void Read_layout_of_the_reference_is_read_unchanged()
    {
        const string InReferenceForm = """
        {
          "simulation_id": "sim_001",
          "scenario": "Ann asks where order A1 is.",
          "assistant": { "system_prompt_file": "shared/system_prompt.txt", "tools_file": "shared/tools.json", "model": "gpt-realtime" },
          "simulator": { "system_prompt": "You are Ann. If you are satisfied, say END_CALL.", "model": "gpt-realtime", "voice": "marin" },
          "audio": { "input_format": "pcm16", "output_format": "pcm16", "sample_rate_hz": 24000, "chunk_ms": 20, "real_time": true },
          "turns": { "fixed_first_user_turn": "Where is my order?", "max_turns": 6 },
          "tool_mocks": [{ "name": "look_up", "output": { "order": "A1", "status": "In transit" } }],
          "expected_tool_call": { "name": "look_up", "arguments": { "order": "A1" } },
          "graders": {
            "turn_level": [
              { "id": "tool_call", "type": "tool_call", "criteria": "The tool." },
              { "id": "tool_call_args", "type": "tool_call_args", "criteria": "Its arguments." },
              { "id": "clear", "type": "llm_as_judge", "criteria": "Clear.", "model": "gpt-5.1" }
            ],
            "trace_level": [{ "id": "goal_completion", "type": "llm_as_judge", "criteria": "Done.", "model": "gpt-5.1" }]
          }
        }
        """;
        _folder.Write("shared/system_prompt.txt", "You are the voice of Acme.\n");
        _folder.Write("shared/tools.json", SimulationFolder.Tools);
        _folder.Write("run_harness/data/sim_001.json", InReferenceForm);
        string index = _folder.Write(
            "run_harness/data/simulations.csv",
            "simulation_id,simulation_path,enabled,notes,max_turns_override\nsim_001,sim_001.json,true,Order status,0\n");
        var problems = new List<DataProblem>();

        Simulation simulation = Assert.Single(SimulationIndex.Read(index, new SimulationOverrides(), Given.Tables, problems));

        Assert.Empty(problems);
        Assert.Equal(
            (_folder.PathOf("shared", "system_prompt.txt"), "You are the voice of Acme.", _folder.PathOf("shared", "tools.json")),
            (simulation.Agent.SystemPromptPath, simulation.Agent.SystemPrompt, simulation.Agent.ToolsPath));
        Assert.Equal(
            ("gpt-realtime", "gpt-realtime", "marin", true, 6),
            (
                simulation.Agent.Model,
                simulation.Caller.Model,
                simulation.Caller.Voice,
                simulation.Audio.RealTime,
                simulation.Turns.Maximum));
        Assert.Equal(
            [("clear", "gpt-5.1"), ("goal_completion", "gpt-5.1")],
            simulation.TurnGraders.Skip(2).Concat(simulation.TraceGraders).Select(grader => (grader.Id, grader.Model)));
    }

    [Theory]
    [InlineData("a/b/c/sim.json", "prompt.txt")]
    [InlineData("a/b/sim.json", "prompt.txt")]
    [InlineData("sim.json", "./prompt.txt")]
    [InlineData("a/sim.json", "shared/prompt.txt")]
    [InlineData("a/sim.json", @"shared\prompt.txt")]
    [InlineData("sim.json", " prompt.txt ")]
    [InlineData("sim.json", "shared/../prompt.txt")]
    public void Read_file_is_found_in_the_folder_or_up_to_three_above(string simulation, string written)
    {
        _folder.Write("shared/prompt.txt", "Shared.");
        Place(simulation, written);

        _folder.Read();
    }

    [Fact]
    public void Read_file_that_is_nearer_counts()
    {
        _folder.Write("a/prompt.txt", "Nearer.");
        Place("a/b/sim.json", "prompt.txt");

        Assert.Equal("Nearer.", _folder.Read().Agent.SystemPrompt);
    }

    [Theory]
    [InlineData("a/b/c/d/sim.json", "prompt.txt")]
    [InlineData("a/sim.json", "../prompt.txt")]
    [InlineData("a/sim.json", "a/../../prompt.txt")]
    [InlineData("sim.json", "gone.txt")]
    [InlineData("sim.json", "/gone/prompt.txt")]
    [InlineData("sim.json", "below")]
    [InlineData("sim.json", ".")]
    [InlineData("sim.json", "..")]
    [InlineData("sim.json", "/")]
    [InlineData("sim.json", "prompt.txt/")]
    [InlineData("sim.json", "prompt.txt\\u0000")]
    [InlineData("sim.json", "PROMPT.TXT?")]
    public void Read_file_that_is_elsewhere_or_a_folder_is_a_problem(string simulation, string written)
    {
        Directory.CreateDirectory(_folder.PathOf("below"));
        Place(simulation, written);

        Assert.Equal(
            (_folder.PathOf(simulation.Split('/')), "$.assistant.system_prompt_file"),
            (_folder.ReadProblem().File, _folder.Problems[0].Column));
    }

    [Theory]
    [InlineData("below")]
    [InlineData(".")]
    public void Read_folder_in_the_place_of_a_file_is_called_one(string written)
    {
        Directory.CreateDirectory(_folder.PathOf("below"));
        Place("sim.json", written);

        Assert.Contains("folder", _folder.ReadProblem().Found, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_file_may_be_absolute()
    {
        using var elsewhere = new TemporaryFolder();
        Place("sim.json", elsewhere.Write("far.txt", "Far."));

        Assert.Equal("Far.", _folder.Read().Agent.SystemPrompt);
    }

    [Theory]
    [InlineData("prompt.txt", "", "blank")]
    [InlineData("prompt.txt", " \n", "blank")]
    [InlineData("prompt.txt", "Say {{name}}.", "{{name}}")]
    [InlineData("tools.json", "", "not JSON")]
    [InlineData("tools.json", "{}", "a JSON object")]
    public void Read_file_that_several_share_is_reported_once(string file, string content, string found)
    {
        _folder.Write(file, content);
        _folder.With("simulation_id", null).WithIndex("simulation_id,simulation_path\na,sim.json\nb,sim.json\n").ReadAll();

        DataProblem problem = Assert.Single(_folder.Problems);
        Assert.Equal(_folder.PathOf(file), problem.File);
        Assert.Contains(found, problem.Found, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_prompt_and_tools_that_are_missing_are_both_reported()
    {
        _folder.With("assistant.system_prompt_file", "\"a.txt\"").With("assistant.tools_file", "\"b.json\"").ReadAll();

        Assert.Equal(["$.assistant.system_prompt_file", "$.assistant.tools_file"], _folder.Problems.Select(problem => problem.Column));
    }

    [Fact]
    public void Read_prompt_that_is_missing_does_not_keep_mocks_from_being_checked()
    {
        _folder.With("assistant.system_prompt_file", "\"gone.txt\"").With("forbidden_tools", """["fly"]""").ReadAll();

        Assert.Equal(["$.assistant.system_prompt_file", "$.forbidden_tools[0]"], _folder.Problems.Select(problem => problem.Column));
    }

    public void Dispose() => _folder.Dispose();

    private void Place(string simulation, string prompt)
    {
        string written = prompt.Contains(@"\u", StringComparison.Ordinal) ? prompt : prompt.Replace(@"\", @"\\", StringComparison.Ordinal);
        string tools = System.Text.Json.JsonSerializer.Serialize(_folder.PathOf("tools.json"));
        string assistant = $$"""{"system_prompt_file":"{{written}}","tools_file":{{tools}}}""";
        _folder.Write(simulation, EditedJson.Set(SimulationFolder.Valid, "assistant", assistant));
        _folder.WithIndex($"simulation_id,simulation_path\nbase,{simulation}\n");
    }
}
