using System.Text.Json;
using System.Text.RegularExpressions;
using RealtimeEvals.Json;

namespace RealtimeEvals.Datasets.Simulations;

/// <summary>Finds contradictions in a simulation whose fields are each valid.</summary>
/// <param name="simulation">The simulation to check.</param>
/// <param name="root">The root object of its file.</param>
/// <param name="tools">The agent's tools; null when they could not be read.</param>
/// <param name="overrides">Values that replace those of the file; a shorter limit of turns is the user's choice and no problem.</param>
/// <param name="turnsOfIndex">The limit of turns in the index; 0 when there is none.</param>
internal sealed partial class SimulationLint(
    Simulation simulation,
    JsonForm root,
    ToolSet? tools,
    SimulationOverrides overrides,
    int turnsOfIndex)
{
    private static readonly string[] Given = ["output", "state", "error"];

    private readonly bool _hasOwnLimit = overrides.MaximumTurns == 0;

    /// <summary>Reports all problems.</summary>
    /// <param name="warn">Receives warnings about what works, but perhaps not as intended.</param>
    public void Check(Action<string> warn)
    {
        if (tools is not null) CheckMocks(tools);
        if (tools is not null) CheckExpectation(tools);
        CheckFinalState();
        CheckEnd();
        if (IsNeverToldToEnd) warn(WordsOfNoEnd);
        CheckPlaceholders();
    }

    private void CheckMocks(ToolSet known)
    {
        foreach ((int index, ToolMock mock) in simulation.Mocks.Index())
        {
            string place = mock.Place;
            if (string.IsNullOrWhiteSpace(mock.Name)) continue;
            if (known.Find(mock.Name) is not Tool tool)
            {
                root.Report(
                    $"{place}.name",
                    $"'{TableFile.Shorten(mock.Name)}'",
                    $"one of the agent's tools ({string.Join(", ", known.Names)})");
                continue;
            }

            CheckParameters(tool, mock.Arguments, $"{place}.arguments");
            bool isHidden = simulation.Mocks.Take(index)
                .Any(earlier => earlier.Name == mock.Name && earlier.Times is null && TakesAll(earlier, mock, tool));
            if (isHidden)
            {
                root.Report(
                    place,
                    "a mock that never answers, since an earlier one takes every call",
                    "'arguments' or 'times' on the earlier one");
            }
        }
    }

    private static bool TakesAll(ToolMock earlier, ToolMock later, Tool tool) =>
        earlier.Arguments.ValueKind != JsonValueKind.Object
        || ArgumentMatch.Contains(
            later.Arguments.ValueKind == JsonValueKind.Object ? later.Arguments : JsonObjects.Empty,
            earlier.Arguments,
            tool);

    private void CheckExpectation(ToolSet known)
    {
        foreach (ExpectedCall call in simulation.Expectation.Calls)
        {
            string place = call.Place;
            if (string.IsNullOrWhiteSpace(call.Name)) continue;
            if (known.Find(call.Name) is not Tool tool)
            {
                root.Report(
                    $"{place}.name",
                    $"'{TableFile.Shorten(call.Name)}'",
                    $"one of the agent's tools ({string.Join(", ", known.Names)})");
                continue;
            }

            CheckParameters(tool, call.Arguments, $"{place}.arguments");
            if (!simulation.Mocks.Any(mock => mock.Name == call.Name))
            {
                root.Report($"{place}.name", $"'{call.Name}' has no mock", "a mock of each tool that is expected");
            }

            if (simulation.Expectation.ForbiddenTools.Contains(call.Name, StringComparer.Ordinal))
            {
                root.Report($"{place}.name", $"'{call.Name}' is forbidden too", "a tool that may be called");
            }
        }

        IEnumerable<(int Index, string Item)> forbidden = simulation.Expectation.ForbiddenTools.Index();
        foreach ((int index, string name) in forbidden.Where(tool => tool.Item.Length > 0 && known.Find(tool.Item) is null))
        {
            root.Report(
                FormattableString.Invariant($"forbidden_tools[{index}]"),
                $"'{TableFile.Shorten(name)}'",
                $"one of the agent's tools ({string.Join(", ", known.Names)})");
        }
    }

    private void CheckParameters(Tool tool, JsonElement arguments, string place)
    {
        if (arguments.ValueKind != JsonValueKind.Object) return;
        foreach (string name in tool.Schema.UnknownIn(arguments))
            root.Report($"{place}.{name}", $"no parameter of {tool.Name}", "a parameter from the tools file");
    }

    /// <summary>Reports a final state that cannot be reached, since it is neither initial nor set by a mock.</summary>
    private void CheckFinalState()
    {
        if (simulation.Expectation.FinalState.ValueKind != JsonValueKind.Object) return;
        CheckReachable(
            simulation.Expectation.FinalState,
            "final_state",
            simulation.InitialState,
            [.. simulation.Mocks.Select(mock => mock.State)]);
    }

    private void CheckReachable(JsonElement wanted, string place, JsonElement initial, IReadOnlyList<JsonElement> patches)
    {
        if (wanted.ValueKind != JsonValueKind.Object || !wanted.EnumerateObject().Any())
        {
            bool isThere = initial.ValueKind != JsonValueKind.Undefined && ArgumentMatch.Contains(initial, wanted);
            if (!isThere && !patches.Any(patch => CanSet(patch, wanted)))
            {
                root.Report(
                    place,
                    "an end that can never be reached: no mock sets it so",
                    "a value of initial_state, or one that the 'state' of some mock sets");
            }

            return;
        }

        foreach (JsonProperty property in wanted.EnumerateObject())
        {
            CheckReachable(
                property.Value,
                $"{place}.{property.Name}",
                JsonText.Child(initial, property.Name),
                [.. patches.Select(patch => Set(patch, property.Name))]);
        }
    }

    /// <summary>Whether a patch can set a value; an argument filled into it can be anything.</summary>
    private static bool CanSet(JsonElement patch, JsonElement wanted) =>
        patch.ValueKind != JsonValueKind.Undefined && (Placeholders.In(patch, "").Any() || ArgumentMatch.Contains(patch, wanted));

    /// <summary>Returns what a patch sets at a key; a key with a placeholder can be any key.</summary>
    private static JsonElement Set(JsonElement patch, string name)
    {
        if (patch.ValueKind != JsonValueKind.Object || patch.TryGetProperty(name, out _)) return JsonText.Child(patch, name);
        return patch.EnumerateObject().FirstOrDefault(property => Placeholders.In(property.Name).Any()).Value;
    }

    /// <summary>Such a conversation ends only at its limit of turns, which may be intended.</summary>
    private bool IsNeverToldToEnd => !simulation.Turns.IsScripted && !string.IsNullOrWhiteSpace(simulation.Caller.SystemPrompt)
        && !simulation.Caller.SystemPrompt.Contains(SimulationCaller.EndOfCall, StringComparison.Ordinal);

    private string WordsOfNoEnd => overrides.CallerPrompt.Length > 0
        ? $"The caller's instructions do not tell it to say {SimulationCaller.EndOfCall}; conversations end at their limit of turns alone."
        : $"{simulation.Path}, $.simulator.system_prompt: the caller is not told to say {SimulationCaller.EndOfCall}; "
            + FormattableString.Invariant($"the conversation ends after {simulation.Turns.Maximum} turns and no sooner.");

    private string LimitName => turnsOfIndex > 0 ? "max_turns_override of the index" : "turns.max_turns";

    private void CheckEnd()
    {
        SimulationTurns turns = simulation.Turns;
        if (_hasOwnLimit && turns.IsScripted && turns.Script.Count > turns.Maximum)
        {
            root.Report(
                "turns.script",
                FormattableString.Invariant($"an end that can never be reached: {turns.Script.Count} lines"),
                FormattableString.Invariant($"at most as many as {LimitName} ({turns.Maximum})"));
        }

        if (_hasOwnLimit && turns.Minimum > turns.Maximum)
        {
            root.Report(
                "turns.min_turns",
                FormattableString.Invariant($"{turns.Minimum}"),
                FormattableString.Invariant($"at most {LimitName} ({turns.Maximum})"));
        }
    }

    private void CheckPlaceholders()
    {
        IEnumerable<(string Path, string Name)> unfilled = Placeholders.In(root.Value, "$").Where(found => !IsInNote(found.Path)
            && (overrides.CallerPrompt.Length == 0 || found.Path != "$.simulator.system_prompt"));
        foreach ((string path, string name) in unfilled)
        {
            ToolMock? mock = simulation.Mocks.FirstOrDefault(mock => IsGivenBy(mock, path));
            if (mock is null)
            {
                root.Report(
                    path[2..],
                    $"'{{{{{name}}}}}' was not filled in",
                    "the words that belong there; only what mocks give may name arguments of the call");
            }
            else if (tools?.Find(mock.Name) is Tool tool && !tool.HasParameter(name))
            {
                root.Report(path[2..], $"'{{{{{name}}}}}' is no parameter of {tool.Name}", "a parameter from the tools file");
            }
        }

        foreach (string name in Placeholders.In(overrides.CallerPrompt))
        {
            root.Report(
                "simulator.system_prompt",
                $"'{{{{{name}}}}}' was not filled in",
                "the words that belong there, in the caller's instructions that were given in place of these");
        }
    }

    /// <summary>Whether a path is in a note. Data below mock outputs, arguments and states may have keys that start like notes.</summary>
    private static bool IsInNote(string path) => NotePath().IsMatch(path);

    [GeneratedRegex(
        @"\A\$(?:\.(?:assistant|simulator|audio|turns|expected_tool_call|expected_tool_calls\[\d+\]|tool_mocks\[\d+\]"
        + @"|graders|graders\.(?:turn|trace)_level\[\d+\]))?\.x-",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex NotePath();

    private static bool IsGivenBy(ToolMock mock, string path) =>
        Given.Any(key => path.StartsWith($"$.{mock.Place}.{key}", StringComparison.Ordinal));
}
