using System.Text.Json;

namespace RealtimeEvals.Datasets.Simulations;

/// <summary>Finds in a simulation what cannot work although each field by itself is right.</summary>
/// <param name="simulation">The simulation.</param>
/// <param name="root">Its file.</param>
/// <param name="tools">The agent's tools; null when they could not be read.</param>
/// <param name="hasOwnLimit">Whether the limit of turns is that of the data; a shorter one of the command line is the user's own choice.</param>
internal sealed class SimulationLint(Simulation simulation, JsonForm root, ToolSet? tools, bool hasOwnLimit)
{
    /// <summary>Reports everything that it finds.</summary>
    public void Check()
    {
        if (tools is not null) CheckMocks(tools);
        if (tools is not null) CheckExpectation(tools);
        CheckFinalState();
        CheckEnd();
        CheckPlaceholders();
    }

    private void CheckMocks(ToolSet known)
    {
        foreach ((int index, ToolMock mock) in simulation.Mocks.Index())
        {
            string place = FormattableString.Invariant($"tool_mocks[{index}]");
            if (mock.Name.Length == 0) continue;
            if (known.Find(mock.Name) is not Tool tool)
            {
                root.Report($"{place}.name", $"'{TableFile.Shorten(mock.Name)}'", $"one of the agent's tools ({string.Join(", ", known.Names)})");
                continue;
            }

            CheckParameters(tool, mock.Arguments, $"{place}.arguments");
            bool isHidden = simulation.Mocks.Take(index).Any(earlier => earlier.Name == mock.Name && earlier is { Times: null, Arguments.ValueKind: JsonValueKind.Undefined });
            if (isHidden) root.Report(place, "a mock that never answers, since an earlier one takes every call", "'arguments' or 'times' on the earlier one");
        }
    }

    private void CheckExpectation(ToolSet known)
    {
        foreach ((int index, ExpectedCall call) in simulation.Expectation.Calls.Index())
        {
            string place = root.Get("expected_tool_call") is null ? FormattableString.Invariant($"expected_tool_calls[{index}]") : "expected_tool_call";
            if (call.Name.Length == 0) continue;
            if (known.Find(call.Name) is not Tool tool)
            {
                root.Report($"{place}.name", $"'{TableFile.Shorten(call.Name)}'", $"one of the agent's tools ({string.Join(", ", known.Names)})");
                continue;
            }

            CheckParameters(tool, call.Arguments, $"{place}.arguments");
            if (!simulation.Mocks.Any(mock => mock.Name == call.Name)) root.Report($"{place}.name", $"'{call.Name}' has no mock", "a mock of each tool that is expected");
            if (simulation.Expectation.ForbiddenTools.Contains(call.Name, StringComparer.Ordinal)) root.Report($"{place}.name", $"'{call.Name}' is forbidden too", "a tool that may be called");
        }

        foreach ((int index, string name) in simulation.Expectation.ForbiddenTools.Index().Where(tool => known.Find(tool.Item) is null))
            root.Report(FormattableString.Invariant($"forbidden_tools[{index}]"), $"'{TableFile.Shorten(name)}'", $"one of the agent's tools ({string.Join(", ", known.Names)})");
    }

    private void CheckParameters(Tool tool, JsonElement arguments, string place)
    {
        if (arguments.ValueKind != JsonValueKind.Object) return;
        foreach (string name in arguments.EnumerateObject().Select(argument => argument.Name).Where(name => !tool.HasParameter(name)))
            root.Report($"{place}.{name}", $"no parameter of {tool.Name}", "a parameter from the tools file");
    }

    /// <summary>A final state that neither is there from the start nor is ever set cannot be reached.</summary>
    private void CheckFinalState()
    {
        if (simulation.Expectation.FinalState.ValueKind != JsonValueKind.Object) return;
        CheckReachable(simulation.Expectation.FinalState, "final_state", simulation.InitialState, [.. simulation.Mocks.Select(mock => mock.State)]);
    }

    private void CheckReachable(JsonElement wanted, string place, JsonElement initial, IReadOnlyList<JsonElement> patches)
    {
        if (wanted.ValueKind != JsonValueKind.Object)
        {
            bool isThere = initial.ValueKind != JsonValueKind.Undefined && JsonElement.DeepEquals(initial, wanted);
            if (!isThere && patches.All(patch => patch.ValueKind == JsonValueKind.Undefined)) root.Report(place, "an end that can never be reached: no mock sets it", "a value of initial_state, or one that the 'state' of some mock sets");
            return;
        }

        foreach (JsonProperty property in wanted.EnumerateObject())
            CheckReachable(property.Value, $"{place}.{property.Name}", Below(initial, property.Name), [.. patches.Select(patch => Set(patch, property.Name))]);
    }

    /// <summary>What a patch sets at a key; a key that an argument names may be any.</summary>
    private static JsonElement Set(JsonElement patch, string name)
    {
        if (patch.ValueKind != JsonValueKind.Object || patch.TryGetProperty(name, out _)) return Below(patch, name);
        return patch.EnumerateObject().FirstOrDefault(property => Placeholders.In(property.Name).Any()).Value;
    }

    private static JsonElement Below(JsonElement parent, string name) => parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out JsonElement child) ? child : default;

    private void CheckEnd()
    {
        SimulationTurns turns = simulation.Turns;
        if (hasOwnLimit && turns.IsScripted && turns.Script.Count > turns.Maximum)
            root.Report("turns.script", FormattableString.Invariant($"an end that can never be reached: {turns.Script.Count} lines"), FormattableString.Invariant($"at most as many as turns.max_turns ({turns.Maximum})"));
        if (!turns.IsScripted && !simulation.Caller.SystemPrompt.Contains(SimulationCaller.EndOfCall, StringComparison.Ordinal))
            root.Report("simulator.system_prompt", "an end that can never be reached: the caller is not told how to end the call", $"the rule to say {SimulationCaller.EndOfCall} and nothing else");
        if (hasOwnLimit && turns.Minimum > turns.Maximum)
            root.Report("turns.min_turns", FormattableString.Invariant($"{turns.Minimum}"), FormattableString.Invariant($"at most turns.max_turns ({turns.Maximum})"));
    }

    private void CheckPlaceholders()
    {
        foreach ((string path, string name) in Placeholders.In(root.Value, "$"))
        {
            if (IsFilled(path, name)) continue;
            root.Report(path[2..], $"'{{{{{name}}}}}' was not filled in", "the words that belong there; only what mocks give may name arguments of the call");
        }

        foreach (string name in Placeholders.In(simulation.Caller.SystemPrompt).Except(Placeholders.In(root.Value, "$").Select(found => found.Name), StringComparer.Ordinal))
            root.Report("simulator.system_prompt", $"'{{{{{name}}}}}' was not filled in", "the words that belong there");
    }

    private bool IsFilled(string path, string name)
    {
        for (int index = 0; index < simulation.Mocks.Count; index++)
        {
            string place = FormattableString.Invariant($"$.tool_mocks[{index}].");
            bool isGiven = path.StartsWith($"{place}output", StringComparison.Ordinal) || path.StartsWith($"{place}state", StringComparison.Ordinal) || path.StartsWith($"{place}error", StringComparison.Ordinal);
            if (isGiven) return tools is null || tools.Find(simulation.Mocks[index].Name)?.HasParameter(name) == true;
        }

        return false;
    }
}
