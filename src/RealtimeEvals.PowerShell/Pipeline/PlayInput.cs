using System.Management.Automation;
using System.Text.Json;
using RealtimeEvals.Model;
using RealtimeEvals.Playing;
using RealtimeEvals.Runs;

namespace RealtimeEvals.PowerShell.Pipeline;

/// <summary>Reads what is to be played from objects of the pipeline.</summary>
internal static class PlayInput
{
    private const string Expected = "a result of a crawl, a walk or a conversation, or a turn of one";

    /// <summary>Returns the audio of an object; null for a summary, which stands among results and has none.</summary>
    /// <exception cref="EvalException">
    /// <c>InvalidInput</c>: it is something else. <c>NoAudio</c>: it is an interview without a run.
    /// </exception>
    public static IReadOnlyList<PlayedCase>? Of(PSObject? item)
    {
        if (item is null) throw Unknown("nothing");
        if (PipelineJson.Is<EvalRunSummary>(item)) return null;
        try
        {
            if (PipelineJson.Is<BenchmarkRun>(item)) return Of(PipelineJson.To<BenchmarkRun>(item));
            object? result =
                PipelineJson.Is<CrawlResult>(item) ? PipelineJson.To<CrawlResult>(item)
                : PipelineJson.Is<WalkResult>(item) ? PipelineJson.To<WalkResult>(item)
                : PipelineJson.Is<InterviewResult>(item) ? PipelineJson.To<InterviewResult>(item)
                : PipelineJson.Is<ConversationResult>(item) ? PipelineJson.To<ConversationResult>(item)
                : PipelineJson.Is<TurnResult>(item) ? PipelineJson.To<TurnResult>(item)
                : null;
            return result is not null && PlayedCase.Of(result) is PlayedCase one ? [one] : throw Unknown($"'{item}'");
        }
        catch (JsonException exception)
        {
            throw Unknown($"'{item}', which cannot be read ({exception.Message})");
        }
    }

    /// <summary>An interview of the store names the run that keeps its audio.</summary>
    private static IReadOnlyList<PlayedCase> Of(BenchmarkRun interview) => interview.RunPath.Length > 0
        ? PlayedCase.In(interview.RunPath, [interview.ConversationId])
        : throw EvalErrors.NoAudio(interview.Id, "the interview belongs to no run, such as an imported one");

    private static EvalException Unknown(string found) =>
        EvalErrors.InvalidInput([new DataProblem("pipeline", null, null, found, Expected)]);
}
