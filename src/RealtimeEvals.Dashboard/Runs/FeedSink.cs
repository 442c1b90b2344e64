using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using RealtimeEvals.Audio;
using RealtimeEvals.Harness.Interviews;
using RealtimeEvals.Model;
using RealtimeEvals.Pages;
using RealtimeEvals.Runs;
using RealtimeEvals.Transcripts;

namespace RealtimeEvals.Dashboard.Runs;

/// <summary>Takes what a run of this process tells, and tells it on to whoever watches.</summary>
/// <param name="feed">The events of the run.</param>
/// <param name="pages">Makes HTML of lines.</param>
internal sealed class FeedSink(RunFeed feed, LinePages pages) : IRunSink
{
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentDictionary<string, BenchmarkRun> _interviews = new(StringComparer.Ordinal);

    /// <summary>Ends when the run is listed in the store.</summary>
    public Task Begun => _begun.Task;

    public ValueTask EmitAsync(object item, CancellationToken cancellationToken)
    {
        if (item is TurnResult turn) Tell(turn);
        else if (item is InterviewResult interview) feed.Add("case", CaseOf(interview));
        return ValueTask.CompletedTask;
    }

    public void Verbose(string text)
    {
        // Where the evidence is stands on the page of the run.
    }

    public void Warning(string text) => feed.Add("warning", new JsonObject { ["message"] = text });

    public void Error(RunError error) =>
        feed.Add("error", new JsonObject { ["error_id"] = error.ErrorId, ["case"] = error.CaseId, ["message"] = error.Message });

    /// <summary>The user has agreed on the page, where the plan was shown.</summary>
    public Task<bool> ConfirmAsync(string target, string action, CancellationToken cancellationToken)
    {
        feed.Add("plan", new JsonObject { ["message"] = action });
        return Task.FromResult(true);
    }

    public void Progress(RunProgress progress)
    {
        _begun.TrySetResult();
        feed.Add("progress", new JsonObject
        {
            ["completed"] = progress.Completed,
            ["planned"] = progress.Planned,
            ["passed"] = progress.Passed,
            ["failed"] = progress.Failed,
            ["cost_usd"] = progress.CostUsd,
            ["current"] = progress.Current,
        });
    }

    private void Tell(TurnResult turn)
    {
        BenchmarkRun run = _interviews.GetOrAdd(turn.ConversationId, id => new BenchmarkRun
        {
            Id = id,
            ConversationId = id,
            StartedAt = turn.StartedAt,
        });
        foreach (SpokenTurn line in InterviewTurns.Of(turn))
        {
            bool isAgent = line.Speaker == Speaker.Agent;
            string sound = isAgent ? turn.AssistantAudioPath : turn.UserAudioPath;
            run = run with { TurnCount = run.TurnCount + 1 };
            DateTimeOffset at = isAgent ? turn.StartedAt.AddMilliseconds(turn.DurationMs) : turn.StartedAt;
            feed.Add(TurnEvent.Kind, TurnEvent.Of(
                run,
                new BenchmarkTurn(run.TurnCount, line.Speaker, line.Text, at, line.LatencyFirstAudioMs),
                sound.Length > 0 ? SoundLevel.OfFile(Path.GetFullPath(sound, turn.RunPath)) : null,
                pages));
        }

        _interviews[turn.ConversationId] = run;
    }

    private static JsonObject CaseOf(InterviewResult interview) => new()
    {
        ["interview"] = interview.ConversationId,
        ["outcome"] = JsonSerializer.SerializeToNode(interview.Outcome, RunJson.Line),
        ["end_reason"] = JsonSerializer.SerializeToNode(interview.EndReason, RunJson.Line),
        ["rationale"] = interview.Rationale,
        ["cost_usd"] = interview.CostUsd,
    };
}
