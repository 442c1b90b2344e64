using System.Text;
using RealtimeEvals.Audio;
using RealtimeEvals.Datasets;
using RealtimeEvals.Datasets.Simulations;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Datasets.Simulations;

public sealed class SimulationFileTests : IDisposable
{
    private const string Least =
        """
        {"scenario":"Ann says hello.","assistant":{"system_prompt_file":"prompt.txt","tools_file":"tools.json"},
         "simulator":{"system_prompt":"You are Ann. At last say END_CALL."},"turns":{"fixed_first_user_turn":"Hello."}}
        """;

    private readonly SimulationFolder _folder = new();

    /// <summary>Each key; JSON of a wrong type.</summary>
    public static TheoryData<string, string> WrongTypes => new()
    {
        { "simulation_id", "5" },
        { "scenario", "[]" },
        { "assistant", "\"prompt.txt\"" },
        { "simulator", "\"You are Ann.\"" },
        { "audio", "\"pcm16\"" },
        { "turns", "6" },
        { "tool_mocks", "{}" },
        { "expected_tool_call", "\"refund\"" },
        { "graders", "[]" },
        { "tags", "\"a\"" },
        { "seed", "\"5\"" },
        { "trials", "\"3\"" },
        { "known_facts", "\"a\"" }, { "initial_state", "[]" }, { "final_state", "true" }, { "forbidden_tools", "\"cancel\"" },
        { "assistant.system_prompt_file", "5" },
        { "assistant.tools_file", "[]" },
        { "assistant.model", "5" },
        { "assistant.voice", "true" },
        { "simulator.system_prompt", "[]" }, { "simulator.model", "{}" }, { "simulator.voice", "5" },
        { "audio.input_format", "5" },
        { "audio.output_format", "[]" },
        { "audio.sample_rate_hz", "\"24000\"" },
        { "audio.chunk_ms", "true" },
        { "audio.real_time", "\"false\"" },
        { "turns.fixed_first_user_turn", "5" },
        { "turns.max_turns", "\"6\"" },
        { "turns.min_turns", "[1]" },
        { "turns.script", "\"Hello.\"" },
        { "tool_mocks[0]", "\"look_up\"" },
        { "tool_mocks[0].name", "5" },
        { "tool_mocks[0].output", "\"packed\"" },
        { "tool_mocks[0].arguments", "[]" },
        { "tool_mocks[0].delay_ms", "\"5\"" }, { "tool_mocks[0].times", "true" }, { "tool_mocks[0].state", "5" },
        { "expected_tool_call.name", "5" }, { "expected_tool_call.arguments", "\"A1\"" },
        { "graders.turn_level", "{}" },
        { "graders.trace_level", "\"goal\"" },
        { "graders.turn_level[0]", "5" },
        { "graders.turn_level[0].id", "5" },
        { "graders.turn_level[0].type", "5" }, { "graders.turn_level[1].criteria", "5" }, { "graders.turn_level[1].model", "5" },
        { "known_facts[0]", "5" }, { "tags[0]", "null" }, { "forbidden_tools[0]", "{}" }, { "turns.script[0]", "5" },
    };

    [Theory]
    [MemberData(nameof(WrongTypes))]
    public void Read_wrong_type_is_a_problem_at_its_place(string place, string json)
    {
        Assert.Empty(Wrong(place, json).ReadAll());

        Assert.Contains(_folder.Problems, problem => (problem.File, problem.Column) == (_folder.SimulationPath, $"$.{place}"));
    }

    [Theory]
    [MemberData(nameof(WrongTypes))]
    public void Read_wrong_type_is_said_once_at_its_place(string place, string json)
    {
        Wrong(place, json).ReadAll();

        Assert.Single(_folder.Problems, problem => problem.Column == $"$.{place}");
    }

    [Theory]
    [InlineData("maximum")]
    [InlineData("Scenario")]
    [InlineData("scenario ")]
    [InlineData("X-note")]
    [InlineData("assistant.temperature")]
    [InlineData("simulator.prompt")]
    [InlineData("audio.rate")]
    [InlineData("turns.max_turn")]
    [InlineData("tool_mocks[0].result")]
    [InlineData("tool_mocks[1].delay")]
    [InlineData("expected_tool_call.args")]
    [InlineData("graders.level")]
    [InlineData("graders.turn_level[1].threshold")]
    [InlineData("graders.trace_level[0].weight")]
    public void Read_unknown_key_is_a_problem_that_names_the_known_ones(string place)
    {
        _folder.With(place, "1").AssertProblem($"$.{place}", "nobody knows", "one of ");
    }

    [Fact]
    public void Read_notes_are_allowed_in_every_object()
    {
        foreach (string place in new[]
        {
            "", "assistant.", "simulator.", "audio.", "turns.", "tool_mocks[0].",
            "expected_tool_call.", "graders.", "graders.turn_level[0].", "graders.trace_level[0].",
        })
            _folder.With($"{place}x-note", """{"any":["thing"]}""");

        _folder.Read();
    }

