using System.Management.Automation;
using System.Threading.Channels;
using RealtimeEvals.Model;

namespace RealtimeEvals.PowerShell.Pipeline;

/// <summary>
/// A cmdlet whose work is asynchronous. The pipeline thread runs the output of the work, so that all Write calls happen where PowerShell
/// allows them. This is the only class that blocks on a task.
/// </summary>
public abstract class AsyncCommand : PSCmdlet, IDisposable
{
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _stop = new();

    /// <inheritdoc />
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases the resources of the cmdlet.</summary>
    /// <param name="disposing">False when called by a finalizer.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing) _stop.Dispose();
    }

    /// <summary>Cancels the work and returns at once; PowerShell calls it on another thread.</summary>
    protected sealed override void StopProcessing() => _stop.Cancel();

    /// <summary>Called on the pipeline thread before the work starts.</summary>
    private protected virtual void Prepare()
    {
    }

    /// <summary>Runs the work to its end.</summary>
    /// <param name="work">The work; its token is cancelled when the pipeline is stopped.</param>
    protected void Pump(Func<IRunSink, CancellationToken, Task> work)
    {
        Prepare();
        using var run = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        var mail = Channel.CreateUnbounded<Action<PSCmdlet>>(new UnboundedChannelOptions { SingleReader = true });
        var mailbox = new PipelineSink(mail.Writer, TimeProvider.System);
        Task task = Task.Run(() => work(mailbox, run.Token), CancellationToken.None);
        _ = task.ContinueWith(_ => mail.Writer.TryComplete(), TaskScheduler.Default);
        try
        {
            Drain(mail.Reader, run.Token);
            mailbox.EndProgress(this);
        }
        catch
        {
            // The pipeline after this command has stopped: let the work complete its files, then rethrow the exception.
            run.Cancel();
            Settle(task);
            throw;
        }

        if (_stop.IsCancellationRequested)
        {
            Settle(task);
            throw new PipelineStoppedException();
        }

        task.GetAwaiter().GetResult();
    }

    private void Drain(ChannelReader<Action<PSCmdlet>> mail, CancellationToken stopped)
    {
        try
        {
            while (mail.WaitToReadAsync(stopped).AsTask().GetAwaiter().GetResult())
            {
                while (mail.TryRead(out Action<PSCmdlet>? post)) post(this);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The user has stopped the pipeline: nothing may be written any more.
        }
    }

    /// <summary>Waits for cancelled work to end, up to the grace period, and observes its exception.</summary>
    private static void Settle(Task task)
    {
        Task ended = task.ContinueWith(static done => done.Exception, TaskScheduler.Default);
        Task.WaitAny([ended, Task.Delay(StopGrace, TimeProvider.System)]);
    }
}
