using RealtimeEvals.Datasets.Simulations;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Datasets.Simulations;

public sealed class SimulationExpectationTests : IDisposable
{
    private readonly SimulationFolder _folder = new();

    [Theory]
    [InlineData("""{"name":"fly"}""", "name", "'fly'", "look_up, refund, cancel")]
    [InlineData("""{"name":"Refund"}""", "name", "'Refund'", "look_up")]
    [InlineData("""{"arguments":{"order":"A1"}}""", "name", "missing", "tool")]
    [InlineData("""{"name":" "}""", "name", "blank", "tool")]
    [InlineData("""{"name":"refund","arguments":{"ordr":"A1"}}""", "arguments.ordr", "no parameter of refund", "tools file")]
    [InlineData("""{"name":"refund","arguments":{"order":"{{order}}"}}""", "arguments.order", "'{{order}}'", "filled")]
    public void Read_expected_call_that_cannot_be_made_is_a_problem(string call, string place, params string[] words)
    {
        _folder.With("expected_tool_call", call).AssertProblem($"$.expected_tool_call.{place}", words);
        _folder.With("expected_tool_call", null)
            .With("expected_tool_calls", $$"""[{"name":"look_up"},{{call}}]""")
            .AssertProblem($"$.expected_tool_calls[1].{place}", words);
    }

    [Fact]
    public void Read_expected_tool_without_a_mock_is_a_problem()
    {
        _folder.With("forbidden_tools", null)
            .With("expected_tool_call", """{"name":"cancel"}""")
            .AssertProblem("$.expected_tool_call.name", "'cancel' has no mock");
    }

    [Fact]
    public void Read_expected_tool_that_is_forbidden_is_a_problem()
    {
        _folder.With("forbidden_tools", """["cancel","refund"]""").AssertProblem("$.expected_tool_call.name", "'refund' is forbidden");
    }

    [Theory]
    [InlineData("fly")]
    [InlineData("Cancel")]
    public void Read_forbidden_tool_that_does_not_exist_is_a_problem(string name) =>
        _folder.With("forbidden_tools[1]", $"\"{name}\"").AssertProblem("$.forbidden_tools[1]", $"'{name}'", "look_up, refund, cancel");

    [Theory]
    [InlineData("5", "")]
    [InlineData("\"look_up\"", "")]
    [InlineData("[5]", "[0]")]
    [InlineData("[{},\"look_up\"]", "[1]")]
    public void Read_list_of_expected_calls_of_a_wrong_type_is_a_problem(string json, string place)
    {
        _folder.With("expected_tool_call", null).With("expected_tool_calls", json).ReadAll();

        Assert.Single(_folder.Problems, problem => problem.Column == $"$.expected_tool_calls{place}");
    }

    [Fact]
    public void Read_both_ways_of_expecting_calls_are_a_problem()
    {
        _folder.With("expected_tool_calls", """[{"name":"look_up"}]""")
            .AssertProblem("$.expected_tool_calls", "beside expected_tool_call", "one of them");
    }

    [Fact]
    public void Read_expected_calls_keep_their_order()
    {
        Expectation expectation = _folder.With("expected_tool_call", null)
            .With("expected_tool_calls", """[{"name":"look_up","arguments":{"order":"A1"}},{"name":"refund"},{"name":"look_up"}]""")
            .Read().Expectation;

        Assert.Equal(
            [("look_up", """{"order":"A1"}"""), ("refund", "{}"), ("look_up", "{}")],
            expectation.Calls.Select(call => (call.Name, call.Arguments.GetRawText())));
        Assert.Equal(expectation.Calls[0], expectation.TurnCall);
    }

    [Fact]
    public void Read_empty_expected_call_is_none_also_with_a_note()
    {
        Assert.Empty(_folder.With("expected_tool_call", "{}").Read().Expectation.Calls);
        Assert.Empty(_folder.With("expected_tool_call", """{"x-note":"nothing may be called"}""").Read().Expectation.Calls);
    }

    [Fact]
    public void Read_every_fault_of_expected_and_forbidden_tools_is_reported()
    {
        _folder.With("expected_tool_call", null)
            .With("expected_tool_calls", """[{"name":"fly"},{"name":"refund","arguments":{"a":1,"b":2}},{"name":"cancel"}]""")
            .With("forbidden_tools", """["swim","cancel"]""")
            .ReadAll();

        Assert.Equal(
            [
                "$.expected_tool_calls[0].name",
                "$.expected_tool_calls[1].arguments.a",
                "$.expected_tool_calls[1].arguments.b",
                "$.expected_tool_calls[2].name",
                "$.expected_tool_calls[2].name",
                "$.forbidden_tools[0]",
            ],
            _folder.Problems.Select(problem => problem.Column));
    }

    public void Dispose() => _folder.Dispose();
}
