using System.Text.Json;
using RealtimeEvals.Datasets.Simulations;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Datasets.Simulations;

public sealed class SimulationMockTests : IDisposable
{
    private readonly SimulationFolder _folder = new();

    [Theory]
    [InlineData("fly")]
    [InlineData("Refund")]
    [InlineData("refund ")]
    public void Read_mock_of_a_tool_that_does_not_exist_is_a_problem_that_names_the_tools(string name)
    {
        _folder.With("tool_mocks[2]", $$"""{"output":{},"name":"{{name}}"}""")
            .AssertProblem("$.tool_mocks[2].name", $"'{name}'", "look_up, refund, cancel");
    }

    [Fact]
    public void Read_mock_of_an_unknown_tool_is_one_problem_also_when_it_repeats_arguments()
    {
        _folder.With("tool_mocks[2]", """{"name":"fly","output":{"to":"{{order}}"}}""").AssertProblem("$.tool_mocks[2].name", "'fly'");
    }

    [Theory]
    [InlineData("name", null, "missing")]
    [InlineData("name", "\"\"", "blank")]
    [InlineData("name", "\" \"", "blank")]
    public void Read_mock_without_a_name_is_a_problem(string key, string? json, string found)
    {
        _folder.With("tool_mocks[2]", """{"name":"cancel","output":{}}""")
            .With($"tool_mocks[2].{key}", json)
            .AssertProblem($"$.tool_mocks[2].{key}", found);
    }

    [Theory]
    [InlineData("""{"name":"cancel"}""", "output", "missing", "error instead")]
    [InlineData("""{"name":"cancel","output":null}""", "output", "missing", "error instead")]
    [InlineData("""{"name":"cancel","error":""}""", "error", "blank", "told")]
    [InlineData("""{"name":"cancel","error":" "}""", "error", "blank", "told")]
    [InlineData("""{"name":"cancel","output":{},"error":"It broke."}""", "error", "beside an output", "one of them")]
    [InlineData("""{"name":"cancel","output":[]}""", "output", "a JSON array", "an object")]
    [InlineData("""{"name":"cancel","output":{},"arguments":{"ordr":"A1"}}""", "arguments.ordr", "no parameter of cancel", "tools file")]
    [InlineData(
        """{"name":"cancel","output":{},"arguments":{"x-order":"A1"}}""",
        "arguments.x-order",
        "no parameter of cancel",
        "tools file")]
    public void Read_mock_that_cannot_answer_is_a_problem(string mock, string place, params string[] words)
    {
        _folder.With("tool_mocks[2]", mock).AssertProblem($"$.tool_mocks[2].{place}", words);
    }

    [Fact]
    public void Read_mock_is_what_the_file_says()
    {
        const string Written =
            """{"name":"cancel","arguments":{"order":7},"output":{"n":1.50,"x-kept":[null]},"delay_ms":5,"times":4,"state":{"a":null}}""";
        ToolMock mock = _folder.With("tool_mocks[2]", Written).Read().Mocks[2];

        Assert.Equal(("cancel", "", 4, TimeSpan.FromMilliseconds(5)), (mock.Name, mock.Error, mock.Times, mock.Delay));
        Assert.Equal(
            ("""{"order":7}""", """{"n":1.50,"x-kept":[null]}""", """{"a":null}"""),
            (mock.Arguments.GetRawText(), mock.Output.GetRawText(), mock.State.GetRawText()));
    }

    [Fact]
    public void Read_mock_without_limits_answers_every_call()
    {
        ToolMock mock = _folder.Read().Mocks[1];

        Assert.Equal((null, TimeSpan.Zero, JsonValueKind.Undefined), (mock.Times, mock.Delay, mock.Arguments.ValueKind));
    }

