using System.Text.Json;
using RealtimeEvals.Sandbox.Faults;
using RealtimeEvals.Sandbox.Http;
using RealtimeEvals.Sandbox.Mind;
using RealtimeEvals.Sandbox.Rest;

namespace RealtimeEvals.Sandbox.Evals;

/// <summary>Answers and grades the rows of a run. Faults find a row by its case id, <c>row_001</c> and so on.</summary>
internal sealed class RowAnswerer(TextMind texts, JudgeMind judge, FaultPlan faults)
{
    /// <summary>Answers all rows of a run.</summary>
    /// <param name="request">The request for the run.</param>
    /// <param name="checks">The graders.</param>
    /// <param name="clientRequestId">The request id that the client sent.</param>
    public IReadOnlyList<EvalRow> Answer(RunRequest request, IReadOnlyList<StringCheck> checks, string clientRequestId) =>
    [
        .. request.Items.Select((item, index) =>
            Answer(index, item, request.Template, checks, FormattableString.Invariant($"{clientRequestId}/row_{index + 1:D3}"))),
    ];

    private EvalRow Answer(
        int index, JsonElement item, IReadOnlyList<ChatMessage> template, IReadOnlyList<StringCheck> checks, string requestId)
    {
        ChatMessage[] messages = [.. template.Select(message => message with { Text = RowTemplate.Fill(message.Text, item, "") })];
        SandboxFault? fault = faults.TakeWhere(requestId, static one => one.Amount > 0 || TextReply.IsSpoiledBy(one), FaultKind.Answer);
        if (fault is { Amount: > 0 and int status }) return new EvalRow(index, item, messages, "", [], HttpReply.CodeOf(status));
        var question = new Question(messages, AnswerFormat.Plain, HasTemperature: false);
        TextReply answer = texts.Answer(question.Instructions, question.Asked, question.Said) is string text
            ? TextReply.OfLabel(text, fault)
            : JudgeReply.Of(judge.Decide(question.Input, question.Format.MayNotApply), null);
        return new EvalRow(index, item, messages, answer.Words, [.. checks.Select(check => check.Passes(item, answer.Words))], null);
    }
}
