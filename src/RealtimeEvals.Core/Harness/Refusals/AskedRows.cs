using RealtimeEvals.Realtime;
using RealtimeEvals.TextModels;
using RealtimeEvals.Waiting;

namespace RealtimeEvals.Harness.Refusals;

/// <summary>Asks a text model about each row.</summary>
/// <param name="model">The model.</param>
/// <param name="options">The name of the model and the request settings.</param>
/// <param name="instructions">The instructions of the model.</param>
/// <param name="time">The clock of the limit.</param>
internal sealed class AskedRows(ITextModel model, RefusalOptions options, string instructions, TimeProvider time) : IRowSource
{
    public HostedRun? Hosted => null;

    /// <summary>Asks once, except with the sandbox, which needs no probe and whose injected problems are meant for the rows.</summary>
    public Task ProbeAsync(CancellationToken cancellationToken) =>
        options.Target.Provider == ServiceTarget.SandboxProvider ? Task.CompletedTask : AskAsync("Hello.", "probe", cancellationToken);

    public async Task<RowAnswer> AnswerAsync(RowRequest request, CancellationToken cancellationToken)
    {
        TextAnswer answer = await AskAsync(request.Row.Prompt, request.ClientRequestId, cancellationToken);
        return new RowAnswer(answer.Text)
        {
            Refusal = answer.Refusal,
            Model = answer.Model,
            IsSandbox = answer.IsSandbox,
            ResponseId = answer.ResponseId,
            Usage = answer.Usage,
        };
    }

    /// <summary>Asks about a text. The limit is that of one answer.</summary>
    public Task<TextAnswer> AskAsync(string input, string clientRequestId, CancellationToken cancellationToken)
    {
        TimeSpan limit = options.Limits.Inactivity;
        var question = new TextQuestion(options.Model, instructions, input, options.Temperature, clientRequestId);
        return TimeLimit.RunAsync(
            limit,
            time,
            token => model.AskAsync(question, token),
            exception => new TextModelException(FormattableString.Invariant($"no answer within {limit.TotalSeconds} s."), exception),
            cancellationToken);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
