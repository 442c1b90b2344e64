using RealtimeEvals.Datasets.Simulations;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Datasets.Simulations;

public sealed class SimulationPlaceholderTests : IDisposable
{
    private readonly SimulationFolder _folder = new();

    [Theory]
    [InlineData("scenario")]
    [InlineData("simulator.system_prompt", " END_CALL")]
    [InlineData("turns.fixed_first_user_turn")]
    [InlineData("graders.turn_level[1].criteria")]
    [InlineData("graders.trace_level[0].criteria")]
    [InlineData("tool_mocks[0].arguments.order")]
    [InlineData("expected_tool_call.arguments.order")]
    [InlineData("initial_state.orders.A1.note")]
    [InlineData("tags[0]")]
    [InlineData("known_facts[0]")]
    [InlineData("assistant.voice")]
    public void Read_placeholder_where_nothing_fills_it_is_a_problem(string place, string end = "")
    {
        string list = place.EndsWith("[0]", StringComparison.Ordinal) ? place[..^3] : "";
        if (list.Length > 0) _folder.With(list, "[]");

        foreach (string name in new[] { "{{order}}", "{{anything}}" })
        {
            _folder.With(place, $"\"Say {name}.{end}\"").AssertProblem($"$.{place}", $"'{name}'");
        }
    }

    [Fact]
    public void Read_placeholder_in_the_agent_s_prompt_is_a_problem_of_that_file()
    {
        _folder.Write("prompt.txt", "You work for {{shop}} and {{ shop name }}.");

        Assert.Empty(_folder.ReadAll());
        Assert.Equal(
            [(_folder.PathOf("prompt.txt"), "'{{shop}}'"), (_folder.PathOf("prompt.txt"), "'{{shop name}}'")],
            _folder.Problems.Select(problem => (problem.File, problem.Found.Split(" was ")[0])));
    }

    [Theory]
    [InlineData("tool_mocks[1].output.order")]
    [InlineData("tool_mocks[1].output.deep")]
    [InlineData("tool_mocks[1].state.orders.A1.by")]
    public void Read_placeholder_of_a_mock_must_name_a_parameter(string place)
    {
        _folder.With(place, "\"{{reason}} {{ order }}\"").Read();
        _folder.With(place, "\"{{order_id}}\"").AssertProblem($"$.{place}", "'{{order_id}}'");
        _folder.With(place, "\"{{}}\"").AssertProblem($"$.{place}", "'{{}}'");
    }

    [Fact]
    public void Read_placeholder_of_an_error_must_name_a_parameter()
    {
        _folder.With("tool_mocks[2]", """{"name":"cancel","error":"No {{order}}."}""").Read();
        _folder.With("tool_mocks[2].error", "\"No {{Order}}.\"").AssertProblem("$.tool_mocks[2].error", "'{{Order}}'");
    }

    [Fact]
    public void Read_placeholder_is_found_however_deep()
    {
        _folder.With("tool_mocks[1].output", """{"a":[{"b":["fine","{{c}}"]}],"d":"{{e}} and {{f}}"}""").ReadAll();

        Assert.Equal(
            ["$.tool_mocks[1].output.a[0].b[1]", "$.tool_mocks[1].output.d", "$.tool_mocks[1].output.d"],
            _folder.Problems.Select(problem => problem.Column));
    }

    [Theory]
    [InlineData("tool_mocks[1].output")]
    [InlineData("tool_mocks[1].state")]
    public void Read_placeholder_in_a_key_names_an_argument_or_is_a_problem(string place)
    {
        _folder.With(place + ".{{nothing}}", "1").ReadAll();

        Assert.Single(_folder.Problems);
    }

    [Theory]
    [InlineData("x-note")]
    [InlineData("turns.x-note")]
    [InlineData("tool_mocks[0].x-note")]
    public void Read_note_may_speak_of_placeholders(string place) => _folder.With(place, "\"{{anything}} is not sent to anybody\"").Read();

    [Theory]
    [InlineData("{order}")]
    [InlineData("{{order")]
    [InlineData("order}}")]
    [InlineData("{ {order} }")]
    public void Read_braces_alone_are_words(string text) => Assert.Equal(text, _folder.With("scenario", $"\"{text}\"").Read().Scenario);

    [Theory]
    [InlineData("{{shop}}")]
    [InlineData("{{order}}")]
    public void Read_placeholder_in_the_caller_prompt_of_the_override_is_a_problem(string name)
    {
        _folder.Overrides = new SimulationOverrides { CallerPrompt = $"You are {name}. END_CALL" };

        Assert.Contains($"'{name}'", _folder.ReadProblem().Found, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_placeholder_in_a_caller_prompt_that_is_overridden_does_not_matter()
    {
        _folder.Overrides = new SimulationOverrides { CallerPrompt = "You are Bo. END_CALL" };

        _folder.With("simulator.system_prompt", "\"You are {{name}}. END_CALL\"").Read();
    }

    public void Dispose() => _folder.Dispose();
}