    [Fact]
    public void Read_error_may_change_the_state_and_has_no_output()
    {
        ToolMock mock = _folder.With("tool_mocks[2]", """{"name":"cancel","error":"It broke.","state":{"broken":true}}""").Read().Mocks[2];

        Assert.Equal(
            ("It broke.", JsonValueKind.Undefined, true),
            (mock.Error, mock.Output.ValueKind, mock.State.GetProperty("broken").GetBoolean()));
    }

    [Theory]
    [InlineData("""{"name":"cancel","output":{}}""", """{"name":"cancel","output":{}}""")]
    [InlineData("""{"name":"cancel","output":{}}""", """{"name":"cancel","arguments":{"order":"A1"},"output":{}}""")]
    [InlineData("""{"name":"cancel","output":{}}""", """{"name":"cancel","times":1,"error":"It broke."}""")]
    [InlineData("""{"name":"cancel","arguments":{},"output":{}}""", """{"name":"cancel","output":{}}""")]
    [InlineData(
        """{"name":"cancel","arguments":{"order":"A1"},"output":{}}""",
        """{"name":"cancel","arguments":{"order":"A1"},"output":{}}""")]
    public void Read_mock_behind_one_that_takes_every_call_of_its_kind_is_hidden(string first, string second)
    {
        _folder.With("tool_mocks[2]", first).With("tool_mocks[3]", second).AssertProblem("$.tool_mocks[3]", "never answers", "times");
    }

    [Theory]
    [InlineData("""{"name":"cancel","times":1,"output":{}}""", """{"name":"cancel","output":{}}""")]
    [InlineData("""{"name":"cancel","arguments":{"order":"A1"},"output":{}}""", """{"name":"cancel","output":{}}""")]
    [InlineData(
        """{"name":"cancel","arguments":{"order":"A1"},"output":{}}""",
        """{"name":"cancel","arguments":{"order":"A2"},"output":{}}""")]
    [InlineData(
        """{"name":"cancel","arguments":{"order":"A1"},"times":1,"error":"It broke."}""",
        """{"name":"cancel","arguments":{"order":"A1"},"output":{}}""")]
    public void Read_mock_that_answers_after_or_beside_another_is_right(string first, string second)
    {
        Assert.Equal(4, _folder.With("tool_mocks[2]", first).With("tool_mocks[3]", second).Read().Mocks.Count);
    }

    [Fact]
    public void Read_every_fault_of_every_mock_is_reported()
    {
        const string Mocks =
            """[{"output":[],"name":"cancel"},{"name":"fly","output":{},"times":0}"""
            + """,{"output":{},"delay_ms":-1},{"name":"refund","outputs":{},"output":{"order":"{{order}}"}}]""";
        _folder.With("tool_mocks", Mocks).ReadAll();

        Assert.Equal(
            [
                "$.tool_mocks[0].output",
                "$.tool_mocks[1].name",
                "$.tool_mocks[1].times",
                "$.tool_mocks[2].delay_ms",
                "$.tool_mocks[2].name",
                "$.tool_mocks[3].outputs",
            ],
            _folder.Problems.Select(problem => problem.Column)
                .Where(place => place!.StartsWith("$.tool_mocks", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("tool_mocks", """[5,{"name":"fly","output":{}}]""", "$.tool_mocks[1].name")]
    [InlineData("tool_mocks", """[5,{"name":"cancel","output":{"a":"{{b}}"}}]""", "$.tool_mocks[1].output.a")]
    [InlineData("expected_tool_calls", """["look_up",{"name":"fly"}]""", "$.expected_tool_calls[1].name")]
    [InlineData("forbidden_tools", """["","fly"]""", "$.forbidden_tools[1]")]
    public void Read_item_of_a_wrong_type_does_not_shift_the_places_of_others(string place, string json, string expected)
    {
        _folder.With("expected_tool_call", null).With("final_state", null).With(place, json).ReadAll();

        Assert.Equal([$"$.{place}[0]", expected], _folder.Problems.Select(problem => problem.Column));
    }

    public void Dispose() => _folder.Dispose();
}
