using System.Net.WebSockets;
using RealtimeEvals.Audio;
using RealtimeEvals.Model;

namespace RealtimeEvals.Realtime;

/// <summary>
/// Takes one turn before the first case. Code that runs for the first time in a process is slower (loading, JIT compilation), which would
/// otherwise count as latency of the first cases.
/// </summary>
internal static class Rehearsal
{
    private const string Updated = """{"type":"session.updated","session":{"id":"rehearsal","model":"none"}}""";
    private const string Item =
        """{"id":"m","type":"message","role":"assistant","content":[{"type":"output_audio","transcript":"Hello."}]}""";
    private const string CallDone =
        """{"type":"response.function_call_arguments.done","response_id":"r","item_id":"i","call_id":"c","name":"f","arguments":"{}"}""";
    private const string Call = """{"id":"i","type":"function_call","call_id":"c","name":"f","arguments":"{}"}""";
    private const string Tokens =
        """{"input_tokens":1,"output_tokens":1,"input_token_details":{"text_tokens":1},"output_token_details":{"audio_tokens":1}}""";

    /// <summary>Three seconds of silence, which is enough to grow the buffers.</summary>
    private static string Sound => Convert.ToBase64String(new byte[144_000]);

    /// <summary>
    /// The messages of the simulated service: after the configuration, after the request for a response, and after the marker.
    /// </summary>
    private static Dictionary<int, string[]> Script => new()
    {
        [0] = ["""{"type":"session.created","session":{"id":"rehearsal","model":"none"}}"""],
        [1] = [Updated],
        [5] =
        [
            """{"type":"response.created","response":{"id":"r","status":"in_progress"}}""",
            """{"type":"response.output_item.added","response_id":"r","item":"""
            + """{"id":"m","type":"message","role":"assistant","content":[]}}""",
            """{"type":"response.content_part.added","response_id":"r","item_id":"m","part":{"type":"audio"}}""",
            """{"type":"response.output_audio_transcript.delta","response_id":"r","item_id":"m","delta":"Hello."}""",
            $$"""{"type":"response.output_audio.delta","response_id":"r","item_id":"m","delta":"{{Sound}}"}""",
            """{"type":"response.output_audio_transcript.done","response_id":"r","item_id":"m","transcript":"Hello."}""",
            $$"""{"type":"conversation.item.done","item":{{Item}} }""",
            $$"""{"type":"response.output_item.done","response_id":"r","item":{{Item}} }""",
            """{"type":"response.function_call_arguments.delta","response_id":"r","item_id":"i","call_id":"c","delta":"{}"}""",
            CallDone,
            $$"""{"type":"response.done","response":{"id":"r","status":"completed","output":[{{Item}},{{Call}}],"usage":{{Tokens}} } }""",
        ],
        [6] = [Updated],
    };

    /// <summary>Takes the turn with a simulated service inside the process: it costs nothing and nothing is sent.</summary>
    /// <param name="configuration">The configuration of the run's sessions.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Cancels the rehearsal.</param>
    /// <returns>What was collected.</returns>
    public static async Task<CollectedTurn> WithNobodyAsync(
        SessionConfiguration configuration,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        using var nobody = new RehearsalStream(Script);
        var socket = WebSocket.CreateFromStream(nobody, new WebSocketCreationOptions { SubProtocol = "realtime" });
        ServiceTarget target = ServiceTarget.Replay;
        var connection = RealtimeConnection.Over(socket, new ConnectOptions(target, "none"), time, NoEventLog.Instance);
        await using RealtimeSession session =
            await RealtimeSession.OpenAsync(connection, TurnLimits.Default, time, NoEventLog.Instance, cancellationToken);
        await session.ConfigureAsync(Quiet(configuration), cancellationToken);
        return await SpeakAsync(session, configuration.InputFormat, target, cancellationToken);
    }

    /// <summary>Takes the turn with the sandbox, whose first turn is slower too.</summary>
    /// <param name="options">The address of the sandbox, and the model.</param>
    /// <param name="configuration">The configuration of the run's sessions.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Cancels the rehearsal.</param>
    /// <returns>What was collected; null when it failed, because the cases will report the problem.</returns>
    public static async Task<CollectedTurn?> WithSandboxAsync(
        ConnectOptions options,
        SessionConfiguration configuration,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        try
        {
            var opener = new SessionOpener(options.Target, TurnLimits.Default, TimeSpan.Zero, time);
            var spared = new SessionOpening(options.Model, Quiet(configuration), Seed: 0)
            {
                ClientRequestId = static _ => ConnectOptions.Rehearsal,
            };
            await using RealtimeSession session = await opener.OpenAsync(spared, cancellationToken);
            return await SpeakAsync(session, configuration.InputFormat, options.Target, cancellationToken);
        }
        catch (RealtimeException)
        {
            return null;
        }
    }

    /// <summary>Speaks one chunk only, so that the number of client events is known to the script.</summary>
    private static Task<CollectedTurn> SpeakAsync(
        RealtimeSession session,
        AudioFormat format,
        ServiceTarget target,
        CancellationToken cancellationToken)
    {
        TimeSpan chunk = target.Dialect.CommitFloor;
        byte[] audio = new byte[format.BytesIn(chunk)];
        return session.SpeakAsync(new SpokenAudio(audio, format, chunk, RealTime: false), cancellationToken);
    }

    private static SessionConfiguration Quiet(SessionConfiguration configuration) =>
        configuration with { TurnDetection = TurnDetection.None };
}
