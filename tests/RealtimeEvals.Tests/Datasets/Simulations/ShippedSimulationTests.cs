using System.Text.Json;
using RealtimeEvals.Datasets;
using RealtimeEvals.Datasets.Simulations;
using RealtimeEvals.Grading.Kinds;
using RealtimeEvals.Model;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Datasets.Simulations;

public sealed class ShippedSimulationTests
{
    private static readonly List<DataProblem> Problems = [];
    private static readonly IReadOnlyList<Simulation> Shipped = SimulationIndex.Read(
        ProductData.PathOf("run", "simulations.csv"), new SimulationOverrides(), Given.Tables, Problems);

    /// <summary>The ids.</summary>
    public static TheoryData<string> Ids => [.. Shipped.Select(simulation => simulation.Id)];

    [Fact]
    public void All_are_right_and_no_file_is_left_out()
    {
        Assert.Empty(Problems);
        Assert.Equal(
            Directory.GetFiles(ProductData.PathOf("run"), "sim_*.json").Order(StringComparer.Ordinal),
            Shipped.Select(simulation => simulation.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_tool_is_expected_somewhere_and_forbidden_somewhere()
    {
        string[] tools = [.. Shipped[0].Agent.Tools.Names.Order(StringComparer.Ordinal)];

        Assert.Equal(
            tools,
            Shipped.SelectMany(simulation => simulation.Expectation.Calls)
                .Select(call => call.Name)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal));
        Assert.Equal(
            tools,
            Shipped.SelectMany(simulation => simulation.Expectation.ForbiddenTools)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_template_says_something_of_its_own()
    {
        string[] criteria = [.. CriteriaTemplates.Names.Select(name => CriteriaTemplates.Find(name)!)];

        Assert.All(criteria, text => Assert.InRange(text.Length, 30, 300));
        Assert.Distinct(criteria);
        Assert.Null(CriteriaTemplates.Find("no_such"));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Each_grades_calls_arguments_replies_and_the_goal(string id)
    {
        Simulation simulation = Find(id);

        Assert.Superset(
            new HashSet<string> { "tool_call", "tool_call_arguments", "judge" },
            simulation.TurnGraders.Select(grader => grader.Kind).ToHashSet());
        Assert.All(simulation.TraceGraders, grader => Assert.True(grader.NeedsJudge));
        Assert.NotEmpty(simulation.TraceGraders);
        Assert.All(
            simulation.TurnGraders.Concat(simulation.TraceGraders),
            grader => Assert.False(string.IsNullOrWhiteSpace(grader.Criteria)));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Each_expected_call_is_answered_by_a_mock_that_is_no_error_and_has_what_its_schema_requires(string id)
    {
        Simulation simulation = Find(id);
        JsonElement[] schemas = [.. simulation.Agent.Tools.ForService.EnumerateArray()];

        Assert.All(simulation.Expectation.Calls, call =>
        {
            Tool tool = simulation.Agent.Tools.Find(call.Name)!;
            Assert.Contains(
                simulation.Mocks,
                mock => mock.Name == call.Name
                    && mock.Error.Length == 0
                    && (mock.Arguments.ValueKind == JsonValueKind.Undefined
                        || ArgumentMatch.Contains(call.Arguments, mock.Arguments, tool)));
            JsonElement required = schemas.Single(schema => schema.GetProperty("name").GetString() == call.Name)
                .GetProperty("parameters")
                .GetProperty("required");
            Assert.All(required.EnumerateArray(), name => Assert.True(call.Arguments.TryGetProperty(name.GetString()!, out _)));
        });
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Each_value_that_is_expected_is_known_to_the_caller(string id)
    {
        Simulation simulation = Find(id);
        string known = string.Join('\n', [simulation.Caller.SystemPrompt, simulation.Turns.FirstLine, .. simulation.Turns.Script]);

        Assert.All(
            simulation.Expectation.Calls.SelectMany(call => call.Arguments.EnumerateObject()),
            argument => Assert.Contains(argument.Value.GetString()!, known, StringComparison.Ordinal));
        Assert.NotEmpty(simulation.KnownFacts);
        Assert.NotEmpty(simulation.Tags);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Each_can_be_held_at_the_speed_of_the_machine_within_its_turns(string id)
    {
        Simulation simulation = Find(id);

        Assert.False(simulation.Audio.RealTime);
        Assert.InRange(simulation.Turns.Maximum, 2, 10);
        Assert.InRange(simulation.Turns.Minimum, 1, simulation.Turns.Maximum - 1);
        Assert.NotEmpty(simulation.Mocks);
        Assert.Equal(simulation.Expectation.Calls.Count == 0, simulation.Expectation.ExpectsNoCall);
        Assert.Empty(simulation.Expectation.ForbiddenTools.Intersect(
            simulation.Expectation.Calls.Select(call => call.Name), StringComparer.Ordinal));
    }

    private static Simulation Find(string id) => Shipped.Single(simulation => simulation.Id == id);
}
