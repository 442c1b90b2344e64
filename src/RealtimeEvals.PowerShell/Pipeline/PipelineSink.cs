using System.Management.Automation;
using System.Threading.Channels;
using RealtimeEvals.Messages;
using RealtimeEvals.Model;

namespace RealtimeEvals.PowerShell.Pipeline;

/// <summary>The sink of a cmdlet, which posts all output to the pipeline thread.</summary>
internal sealed class PipelineSink(ChannelWriter<Action<PSCmdlet>> mail, TimeProvider time) : IRunSink
{
    private const int ProgressId = 7301;
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(200);

    private readonly long _started = time.GetTimestamp();
    private long? _lastProgress;
    private string? _activity;

    /// <summary>
    /// Emits an item and waits until the pipeline has taken it, so that a slow consumer slows the work down and little is lost on a stop.
    /// </summary>
    public async ValueTask EmitAsync(object item, CancellationToken cancellationToken)
    {
        var taken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        mail.TryWrite(cmdlet =>
        {
            cmdlet.WriteObject(AbsolutePaths.Of(item));
            taken.SetResult();
        });
        await taken.Task.WaitAsync(cancellationToken);
    }

    public void Verbose(string text) => mail.TryWrite(cmdlet => cmdlet.WriteVerbose(VisibleText.Of(text)));

    public void Warning(string text) => mail.TryWrite(cmdlet => cmdlet.WriteWarning(VisibleText.Of(text)));

    public void Error(RunError error) => mail.TryWrite(cmdlet => cmdlet.WriteError(ErrorRecords.Of(error)));

    public void Progress(RunProgress progress) => mail.TryWrite(cmdlet =>
    {
        bool last = progress.Completed == progress.Planned;
        if (!last && _lastProgress is long before && time.GetElapsedTime(before) < ProgressInterval) return;
        _lastProgress = time.GetTimestamp();
        _activity = VisibleText.Of(progress.Activity);
        double secondsEach = time.GetElapsedTime(_started).TotalSeconds / Math.Max(1, progress.Completed);
        double left = progress.TimeLeft?.TotalSeconds ?? secondsEach * (progress.Planned - progress.Completed);
        cmdlet.WriteProgress(new ProgressRecord(ProgressId, _activity, progress.Status)
        {
            CurrentOperation = VisibleText.Of(progress.Current),
            PercentComplete = progress.Planned == 0 ? 100 : 100 * progress.Completed / progress.Planned,
            SecondsRemaining = progress.Completed == 0 ? -1 : (int)Math.Ceiling(left),
        });
    });

    public async Task<bool> ConfirmAsync(string target, string action, CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        mail.TryWrite(cmdlet =>
        {
            try
            {
                answer.SetResult(Consent.Ask(cmdlet, target, action));
            }
            catch (EvalException exception)
            {
                // The exception ends the work and thereby the cmdlet.
                answer.SetException(exception);
            }
        });
        return await answer.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Removes the progress bar. Call it on the pipeline thread only.</summary>
    public void EndProgress(PSCmdlet cmdlet)
    {
        if (_activity is not null)
        {
            cmdlet.WriteProgress(new ProgressRecord(ProgressId, _activity, "Done") { RecordType = ProgressRecordType.Completed });
        }
    }
}
