using RealtimeEvals.Datasets.Refusals;
using RealtimeEvals.Realtime;
using RealtimeEvals.TextModels;

namespace RealtimeEvals.Harness.Refusals;

/// <summary>Asks a text model about each row.</summary>
/// <param name="model">The model.</param>
/// <param name="options">Which model it is, and how it is asked.</param>
/// <param name="instructions">What it is told to do.</param>
/// <param name="time">The clock of the limit.</param>
internal sealed class AskedRows(ITextModel model, RefusalOptions options, string instructions, TimeProvider time) : IRowSource
{
    public HostedRun? Hosted => null;

    /// <summary>A sandbox of our own needs no probe; its faults are for the rows.</summary>
    public Task ProbeAsync(CancellationToken cancellationToken) =>
        options.Target.Provider == ServiceTarget.SandboxProvider ? Task.CompletedTask : AskAsync("Hello.", "probe", cancellationToken);

    public async Task<RowAnswer> AnswerAsync(RefusalCase row, string name, string clientRequestId, CancellationToken cancellationToken)
    {
        TextAnswer answer = await AskAsync(row.Prompt, clientRequestId, cancellationToken);
        return new RowAnswer(answer.Text)
        {
            Refusal = answer.Refusal,
            Model = answer.Model,
            IsSandbox = answer.IsSandbox,
            ResponseId = answer.ResponseId,
            Usage = answer.Usage,
        };
    }

    /// <summary>Asks about a text, within the limit of one answer.</summary>
    public async Task<TextAnswer> AskAsync(string input, string clientRequestId, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(options.Limits.Inactivity, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            var question = new TextQuestion(options.Model, instructions, input, options.Temperature, clientRequestId);
            return await model.AskAsync(question, either.Token);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TextModelException(
                FormattableString.Invariant($"no answer within {options.Limits.Inactivity.TotalSeconds} s."), exception);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
