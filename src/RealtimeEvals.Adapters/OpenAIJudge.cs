using RealtimeEvals.Grading.Judging;
using RealtimeEvals.Realtime;

namespace RealtimeEvals.Adapters;

/// <summary>The judge on the Responses endpoint, by the OpenAI package.</summary>
internal sealed class OpenAIJudge(ServiceTarget target) : IJudge
{
    public Task<JudgeAnswer> AskAsync(JudgeQuestion question, CancellationToken cancellationToken) => throw new JudgeException($"no judge at {target.Rest}");
}
