using System.Text.Json;

namespace RealtimeEvals.Datasets.Simulations;

/// <summary>Reads the mocks of a simulation.</summary>
internal static class MockReader
{
    private const int MaximumDelay = 60_000;
    private const int MaximumTimes = 1000;

    public static IReadOnlyList<ToolMock> Read(JsonForm root) => [.. root.Objects("tool_mocks").Select(ReadMock)];

    private static ToolMock ReadMock(JsonForm mock)
    {
        mock.Allow("name", "output", "arguments", "error", "delay_ms", "times", "state");
        JsonElement? output = mock.Object("output")?.Value;
        string error = mock.Text("error");
        if (mock.Get("output") is null && mock.Get("error") is null) mock.Report("output", "missing", "an object, or an error instead");
        if (output is not null && error.Length > 0) mock.Report("error", "an error beside an output", "one of them");
        if (mock.Get("error") is { ValueKind: JsonValueKind.String } && string.IsNullOrWhiteSpace(error))
        {
            mock.Report("error", "blank", "what the agent is told");
        }

        return new ToolMock(
            mock.RequiredText("name", "the name of a tool"),
            mock.Object("arguments")?.Value ?? default,
            output ?? default,
            error,
            TimeSpan.FromMilliseconds(mock.Whole("delay_ms", 0, MaximumDelay) ?? 0),
            mock.Whole("times", 1, MaximumTimes),
            mock.Object("state")?.Value ?? default) { Place = mock.Path[2..] };
    }
}
