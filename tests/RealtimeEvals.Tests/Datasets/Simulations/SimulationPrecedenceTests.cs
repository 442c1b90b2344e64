using RealtimeEvals.Audio;
using RealtimeEvals.Datasets;
using RealtimeEvals.Datasets.Simulations;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Datasets.Simulations;

public sealed class SimulationPrecedenceTests : IDisposable
{
    private readonly SimulationFolder _folder = new();

    [Theory]
    [InlineData("", null, "")]
    [InlineData("", "file-model", "file-model")]
    [InlineData("mine", null, "mine")]
    [InlineData("mine", "file-model", "mine")]
    public void Read_model_is_the_override_then_the_file_then_the_default(string instead, string? ofFile, string expected)
    {
        string? json = ofFile is null ? null : $"\"{ofFile}\"";
        Assert.Equal(Expected(), AgentOnly(instead).Read().Agent.Model);
        Assert.Equal(Expected(), CallerOnly(instead).Read().Caller.Model);

        string Expected() => expected.Length > 0 ? expected : ModelCatalog.Shipped.DefaultRealtimeModel;

        SimulationFolder AgentOnly(string model)
        {
            _folder.Overrides = new SimulationOverrides { AgentModel = model, CallerModel = "another" };
            return _folder.With("assistant.model", json);
        }

        SimulationFolder CallerOnly(string model)
        {
            _folder.Overrides = new SimulationOverrides { CallerModel = model, AgentModel = "another" };
            return _folder.With("simulator.model", json);
        }
    }

    [Theory]
    [InlineData(0, "", 6)]
    [InlineData(0, "3", 3)]
    [InlineData(2, "3", 2)]
    [InlineData(9, "0", 9)]
    [InlineData(9, "3", 9)]
    public void Read_turns_are_the_override_then_the_index_then_the_file(int instead, string ofIndex, int expected)
    {
        _folder.Overrides = new SimulationOverrides { MaximumTurns = instead };
        _folder.WithIndex($"simulation_id,simulation_path,max_turns_override\nbase,sim.json,{ofIndex}\n");

        Assert.Equal(expected, _folder.Read().Turns.Maximum);
    }

    [Fact]
    public void Read_override_of_turns_may_end_a_script_early()
    {
        _folder.Overrides = new SimulationOverrides { MaximumTurns = 1 };

        SimulationTurns turns = _folder.With("turns", """{"script":["One.","Two.","Three."],"min_turns":2,"max_turns":3}""").Read().Turns;

        Assert.Equal((1, 3), (turns.Maximum, turns.Script.Count));
    }

    [Fact]
    public void Read_override_of_turns_does_not_hide_a_wrong_number_in_the_file()
    {
        _folder.Overrides = new SimulationOverrides { MaximumTurns = 3 };

        _folder.With("turns.max_turns", "1.5").AssertProblem("$.turns.max_turns", "1.5");
    }

    [Fact]
    public void Read_prompt_and_tools_of_the_override_count_and_those_of_the_file_are_not_looked_for()
    {
        string prompt = _folder.Write("mine/prompt.txt", " Mine.\n");
        string tools = _folder.Write("mine/tools.json", SimulationFolder.Tools);
        _folder.Overrides = new SimulationOverrides { SystemPromptPath = prompt, ToolsPath = tools };

        foreach (string? assistant in new[] { """{"system_prompt_file":"gone.txt","tools_file":"gone.json"}""", "{}", null })
        {
            SimulationAgent agent = _folder.With("assistant", assistant).Read().Agent;
            Assert.Equal((prompt, "Mine.", tools), (agent.SystemPromptPath, agent.SystemPrompt, agent.ToolsPath));
        }
    }

    [Fact]
    public void Read_one_override_does_not_stand_in_for_the_other()
    {
        _folder.Overrides = new SimulationOverrides { SystemPromptPath = _folder.PathOf("prompt.txt") };

        _folder.With("assistant", "{}").AssertProblem("$.assistant.tools_file", "missing");
        _folder.With("assistant", null).AssertProblem("$.assistant", "missing", "tools_file");
    }

    [Fact]
    public void Read_override_of_a_file_that_is_missing_is_one_problem_for_all_simulations()
    {
        _folder.Overrides = new SimulationOverrides { ToolsPath = _folder.PathOf("gone.json") };
        _folder.With("simulation_id", null).WithIndex("simulation_id,simulation_path\na,sim.json\nb,sim.json\n");

        Assert.Equal((_folder.PathOf("gone.json"), "no such file"), (_folder.ReadProblem().File, _folder.Problems[0].Found));
    }

