using RealtimeEvals.Datasets.Simulations;
using RealtimeEvals.Model;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Datasets.Simulations;

public sealed class SimulationGraderTests : IDisposable
{
    private readonly SimulationFolder _folder = new();

    [Theory]
    [InlineData("llm_as_judge", "judge")]
    [InlineData("", "judge")]
    [InlineData("tool_call", "tool_call")]
    [InlineData("tool_call_args", "tool_call_arguments")]
    [InlineData("rubric", "rubric")]
    [InlineData("instruction_following", "instruction_following")]
    [InlineData("audio_text_mismatch", "audio_text_mismatch")]
    [InlineData("stt_then_text", "speech_then_text")]
    public void Read_type_is_its_kind(string type, string expected)
    {
        Grader grader = _folder.With("graders.turn_level[2]", $$"""{"id":"x","type":"{{type}}","criteria":"It is so."}""")
            .Read().TurnGraders[2];

        Assert.Equal(new Grader("x", expected, "It is so.", ""), grader);
    }

    [Theory]
    [InlineData("judge")]
    [InlineData("LLM_as_judge")]
    [InlineData("tool_call ")]
    [InlineData("0")]
    public void Read_unknown_type_is_a_problem_that_names_the_known_ones(string type)
    {
        _folder.With("graders.trace_level[1]", $$"""{"id":"x","type":"{{type}}","criteria":"It is so."}""")
            .AssertProblem("$.graders.trace_level[1].type", $"'{type}'", "llm_as_judge", "tool_call_args", "rubric");
    }

    [Theory]
    [InlineData("llm_as_judge", false)]
    [InlineData("rubric", false)]
    [InlineData("stt_then_text", false)]
    [InlineData("tool_call", true)]
    [InlineData("tool_call_args", true)]
    [InlineData("instruction_following", true)]
    [InlineData("audio_text_mismatch", true)]
    public void Read_criteria_must_be_there_where_a_judge_needs_them(string type, bool isRight)
    {
        foreach (string criteria in new[] { "", ""","criteria":" " """, ""","criteria":null""" })
        {
            _folder.With("graders.turn_level[2]", $$"""{"id":"x","type":"{{type}}"{{criteria}}}""");
            if (isRight) _folder.Read();
            else _folder.AssertProblem("$.graders.turn_level[2].criteria", "missing or blank");
        }
    }

    [Fact]
    public void Read_template_is_its_criteria()
    {
        Assert.Equal(
            CriteriaTemplates.Find("brief_reply"),
            _folder.With("graders.turn_level[1]", """{"id":"x","template":"brief_reply"}""").Read().TurnGraders[1].Criteria);
    }

    [Theory]
    [InlineData("\"no_such\"", "'no_such'", "brief_reply")]
    [InlineData("\"Brief_Reply\"", "'Brief_Reply'", "brief_reply")]
    [InlineData("\" \"", "' '", "brief_reply")]
    public void Read_unknown_template_is_a_problem_that_names_the_known_ones(string template, params string[] words)
    {
        _folder.With("graders.turn_level[1]", $$"""{"id":"x","template":{{template}}}""")
            .AssertProblem("$.graders.turn_level[1].template", words);
    }

    [Fact]
    public void Read_template_beside_criteria_is_a_problem() =>
        _folder.With("graders.turn_level[1].template", "\"brief_reply\"").AssertProblem("$.graders.turn_level[1].template", "one of them");

    [Fact]
    public void Read_blank_template_does_not_stand_in_for_criteria()
    {
        Assert.Empty(_folder.With("graders.turn_level[1]", """{"id":"x","template":""}""").ReadAll());

        Assert.Single(_folder.Problems);
    }

    [Theory]
    [InlineData("turn_level[2]", "polite", "$.graders.turn_level[1]")]
    [InlineData("turn_level[2]", "POLITE", "$.graders.turn_level[1]")]
    [InlineData("trace_level[1]", "polite", "$.graders.turn_level[1]")]
    [InlineData("trace_level[1]", "Tool_Call", "$.graders.turn_level[0]")]
    [InlineData("trace_level[1]", "goal", "$.graders.trace_level[0]")]
    public void Read_id_of_two_graders_is_a_problem_that_names_the_other(string place, string id, string other)
    {
        _folder.With($"graders.{place}", $$"""{"id":"{{id}}","criteria":"It is so."}""")
            .AssertProblem($"$.graders.{place}.id", $"'{id}'", other);
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("a/b")]
    [InlineData(" ")]
    [InlineData("=1+1")]
    [InlineData("é")]
    public void Read_id_that_cannot_name_columns_is_a_problem(string id) =>
        _folder.With("graders.turn_level[1].id", $"\"{id}\"").AssertProblem("$.graders.turn_level[1].id", $"'{id}'");

    [Fact]
    public void Read_graders_without_ids_have_those_of_the_reference()
    {
        const string Graders =
            """{"turn_level":[{"type":"tool_call"},{"type":"tool_call_args"},{"criteria":"A."}]"""
            + ""","trace_level":[{"type":"","criteria":"B."}]}""";
        Simulation simulation = _folder.With("graders", Graders).Read();

        Assert.Equal(
            ["tool_call", "tool_call_args", "turn_grader", "trace_grader"],
            simulation.TurnGraders.Concat(simulation.TraceGraders).Select(grader => grader.Id));
    }

    [Fact]
    public void Read_two_graders_without_ids_are_a_problem()
    {
        _folder.With("graders.turn_level", """[{"criteria":"A."},{"criteria":"B."}]""")
            .AssertProblem("$.graders.turn_level[1].id", "'turn_grader'");
    }

    [Theory]
    [InlineData("audio_text_mismatch")]
    [InlineData("stt_then_text")]
    public void Read_grader_that_listens_to_a_turn_cannot_grade_the_whole(string type)
    {
        _folder.With("graders.trace_level[1]", $$"""{"id":"x","type":"{{type}}","criteria":"It is so."}""")
            .AssertProblem("$.graders.trace_level[1].type", type);
    }

    [Theory]
    [InlineData("""{"turn_level":[{"type":"tool_call"}]}""", true)]
    [InlineData("""{"turn_level":[{"type":"tool_call_args"}]}""", true)]
    [InlineData("""{"trace_level":[{"criteria":"A."}]}""", false)]
    [InlineData("{}", false)]
    public void Read_no_call_is_expected_only_where_calls_are_graded(string graders, bool expected)
    {
        foreach (string? call in new[] { "{}", null })
            Assert.Equal(expected, _folder.With("graders", graders).With("expected_tool_call", call).Read().Expectation.ExpectsNoCall);
        Assert.False(_folder.With("expected_tool_call", """{"name":"refund"}""").Read().Expectation.ExpectsNoCall);
    }

    public void Dispose() => _folder.Dispose();
}