    [Theory]
    [InlineData("[]", "$", "a JSON array")]
    [InlineData("null", "$", "a JSON null")]
    [InlineData("\"text\"", "$", "a JSON string")]
    [InlineData("", null, "not JSON")]
    [InlineData(" \n", null, "not JSON")]
    [InlineData("{", null, "not JSON")]
    [InlineData("{} {}", null, "not JSON")]
    [InlineData("{\"scenario\":\"a\",}", null, "not JSON")]
    [InlineData("{\"scenario\":\"a\",\"scenario\":\"b\"}", null, "scenario")]
    [InlineData("{\"turns\":{\"max_turns\":1,\"max_turns\":2}}", null, "max_turns")]
    [InlineData("{\"tool_mocks\":[{\"output\":{\"a\":1,\"\\u0061\":2}}]}", null, "not JSON")]
    [InlineData("{\"scenario\":\"\\ud83d\"}", null, "surrogate")]
    [InlineData("{\"x-\\udc00\":1}", null, "surrogate")]
    public void Read_file_that_is_no_object_is_one_problem(string content, string? place, string found)
    {
        _folder.Write("sim.json", content);

        Assert.Equal((_folder.SimulationPath, place), (_folder.ReadProblem().File, _folder.Problems[0].Column));
        Assert.Contains(found, _folder.Problems[0].Found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x", "line 1, column 1:")]
    [InlineData("{\n  \"scenario\": oops\n}", "line 2, column 15:")]
    [InlineData("{\r\n  \"scenario\": \"a\"\r\n  \"tags\": []}", "line 3, column 3:")]
    [InlineData("{\n  \"scenario\": \"Gr\u00fc\u00dfe\", oops\n}", "line 2, column 24:")]
    public void Read_file_that_is_not_JSON_is_a_problem_at_line_and_column_as_editors_count_them(string content, string place)
    {
        _folder.Write("sim.json", content);

        Assert.Contains(place, _folder.ReadProblem().Found, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_file_may_have_a_byte_order_mark_but_not_be_UTF_16()
    {
        File.WriteAllText(_folder.SimulationPath, SimulationFolder.Valid, Encoding.UTF8);
        _folder.Read();

        File.WriteAllText(_folder.SimulationPath, SimulationFolder.Valid, Encoding.Unicode);
        Assert.Contains("UTF-8", _folder.ReadProblem().Expected, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_text_beyond_the_basic_plane_stays_as_written()
    {
        Assert.Equal("Grüße 😀\n", _folder.With("scenario", """ "Gr\u00fc\u00dfe \ud83d\ude00\n" """).Read().Scenario);
    }

    [Fact]
    public void Read_keys_that_are_missing_have_the_defaults_of_the_reference()
    {
        _folder.Write("sim.json", Least);

        Simulation simulation = _folder.Read();

        string model = ModelCatalog.Shipped.DefaultRealtimeModel;
        Assert.Equal(
            (model, "", model, ""),
            (simulation.Agent.Model, simulation.Agent.Voice, simulation.Caller.Model, simulation.Caller.Voice));
        Assert.Equal(new SimulationAudio(AudioFormat.Pcm24K, AudioFormat.Pcm24K, 20, RealTime: false), simulation.Audio);
        Assert.Equal(
            ("Hello.", 1, 1, false),
            (simulation.Turns.FirstLine, simulation.Turns.Minimum, simulation.Turns.Maximum, simulation.Turns.IsScripted));
        Assert.Equal((null, 1), (simulation.Seed, simulation.Trials));
        Assert.Empty(simulation.Mocks);
        Assert.Empty(simulation.TurnGraders.Concat(simulation.TraceGraders));
        Assert.Empty(simulation.Tags.Concat(simulation.KnownFacts).Concat(simulation.Expectation.ForbiddenTools));
        Assert.Equal("{}", simulation.InitialState.GetRawText());
        Assert.False(simulation.Expectation.ExpectsNoCall);
    }

    [Fact]
    public void Read_null_is_as_good_as_missing()
    {
        foreach (string key in new[]
        {
            "simulation_id", "audio", "tags", "seed", "trials", "known_facts", "initial_state", "final_state",
            "forbidden_tools", "expected_tool_calls", "turns.min_turns", "assistant.voice", "tool_mocks[0].times",
        })
            _folder.With(key, "null");

        Assert.Equal(1, _folder.Read().Trials);
    }

    [Theory]
    [InlineData("scenario")]
    [InlineData("assistant")]
    [InlineData("assistant.system_prompt_file")]
    [InlineData("assistant.tools_file")]
    [InlineData("turns")]
    [InlineData("turns.fixed_first_user_turn")]
    public void Read_key_that_must_be_there_is_missed(string place)
    {
        _folder.With(place, null).ReadAll();

        Assert.Single(_folder.Problems, problem => (problem.File, problem.Column) == (_folder.SimulationPath, $"$.{place}"));
    }

    [Theory]
    [InlineData("scenario")]
    [InlineData("assistant.system_prompt_file")]
    [InlineData("assistant.tools_file")]
    [InlineData("turns.fixed_first_user_turn")]
    public void Read_key_that_must_be_there_is_not_blank(string place) => _folder.With(place, "\" \"").AssertProblem($"$.{place}", "blank");

    [Theory]
    [InlineData("simulator")]
    [InlineData("simulator.system_prompt")]
    public void Read_caller_without_instructions_is_one_problem(string place) =>
        _folder.With(place, null).AssertProblem($"$.{place}", "missing");

    [Theory]
    [InlineData("\"Base\"")]
    [InlineData("\"base \"")]
    [InlineData("\"other\"")]
    public void Read_id_other_than_in_the_index_is_a_problem(string id) =>
        _folder.With("simulation_id", id).AssertProblem("$.simulation_id", id.Trim('"'), "'base'");

    public void Dispose() => _folder.Dispose();

    private SimulationFolder Wrong(string place, string json)
    {
        if (place.EndsWith("[0]", StringComparison.Ordinal)
            && !place.StartsWith("tool_mocks", StringComparison.Ordinal)
            && !place.StartsWith("graders", StringComparison.Ordinal))
        {
            _folder.With(place[..^3], "[\"a\"]");
        }

        return _folder.With(place, json);
    }
}