    [Fact]
    public void Read_caller_prompt_of_the_override_counts()
    {
        const string Mine = "You are Bo. Say END_CALL at the end.";
        _folder.Overrides = new SimulationOverrides { CallerPrompt = Mine };

        foreach (string? caller in new[] { """{"system_prompt":"You are Ann, without an end."}""", "{}", null })
            Assert.Equal(Mine, _folder.With("simulator", caller).Read().Caller.SystemPrompt);
    }

    [Fact]
    public void Read_caller_prompt_of_the_override_should_say_how_to_end_the_call()
    {
        _folder.Overrides = new SimulationOverrides { CallerPrompt = "You are Bo." };

        _folder.Read();

        Assert.Contains("END_CALL", Assert.Single(_folder.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_audio_of_the_file_counts_more_than_the_fallbacks()
    {
        const string Written =
            """{"input_format":"pcm16","output_format":"pcm16","sample_rate_hz":48000,"chunk_ms":10,"real_time":false}""";
        _folder.Overrides = new SimulationOverrides
        {
            InputEncoding = AudioEncoding.ALaw,
            OutputEncoding = AudioEncoding.MuLaw,
            SampleRate = 16_000,
            ChunkMilliseconds = 40,
            RealTime = true,
        };

        Assert.Equal(
            new SimulationAudio(
                new AudioFormat(AudioEncoding.ALaw, 8_000), new AudioFormat(AudioEncoding.MuLaw, 8_000), 40, RealTime: true),
            _folder.Read().Audio);
        Assert.Equal(
            new SimulationAudio(
                new AudioFormat(AudioEncoding.Pcm16, 48_000), AudioFormat.Pcm24K with { SampleRate = 48_000 }, 10, RealTime: false),
            _folder.With("audio", Written).Read().Audio);
    }

    [Fact]
    public void Read_audio_of_the_file_counts_key_by_key()
    {
        _folder.Overrides = new SimulationOverrides
        {
            InputEncoding = AudioEncoding.ALaw,
            SampleRate = 16_000,
            ChunkMilliseconds = 40,
            RealTime = true,
        };

        Assert.Equal(
            new SimulationAudio(
                new AudioFormat(AudioEncoding.MuLaw, 8_000), new AudioFormat(AudioEncoding.Pcm16, 16_000), 40, RealTime: true),
            _folder.With("audio", """{"input_format":"g711_ulaw"}""").Read().Audio);
    }

    [Fact]
    public void Read_every_key_is_honoured()
    {
        Simulation simulation = _folder.With("assistant.voice", "\"marin\"")
            .With("simulator.voice", "\"cedar\"")
            .With("seed", "7")
            .With("trials", "3")
            .With("tool_mocks[0]", """{"name":"look_up","arguments":{"order":"A1"},"error":"no {{order}}","delay_ms":150,"times":2}""")
            .With("graders.turn_level[1].model", "\"judge\"")
            .Read();

        Assert.Equal(("marin", "cedar", 7, 3), (simulation.Agent.Voice, simulation.Caller.Voice, simulation.Seed, simulation.Trials));
        Assert.Equal("Ann wants her money back for order A1.", simulation.Scenario);
        Assert.Equal(
            ("look_up", "no {{order}}", 150, 2),
            (
                simulation.Mocks[0].Name,
                simulation.Mocks[0].Error,
                (int)simulation.Mocks[0].Delay.TotalMilliseconds,
                simulation.Mocks[0].Times));
        Assert.Equal(
            ("""{"order":"A1"}""", false),
            (
                simulation.Mocks[0].Arguments.GetRawText(),
                simulation.InitialState.GetProperty("orders").GetProperty("A1").GetProperty("refunded").GetBoolean()));
        Assert.True(simulation.Mocks[1].State.GetProperty("orders").GetProperty("A1").GetProperty("refunded").GetBoolean());
        Assert.Equal(
            ("refund", "A1"),
            (simulation.Expectation.TurnCall!.Name, simulation.Expectation.TurnCall.Arguments.GetProperty("order").GetString()));
        Assert.Equal(["cancel"], simulation.Expectation.ForbiddenTools);
        Assert.Equal(
            ("polite", "The agent is polite.", "judge"),
            (simulation.TurnGraders[1].Id, simulation.TurnGraders[1].Criteria, simulation.TurnGraders[1].Model));
        Assert.Equal("goal", Assert.Single(simulation.TraceGraders).Id);
    }

    public void Dispose() => _folder.Dispose();
}
