using RealtimeEvals.Datasets.Simulations;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Datasets.Simulations;

public sealed class SimulationEndTests : IDisposable
{
    private const string Unreachable = "can never be reached";

    private readonly SimulationFolder _folder = new();

    [Theory]
    [InlineData("You are Ann.")]
    [InlineData("You are Ann. Say end_call.")]
    [InlineData("You are Ann. Say END CALL.")]
    public void Read_caller_who_is_not_told_how_to_end_the_call_is_a_warning(string prompt)
    {
        _folder.With("simulator.system_prompt", $"\"{prompt}\"").With("turns.max_turns", "3").Read();

        const string Warning =
            "$.simulator.system_prompt: the caller is not told to say END_CALL; the conversation ends after 3 turns and no sooner.";
        Assert.Equal($"{_folder.SimulationPath}, {Warning}", Assert.Single(_folder.Warnings));
    }

    [Theory]
    [InlineData("You are Ann. Your last reply is END_CALL.", """{"fixed_first_user_turn":"Hi.","max_turns":3}""")]
    [InlineData("You are Ann.", """{"script":["One.","Two."]}""")]
    public void Read_caller_who_is_told_or_whose_lines_are_written_is_no_warning(string prompt, string turns)
    {
        _folder.With("simulator.system_prompt", $"\"{prompt}\"").With("turns", turns).Read();

        Assert.Empty(_folder.Warnings);
    }

    [Fact]
    public void Read_instructions_for_every_caller_are_warned_of_once()
    {
        _folder.Overrides = new SimulationOverrides { CallerPrompt = "You are Ann." };

        _folder.WithIndex("simulation_id,simulation_path\nbase,sim.json\n").Read();
        _folder.With("simulation_id", null).WithIndex("simulation_id,simulation_path\none,sim.json\ntwo,sim.json\n").ReadAll();

        Assert.Contains("limit of turns alone", Assert.Single(_folder.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_written_caller_needs_neither_instructions_nor_a_sign_for_the_end()
    {
        Simulation simulation = _folder.With("simulator", null).With("turns", """{"script":["One.","Two."]}""").Read();

        Assert.Equal(
            ("One.", true, 2, ""),
            (simulation.Turns.FirstLine, simulation.Turns.IsScripted, simulation.Turns.Maximum, simulation.Caller.SystemPrompt));
    }

    [Fact]
    public void Read_script_may_repeat_the_first_line_but_not_replace_it()
    {
        _folder.With("turns", """{"script":["One."],"fixed_first_user_turn":"One."}""").Read();
        _folder.With("turns.fixed_first_user_turn", "\"Uno.\"").AssertProblem("$.turns.fixed_first_user_turn", "first");
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(3, true)]
    [InlineData(1, false)]
    public void Read_script_longer_than_the_conversation_is_a_problem(int turns, bool isRight)
    {
        _folder.With("turns", FormattableString.Invariant($$"""{"script":["One.","Two."],"max_turns":{{turns}}}"""));

        if (isRight) _folder.Read();
        else _folder.AssertProblem("$.turns.script", Unreachable, "2 lines", "(1)");
    }

    [Fact]
    public void Read_script_longer_than_the_index_allows_is_a_problem_that_names_the_index()
    {
        _folder.With("turns", """{"script":["One.","Two."],"max_turns":2}""")
            .WithIndex("simulation_id,simulation_path,max_turns_override\nbase,sim.json,1\n")
            .AssertProblem("$.turns.script", Unreachable, "max_turns_override");
    }

    [Theory]
    [InlineData("tool_mocks[1].state", null)]
    [InlineData("tool_mocks[1].state", """{"orders":{"A2":{"refunded":true}}}""")]
    [InlineData("tool_mocks[1].state", """{"orders":{"A1":{"Refunded":true}}}""")]
    [InlineData("tool_mocks[1].state", """{"orders":{"A1":"refunded"}}""")]
    [InlineData("tool_mocks", "[]")]
    public void Read_final_state_that_no_mock_sets_is_a_problem(string place, string? json)
    {
        _folder.With("expected_tool_call", null).With(place, json).AssertProblem("$.final_state.orders.A1.refunded", Unreachable, "state");
    }

    [Fact]
    public void Read_final_state_with_another_value_than_mocks_set_is_a_problem()
    {
        _folder.With("final_state", """{"orders":{"A1":{"refunded":"twice"}}}""")
            .AssertProblem("$.final_state.orders.A1.refunded", Unreachable, "so");
    }

    [Fact]
    public void Read_final_state_may_have_any_value_where_a_mock_sets_what_an_argument_says()
    {
        _folder.With("tool_mocks[1].state", """{"orders":{"A1":{"reason":"{{reason}}"}}}""")
            .With("final_state", """{"orders":{"A1":{"reason":"broken"}}}""")
            .Read();
    }

    [Fact]
    public void Read_final_state_is_checked_leaf_by_leaf()
    {
        _folder.With("final_state", """{"orders":{"A1":{"refunded":true,"paid":5},"A2":{"paid":[]}},"done":null}""").ReadAll();

        Assert.Equal(
            ["$.final_state.orders.A1.paid", "$.final_state.orders.A2.paid", "$.final_state.done"],
            _folder.Problems.Select(problem => problem.Column));
    }

    [Theory]
    [InlineData("""{"orders":{"A1":{"refunded":false}}}""")]
    [InlineData("{}")]
    [InlineData("""{"orders":{}}""")]
    public void Read_final_state_that_is_there_from_the_start_needs_no_mock(string state)
    {
        _folder.With("tool_mocks[1].state", null).With("final_state", state).Read();
    }

    /// <summary>A state at the start; one at the end that the run takes for the same, since it compares states as it compares
    /// arguments.</summary>
    [Theory]
    [InlineData("""{"a":1.0}""", """{"a":1}""")]
    [InlineData("""{"a":"5 Mill Road."}""", """{"a":"5 mill road"}""")]
    [InlineData("""{"a":[1,2]}""", """{"a":[1]}""")]
    [InlineData("""{"a":{"b":{"c":1}}}""", """{"a":{"b":{}}}""")]
    public void Read_final_state_that_a_run_would_find_at_the_start_is_right(string initial, string final)
    {
        _folder.With("tool_mocks[1].state", null).With("initial_state", initial).With("final_state", final).Read();
    }

    [Fact]
    public void Read_final_state_with_an_empty_object_that_nothing_makes_is_a_problem()
    {
        _folder.With("final_state", """{"parcels":{}}""").AssertProblem("$.final_state.parcels", Unreachable);
    }

    public void Dispose() => _folder.Dispose();
}
