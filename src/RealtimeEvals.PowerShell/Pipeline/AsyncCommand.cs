using System.Management.Automation;
using System.Threading.Channels;
using RealtimeEvals.Model;

namespace RealtimeEvals.PowerShell.Pipeline;

/// <summary>
/// A cmdlet whose work is asynchronous. The pipeline thread pumps what the work has to say, so that every Write call happens where
/// PowerShell allows it. This is the one place that blocks on a task.
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

    /// <summary>Frees what the cmdlet holds.</summary>
    /// <param name="disposing">Whether this is not a finalizer.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing) _stop.Dispose();
    }

    /// <summary>Cancels the work and returns at once; it is called on another thread.</summary>
    protected sealed override void StopProcessing() => _stop.Cancel();

    /// <summary>What must be looked at on the pipeline thread, before work is begun.</summary>
    private protected virtual void Prepare()
    {
    }

    /// <summary>Runs work to its end.</summary>
    /// <param name="work">The work; it gets a sink and a token that a stop of the pipeline cancels.</param>
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
            // The pipeline below has stopped: let the work put its files in order, then pass the stop on as it is.
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

    /// <summary>Waits for cancelled work to end, within the grace, and observes how it ended.</summary>
    private static void Settle(Task task)
    {
        Task ended = task.ContinueWith(static done => done.Exception, TaskScheduler.Default);
        Task.WaitAny([ended, Task.Delay(StopGrace, TimeProvider.System)]);
    }
}
