using RealtimeEvals.Model;

namespace RealtimeEvals.Cli;

/// <summary>Runs a verb, and turns its exceptions into one message and an exit code.</summary>
internal static class Guarded
{
    public static async Task<int> RunAsync(Func<Task<int>> verb)
    {
        // Ctrl+C is handled from here on, before anything is printed.
        await Task.Yield();
        try
        {
            return await verb();
        }
        catch (OperationCanceledException)
        {
            await Terminal.Error.LineAsync("Stopped. What is finished has been kept.");
            return ExitCode.Cancelled;
        }
        catch (EvalException exception)
        {
            return await TellAsync(exception);
        }
        catch (Exception exception)
        {
            return await TellAsync(OutputError.Is(exception) ? EvalErrors.OutputNotWritten(exception) : EvalErrors.Unexpected(exception));
        }
    }

    private static async Task<int> TellAsync(EvalException exception)
    {
        await Terminal.Error.MessageAsync($"error {exception.ErrorId}: {exception.Message}");
        await Terminal.Error.LineAsync(exception.RecommendedAction);
        return ExitCode.Of(exception);
    }
}
