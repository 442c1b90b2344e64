using RealtimeEvals.Realtime;

namespace RealtimeEvals.Tests.Support;

/// <summary>Feeds a turn with events.</summary>
internal static class Turn
{
    /// <summary>What a turn collects from these events, one time stamp apart.</summary>
    public static CollectedTurn Of(params string[] events)
    {
        var collector = new TurnCollector(Given.Ga);
        foreach ((int index, string text) in events.Index()) Apply(collector, Given.Utf8(text), index + 1);
        return collector.Snapshot();
    }

    /// <summary>Applies one event.</summary>
    public static void Apply(TurnCollector collector, byte[] message, long timestamp)
    {
        ServerEvent read = ServerEvent.Read(message, Given.Ga);
        collector.Apply(in read, message, timestamp);
    }

    /// <summary>The end of a response that completed, with this output.</summary>
    public static string Done(string output = "", string id = "r1") =>
        $$"""{"type":"response.done","response":{"id":"{{id}}","status":"completed","output":[{{output}}] } }""";
}
