using System.Text.Json;
using System.Text.Json.Nodes;
using RealtimeEvals.Datasets;
using RealtimeEvals.Datasets.Simulations;
using RealtimeEvals.Model;

namespace RealtimeEvals.Harness.Conversations.Tools;

/// <summary>
/// The mocked tools of one conversation. An output depends on the call and on earlier calls, and a call may change a state.
/// </summary>
internal sealed class MockedTools(Simulation simulation, TimeProvider time)
{
    /// <summary>The output for a tool without a mock, as in the realtime evals of OpenAI's cookbook.</summary>
    private const string Unsupported = """{"status":"Unsupported tool"}""";

    private const string NoArguments = """{"error":"the arguments are not a JSON object"}""";

    private readonly int[] _answered = new int[simulation.Mocks.Count];
    private JsonNode? _state = JsonNode.Parse(simulation.InitialState.GetRawText());

    /// <summary>The state as JSON.</summary>
    public JsonElement State => JsonSerializer.SerializeToElement(_state);

    /// <summary>Returns the output for a call, after the delay of its mock.</summary>
    public async Task<ToolOutput> AnswerAsync(ToolCall call, CancellationToken cancellationToken)
    {
        if (!call.HasObjectArguments) return new ToolOutput(call.CallId, call.Name, NoArguments, 0, IsError: true);
        JsonElement arguments = call.ParseArguments();
        int index = Find(call.Name, arguments);
        if (index < 0) return new ToolOutput(call.CallId, call.Name, OutputWithoutMock(call.Name), 0, IsError: true);
        ToolMock mock = simulation.Mocks[index];
        _answered[index]++;
        if (mock.Delay > TimeSpan.Zero) await Task.Delay(mock.Delay, time, cancellationToken);
        if (mock.State.ValueKind == JsonValueKind.Object) _state = MergePatch.Apply(_state, Fill(mock.State, arguments));
        bool isError = mock.Output.ValueKind == JsonValueKind.Undefined;
        JsonNode? output = isError ? new JsonObject { ["error"] = Placeholders.Fill(mock.Error, arguments) } : Fill(mock.Output, arguments);
        return new ToolOutput(call.CallId, call.Name, PlainJson.Of(output!), index + 1, isError);
    }

    /// <summary>Returns the index of the first mock that matches the call; -1 when none does.</summary>
    private int Find(string name, JsonElement arguments)
    {
        for (int index = 0; index < simulation.Mocks.Count; index++)
        {
            ToolMock mock = simulation.Mocks[index];
            bool matches = mock.Arguments.ValueKind != JsonValueKind.Object
                || ArgumentMatch.Contains(arguments, mock.Arguments, simulation.Agent.Tools.Find(name));
            if (mock.Name == name && matches && _answered[index] < (mock.Times ?? int.MaxValue)) return index;
        }

        return -1;
    }

    private string OutputWithoutMock(string name) => simulation.Mocks.Any(mock => mock.Name == name)
        ? """{"error":"nothing was found for these arguments"}"""
        : Unsupported;

    private static JsonNode? Fill(JsonElement template, JsonElement arguments) => template.ValueKind switch
    {
        JsonValueKind.Object => new JsonObject(template.EnumerateObject().Select(property =>
            KeyValuePair.Create(Placeholders.Fill(property.Name, arguments), Fill(property.Value, arguments)))),
        JsonValueKind.Array => new JsonArray([.. template.EnumerateArray().Select(item => Fill(item, arguments))]),
        JsonValueKind.String => JsonValue.Create(Placeholders.Fill(template.GetString()!, arguments)),
        _ => JsonNode.Parse(template.GetRawText()),
    };
}
