using RealtimeEvals.Audio;
using RealtimeEvals.Datasets.Simulations;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;

namespace RealtimeEvals.Tests.Support;

/// <summary>Makes simulations and what comes of them in memory.</summary>
internal static class Simulated
{
    /// <summary>A caller's first line.</summary>
    public const string FirstLine = "Hello, my lamp arrived broken.";

    private const string Tools =
        """
        [{"type":"function","name":"look","parameters":{"type":"object","properties":
        """ + """
        {"id":{"type":"string","x-normalizer":"identifier"},"at":{"type":"string","x-normalizer":"address"},
        """ + """
        "note":{"type":"string"},"n":{"type":"number"}}}},
         {"type":"function","name":"pay"}]
        """;

    private static readonly Lazy<RealtimeEvals.Datasets.ToolSet> ReadTools = new(() => Given.Tools(Tools));

    /// <summary>A simulation whose caller is Tobias with order LK-1002.</summary>
    public static Simulation Call(string id = "lamp") => new()
    {
        Id = id,
        Path = "lamp.json",
        Scenario = "Tobias Renner bought a lamp for 1,250 dollars on 11 March 2026.",
        Agent = new SimulationAgent("prompt.txt", "Be kind.", "tools.json", ReadTools.Value, "gpt-realtime", ""),
        Caller = new SimulationCaller(
            "You are Tobias Renner. The order number is LK-1002. Your mail is t.renner@example.com.", "gpt-realtime", ""),
        Audio = new SimulationAudio(AudioFormat.Pcm24K, AudioFormat.Pcm24K, 20, false),
        Turns = new SimulationTurns(FirstLine, [], 2, 8),
        InitialState = Given.Json("{}"),
        Expectation = new Expectation([], false, [], default),
        KnownFacts = ["The telephone number is 555-0142."],
    };

    /// <summary>A mock; what is blank is left out.</summary>
    public static ToolMock Mock(
        string name, string output = "", string arguments = "", string error = "", int delayMs = 0, int? times = null, string state = "") =>
        new(name, Optional(arguments), Optional(output), error, TimeSpan.FromMilliseconds(delayMs), times, Optional(state));

    /// <summary>A conversation that ended as it should, with nothing asked of it.</summary>
    public static ConversationResult Conversation(string simulation = "lamp", Outcome outcome = Outcome.Pass) => new()
    {
        RunId = "run", SimulationId = simulation, ConversationId = simulation,
        EndReason = EndReason.EndCall, Outcome = outcome, TurnCount = 1,
    };

    /// <summary>A turn of it.</summary>
    public static TurnResult Turn(int index, string user, string assistant) => new()
    {
        RunId = "run", SimulationId = "lamp", ConversationId = "lamp", TurnIndex = index, UserText = user, AssistantText = assistant,
        Segments = new([new ResponseSegment(1, assistant, ValueList<string>.Empty, 0)]),
    };

    /// <summary>The manifest of a run.</summary>
    public static RunManifest Manifest(int planned, RunState state = RunState.Completed, double invalidCallers = 0.2) => new()
    {
        RunId = "run", Harness = "run", Provider = "sandbox", Planned = planned, State = state,
        Settings = new() { ["invalid_caller_limit"] = invalidCallers },
    };

    private static System.Text.Json.JsonElement Optional(string json) => json.Length == 0 ? default : Given.Json(json);
}
