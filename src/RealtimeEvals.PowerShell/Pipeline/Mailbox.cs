using System.Management.Automation;
using System.Management.Automation.Host;
using System.Threading.Channels;
using RealtimeEvals.Model;

namespace RealtimeEvals.PowerShell.Pipeline;

/// <summary>The sink of a cmdlet: posts everything to the pipeline thread.</summary>
internal sealed class Mailbox(ChannelWriter<Action<PSCmdlet>> mail, TimeProvider time) : IRunSink
{
    private const int ProgressId = 7301;
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(200);

    private readonly long _started = time.GetTimestamp();
    private long? _lastProgress;
    private string? _activity;

    /// <summary>Hands over an item and waits until the pipeline has taken it, so that a slow reader slows the work down and a stop wastes little.</summary>
    public async ValueTask EmitAsync(object item, CancellationToken cancellationToken)
    {
        var taken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        mail.TryWrite(cmdlet =>
        {
            cmdlet.WriteObject(item);
            taken.SetResult();
        });
        await taken.Task.WaitAsync(cancellationToken);
    }

    public void Verbose(string text) => mail.TryWrite(cmdlet => cmdlet.WriteVerbose(text));

    public void Warning(string text) => mail.TryWrite(cmdlet => cmdlet.WriteWarning(text));

    public void Error(RunError error) => mail.TryWrite(cmdlet => cmdlet.WriteError(ErrorRecords.Of(error)));

    public void Progress(RunProgress progress) => mail.TryWrite(cmdlet =>
    {
        bool last = progress.Completed == progress.Planned;
        if (!last && _lastProgress is long before && time.GetElapsedTime(before) < ProgressInterval) return;
        _lastProgress = time.GetTimestamp();
        _activity = progress.Activity;
        string cost = progress.CostUsd is > 0 ? FormattableString.Invariant($", ${progress.CostUsd:0.0000}") : "";
        double left = time.GetElapsedTime(_started).TotalSeconds / Math.Max(1, progress.Completed) * (progress.Planned - progress.Completed);
        cmdlet.WriteProgress(new ProgressRecord(ProgressId, progress.Activity, FormattableString.Invariant($"{progress.Completed} of {progress.Planned}{cost}"))
        {
            CurrentOperation = progress.Current,
            PercentComplete = progress.Planned == 0 ? 100 : 100 * progress.Completed / progress.Planned,
            SecondsRemaining = (int)Math.Ceiling(left),
        });
    });

    public async Task<bool> ConfirmAsync(string target, string action, CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        mail.TryWrite(cmdlet => Ask(cmdlet, target, action, answer));
        return await answer.Task.WaitAsync(cancellationToken);
    }

    /// <summary>A host that is not interactive refuses to ask, which is an error of its own and no answer.</summary>
    private static void Ask(PSCmdlet cmdlet, string target, string action, TaskCompletionSource<bool> answer)
    {
        try
        {
            answer.SetResult(cmdlet.ShouldProcess(target, action));
        }
        catch (Exception exception) when (exception is HostException or PSInvalidOperationException or InvalidOperationException { InnerException: HostException } && exception is not PipelineStoppedException)
        {
            answer.SetException(EvalErrors.ConfirmationNotPossible(action));
        }
    }

    /// <summary>Takes the progress bar away; on the pipeline thread only.</summary>
    public void EndProgress(PSCmdlet cmdlet)
    {
        if (_activity is not null) cmdlet.WriteProgress(new ProgressRecord(ProgressId, _activity, "Done") { RecordType = ProgressRecordType.Completed });
    }
}
