using System.Text.Json;

namespace RealtimeEvals.Datasets.Simulations;

/// <summary>Reads the expectation of a simulation.</summary>
internal static class ExpectationReader
{
    /// <summary>Reads it. If calls are graded and none is expected, none may be made, as in OpenAI's cookbook's realtime evals.</summary>
    public static Expectation Read(JsonForm root, bool gradesCalls)
    {
        JsonForm? single = root.Object("expected_tool_call");
        IReadOnlyList<JsonForm> several = root.Objects("expected_tool_calls");
        if (single is not null && several.Count > 0) root.Report("expected_tool_calls", "calls beside expected_tool_call", "one of them");
        var calls = new List<ExpectedCall>();
        if (single is not null && single.Value.EnumerateObject().Any(property => !JsonForm.IsNote(property.Name)))
        {
            calls.Add(ReadCall(single));
        }

        calls.AddRange(several.Select(ReadCall));
        JsonElement finalState = root.Object("final_state")?.Value ?? default;
        return new Expectation(calls, gradesCalls && calls.Count == 0, root.Texts("forbidden_tools"), finalState);
    }

    private static ExpectedCall ReadCall(JsonForm call)
    {
        call.Allow("name", "arguments");
        string name = call.RequiredText("name", "the name of a tool");
        return new ExpectedCall(name, call.Object("arguments")?.Value ?? JsonObjects.Empty) { Place = call.Path[2..] };
    }
}
