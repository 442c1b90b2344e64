using RealtimeEvals.Model;

namespace RealtimeEvals.Dashboard.Runs;

/// <summary>Takes what an operation tells that is shown by its result alone, and answers its question as the user has done.</summary>
internal sealed class QuietSink : IRunSink
{
    /// <summary>Whether the user has agreed.</summary>
    public bool Agrees { get; init; } = true;

    /// <summary>What the user is asked about; empty when nothing was asked.</summary>
    public string Action { get; private set; } = "";

    public ValueTask EmitAsync(object item, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public void Verbose(string text)
    {
        // Nobody asked for it.
    }

    public void Warning(string text)
    {
        // The result says the same.
    }

    public void Error(RunError error)
    {
        // The result says the same.
    }

    public Task<bool> ConfirmAsync(string target, string action, CancellationToken cancellationToken)
    {
        Action = action;
        return Task.FromResult(Agrees);
    }

    public void Progress(RunProgress progress)
    {
        // One conversation at a time needs none.
    }
}
