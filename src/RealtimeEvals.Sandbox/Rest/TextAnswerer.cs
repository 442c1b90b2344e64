using System.Net;
using RealtimeEvals.Sandbox.Faults;
using RealtimeEvals.Sandbox.Http;
using RealtimeEvals.Sandbox.Mind;
using RealtimeEvals.Transcripts.Analyses;

namespace RealtimeEvals.Sandbox.Rest;

/// <summary>
/// Answers text questions of all routes: with the rules that match the instructions, otherwise about an interview, otherwise as the judge.
/// </summary>
internal sealed class TextAnswerer(TextMind texts, JudgeMind judge, FaultPlan faults, TimeProvider time)
{
    private const string Temperature = "temperature";

    /// <summary>Answers a question, unless a fault replaces the answer.</summary>
    /// <param name="context">The request and its response.</param>
    /// <param name="question">The question to answer.</param>
    /// <param name="cancellationToken">Ends a request that hangs.</param>
    /// <returns>The answer; null when the request has been answered by a fault.</returns>
    public async Task<TextReply?> AnswerAsync(HttpListenerContext context, Question question, CancellationToken cancellationToken)
    {
        string requestId = context.Request.Headers["X-Client-Request-Id"] ?? "";
        string? label = texts.Answer(question.Instructions, question.Asked, question.Said);
        string? findings = label is null && question.Format.SchemaName == QuestionPrompt.SchemaName
            ? QuestionMind.Answer(question.Asked)
            : null;
        if (label is null && findings is null)
        {
            SandboxFault? ofJudge = faults.Take(requestId, FaultKind.Judge);
            bool isJudged = !await HttpFault.PlayAsync(context, ofJudge, "Nothing was judged (injected).", time, cancellationToken);
            return isJudged ? JudgeReply.Of(judge.Decide(question.Input, question.Format.MayNotApply), ofJudge) : null;
        }

        SandboxFault? fault = faults.TakeWhere(requestId, one => one.Value != Temperature || question.HasTemperature, FaultKind.Answer);
        if (fault?.Value == Temperature)
        {
            const string Message = "Unsupported parameter: 'temperature' is not supported with this model (injected).";
            await HttpReply.ErrorAsync(
                context, HttpStatusCode.BadRequest, "unsupported_parameter", Message, cancellationToken, Temperature);
            return null;
        }

        bool isOver = await HttpFault.PlayAsync(context, fault, "Nothing was answered (injected).", time, cancellationToken);
        if (isOver) return null;
        return label is null ? TextReply.Of(findings!, QuestionMind.Lie(findings!), fault) : TextReply.OfLabel(label, fault);
    }
}
