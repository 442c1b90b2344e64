using RealtimeEvals.Harness.Conversations.Tools;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Runs;
using RealtimeEvals.Waiting;

namespace RealtimeEvals.Harness.Conversations;

/// <summary>
/// The agent's part of one turn: the agent hears the caller, calls tools and gets their outputs, until it calls no more tools.
/// </summary>
internal sealed class AgentTurn(
    RealtimeSession session, MockedTools tools, AudioRecording heard, int roundLimit, TimeProvider time, MachineWatch watch)
{
    private readonly List<Response> _responses = [];
    private readonly List<ToolOutput> _outputs = [];

    /// <summary>Whether the agent was still calling tools when the limit of rounds was reached.</summary>
    public bool IsLooping { get; private set; }

    /// <summary>Whether the turn held no sound, no text and no tool call.</summary>
    public bool IsSilent => !heard.HasSound && _responses.TrueForAll(response => response.Turn is { Text.Length: 0, ToolCalls.Count: 0 });

    /// <summary>Runs the turn. When it throws, everything received until then is kept for <see cref="AddTo"/>.</summary>
    public Task TakeAsync(SpokenAudio caller, CancellationToken cancellationToken) =>
        TakeAsync(() => session.SpeakAsync(caller, cancellationToken), cancellationToken);

    /// <summary>The same for a caller whose words are given as text, so that nothing is heard.</summary>
    public Task TakeAsync(string caller, CancellationToken cancellationToken) =>
        TakeAsync(() => session.AskAsync(caller, cancellationToken), cancellationToken);

    private async Task TakeAsync(Func<Task<CollectedTurn>> ask, CancellationToken cancellationToken)
    {
        session.Sink = heard;
        CollectedTurn response = await CollectAsync(ask(), null);
        for (int round = 1; response.ToolCalls.Count > 0; round++)
        {
            IsLooping = round > roundLimit;
            if (IsLooping) return;
            var given = new List<ToolOutput>();
            foreach (ToolCall call in response.ToolCalls) given.Add(await tools.AnswerAsync(call, cancellationToken));
            _outputs.AddRange(given);
            long answeredAt = time.GetTimestamp();
            response = await CollectAsync(session.AnswerCallsAsync(given, cancellationToken), answeredAt);
        }
    }

    /// <summary>Returns the turn with the agent's text, tool calls, timings and token usage.</summary>
    public TurnResult AddTo(TurnResult turn)
    {
        long? requestedAt = _responses is [var opening, ..] ? opening.Turn.RequestedAt : null;
        ResponseSegment[] segments =
        [
            .. _responses
                .SelectMany(response => ToSegments(response, requestedAt))
                .Select((segment, index) => segment with { Index = index + 1 }),
        ];
        long? firstAudioAt = _responses.Select(response => response.Turn.FirstAudioAt).FirstOrDefault(at => at is not null);
        long? firstTextAt = _responses.Select(response => response.Turn.FirstTextAt).FirstOrDefault(at => at is not null);
        double? Since(long? at) => Milliseconds(requestedAt, at);
        bool failed = turn.FailureStage.Length > 0;
        return turn with
        {
            AssistantText = string.Join(' ', segments.Select(segment => segment.Text).Where(text => text.Length > 0)),
            ToolCalls = new(_responses.SelectMany(response => response.Turn.ToolCalls)),
            ToolOutputs = new(_outputs),
            Segments = new(segments),
            LatencyFirstAudioMs = failed ? null : Since(firstAudioAt),
            LatencyFirstTextMs = failed ? null : Since(firstTextAt),
            LatencyResponseDoneMs = failed ? null : Since(_responses[^1].Turn.DoneAt),
            EndOfSpeechToFirstAudioMs = failed ? null : Milliseconds(session.EndOfSpeechAt, firstAudioAt),
            ToolResultToFirstAudioMs = failed
                ? null
                : segments.Select(segment => segment.ToolResultToFirstAudioMs).FirstOrDefault(wait => wait is not null),
            LatencyUncertaintyMs = failed
                ? null
                : watch.UncertaintyMs(requestedAt, firstAudioAt, firstTextAt, _responses[^1].Turn.DoneAt),
            Usage = _responses.Aggregate(new TokenUsage(), (sum, response) => sum.Add(response.Turn.Usage)),
            ResponseIds = new(_responses.SelectMany(response => response.Turn.ResponseIds)),
        };
    }

    private async Task<CollectedTurn> CollectAsync(Task<CollectedTurn> pending, long? answeredAt)
    {
        try
        {
            return await pending;
        }
        finally
        {
            _responses.Add(new Response(session.Snapshot(), answeredAt));
        }
    }

    /// <summary>
    /// Returns one segment per response. A response that the service opened in addition to the first has no times of its own.
    /// </summary>
    private IEnumerable<ResponseSegment> ToSegments(Response response, long? turnRequestedAt)
    {
        CollectedTurn turn = response.Turn;
        double offset = Milliseconds(turnRequestedAt, turn.RequestedAt) ?? 0;
        IEnumerable<CollectedResponse> parts = turn.Responses.Count > 0
            ? turn.Responses
            : [new CollectedResponse("", "", ValueList<ToolCall>.Empty, new TokenUsage())];
        foreach ((int index, CollectedResponse part) in parts.Index())
        {
            var segment = new ResponseSegment(0, part.Text, new(part.ToolCalls.Select(call => call.CallId)), offset)
            {
                ResponseId = part.Id,
                Usage = part.Usage,
            };
            yield return index > 0 ? segment : segment with
            {
                FirstAudioMs = Milliseconds(turn.RequestedAt, turn.FirstAudioAt),
                FirstTextMs = Milliseconds(turn.RequestedAt, turn.FirstTextAt),
                DoneMs = Milliseconds(turn.RequestedAt, turn.DoneAt),
                ToolResultToFirstAudioMs = Milliseconds(response.AnsweredAt, turn.FirstAudioAt),
            };
        }
    }

    private double? Milliseconds(long? from, long? to) =>
        time.MillisecondsBetween(from, to);

    /// <summary>One collected turn, and the time stamp of the tool outputs before it; null when there were none.</summary>
    private sealed record Response(CollectedTurn Turn, long? AnsweredAt);
}
